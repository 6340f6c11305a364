// The watcher killed, stopped, mute or missing, and inboxes that go and come: drops are found all the same. Where a reaction to
// an event or to its absence is tried, the longest time between two sweeps is a day, so that nothing else finds them.

import Foundation
import Glibc
import StrictJSON
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct WatchTroubleTests {
    private let patient = settings(
        inboxes: "  - name: inbox\n    folder: inbox\n    trust: exports",
        "sweepIntervalSeconds: 86400\npollIntervalSeconds: 0.5")

    @Test func `a drop is found after the watcher was killed, by the next one`() throws {
        let daemon = try RunningDaemon(patient)
        let first = try #require(daemon.watcher)
        kill(first, SIGKILL)
        try daemon.drop("while-dead.json")
        #expect(daemon.answers("while-dead.json"), "\(daemon.program.log)")
        #expect(eventually { daemon.watcher.map { $0 != first } ?? false })
        #expect(eventually { daemon.program.log.components(separatedBy: "mode=events").count > 2 })
        try daemon.drop("after.json")
        #expect(daemon.answers("after.json"), "\(daemon.program.log)")
        daemon.stop()
    }

    @Test(arguments: ["printf 'r0 \\0'; exec cat", "exec cat", "exit 3", "kill -9 $$"])
    func `a drop is found though the watcher never says anything, or never lives`(script: String) throws {
        let daemon = try RunningDaemon(
            patient, environment: ["CANCELBOX_WATCH_PROGRAM": try plant(script)], isWatched: false)
        #expect(eventually { daemon.program.log.contains("watching") })
        try daemon.drop("one.json")
        #expect(daemon.answers("one.json"), "\(daemon.program.log)")
        try daemon.drop("two.json")
        #expect(daemon.answers("two.json"), "\(daemon.program.log)")
        // Not before the mute one had its five seconds, or the one that is never ready its ten.
        #expect(eventually(within: 60) { (try? isPolled(daemon)) ?? false }, "\(daemon.program.log)")  // no status yet
        daemon.stop()
    }

    private func isPolled(_ daemon: RunningDaemon) throws -> Bool {
        try daemon.status()["inboxes"]?.array?.first?["watch"]?.string == "polled"
    }

    private func plant(_ script: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("watch-\(UUID().uuidString)")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
        return file.path
    }

    @Test func `an inbox removed in service is made again and watched again`() throws {
        // No event tells of a removed folder while somebody (the daemon) has it open: it is for the sweep to find out.
        let daemon = try RunningDaemon(
            settings(inboxes: "  - name: inbox\n    folder: inbox\n    trust: exports", "sweepIntervalSeconds: 1"))
        for round in 1...3 {
            try #require(rmdir(daemon.spool.path + "/inbox/mail/new") == 0 || round > 1)
            Machine.shell(#"rm -r "$1""#, daemon.spool.path + "/inbox")
            #expect(eventually(within: 60) { FileManager.default.fileExists(atPath: daemon.spool.path + "/inbox") })
            try daemon.drop("round-\(round).json")
            #expect(daemon.answers("round-\(round).json", within: 60), "\(daemon.program.log)")
        }
        daemon.stop()
    }

    @Test func `an inbox exchanged in service is noticed, and what was dropped into the new one found`() throws {
        let daemon = try RunningDaemon(patient)
        let (inbox, old) = (daemon.spool.path + "/inbox", daemon.spool.path + "/old")
        try #require(rename(inbox, old) == 0 && mkdir(inbox, 0o700) == 0)
        try daemon.drop("new.json")
        #expect(daemon.answers("new.json", within: 60), "\(daemon.program.log)")
        #expect(daemon.program.log.contains("a watched folder is gone"))
        daemon.stop()
    }

    @Test func `an inbox elsewhere that goes keeps nobody from the others, and is taken up when it is back`() throws {
        let elsewhere = FileManager.default.temporaryDirectory.appendingPathComponent("elsewhere-\(UUID().uuidString)")
            .path
        try #require(mkdir(elsewhere, 0o700) == 0)
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }  // a temporary folder
        let daemon = try RunningDaemon(
            settings(
                inboxes: """
                      - name: inbox
                        folder: inbox
                        trust: exports
                      - name: elsewhere
                        folder: \(elsewhere)
                        trust: exports
                    """, "sweepIntervalSeconds: 1"))
        try daemon.spool.write(try RunningDaemon.request(), to: "outside.json")
        try #require(rename(daemon.spool.path + "/outside.json", elsewhere + "/outside.json") == 0)
        #expect(daemon.answers("outside.json"), "\(daemon.program.log)")

        try #require(rmdir(elsewhere) == 0)
        #expect(eventually { daemon.program.log.contains("an inbox cannot be used; the others go on") })
        try daemon.drop("meanwhile.json")
        #expect(daemon.answers("meanwhile.json"), "\(daemon.program.log)")
        let inboxes = try daemon.status()["inboxes"]?.array
        let problem = inboxes?.first { $0["name"]?.string == "elsewhere" }?["problem"]?.string
        #expect(problem?.contains("Put the folder back") == true)

        try #require(mkdir(elsewhere, 0o700) == 0)
        try daemon.spool.write(try RunningDaemon.request(), to: "back.json")
        try #require(rename(daemon.spool.path + "/back.json", elsewhere + "/back.json") == 0)
        #expect(daemon.answers("back.json"), "\(daemon.program.log)")
        #expect(eventually { daemon.program.log.contains("an inbox can be used again") })
        daemon.stop()
    }

    @Test func `an inbox that is a link within the spool is refused with advice, at the start and in service`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        Machine.shell(#"rm -r "$1/inbox" && ln -s outbox "$1/inbox""#, spool.path)
        let refused = try Program(["run", "--spool", spool.path])
        #expect(refused.finish() == 74)
        #expect(refused.log.contains("no link to one"), "\(refused.log)")

        let daemon = try RunningDaemon(
            settings(
                inboxes: """
                      - name: first
                        folder: first
                        trust: exports
                      - name: second
                        folder: second
                        trust: exports
                    """, "sweepIntervalSeconds: 1"))
        Machine.shell(#"rmdir "$1/first" && ln -s outbox "$1/first""#, daemon.spool.path)
        #expect(eventually { daemon.program.log.contains("no link to one") }, "\(daemon.program.log)")
        try daemon.drop("other.json", in: "second")
        #expect(daemon.answers("other.json"), "\(daemon.program.log)")
        daemon.stop()
    }

    @Test func `an inbox that is a link elsewhere is followed`() throws {
        let target = FileManager.default.temporaryDirectory.appendingPathComponent("target-\(UUID().uuidString)").path
        try #require(mkdir(target, 0o700) == 0 && symlink(target, target + "-link") == 0)
        defer { try? FileManager.default.removeItem(atPath: target) }  // a temporary folder
        let daemon = try RunningDaemon(
            settings(
                inboxes: "  - name: linked\n    folder: \(target)-link\n    trust: exports",
                "sweepIntervalSeconds: 86400"))
        unlink(target + "-link")
        try daemon.spool.write(try RunningDaemon.request(), to: "linked.json")
        try #require(rename(daemon.spool.path + "/linked.json", target + "/linked.json") == 0)
        #expect(daemon.answers("linked.json"), "\(daemon.program.log)")
        #expect(daemon.program.log.contains("folder=\(target) ") && daemon.program.log.contains("mode=events"))
        daemon.stop()
    }

    @Test func `an inbox on another file system is refused at the start`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.configure(settings(inboxes: "  - name: far\n    folder: /dev/shm\n    trust: none"))
        guard FileManager.default.fileExists(atPath: "/dev/shm") else {
            return Machine.notRun("another file system: no /dev/shm")
        }
        for arguments in [["run"], ["run", "--once"]] {
            let run = try Program(arguments + ["--spool", spool.path])
            #expect(run.finish() == 78)
            #expect(run.log.contains("another file system"), "\(run.log)")
        }
    }

    @Test func `the effective mode of every folder is in the log and in the status`() throws {
        let daemon = try RunningDaemon()
        #expect(
            eventually { daemon.program.log.components(separatedBy: "mode=events").count == 5 }, "\(daemon.program.log)"
        )
        let inboxes = try #require(try daemon.status()["inboxes"]?.array)
        #expect(inboxes.map { $0["watch"]?.string } == ["events", "events", "events", "events"])
        #expect(inboxes.allSatisfy { $0["heardAt"]?.string != nil && $0["fileSystem"]?.string != nil })
        daemon.stop()
    }

    @Test(.enabled(if: Drill.isWanted("20,000 drops against the queue of the kernel")))
    func `twenty thousand drops against a queue of sixteen thousand are all found`() throws {
        try overflow(drops: 20_000)
    }

    /// Two events each: half the queue is enough, and some more.
    @Test func `drops beyond what the kernel queues are all found`() throws {
        let path = "/proc/sys/fs/inotify/max_queued_events"
        let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        let limit = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        guard limit <= 20_000 else {
            return Machine.notRun("overflow: fs.inotify.max_queued_events is \(limit), too many to fill")
        }
        try overflow(drops: limit / 2 + 200)
    }

    private func overflow(drops: Int) throws {
        let daemon = try RunningDaemon(
            settings(
                inboxes: "  - name: inbox\n    folder: inbox\n    trust: none",
                "sweepIntervalSeconds: 86400\nbatchFiles: 4096"))
        let watcher = try #require(daemon.watcher)
        kill(watcher, SIGSTOP)
        for number in 0..<drops { try daemon.spool.write("[]", to: "inbox/\(number).json") }
        kill(watcher, SIGCONT)
        let all = Double(drops)
        #expect(
            eventually(within: 120 + all / 50) { daemon.spool.count("outbox/receipts") == drops },
            "\(daemon.spool.count("outbox/receipts")) of \(drops)")
        #expect(daemon.program.log.contains("The kernel has lost events"))
        #expect(daemon.program.log.contains("max_queued_events"))
        #expect(daemon.spool.count("inbox") == 1)  // the Maildir
        daemon.stop()
        #expect(daemon.spool.count("work") <= 2)  // the notes
    }
}
