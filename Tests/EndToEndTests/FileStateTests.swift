// The table of a file's states: rendered into docs/STATES.md, and each state made on a real disk and started upon.

import Cancellation
import Engine
import Foundation
import Glibc
import Ports
import SQLiteLedger
import SmartStore
import Testing

@Suite(.serialized)
struct FileStateTests {
    private let longName = String(repeating: "n", count: 250) + ".json"

    @Test func `the page shows the states that are in the code`() throws {
        let page = TestSpool.repository.appendingPathComponent("docs/STATES.md")
        let before = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(before.range(of: "<!-- file states -->\n")).upperBound
        let end = try #require(before.range(of: "\n<!-- end -->", range: start..<before.endIndex)).lowerBound
        let text = before.replacingCharacters(in: start..<end, with: FileState.table)
        if ProcessInfo.processInfo.environment["CANCELBOX_UPDATE_GOLDEN"] == "1", text != before {
            try text.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(
            text == before,
            "docs/STATES.md is out of date; CANCELBOX_UPDATE_GOLDEN=1 make test renders it, then look at the change")
    }

    @Test(arguments: FileState.allCases)
    func `a start makes one answered drop of every state`(state: FileState) throws {
        let needsTracer: Set<FileState> = [.decided, .renameUndone, .damaged, .gone, .putAway]
        if needsTracer.contains(state), !Machine.hasStrace {
            return Machine.notRun("\(state): no run can be ended at a point here (strace)")
        }
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let text = try String(
            contentsOf: TestSpool.example.appendingPathComponent("inbox/01-plain-request.json"), encoding: .utf8)
        let name = try make(state, text, in: spool)
        try expectTraces(of: state, in: spool)
        if state == .leftOver { try spool.write(text, to: "inbox/\(name)") }

        let run = try Program(
            ["run", "--once", "--spool", spool.path], environment: ["CANCELBOX_SWEEP_INTERVAL_SECONDS": "0.2"])
        #expect(run.finish() == 0, "\(run.log)")
        let receipts = spool.names("outbox/receipts")
        #expect(
            receipts.count == 1 && receipts[0].hasPrefix(String(name.prefix(150)))
                && receipts[0].hasSuffix(".accepted.json"))
        #expect(spool.names("outbox/results") == ["2026112012345671-1.json"])
        let kept =
            state == .damaged ? [String(repeating: "\0", count: 9) + text.dropFirst(9)] : state == .gone ? [] : [text]
        #expect(spool.names("archive").map { spool.text("archive/\($0)") } == kept)
        let isSpoilt = state == .damaged || state == .gone
        #expect(spool.names("outbox/tasks") == (isSpoilt ? ["drop-0000000001.json"] : []))
        let receipt = receipts.first.map { spool.text("outbox/receipts/\($0)") } ?? ""
        #expect(receipt.contains("\n  \"problem\": null") == !isSpoilt)
        for folder in ["inbox", "work", "tmp", "quarantine"] { #expect(spool.names(folder).isEmpty, "\(folder)") }
        #expect(try spool.unfinished() == [])
        #expect(try spool.journal().cancellationsByProductOrder.map(\.value) == [1])
        if state != .closed, state != .gone { try expectTraces(of: .closed, in: spool) }
    }

    @Test(arguments: [FileState.damaged, .gone])
    func `a refused drop that a power cut spoilt is put away all the same`(state: FileState) throws {
        guard Machine.hasStrace else { return Machine.notRun("\(state): no run can be ended at a point here (strace)") }
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let text = #"{"nothing": "of ours, and long enough"}"#
        _ = try make(state, text, in: spool)

        // The second start finds nothing left to do.
        for _ in 1...2 {
            let run = try Program(["run", "--once", "--spool", spool.path])
            #expect(run.finish() == 0, "\(run.log)")
        }
        #expect(spool.names("outbox/receipts") == ["drop.json.rejected.json"])
        let receipt = spool.text("outbox/receipts/drop.json.rejected.json")
        let words = state == .gone ? "어느 폴더에도 없습니다" : "읽었을 때와 다릅니다"
        #expect(receipt.components(separatedBy: words).count == 2, "\(receipt)")
        #expect(receipt.contains("주문번호"), "the words of the refusal stay: \(receipt)")
        #expect(spool.names("outbox/tasks") == ["drop-0000000001.json"])
        #expect(spool.text("outbox/tasks/drop-0000000001.json").contains("spoiltDrop"))
        #expect(spool.names("work").isEmpty)
        #expect(spool.names("quarantine").count == (state == .gone ? 1 : 2))
        #expect(try spool.unfinished() == [])
    }

    /// Brings a drop of `text` into `state`; returns the name it was dropped under.
    private func make(_ state: FileState, _ text: String, in spool: TestSpool) throws -> String {
        func record(_ name: String, attempts: Int = 0) -> DropRecord {
            DropRecord(
                number: 1, inbox: "inbox", name: Array(name.utf8), attempts: attempts, acquiredAt: Instant(seconds: 0),
                writerGone: .proved)
        }
        func store(_ record: DropRecord) throws {
            let ledger = try SQLiteLedger(path: spool.path + "/ledger.sqlite")
            var batch = LedgerBatch()
            batch.drops = [record]
            try ledger.commit(batch)
            try ledger.close()
        }
        let name = "drop.json"
        switch state {
        case .dropped: try spool.write(text, to: "inbox/" + name)
        case .longNameCommitted:
            try store(record(longName))
            try spool.write(text, to: "inbox/" + longName)
            return longName
        case .acquired: try spool.write(text, to: "work/" + record(name).workName.printable)
        case .unread:
            try store(record(name, attempts: 2))
            try spool.write(text, to: "work/" + record(name).workName.printable)
        case .decided, .renameUndone, .damaged, .gone, .putAway:
            try spool.write(text, to: "inbox/" + name)
            // The outbox is synced before its names are published, and the receipt is the last of them.
            let point =
                state == .putAway
                ? ["-P", spool.path + "/outbox/receipts", "-e", "inject=renameat:signal=KILL"]
                : ["-e", "inject=syncfs:signal=KILL"]
            let run = try Program(
                ["run", "--once", "--spool", spool.path],
                wrapper: ["strace", "-f", "-o", "/dev/null", "-e", "trace=syncfs,renameat"] + point)
            #expect(run.finish() != 0)
            guard state != .decided, state != .putAway else { break }
            let claimed = try #require(spool.names("work").first)
            let command =
                switch state {
                // A block that the disk never got.
                case .damaged: #"head -c 9 /dev/zero | dd of="$1/"work/"$2" conv=notrunc status=none"#
                case .gone: #"rm "$1/"work/"$2""#
                default: #"mv "$1/"work/"$2" "$1/inbox/$3""#
                }
            #expect(Machine.shell(command, spool.path, claimed, name))
        case .closed:
            try spool.write(text, to: "inbox/" + name)
            #expect(try Program(["run", "--once", "--spool", spool.path]).finish() == 0)
        case .stray:
            try spool.write(text, to: "work/" + name)
        case .leftOver: try spool.write(text, to: "tmp/publish-0")
        }
        return name
    }

    /// What lies on the disk and stands in the ledger is what the table says.
    private func expectTraces(of state: FileState, in spool: TestSpool) throws {
        let ledger = try SQLiteLedger(path: spool.path + "/ledger.sqlite")
        let traces = state.traces
        let row = try (1...2).compactMap { try ledger.drop($0) }.first?.state
        #expect(traces.rows.contains(row), "\(state): the row is \(String(describing: row))")
        #expect(spool.names("inbox").isEmpty == !traces.isInInbox)
        #expect(spool.names("work").isEmpty == !traces.isInWork)
        #expect(spool.names("archive").isEmpty == !traces.isKept)
        #expect(try ledger.pendingEffects().isEmpty == !traces.hasPendingEffects)
        if traces.outbox == "-" { #expect(spool.names("outbox").isEmpty) }
        if traces.outbox == "+" { #expect(!spool.names("outbox/results").isEmpty) }
        try ledger.close()
    }
}
