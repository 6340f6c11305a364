// Files that end the process or cannot be read: counted, tried a few times, then put aside and a person told.

import Cancellation
import Engine
import Foundation
import Glibc
import Ports
import SQLiteLedger
import StrictJSON
import Testing

@Suite(.serialized)
struct PoisonTests {
    private func example(_ name: String) throws -> String {
        try String(contentsOf: TestSpool.example.appendingPathComponent("inbox/\(name)"), encoding: .utf8)
    }

    /// A spool in which drop 1, `drop.json`, was claimed by an earlier run, and another file waits in the inbox.
    private func spoolWithClaim() throws -> (spool: TestSpool, claimed: String) {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let record = DropRecord(
            number: 1, inbox: "inbox", name: Array("drop.json".utf8), acquiredAt: Instant(seconds: 0),
            writerGone: .proved)
        let claimed = "work/" + record.workName.printable
        try spool.write(try example("01-plain-request.json"), to: claimed)
        try spool.write(try example("02-array-of-requests.json"), to: "inbox/other.json")
        return (spool, claimed)
    }

    /// What ends a run when it writes its note of what it reads for the `nth` time: the first time it clears the note of the
    /// run before, the second time it notes drop 1, the third time drop 1 was read.
    private func ending(atNote nth: Int, in spool: TestSpool) -> [String] {
        [
            "strace", "-f", "-o", "/dev/null", "-P", [spool.path, "work", ".reading"].joined(separator: "/"), "-e",
            "trace=pwrite64", "-e",
            "inject=pwrite64:signal=KILL:when=\(nth)",
        ]
    }

    private func attempts(_ spool: TestSpool) throws -> Int? {
        let ledger = try SQLiteLedger(path: spool.path + "/ledger.sqlite")
        return try ledger.drop(1)?.attempts
    }

    /// What must be true once drop 1 was given up.
    private func expectGivenUp(_ spool: TestSpool, attempts: Int) throws {
        #expect(spool.names("outbox/receipts") == ["drop.json.rejected.json", "other.json.accepted.json"])
        #expect(spool.names("quarantine") == ["0000000001.json", "0000000001.json.reason.json"])
        #expect(spool.names("work").isEmpty)
        #expect(spool.names("outbox/tasks") == ["drop-0000000001.json"])
        let task = try JSONReader.read(Array(spool.text("outbox/tasks/drop-0000000001.json").utf8))
        let schema = try JSONSchema(
            [UInt8](
                try Data(
                    contentsOf: TestSpool.repository.appendingPathComponent("docs/schemas/task.schema.json"))))
        #expect(schema.errors(in: task) == [])
        #expect(task["kind"]?.string == "unreadableDrop")
        #expect(task["what"]?.string?.contains("quarantine/0000000001.json") == true)
        #expect(try self.attempts(spool) == attempts)
    }

    @Test func `a file whose reading ended the process three times is put aside, and a person told`() throws {
        guard Machine.hasStrace else { return Machine.notRun("no run can be ended at a point here (strace)") }
        let (spool, claimed) = try spoolWithClaim()
        let text = spool.text(claimed)
        // The end of a run is counted by the next one.
        for counted in 0..<3 {
            let run = try Program(["run", "--once", "--spool", spool.path], wrapper: ending(atNote: 3, in: spool))
            #expect(run.finish() != 0)
            #expect(try attempts(spool) == counted)
        }
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        try expectGivenUp(spool, attempts: 3)
        #expect(spool.text("quarantine/0000000001.json") == text)
    }

    @Test func `an end of the process that was counted is not counted twice`() throws {
        guard Machine.hasStrace else { return Machine.notRun("no run can be ended at a point here (strace)") }
        let (spool, _) = try spoolWithClaim()
        #expect(
            try Program(["run", "--once", "--spool", spool.path], wrapper: ending(atNote: 3, in: spool)).finish() != 0)
        for _ in 1...4 {
            let run = try Program(["run", "--once", "--spool", spool.path], wrapper: ending(atNote: 2, in: spool))
            #expect(run.finish() != 0)
            #expect(try attempts(spool) == 1)
        }
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("outbox/receipts") == ["drop.json.accepted.json", "other.json.accepted.json"])
    }

    @Test func `a file that the disk does not give back holds up no other one`() throws {
        guard Machine.hasStrace else { return Machine.notRun("no read can be made to fail here (strace)") }
        let (spool, claimed) = try spoolWithClaim()
        let text = spool.text(claimed)
        let tracer = ["strace", "-f", "-o", "/dev/null", "-P", "\(spool.path)/\(claimed)", "-e", "trace=pread64"]
        let run = try Program(
            ["run", "--once", "--spool", spool.path], environment: ["CANCELBOX_SWEEP_INTERVAL_SECONDS": "0.2"],
            wrapper: tracer + ["-e", "inject=pread64:error=EIO"])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(run.log.contains("cannot be read"))
        try expectGivenUp(spool, attempts: 3)
        #expect(spool.text("quarantine/0000000001.json") == text)
    }

    @Test func `a read error that passes costs nothing but time`() throws {
        guard Machine.hasStrace else { return Machine.notRun("no read can be made to fail here (strace)") }
        let (spool, claimed) = try spoolWithClaim()
        let tracer = ["strace", "-f", "-o", "/dev/null", "-P", "\(spool.path)/\(claimed)", "-e", "trace=pread64"]
        let run = try Program(
            ["run", "--once", "--spool", spool.path], environment: ["CANCELBOX_SWEEP_INTERVAL_SECONDS": "0.2"],
            wrapper: tracer + ["-e", "inject=pread64:error=EIO:when=1..2"])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("outbox/receipts") == ["drop.json.accepted.json", "other.json.accepted.json"])
        #expect(spool.names("outbox/tasks").isEmpty)
        #expect(try attempts(spool) == 2)
    }

    @Test func `a file that may not be read holds up no other one`() throws {
        guard let nobody = Machine.asNobody else {
            return Machine.notRun("nobody else can be impersonated here, so everything may be read")
        }
        let (spool, claimed) = try spoolWithClaim()
        #expect(Machine.giveToNobody(spool.path))
        #expect(chown("\(spool.path)/\(claimed)", 0, 0) == 0 && chmod("\(spool.path)/\(claimed)", 0) == 0)
        let run = try Program(
            ["run", "--once", "--spool", spool.path], environment: ["CANCELBOX_SWEEP_INTERVAL_SECONDS": "0.2"],
            wrapper: nobody)
        #expect(run.finish() == 0, "\(run.log)")
        try expectGivenUp(spool, attempts: 3)
    }
}
