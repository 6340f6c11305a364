// A spool of a test, and what lies in it.

import Cancellation
import Engine
import Foundation
import Glibc
import Ports
import Testing

/// A spool in a temporary folder, removed with its owner.
final class TestSpool: Sendable {
    let path: String
    private var disk: FileManager { .default }

    /// - Parameter folder: where to make it; the system's folder for temporary files when nil.
    init(below folder: String? = nil) throws {
        path = (folder ?? FileManager.default.temporaryDirectory.path) + "/cancelbox-spool-\(UUID().uuidString)"
        guard try Program(["init", path]).finish() == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { try? disk.removeItem(atPath: path) }  // a temporary folder, in the way of nobody

    /// A spool through which inbox-example has gone once.
    static func processedExample() throws -> TestSpool {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.dropExample()
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        return spool
    }

    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let example = repository.appendingPathComponent("inbox-example")

    /// Replaces the configuration's text.
    func configure(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/cancelbox.yaml"))
    }

    func useExampleSettings(with more: String = "") throws {
        for name in ["cancelbox.yaml", "orders.json"] {
            let target = "\(path)/\(name)"
            if disk.fileExists(atPath: target) { try disk.removeItem(atPath: target) }
            try disk.copyItem(atPath: Self.example.appendingPathComponent(name).path, toPath: target)
        }
        guard !more.isEmpty else { return }
        try write(text("cancelbox.yaml") + "\n\(more)\n", to: "cancelbox.yaml")
    }

    /// Drops the example's files, as a copy would.
    func dropExample() throws {
        for name in try files(below: Self.example.path + "/inbox") {
            try disk.copyItem(atPath: "\(Self.example.path)/inbox/\(name)", toPath: "\(path)/inbox/\(name)")
        }
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    /// Names of the files below `folder` of the spool, sorted; names beginning with a dot are left out.
    /// A folder that is not there has none.
    func names(_ folder: String) -> [String] { (try? files(below: "\(path)/\(folder)")) ?? [] }

    /// How many names lie in `folder`, whatever they stand for. Fast, for many.
    func count(_ folder: String) -> Int {
        guard let stream = opendir("\(path)/\(folder)") else { return 0 }
        defer { closedir(stream) }
        var count = -2  // . and ..
        while readdir(stream) != nil { count += 1 }
        return count
    }

    func text(_ name: String) -> String {
        String(decoding: disk.contents(atPath: "\(path)/\(name)") ?? Data(), as: UTF8.self)
    }

    /// Every file below `folder`, with what differs from run to run made equal.
    func contents(_ folder: String) -> [String: String] {
        let pairs = names(folder).map { (timeless($0), timeless(text("\(folder)/\($0)"))) }
        return Dictionary(pairs) { first, second in first + second }
    }

    private func files(below root: String) throws -> [String] {
        guard let walk = disk.enumerator(atPath: root) else { return [] }
        var found: [String] = []
        while let name = walk.nextObject() as? String {
            let isFile = walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular
            if isFile, !(name as NSString).lastPathComponent.hasPrefix(".") { found.append(name) }
        }
        return found.sorted()
    }
}

/// Times, days and drop numbers replaced by words: all else must be the same from run to run.
func timeless(_ text: String) -> String {
    guard let body = base64Body(of: text) else { return timelessText(text) }
    let (plain, clean) = (body.text, timelessDays(body.text))
    guard clean != plain else { return timelessText(text) }
    let written = Data(clean.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    return timelessText(text[..<body.start] + written + "\n")
}

/// Where the body of a mail in base64 begins, and what it says; nil for any other text.
private func base64Body(of text: String) -> (start: String.Index, text: String)? {
    guard let mark = text.range(of: "Content-Transfer-Encoding: base64\n\n"),
        let body = Data(base64Encoded: String(text[mark.upperBound...]), options: .ignoreUnknownCharacters)
    else { return nil }
    return (mark.upperBound, String(decoding: body, as: UTF8.self))
}

private func timelessText(_ text: some StringProtocol) -> String {
    let clean = timelessDays(String(text))
    // The length of a text message goes with the figures of its days.
    let isDated = clean.contains("<days>")
    return clean.replacing(#/"bytes": \d+/#) { isDated ? "\"bytes\": <bytes>" : String($0.output) }
        .replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+09:00/#, with: "<time>")
        .replacing(#/[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0900/#, with: "<date>")
        .replacing(#/archive\/\d{4}\/\d\d\/\d\d\/\d{10}/#, with: "archive/<day>/<number>")
        .replacing(#/^\d{4}\/\d\d\/\d\d\/\d{10}/#, with: "<day>/<number>")
        .replacing(#/quarantine\/\d{10}/#, with: "quarantine/<number>")
        .replacing(#/^\d{10}-/#, with: "<number>-")
}

/// The days of a refund guide, which go with the day of the run; in years without known holidays there are none.
private func timelessDays(_ text: String) -> String {
    text.replacing(
        #/일 뒤(, (\d{4}년 )?\d{1,2}월 \d{1,2}일\(.\)~(\d{4}년 )?\d{1,2}월 \d{1,2}일\(.\)쯤)? (?=반영|입금)/#, with: "일 뒤, <days>쯤 ")
}

extension Ledger {
    /// Everything that is open, whoever has it.
    func openDrops() throws(LedgerError) -> [DropRecord] { try openDrops(of: EngineSettings(inboxes: []).owner) }
    func pendingEffects() throws(LedgerError) -> [EffectRecord] {
        try pendingEffects(of: EngineSettings(inboxes: []).owner, at: Instant(milliseconds: .max))
    }
}
