// The watcher and its supervision, with the real program, real folders and real signals.

import Glibc
import LinuxHost
import Ports
import Testing

extension ThisMachineTests {
    @Suite(.timeLimit(.minutes(10)))
    struct WatcherProcessTests {
        @Test(arguments: Delivery.all)
        func `every way to deliver a file gives a hint`(delivery: Delivery) throws {
            let watched = try WatchedSpool()
            let deliver = try delivery.prepare(watched.spool)
            try watched.start()
            watched.settle()
            try deliver()
            #expect(watched.watch.wait(milliseconds: 5_000) == .hint)
        }

        @Test func `silence is a timeout, and costs the watcher nothing`() throws {
            let watched = try WatchedSpool()
            try watched.start()
            watched.settle()
            let before = try contextSwitches(of: watched.process())
            // Longer than a second, the shortest time the library could poll at.
            #expect(watched.watch.wait(milliseconds: 1_300) == .timeout)
            #expect(watched.watch.wait(milliseconds: 0) == .timeout)
            #expect(try contextSwitches(of: watched.process()) == before)
        }

        @Test func `a killed watcher is doubted, and started again`() throws {
            let watched = try WatchedSpool()
            try watched.start()
            let first = try watched.process()
            kill(first, SIGKILL)
            #expect(watched.watch.wait(milliseconds: 5_000) == .doubt("the watcher has ended (signal 9)"))
            try watched.start()
            #expect(try watched.process() != first)
            watched.settle()
            try watched.spool.startWriting(FileName("drop"), in: inbox).finish()
            #expect(watched.watch.wait(milliseconds: 5_000) == .hint)
        }

        @Test func `a watcher that hears nothing any more is replaced`() throws {
            let watched = try WatchedSpool {
                $0.silence = 300
                $0.answer = 300
            }
            try watched.start()
            let first = try watched.process()
            kill(first, SIGSTOP)
            #expect(watched.waitForDoubt("does not answer") != nil)
            try watched.start()
            #expect(try watched.process() != first)
            #expect(kill(first, 0) == -1)
        }

        @Test func `a watcher that never becomes ready is replaced`() throws {
            let watched = try WatchedSpool(script: "exec cat") { $0.start = 300 }
            #expect(watched.waitForDoubt("does not become ready") != nil)
        }

        @Test func `a sign of life wakes nobody and leaves nothing`() throws {
            let watched = try WatchedSpool { $0.silence = 20 }
            try watched.start()
            let first = try watched.process()
            let before = try contextSwitches(of: first)
            #expect(watched.watch.wait(milliseconds: 1_000) == .timeout)
            #expect(try contextSwitches(of: first) > before)
            #expect(try watched.process() == first)
            try watched.spool.live.list(inbox) { name in
                Issue.record("left behind: \(name.printable)")
                return true
            }
        }

        @Test func `an inbox where no cookie can be left is watched all the same`() throws {
            let watched = try WatchedSpool { $0.silence = 20 }
            try watched.start()
            let first = try watched.process()
            // A folder in the way of the cookie: nobody can open that for writing, not even root.
            try watched.spool.live.create(Folder("inbox/.cancelbox-cookie"))
            watched.settle()
            #expect(watched.watch.wait(milliseconds: 300) == .timeout)
            #expect(try watched.process() == first)
        }

        @Test func `a folder removed is doubted, and watched once it is back`() throws {
            let watched = try WatchedSpool { $0.longestPause = 200 }
            try watched.start()
            try #require(rmdir(watched.spool.path + "/inbox") == 0)
            // Held open a removed folder still is one, and no event tells; the next sweep lets go of it.
            #expect(watched.watch.wait(milliseconds: 200) == .timeout)
            #expect(try failure { try watched.spool.live.list(inbox) { _ in true } }.isMissing)
            #expect(watched.waitForDoubt("a watched folder is gone: \(watched.spool.path)/inbox") != nil)
            // Its neighbour is watched meanwhile, and it is looked for again and again.
            #expect(watched.reaches(["polled", "events"]))
            #expect(watched.folders.first?.mode.reason?.contains("make the folder") == true)
            try #require(mkdir(watched.spool.path + "/inbox", 0o700) == 0)
            #expect(watched.reaches(["events", "events"]))
            watched.settle()
            try watched.spool.startWriting(FileName("drop"), in: inbox).finish()
            #expect(watched.watch.wait(milliseconds: 5_000) == .hint)
        }

        @Test func `a folder removed while somebody has it open is found by the next sign of life`() throws {
            let watched = try WatchedSpool { $0.silence = 300 }
            try watched.start()
            try #require(rmdir(watched.spool.path + "/inbox") == 0)
            #expect(watched.waitForDoubt("exchanged") != nil)
        }

        @Test func `a folder moved away is doubted`() throws {
            let watched = try WatchedSpool()
            try watched.start()
            try #require(rename(watched.spool.path + "/inbox", watched.spool.path + "/outbox") == 0)
            #expect(watched.waitForDoubt("gone") != nil)
        }

        @Test func `a folder exchanged behind the watcher's back is found by the next sign of life`() throws {
            let watched = try WatchedSpool { $0.silence = 300 }
            try watched.start()
            // The parent moves: no watched folder has an event.
            try #require(rename(watched.spool.path, watched.spool.path + "-old") == 0)
            defer { removeTree(Array("\(watched.spool.path)-old".utf8)) }
            try #require(mkdir(watched.spool.path, 0o700) == 0 && mkdir(watched.spool.path + "/inbox", 0o700) == 0)
            #expect(watched.waitForDoubt("exchanged") != nil)
        }

        @Test func `lost events are doubted`() throws {
            let watched = try WatchedSpool()
            try watched.start()
            let limit = String(decoding: contents(of: "/proc/sys/fs/inotify/max_queued_events"), as: UTF8.self)
            let process = try watched.process()
            kill(process, SIGSTOP)
            // Two events each.
            for number in 0...(try #require(Int(limit.dropLast())) / 2) {
                try watched.spool.startWriting(FileName("\(number)"), in: inbox).finish()
            }
            kill(process, SIGCONT)
            #expect(watched.waitForDoubt("lost events") != nil)
            #expect(try watched.process() == process)
        }

        @Test func `a flood of names is one hint`() throws {
            let watched = try WatchedSpool()
            try watched.start()
            let process = try watched.process()
            kill(process, SIGSTOP)
            for number in 0..<500 { try watched.spool.startWriting(FileName("\(number)"), in: inbox).finish() }
            kill(process, SIGCONT)
            #expect(watched.watch.wait(milliseconds: 5_000) == .hint)
            #expect(watched.watch.wait(milliseconds: 200) == .timeout)
        }

        @Test func `without the program it doubts again and again, and never stops waiting`() throws {
            let watched = try WatchedSpool(program: "/nonexistent/cancelbox-watch") {
                $0.longestPause = 400
                $0.poll = 100
            }
            #expect(watched.waitForDoubt("cannot be started") != nil)
            #expect(watched.waits { $0 == .hint })
            #expect(watched.waitForDoubt("cannot be started") != nil)
            #expect(watched.watch.wait(milliseconds: 0) == .timeout)
        }

        @Test func `a program that is no watcher is ended`() throws {
            let watched = try WatchedSpool(script: "printf 'hello\\0'; exec cat")
            #expect(watched.waitForDoubt("out of turn") != nil)
        }

        @Test func `stop ends a wait from another thread, and all later ones`() throws {
            let watched = try WatchedSpool()
            try watched.start()
            let watch = watched.watch
            let thread = try Thread { watch.stop() }
            #expect(watch.wait(milliseconds: nil) == .stopped)
            thread.join()
            try watched.spool.startWriting(FileName("drop"), in: inbox).finish()
            #expect(watch.wait(milliseconds: nil) == .stopped)
            #expect(watch.wait(milliseconds: 0) == .stopped)
        }

        @Test func `the watcher ends with its supervisor, and leaves no zombie`() throws {
            var watched: WatchedSpool? = try WatchedSpool()
            try watched?.start()
            let process = try #require(try watched?.process())
            #expect(kill(process, 0) == 0)
            watched = nil
            #expect(kill(process, 0) == -1)
            #expect(errno == ESRCH)
        }

        @Test func `the watcher inherits two pipes, standard error and nothing else`() throws {
            let watched = try WatchedSpool()
            try #require(getenv("PATH") != nil, "this test wants an environment to hide")
            try watched.start()
            let process = try watched.process()
            #expect(contents(of: "/proc/\(process)/environ").isEmpty)
            #expect(getpgid(process) == process)
            let status = String(decoding: contents(of: "/proc/\(process)/status"), as: UTF8.self)
            // The C library keeps signals 32 and above to itself.
            let ignored = status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
            #expect(UInt64(ignored?.suffix(16) ?? "", radix: 16).map { $0 & 0x7FFF_FFFF } == 0)
            #expect(status.contains("SigBlk:\t0000000000000000"))
            let open = (0..<64).filter {
                access("/proc/\(process)/fd/\($0)", F_OK) == 0 || isLink("/proc/\(process)/fd/\($0)")
            }
            #expect(open == [0, 1, 2, 3])
        }
    }
}

/// One way to put a file into the inbox. `prepare` does what happens elsewhere and returns the delivery itself.
struct Delivery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let prepare: @Sendable (TemporarySpool) throws -> () throws -> Void

    static let all = [
        Delivery(testDescription: "create, write, close") { spool in
            { try spool.startWriting(FileName("drop"), in: inbox).finish() }
        },
        Delivery(testDescription: "rename") { spool in
            try spool.live.write([1], to: FileName("drop"), in: Folder(""))
            return { try #require(rename(spool.path + "/drop", spool.path + "/inbox/drop") == 0) }
        },
        Delivery(testDescription: "link") { spool in
            try spool.live.write([1], to: FileName("drop"), in: Folder(""))
            return { try #require(link(spool.path + "/drop", spool.path + "/inbox/drop") == 0) }
        },
        Delivery(testDescription: "O_TMPFILE and linkat") { spool in
            // O_TMPFILE, which the overlay does not show: 0o20000000 with O_DIRECTORY.
            let file = open(spool.path, O_WRONLY | O_DIRECTORY | 0o20000000 | O_CLOEXEC, 0o600)
            try #require(file >= 0)
            return {
                let source = "/proc/self/fd/\(file)"
                try #require(linkat(AT_FDCWD, source, AT_FDCWD, spool.path + "/inbox/drop", AT_SYMLINK_FOLLOW) == 0)
                close(file)
            }
        },
        Delivery(testDescription: "a name that is no UTF-8") { spool in
            { try spool.startWriting(FileName([0xFF, 0x0A, 0xFE]), in: inbox).finish() }
        },
        Delivery(testDescription: "the second folder") { spool in
            { try spool.startWriting(FileName("drop"), in: work).finish() }
        },
    ]
}

private func isLink(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0
}
