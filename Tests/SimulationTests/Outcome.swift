// What a day brought about, without what may differ: numbers of drops, times, and how often something was tried.
//
// Strict about money, states, verdicts, notices, tasks, requests and where each file ended. Let pass: the times of things; the
// history and revision of a case (a crash between two drops of one order makes two batches of one, and an answer that came late
// is one entry more); the number in a file's kept name; whether a customer was told of a delay, since there may be one; whether
// the receipt of a drop was written while the store was still silent ("held") or says it all ("accepted"); how often the process
// ended while a file was read, and the task that a file becomes when that happened and it was not read in the end.

import Cancellation
import Engine
import Ports
import Simulation

/// A day's end as sorted lines, so that two can be compared and a difference can be read.
struct Outcome: Equatable {
    var lines: [String]

    init(of day: SimulatedDay) {
        var lines = day.ledger.allCases.map { "case \($0.outcomeLine)" }
        lines += day.store.journal.map { "cancelled \($0.productOrder) \($0.claim) \($0.amount)" }
        lines += day.ledger.allDrops.map { "drop \($0.outcomeLine)" }
        for (place, _) in day.files.contents(below: "") where place.folder != "work" && !Self.dependsOnTiming(place) {
            lines.append("file \(Self.lasting(place))")
        }
        self.lines = Set(lines).sorted()
    }

    /// What becomes of `world` when nothing goes wrong.
    static func undisturbed(_ world: World) -> Outcome {
        let day = SimulatedDay(world)
        day.run()
        return Outcome(of: day)
    }

    /// What is in one of them only.
    func differences(from wanted: Outcome) -> [String] {
        lines.difference(from: wanted.lines).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
    }

    private static func dependsOnTiming(_ place: Place) -> Bool {
        let name = place.name.printable
        let speaksOfDelay =
            place.folder.hasPrefix("outbox/notices") && name.contains("-\(NoticeKind.delayed.rawValue).")
        return speaksOfDelay || (place.folder == Spool.tasks.path && name.hasPrefix("drop-"))
    }

    private static func lasting(_ place: Place) -> String {
        if place.folder == Spool.receipts.path {
            let parts = place.name.printable.split(separator: ".")
            let isRead = ["accepted", "held"].contains(parts.dropLast().last ?? "")
            return isRead ? "receipt of \(parts.dropLast(2).joined(separator: "."))" : "\(place)"
        }
        let isKept = place.folder.hasPrefix("archive") || place.folder == "quarantine"
        return isKept ? "\(place.folder)/\(FileName(Array(place.name.bytes.dropFirst(10))).printable)" : "\(place)"
    }
}

/// What a stormy day must have in common with a calm one, when the storm decides who speaks first: where each file ended, what
/// was cancelled, and the state of every case, within what the world allows.
struct Gist: Equatable {
    var lines: [String]

    init(of day: SimulatedDay) {
        var lines: [String] = []
        for subject in day.ledger.allCases {
            let isFirst = subject.id.rawValue.hasSuffix("-1")
            if !isFirst, day.world.partlyCancelled.contains(subject.key.productOrder) { continue }
            let allowed = day.world.orderStates[subject.key.productOrder] ?? []
            let state = allowed.contains(subject.state) ? "as the world allows" : subject.state.rawValue
            lines.append("case \(subject.id) \(state)")
        }
        for cancelled in day.store.journal where day.world.orderStates[cancelled.productOrder.rawValue] == nil {
            lines.append("cancelled \(cancelled.productOrder) \(cancelled.amount)")
        }
        for drop in day.ledger.allDrops {
            lines.append("drop \(drop.inbox) \(drop.printableName) \(drop.disposition?.rawValue ?? "-")")
        }
        self.lines = lines.sorted()
    }

    func differences(from wanted: Gist) -> [String] {
        Set(lines).subtracting(wanted.lines).sorted().map { "differs: + \($0)" }
            + Set(wanted.lines).subtracting(lines).sorted().map { "differs: - \($0)" }
    }
}

extension Case {
    fileprivate var outcomeLine: String {
        let lasting = notices.filter { $0.kind != .delayed }
        let notices = lasting.map { "\($0.kind.rawValue)/\($0.medium.rawValue)" }.sorted().joined(separator: ",")
        let evidence = evidence.map { "\($0.name)#\($0.index)" }.sorted().joined(separator: ",")
        return "\(id) \(key.claim) \(state.rawValue) \(verdict?.outcome.rawValue ?? "-") \(verdict?.rule ?? "-") "
            + "\(refund.status.rawValue) \(refund.amount ?? 0) notices=\(notices) evidence=\(evidence)"
    }
}

extension DropRecord {
    fileprivate var outcomeLine: String {
        let requests = requests.map {
            "\($0.index):\($0.caseID?.rawValue ?? "-"):\($0.intent.rawValue):\($0.isDuplicate):\($0.problem ?? "")"
        }
        // Why exactly a file could not be read depends on what happened the last time.
        let problem = kind == "unknown" ? "unreadable" : problem ?? ""
        return "\(inbox) \(printableName) \(state.rawValue) \(disposition?.rawValue ?? "-") \(kind ?? "-") "
            + "\(problem) [\(requests.joined(separator: "; "))]"
    }
}
