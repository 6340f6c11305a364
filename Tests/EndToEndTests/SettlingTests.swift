// When a file is complete, and how that was known: with and without the kernel's word, before and after a crash.

import Cancellation
import Engine
import Foundation
import Glibc
import Ports
import SQLiteLedger
import Testing

@Suite(.serialized)
struct SettlingTests {
    private let receipt = "drop.json.accepted.json"
    private let result = "outbox/results/2026112012345671-1.json"

    private func request() throws -> String {
        try String(
            contentsOf: TestSpool.example.appendingPathComponent("inbox/01-plain-request.json"), encoding: .utf8)
    }

    /// A file of `text` that stays open for writing.
    private func startWriting(_ text: String, to path: String) throws -> FileHandle {
        try #require(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
        let writer = try #require(FileHandle(forWritingAtPath: path))
        try writer.seekToEnd()
        return writer
    }

    /// A drop that an earlier run claimed and did not come to read; returns its name below the spool.
    private func plantClaim(_ spool: TestSpool, writerGone: WriterGone?, hasRow: Bool) throws -> String {
        let record = DropRecord(
            number: 1, inbox: "inbox", name: Array("drop.json".utf8), acquiredAt: Instant(seconds: 1_795_402_800),
            writerGone: writerGone)
        if hasRow {
            let ledger = try SQLiteLedger(path: spool.path + "/ledger.sqlite")
            var batch = LedgerBatch()
            batch.drops = [record]
            try ledger.commit(batch)
            try ledger.close()
        }
        return "work/" + record.workName.printable
    }

    @Test func `where the kernel grants a lease the evidence says proved`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.write(try request(), to: "inbox/drop.json")
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.text(result).contains(#""writerGone": "proved""#))
    }

    @Test func `where the kernel grants no lease time has to tell, and the evidence says assumed`() throws {
        guard let nobody = Machine.asNobody else {
            return Machine.notRun("nobody else can be impersonated here, so no lease is ever refused")
        }
        let spool = try TestSpool()
        try spool.useExampleSettings()
        #expect(Machine.giveToNobody(spool.path))
        // Another user's file, which may be read and, in this folder, moved: but a lease on it is refused.
        let text = try request()
        let half = String(text.prefix(text.count / 2))
        let writer = try startWriting(half, to: spool.path + "/inbox/drop.json")
        #expect(chmod(spool.path + "/inbox/drop.json", 0o644) == 0)
        let environment = ["CANCELBOX_SETTLE_DELAY_SECONDS": "1"]
        let daemon = try Program(["run", "--spool", spool.path], environment: environment, wrapper: nobody)
        for character in text.dropFirst(half.count) {
            try writer.write(contentsOf: Data(String(character).utf8))
            usleep(5_000)
        }
        try writer.close()
        #expect(eventually { spool.names("outbox/receipts") == [receipt] }, "\(daemon.log)")
        #expect(spool.text(result).contains(#""writerGone": "assumed""#))
        #expect(spool.names("archive").map { spool.text("archive/\($0)") } == [text])
        daemon.signal(SIGTERM)
        #expect(daemon.finish() == 0)
    }

    @Test(arguments: [WriterGone.proved, .assumed, nil], [true, false])
    func `what was known at the claim is still known after a crash`(writerGone: WriterGone?, hasRow: Bool) throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let claimed = try plantClaim(spool, writerGone: writerGone, hasRow: hasRow)
        try spool.write(try request(), to: claimed)
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        let word = writerGone.map { "\"\($0.rawValue)\"" } ?? "null"
        #expect(spool.text(result).contains(#""writerGone": \#(word)"#))
    }

    @Test func `a writer that goes on after the claim is waited for, also by the next run`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let claimed = try plantClaim(spool, writerGone: .assumed, hasRow: false)
        let text = try request()
        let half = String(text.prefix(text.count / 2))
        let writer = try startWriting(half, to: "\(spool.path)/\(claimed)")
        let other = try String(
            contentsOf: TestSpool.example.appendingPathComponent("inbox/02-array-of-requests.json"), encoding: .utf8)
        try spool.write(other, to: "inbox/other.json")
        let daemon = try Program(
            ["run", "--spool", spool.path], environment: ["CANCELBOX_SETTLE_DELAY_SECONDS": "0.2"])
        // Nobody waits for it but itself.
        #expect(
            eventually {
                spool.names("outbox/receipts") == ["other.json.accepted.json"] && spool.names("inbox").isEmpty
            },
            "\(daemon.log)")
        try writer.write(contentsOf: Data(text.dropFirst(half.count).utf8))
        try writer.close()
        #expect(eventually { spool.names("outbox/receipts").contains(receipt) }, "\(daemon.log)")
        #expect(spool.names("outbox/receipts").count == 2)
        #expect(spool.names("archive").map { spool.text("archive/\($0)") }.sorted() == [other, text].sorted())
        daemon.signal(SIGTERM)
        #expect(daemon.finish() == 0)
    }

    /// strace holds the daemon between the look and the rename, which is when the writer comes.
    @Test func `a writer that comes between the look and the claim gets its file back`() throws {
        guard Machine.hasStrace else { return Machine.notRun("no program can be traced here (strace)") }
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let text = try request()
        try spool.write(text, to: "inbox/drop.json")
        let held = ["strace", "-f", "-o", spool.path + "/trace", "-e", "trace=renameat2"]
        let daemon = try Program(
            ["run", "--spool", spool.path],
            wrapper: held + ["-e", "inject=renameat2:delay_enter=2000000:when=1"])
        #expect(eventually { spool.text("trace").contains("renameat2") }, "\(daemon.log)")
        // Waits in `open` for the lease to end: by then the name leads to `work/`, and the file does not.
        let late = Machine.shell(#"printf '\n\n\n' >> "$1/inbox/drop.json""#, spool.path)
        #expect(late)
        #expect(eventually { spool.names("outbox/receipts") == [receipt] }, "\(daemon.log)")
        #expect(eventually { spool.names("archive").count == 1 })
        #expect(spool.names("archive").map { spool.text("archive/\($0)") } == [text + "\n\n\n"])
        let whole = #""bytes": \#(text.utf8.count + 3)"#
        #expect(spool.text("outbox/receipts/\(receipt)").contains(whole), "what came late was kept and not read")
        Machine.shell(#"kill -TERM "$1""#, child(of: daemon))
        #expect(daemon.finish() == 0)
    }

    /// The process that `program`, a tracer, has started.
    private func child(of program: Program) -> String {
        let path = "/proc/\(program.identifier)/task/\(program.identifier)/children"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""  // gone is no child
        return String(text.split(separator: " ").first ?? "0")
    }
}
