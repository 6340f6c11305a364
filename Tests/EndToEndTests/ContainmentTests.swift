// What once ended the daemon at every start, kept it awake for ever, or made it deaf: each of it is contained.

import Foundation
import Glibc
import Ports
import SQLiteLedger
import SmartStore
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ContainmentTests {
    private func once(_ spool: TestSpool) throws -> (code: Int32, log: String) {
        let run = try Program(["run", "--once", "--spool", spool.path, "--log-level", "info"])
        let code = run.finish()
        return (code, run.log)
    }

    private func exampleSpool() throws -> TestSpool {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.write(try RunningDaemon.request(), to: "inbox/request.json")
        let first = try once(spool)
        #expect(first.code == 0, "\(first.log)")
        #expect(spool.names("outbox/receipts") == ["request.json.accepted.json"])
        return spool
    }

    private func loseLedger(of spool: TestSpool) throws {
        for end in ["", "-wal", "-shm"] { unlink("\(spool.path)/ledger.sqlite\(end)") }
    }

    @Test(arguments: [true, false])
    func `a used spool without its ledger does not begin anew without a word`(isEmptied: Bool) throws {
        let spool = try exampleSpool()
        try loseLedger(of: spool)
        if isEmptied { try spool.write("", to: "ledger.sqlite") }
        let refused = try once(spool)
        #expect(refused.code != 0)
        #expect(refused.log.contains("init --new-ledger"), "\(refused.log)")
        #expect(try Program(["init", "--new-ledger", spool.path]).finish() == 0)
        let again = try Program(["init", "--new-ledger", spool.path])
        #expect(again.finish() == 73, "a ledger that is there is never replaced")
        #expect(again.log.split(separator: "\n").count == 1 && again.log.contains("there already"), "\(again.log)")
    }

    /// The ledger is new or of yesterday, and the same bytes come again: their place in the archive is taken.
    @Test func `bytes that are kept already are answered again, whatever became of the ledger`() throws {
        let spool = try exampleSpool()
        let kept = spool.names("archive")
        try loseLedger(of: spool)
        #expect(try Program(["init", "--new-ledger", spool.path]).finish() == 0)
        try spool.write(try RunningDaemon.request(), to: "inbox/request.json")
        try spool.write(try RunningDaemon.request() + "\n", to: "inbox/another.json")
        let again = try once(spool)
        #expect(again.code == 0, "\(again.log)")
        #expect(again.log.contains("numbers go on from the archive"), "\(again.log)")
        #expect(spool.names("inbox").isEmpty && spool.names("work").isEmpty)
        #expect(Set(spool.names("archive")).isSuperset(of: kept))
        #expect(spool.names("archive").count == 3)
        #expect(spool.names("outbox/receipts").count == 3, "drops of one name have receipts beside each other")
        #expect(try spool.journal().cancellationsByProductOrder.map(\.value) == [1], "and nothing is cancelled twice")
    }

    @Test func `a temporary file that vanishes keeps nobody awake`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let holder = try #require(fopen("\(spool.path)/inbox/4913", "w"))
        let run = try Program(["run", "--once", "--spool", spool.path])
        usleep(300_000)
        #expect(run.isRunning, "a file that is being written is waited for")
        unlink("\(spool.path)/inbox/4913")
        fclose(holder)
        #expect(eventually(within: 60) { !run.isRunning }, "it waits for a file that is gone")
        if run.isRunning { run.kill() }
    }

    @Test(arguments: ["remove", "truncate"])
    func `a ledger that goes away under the daemon stops the work`(how: String) throws {
        let daemon = try RunningDaemon(environment: ["CANCELBOX_SWEEP_INTERVAL_SECONDS": "0.5"])
        try daemon.drop("request.json")
        #expect(daemon.answers("request.json"))
        let path = "\(daemon.spool.path)/ledger.sqlite"
        if how == "remove" { unlink(path) } else { truncate(path, 0) }
        #expect(eventually(within: 60) { !daemon.program.isRunning }, "\(daemon.program.log)")
        #expect(daemon.program.log.contains("init --new-ledger"), "\(daemon.program.log)")
        try daemon.drop("later.json")
        #expect(daemon.spool.names("inbox") == ["later.json"], "nothing more is taken")
    }

    /// Some tens of megabytes of small values take longer to read than anybody waits for an orderly end.
    @Test func `a stop is heard while a large file is read, and the file is no poison because of it`() throws {
        let daemon = try RunningDaemon()
        let row = #"{"intent":"cancel","productOrderId":"2026112012345671","x":[1,2,3,4,5,6,7,8]},"#
        try daemon.spool.write("[" + String(repeating: row, count: 300_000) + "{}]", to: ".dropping")
        try #require(rename("\(daemon.spool.path)/.dropping", "\(daemon.spool.path)/inbox/large.json") == 0)
        let marker = [daemon.spool.path, "work", ".reading"].joined(separator: "/")
        try #require(
            eventually(within: 60) {
                (FileManager.default.contents(atPath: marker) ?? Data()).contains { $0 != 0 && $0 != 10 && $0 != 32 }
            },
            "\(daemon.program.log)")
        daemon.program.signal(SIGTERM)
        let begun = Date()
        #expect(daemon.program.finish() == 0, "\(daemon.program.log)")
        #expect(Date().timeIntervalSince(begun) < 30, "the file was waited for")
        #expect(spoolHolds(daemon.spool, "large.json"))
        let ledger = try SQLiteLedger(path: daemon.spool.path + "/ledger.sqlite")
        #expect(try ledger.openDrops().allSatisfy { $0.attempts == 0 })
    }

    private func spoolHolds(_ spool: TestSpool, _ name: String) -> Bool {
        (spool.names("work") + spool.names("inbox") + spool.names("archive")).contains { $0.hasSuffix(name) }
            || !spool.names("archive").isEmpty
    }
}
