// Disks that are full, nearly full or read-only: nothing is lost, it is said, and it goes on by itself.

import Foundation
import Glibc
import SmartStore
import StrictJSON
import Testing

@Suite(.serialized)
struct FullDiskTests {
    /// What the example leaves on a disk without trouble.
    private static let expected: (results: [String], receipts: [String]) = {
        func names(_ folder: String) -> [String] {
            let path = TestSpool.example.appendingPathComponent("expected/outbox/\(folder)").path
            // Missing is empty, which no test accepts.
            return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        }
        return (names("results"), names("receipts"))
    }()

    private let patience = ["CANCELBOX_SWEEP_INTERVAL_SECONDS": "0.5"]

    private func environment(floor: Int) -> [String: String] {
        patience.merging(["CANCELBOX_FREE_SPACE_FLOOR_MEBIBYTES": "\(floor)"]) { $1 }
    }

    private func disk(_ kind: SmallDisk.Kind, mebibytes: Int) -> SmallDisk? {
        let disk = SmallDisk(kind, mebibytes: mebibytes)
        if disk == nil { Machine.notRun("no small \(kind) can be mounted here (root, mount, loop devices)") }
        return disk
    }

    /// A spool on `disk`, with the example's files beside the inbox, ready to be renamed into it.
    private func spool(on disk: SmallDisk) throws -> TestSpool {
        let spool = try TestSpool(below: disk.path)
        try spool.useExampleSettings()
        try spool.dropExample()
        let moved = Machine.shell(
            #"cd "$1" && mv inbox staged && mkdir -p inbox/mail/new inbox/mail/cur inbox/mail/tmp"#, spool.path)
        #expect(moved)
        return spool
    }

    /// A rename needs no room.
    private func drop(in spool: TestSpool) -> Bool {
        Machine.shell(
            #"cd "$1/staged" && for f in *.* mail/new/* mail/cur/*; do test ! -f "$f" || mv "$f" "../inbox/$f"; done"#,
            spool.path)
    }

    private func originals(_ spool: TestSpool) -> Int {
        let folders = ["inbox", "work", "archive", "quarantine"]
        return folders.flatMap { spool.names($0) }.count { !$0.hasSuffix(".reason.json") }
    }

    /// Every file of the outbox is whole.
    private func expectWhole(_ spool: TestSpool) {
        for name in spool.names("outbox") where name.hasSuffix(".json") {
            #expect(throws: Never.self, "\(name)") { try JSONReader.read(Array(spool.text("outbox/\(name)").utf8)) }
        }
    }

    private func isDone(_ spool: TestSpool) -> Bool {
        spool.names("outbox/receipts") == Self.expected.receipts && spool.names("work").isEmpty
    }

    private func expectDone(_ spool: TestSpool) throws {
        #expect(spool.names("outbox/results") == Self.expected.results)
        #expect(spool.names("inbox").isEmpty)
        expectWhole(spool)
        let journal = try FileJournal(path: spool.path + "/orderbook.journal").load()
        #expect(journal.cancellationsByProductOrder.values.allSatisfy { $0 == 1 })
    }

    @Test(.timeLimit(.minutes(10)), arguments: SmallDisk.Kind.allCases)
    func `a full disk stops the work and loses nothing, and room lets it go on`(kind: SmallDisk.Kind) throws {
        guard let disk = disk(kind, mebibytes: 24) else { return }
        let spool = try spool(on: disk)
        let daemon = try Program(
            ["run", "--spool", spool.path, "--log-level", "notice"], environment: environment(floor: 0))
        #expect(eventually { daemon.log.contains("watching") })
        let count = spool.names("staged").count
        disk.fill(leaving: 0)
        #expect(drop(in: spool))
        #expect(eventually { daemon.log.contains("stopped taking work") }, "\(daemon.log)")
        #expect(daemon.log.contains("Make room on the disk"))
        // A little room, again and again, gets it stuck at another place each time.
        for round in 1...12 {
            disk.makeRoom()
            disk.fill(leaving: round * 8192)
            let before = daemon.log.count
            _ = eventually(within: 2) { daemon.log.count > before }
            #expect(daemon.isRunning, "\(daemon.log)")
            expectWhole(spool)
        }
        #expect(originals(spool) == count)
        disk.makeRoom()
        #expect(eventually(within: 60) { isDone(spool) }, "\(daemon.log)")
        #expect(eventually { daemon.log.contains("going on") })
        daemon.signal(SIGTERM)
        #expect(daemon.finish() == 0)
        #expect(originals(spool) == count)
        try expectDone(spool)
    }

    @Test(.timeLimit(.minutes(10)))
    func `below the floor nothing new is taken, what is begun is finished, and room lets it go on`() throws {
        guard let disk = disk(.tmpfs, mebibytes: 64) else { return }
        let spool = try spool(on: disk)
        let begun = try String(
            contentsOf: TestSpool.example.appendingPathComponent("inbox/01-plain-request.json"), encoding: .utf8)
        try spool.write(begun, to: "work/0000000001~proved~inbox~begun.json")
        disk.fill(leaving: 8 << 20)
        #expect(drop(in: spool))
        let waiting = spool.names("inbox")
        let daemon = try Program(
            ["run", "--spool", spool.path, "--log-level", "notice"], environment: environment(floor: 16))
        #expect(eventually { daemon.log.contains("too little room") }, "\(daemon.log)")
        #expect(eventually { spool.names("outbox/receipts") == ["begun.json.accepted.json"] }, "\(daemon.log)")
        #expect(spool.names("inbox") == waiting)
        disk.makeRoom()
        #expect(
            eventually(within: 60) { spool.names("outbox/receipts").count == Self.expected.receipts.count + 1 },
            "\(daemon.log)")
        #expect(daemon.log.contains("room on the disk again"))
        daemon.signal(SIGTERM)
        #expect(daemon.finish() == 0)
        try expectDone(spool)
    }

    @Test func `a run that ends by itself says that it left work behind for want of room`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.dropExample()
        let waiting = spool.names("inbox")
        let run = try Program(["run", "--once", "--spool", spool.path], environment: environment(floor: 1_048_576))
        #expect(run.finish() == 74)
        #expect(run.log.contains("MiB are free") && run.log.contains("Make room"))
        #expect(spool.names("inbox") == waiting)
    }

    @Test(.timeLimit(.minutes(10)))
    func `a disk that turns read-only under the daemon loses nothing, and the next start finishes`() throws {
        guard let disk = disk(.ext4, mebibytes: 24) else { return }
        let spool = try spool(on: disk)
        let count = spool.names("staged").count
        let daemon = try Program(
            ["run", "--spool", spool.path, "--log-level", "notice"],
            environment: environment(floor: 0).merging(["CANCELBOX_BATCH_FILES": "2"]) { $1 })
        #expect(eventually { daemon.log.contains("watching") })
        #expect(drop(in: spool))
        #expect(eventually { !spool.names("outbox/receipts").isEmpty })
        guard disk.failReadOnly() else { return Machine.notRun("no disk can be made to fail here (remount,abort)") }
        // What was not finished by then stays; when all was, there is nothing to stop.
        if !isDone(spool) { #expect(eventually { daemon.log.contains("stopped taking work") }, "\(daemon.log)") }
        #expect(daemon.isRunning)
        expectWhole(spool)
        daemon.kill()
        guard disk.repair() else { return Machine.notRun("the disk cannot be repaired here (e2fsck)") }
        let next = try Program(["run", "--once", "--spool", spool.path], environment: environment(floor: 0))
        #expect(next.finish() == 0, "\(next.log)")
        #expect(isDone(spool))
        #expect(originals(spool) == count)
        try expectDone(spool)
    }

    @Test func `a spool that does not exist is answered with how to make one`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let settings = spool.path + "/cancelbox.yaml"
        let run = try Program(
            ["run", "--once", "--spool", spool.path + "/nowhere", "--config", settings],
            environment: environment(floor: 0))
        #expect(run.finish() == 74)
        #expect(run.log.contains("nowhere/.lock does not exist") && run.log.contains("cancelbox init"), "\(run.log)")
    }

    @Test func `a read-only disk is refused at the start, and says what to do`() throws {
        guard let disk = disk(.tmpfs, mebibytes: 24) else { return }
        let spool = try spool(on: disk)
        #expect(drop(in: spool))
        guard disk.remount("ro") else { return Machine.notRun("no disk can be made read-only here") }
        let refused = try Program(["run", "--once", "--spool", spool.path], environment: environment(floor: 0))
        #expect(refused.finish() == 74)
        #expect(refused.log.contains("cannot be locked") && refused.log.contains("write"))
        #expect(disk.remount("rw"))
        let run = try Program(["run", "--once", "--spool", spool.path], environment: environment(floor: 0))
        #expect(run.finish() == 0, "\(run.log)")
        try expectDone(spool)
    }
}
