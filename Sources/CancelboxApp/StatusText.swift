// The status of a spool as lines for people and as JSON for programs.

import Cancellation
import Engine
import Foundation
import LinuxHost
import Ports
import StrictJSON

extension SpoolStatus {
    /// Lines for a terminal.
    var text: String {
        var rows = [("spool", spool), ("daemon", daemon.map { "running, process \($0)" } ?? "not running")]
        for look in inboxes {
            rows.append(("inbox", look.line(at: at)))
            if let because = look.watch?.because { rows.append(("", "  because \(because)")) }
        }
        rows.append(("orders", ordersProblem.map { "cannot be used: \($0)" } ?? "\(orders ?? 0) product orders"))
        rows.append(("work", work.words(at: at)))
        rows.append(("quarantine", quarantined.words(at: at)))
        rows.append(("cases", casesLine))
        rows += queueLines.map { ("queue", $0) }
        rows.append(("free", freeLine))
        return rows.map { name, value in
            name.padding(toLength: 12, withPad: " ", startingAt: 0) + value + "\n"
        }.joined()
    }

    private var casesLine: String {
        if let ledgerProblem { return "unknown: \(ledgerProblem)" }
        guard let cases else { return "no ledger yet" }
        let words = CaseState.allCases.compactMap { state in cases[state].map { "\(state.rawValue) \($0.count)" } }
        return words.isEmpty ? "none" : words.joined(separator: ", ")
    }

    /// Depth and age of each lane; requests whose orders the store has not shown.
    private var queueLines: [String] {
        var lines = lanes.map {
            "\($0.lane.rawValue): \($0.count) \($0.state.rawValue), the oldest \(age($0.oldest.milliseconds, at)) ago"
        }
        if lanes.contains(where: { $0.state == .dead }) {
            lines.append("dead letters are persons' tasks: outbox/tasks; `cancelbox retry CASE`")
        }
        if waitingForStore.count > 0 {
            let since = waitingForStore.oldest.map { ", the oldest \(age($0.milliseconds, at)) ago" } ?? ""
            lines.append("\(waitingForStore.count) requests wait for the store\(since)")
            if waitingForStore.count >= mostWaiting {
                lines.append(
                    "nothing new is taken: no more than \(mostWaiting) requests may wait; it goes on by itself when the store answers"
                )
            }
        }
        return lines
    }

    private var freeLine: String {
        guard let freeBytes else { return "unknown" }
        let size = String(format: "%.1f GiB", Double(freeBytes) / 1_073_741_824)
        return freeFiles.map { "\(size), room for \($0) files" } ?? size
    }

    /// `cancelbox.status/1`
    var json: JSONText {
        .members(
            ("schema", .string("cancelbox.status/1")), ("at", .time(at)), ("spool", .string(spool)),
            ("daemon", .optional(daemon.map(Int.init))), ("inboxes", .array(inboxes.map { $0.json(at: at) })),
            ("work", work.json(at: at)), ("quarantine", quarantined.json(at: at)),
            ("cases", cases.map(Self.json) ?? .null),
            ("queue", .array(lanes.map(\.json))),
            (
                "waitingForStore",
                .members(("count", .integer(waitingForStore.count)), ("oldest", .time(waitingForStore.oldest)))
            ), ("orders", .optional(orders)), ("ordersProblem", .optional(ordersProblem)),
            ("ledgerProblem", .optional(ledgerProblem)),
            ("freeBytes", .optional(freeBytes)), ("freeFiles", .optional(freeFiles)))
    }

    private static func json(_ cases: [CaseState: Tally]) -> JSONText {
        .object(
            CaseState.allCases.map { state in
                let tally = cases[state] ?? Tally(count: 0, amount: 0)
                return JSONText.Member(
                    key: state.rawValue,
                    value: .members(("count", .integer(tally.count)), ("amount", .integer(tally.amount))))
            })
    }
}

extension LaneDepth {
    fileprivate var json: JSONText {
        .members(
            ("lane", .string(lane.rawValue)), ("state", .string(state.rawValue)), ("count", .integer(count)),
            ("oldest", .time(oldest)))
    }
}

extension SpoolStatus.InboxLook {
    fileprivate func line(at now: Instant) -> String {
        let how = watch.map { "\($0.mode) (\($0.fileSystem))" } ?? "not watched"
        if let problem { return "\(inbox.folder.path)  \(how)  cannot be used: \(problem)" }
        var words = "\(inbox.folder.path)  \(how)  \(waiting.words(at: now))"
        if inProgress.files > 0 { words += "; in progress \(inProgress.words(at: now))" }
        if let heard = watch?.heardAt { words += "; heard \(age(heard, now)) ago" }
        return words
    }

    fileprivate func json(at now: Instant) -> JSONText {
        .members(
            ("name", .string(inbox.name)), ("folder", .string(inbox.folder.path)),
            ("trust", .string(inbox.trust.rawValue)), ("channel", .string(inbox.channel.rawValue)),
            ("watch", .optional(watch?.mode)), ("because", .optional(watch?.because)),
            ("fileSystem", .optional(watch?.fileSystem)),
            ("heardAt", watch?.heardAt.map { .time(Instant(milliseconds: $0)) } ?? .null),
            ("waiting", waiting.json(at: now)), ("inProgress", inProgress.json(at: now)),
            ("problem", .optional(problem)))
    }
}

extension FolderCount {
    fileprivate func words(at now: Instant) -> String {
        guard let oldest else { return "0 files" }
        return "\(files) file\(files == 1 ? "" : "s"), the oldest for \(age(oldest, now))"
    }

    fileprivate func json(at now: Instant) -> JSONText {
        .members(
            ("files", .integer(files)), ("bytes", .integer(bytes)),
            ("oldestSeconds", .optional(oldest.map { Int(max(0, now.milliseconds - $0) / 1000) })))
    }
}

/// The time since `moment` in its largest unit.
private func age(_ moment: Int64, _ now: Instant) -> String {
    let seconds = max(0, now.milliseconds - moment) / 1000
    return switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) days"
    }
}
