// Watchers that lie, folders that cannot be watched, mounts that come and go: what is reported, and that files are looked for
// all the same.

import Glibc
import LinuxHost
import Ports
import Testing

extension ThisMachineTests {
    @Suite(.timeLimit(.minutes(10)))
    struct WatcherTroubleTests {
        /// A watcher that says it is ready and then nothing, ever.
        static let mute = #"printf 'r0 \0'; exec cat"#

        @Test func `a folder is relied on once its sign of life has come through`() throws {
            let watched = try WatchedSpool()
            #expect(watched.reaches(["events", "events"]))
            let known = watched.folders.map(\.fileSystem)
            #expect(known == [FileSystemKind(of: watched.spool.path).name, known[0]])
            #expect(watched.folders.allSatisfy { $0.heardAt != nil })
            #expect(watched.lines.contains { $0.contains("info Watching") && $0.contains("mode=events") })
        }

        @Test
        func `a watcher that never says anything is found out at once, and the folders are looked into meanwhile`()
            throws
        {
            let watched = try WatchedSpool(script: Self.mute) {
                $0.answer = 300
                $0.poll = 100
                $0.longestPause = 400
            }
            try watched.start()
            #expect(watched.waits { $0 == .hint })
            #expect(watched.waitForDoubt("does not answer") != nil)
            #expect(watched.reaches(["polled", "polled"]))
            #expect(watched.waits { $0 == .hint })
            // It is tried again, with pauses that grow; the second time the log is quieter about it.
            #expect(watched.waitForDoubt("does not answer") != nil)
            #expect(watched.lines.count { $0.hasPrefix("warning No folder is watched") } == 1)
        }

        @Test func `a folder whose events do not arrive is looked into, while its neighbour is heard`() throws {
            // Only the events of the first folder are passed on: every record of the second is dropped.
            let filter = """
                printf 'r0 \\0'
                while :; do printf 'c0 .cancelbox-cookie\\0'; /bin/sleep 0.05; done
                """
            let watched = try WatchedSpool(script: filter) {
                $0.answer = 500
                $0.poll = 100
            }
            try watched.start()
            #expect(watched.waitForDoubt("events do not arrive from \(watched.spool.path)/work") != nil)
            #expect(watched.reaches(["events", "polled"]))
            #expect(watched.folders[1].mode.reason == "its events do not arrive")
            #expect(watched.waits { $0 == .hint })
            #expect(watched.lines.contains { $0.hasPrefix("warning Watching") && $0.contains("everyMilliseconds=100") })
        }

        @Test func `a folder on a network file system is looked into, and the log says why`() throws {
            let watched = try WatchedSpool {
                $0.poll = 100
            } kindOf: {
                FileSystemKind(magic: $0.hasSuffix("/inbox") ? 0x6969 : 0xEF53)
            }
            try watched.start()
            #expect(watched.reaches(["polled", "events"]))
            #expect(watched.folders.map(\.fileSystem) == ["nfs", "ext4"])
            #expect(watched.folders[0].mode.reason?.contains("other machines") == true)
            #expect(watched.waits { $0 == .hint })
            #expect(watched.waits { $0 == .hint })
        }

        @Test(arguments: [
            (0x6969, "nfs"), (0xFF53_4D42, "cifs"), (0xFE53_4D42, "smb2"), (0x517B, "smb"), (0x6573_5546, "fuse"),
            (0x0102_1997, "9p"),
        ])
        func `events of foreign file systems are not relied on`(magic: UInt64, name: String) {
            let kind = FileSystemKind(magic: magic)
            #expect(kind.name == name && kind.doubt != nil)
        }

        @Test func `events of local file systems are, if the sign of life agrees`() {
            for magic: UInt64 in [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630, 0xABCD] {
                #expect(FileSystemKind(magic: magic).doubt == nil)
            }
            #expect(FileSystemKind(of: "/proc").name == "0x9fa0")
            #expect(FileSystemKind(of: "/nonexistent").name == "unknown")
        }

        @Test func `a folder in which no sign of life can be left is said to be so`() throws {
            let watched = try WatchedSpool(prepare: { try $0.live.create(Folder("inbox/.cancelbox-cookie")) })
            #expect(watched.reaches(["unproven", "events"]))
            #expect(watched.folders[0].mode.reason?.contains("no sign of life can be left") == true)
            #expect(watched.lines.contains { $0.hasPrefix("warning Watching") && $0.contains("mode=unproven") })
            watched.settle()
            try watched.spool.startWriting(FileName("drop"), in: inbox).finish()
            #expect(watched.waits { $0 == .hint })
        }

        @Test func `the same folder by two paths is heard by both`() throws {
            let watched = try WatchedSpool(
                folders: ["inbox", "link"], prepare: { try $0.plantLink(FileName("link"), to: "inbox", in: Folder("")) }
            )
            #expect(watched.reaches(["events", "events"]))
        }

        @Test func `a link turned in service is pointed out, and the old folder stays watched`() throws {
            let watched = try WatchedSpool(folders: ["link"]) {
                $0.silence = 100
            } prepare: {
                try $0.plantLink(FileName("link"), to: "inbox", in: Folder(""))
            }
            #expect(watched.reaches(["events"]))
            try #require(unlink(watched.spool.path + "/link") == 0)
            try watched.spool.plantLink(FileName("link"), to: "work", in: Folder(""))
            #expect(watched.waits { _ in watched.lines.contains { $0.contains("leads elsewhere now") } })
            watched.settle()
            #expect(watched.lines.count { $0.contains("leads elsewhere now") } == 1)
            try watched.spool.startWriting(FileName("drop"), in: inbox).finish()
            #expect(watched.waits { $0 == .hint })
        }

        @Test func `at the limit of watches the rest is looked into, with the setting to raise`() throws {
            guard Limited.isPossible else {
                return notRun("limits on inotify: unshare(1) may not make a user namespace")
            }
            let watched = try WatchedSpool(script: try Limited.script("max_inotify_watches", 1)) {
                $0.poll = 100
                $0.longestPause = 1_000
            }
            #expect(watched.reaches(["events", "polled"]))
            #expect(watched.folders[1].mode.reason?.contains("fs.inotify.max_user_watches") == true)
            watched.settle(atMost: 20)
            #expect(watched.waits { $0 == .hint })
            // It is tried again, in case somebody has raised it.
            #expect(watched.waitForDoubt("started") != nil)
        }

        @Test func `without inotify all is looked into, with the setting to raise`() throws {
            guard Limited.isPossible else {
                return notRun("limits on inotify: unshare(1) may not make a user namespace")
            }
            let watched = try WatchedSpool(script: try Limited.script("max_inotify_instances", 0)) { $0.poll = 100 }
            #expect(watched.waitForDoubt("exit code 71") != nil)
            #expect(watched.reaches(["polled", "polled"]))
            #expect(watched.lines.contains { $0.hasPrefix("warning") && $0.contains("fs.inotify.max_user_instances") })
            #expect(watched.waits { $0 == .hint })
        }

        @Test(arguments: [false, true])
        func `an inbox that is unmounted is doubted, and what lies there then is watched`(lazily: Bool) throws {
            guard Mount.isPossible else { return notRun("mounting: needs root") }
            var mount: Mount?
            let watched = try WatchedSpool {
                $0.longestPause = 300
                $0.silence = 300
            } prepare: {
                mount = try Mount(on: $0.path + "/inbox")
            }
            #expect(watched.reaches(["events", "events"]))
            #expect(watched.folders[0].fileSystem == "tmpfs")
            try mount?.unmount(lazily: lazily)
            let reason = watched.waits { wake in
                if case .doubt(let reason) = wake {
                    return reason.contains("gone") || reason.contains("exchanged")
                }
                return false
            }
            #expect(reason)
            #expect(watched.waits { _ in watched.folders.map(\.mode) == [.events, .events] })
            #expect(watched.folders[0].fileSystem != "tmpfs")
            watched.settle(atMost: 20)
            try watched.spool.startWriting(FileName("drop"), in: inbox).finish()
            #expect(watched.waits { $0 == .hint })
        }

        @Test func `something mounted over an inbox is noticed`() throws {
            guard Mount.isPossible else { return notRun("mounting: needs root") }
            let watched = try WatchedSpool {
                $0.longestPause = 300
                $0.silence = 300
            }
            #expect(watched.reaches(["events", "events"]))
            let mount = try Mount(on: watched.spool.path + "/inbox")
            #expect(watched.waitForDoubt("exchanged") != nil)
            #expect(watched.waits { _ in watched.folders.map(\.fileSystem).first == "tmpfs" })
            withExtendedLifetime(mount) {}
        }
    }
}

/// A tmpfs of a test; goes with its owner.
private final class Mount {
    static var isPossible: Bool {
        guard geteuid() == 0, let folder = try? makeTemporaryFolder() else { return false }  // no folder, no mount
        defer { rmdir(folder) }
        guard mount("none", folder, "tmpfs", 0, "size=1m") == 0 else { return false }
        return umount(folder) == 0
    }

    private let path: String
    private var isMounted = true

    init(on path: String) throws {
        self.path = path
        try #require(mount("none", path, "tmpfs", 0, "size=1m") == 0)
    }

    func unmount(lazily: Bool) throws {
        try #require(umount2(path, lazily ? 2 : 0) == 0, "errno \(errno)")
        isMounted = false
    }

    // The only thing to do at the end of a test; a busy one goes when it is not busy any more.
    deinit { if isMounted { umount2(path, 2) } }
}

/// A watcher in a user namespace of its own, where the kernel counts inotify by limits of its own.
private enum Limited {
    private static let unshare = "/usr/bin/unshare"

    static var isPossible: Bool {
        access(unshare, X_OK) == 0
            && system("\(unshare) -Ur sh -c 'test -w /proc/sys/user/max_inotify_watches' 2>&-") == 0
    }

    static func script(_ limit: String, _ value: Int) throws -> String {
        let program = try watcherProgram()
        return
            #"exec \#(unshare) -Ur /bin/sh -c 'echo \#(value) > /proc/sys/user/\#(limit); exec "$0" "$@"' \#(program) "$@""#
    }
}

/// A test that cannot be run must not look like one that was.
func notRun(_ what: String) {
    let line = "NOT RUN: \(what)\n"
    _ = write(STDERR_FILENO, line, line.utf8.count)
}
