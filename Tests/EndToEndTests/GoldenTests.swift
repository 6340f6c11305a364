// The whole program on inbox-example: the outbox must hold what inbox-example/expected says, byte for byte but for times.

import Foundation
import Testing

@Suite(.serialized)
struct GoldenTests {
    private let expected = TestSpool.example.appendingPathComponent("expected")
    private let isUpdating = ProcessInfo.processInfo.environment["CANCELBOX_UPDATE_GOLDEN"] == "1"

    @Test func `the example inbox leads to the expected outbox`() throws {
        let spool = try TestSpool.processedExample()
        let found = spool.contents("outbox")
        if isUpdating { try update(from: found) }
        let wanted = read(expected.appendingPathComponent("outbox"))
        #expect(wanted.keys.sorted() == found.keys.sorted())
        for (name, text) in wanted { #expect(found[name] == text, "outbox/\(name) differs") }
        #expect(!isUpdating, "the expected files were rewritten; look at the change and run again")
        #expect(spool.names("inbox").isEmpty)
        #expect(spool.names("work").isEmpty)
        #expect(spool.names("tmp").isEmpty)
    }

    @Test func `the originals are kept byte for byte`() throws {
        let spool = try TestSpool.processedExample()
        let kept =
            (spool.names("archive").map { "archive/\($0)" } + spool.names("quarantine").map { "quarantine/\($0)" })
            .filter { !$0.hasSuffix(".reason.json") }
        let originals = read(TestSpool.example.appendingPathComponent("inbox")).values.sorted()
        let bytes = kept.map { spool.text($0) }.sorted()
        #expect(bytes == originals)
    }

    @Test func `dropping everything a second time changes nothing but receipts that say so`() throws {
        let spool = try TestSpool.processedExample()
        let before = spool.contents("outbox")
        let journal = spool.text("orderbook.journal")
        try spool.dropExample()
        #expect(try Program(["run", "--once", "--spool", spool.path]).finish() == 0)
        let after = spool.contents("outbox")
        for (name, text) in before {
            #expect(after[name] == text, "outbox/\(name) changed")
        }
        let added = Set(after.keys).subtracting(before.keys)
        #expect(added.allSatisfy { $0.hasPrefix("receipts/") })
        #expect(spool.text("orderbook.journal") == journal, "the store was told something again")
        let receipt = added.filter { $0.hasPrefix("receipts/01-plain-request.json.") }
        #expect(receipt.count == 1 && receipt.allSatisfy { after[$0]?.contains(#""status": "duplicate""#) == true })
    }

    @Test func `the demo adds up and ends well`() throws {
        let spool = FileManager.default.temporaryDirectory.appendingPathComponent("cancelbox-demo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: spool) }  // a temporary folder
        let run = try Program(["demo", "--from", TestSpool.example.path, "--spool", spool.path])
        let text = run.printed()
        #expect(run.finish() == 0, "\(run.log)")
        #expect(text.contains("received "))
        #expect(!text.contains("DOES NOT ADD UP"))
        for word in ["cancelled", "refused", "asked", "waiting for a person", "duplicate", "withdrawn", "quarantined"] {
            let isThere = text.contains(try Regex("[1-9][0-9]* \(word)"))
            #expect(isThere, "the example has no case that is \(word)")
        }
    }

    private func read(_ folder: URL) -> [String: String] {
        guard let walk = FileManager.default.enumerator(atPath: folder.path) else { return [:] }
        var found: [String: String] = [:]
        while let name = walk.nextObject() as? String {
            guard walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
                !(name as NSString).lastPathComponent.hasPrefix("."),
                let data = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
            else { continue }
            found[name] = String(decoding: data, as: UTF8.self)
        }
        return found
    }

    private func update(from found: [String: String]) throws {
        let outbox = expected.appendingPathComponent("outbox")
        try? FileManager.default.removeItem(at: outbox)  // may not be there yet
        for (name, text) in found {
            let file = outbox.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }
}
