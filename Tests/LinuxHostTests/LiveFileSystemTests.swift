// The live file system: the promises of the port, and what only a real disk can show.

import Glibc
import LinuxHost
import Ports
import Testing

extension ThisMachineTests {
    struct LiveFileSystemTests {
        @Test(arguments: fileSystemChecks)
        func `keeps the promises of the port`(check: FileSystemCheck) throws {
            try check.run(TemporarySpool())
        }

        @Test func `files are for their owner alone, folders too`() throws {
            let spool = try TemporarySpool()
            try spool.live.write([1], to: FileName("result.json"), in: work)
            #expect(try mode(of: spool.path + "/" + "work/result.json") == 0o600)
            #expect(try mode(of: spool.path + "/work") == 0o700)
        }

        @Test func `no link is followed below the spool, at any level`() throws {
            let spool = try TemporarySpool()
            let elsewhere = try TemporarySpool()
            try #require(symlink(elsewhere.path, spool.path + "/led") == 0)
            for folder in [Folder("led"), Folder("led/work")] {
                #expect(try failure { try spool.live.list(folder) { _ in true } }.isNotRegular)
                #expect(try failure { try spool.live.create(folder) }.isNotRegular)
                #expect(try failure { try spool.live.write([1], to: FileName("a"), in: folder) }.isNotRegular)
            }
        }

        @Test func `an inbox elsewhere may be a link, and stays where it led first`() throws {
            let spool = try TemporarySpool()
            let (first, second) = (try TemporarySpool(), try TemporarySpool())
            let inbox = Folder(spool.path + "/link")
            try #require(symlink(first.path + "/inbox", inbox.path) == 0)
            try spool.live.create(inbox)
            try spool.live.write([1], to: FileName("a"), in: inbox)
            try #require(unlink(inbox.path) == 0 && symlink(second.path + "/inbox", inbox.path) == 0)
            var seen: [FileName] = []
            try spool.live.list(inbox) {
                seen.append($0)
                return true
            }
            #expect(seen == [FileName("a")])
        }

        @Test func `a folder elsewhere is never created`() throws {
            let spool = try TemporarySpool()
            #expect(try failure { try spool.live.create(Folder(spool.path + "/absent")) }.isMissing)
        }

        @Test func `a count sees files alone, and since when they are there, whatever date they bear`() throws {
            let spool = try TemporarySpool()
            #expect(try spool.live.count(inbox) == FolderCount())
            let before = SystemTime().now()
            for name in ["a", "b.tmp"] { try spool.live.write([1, 2], to: FileName(name), in: inbox) }
            try spool.plantLink(FileName("link"), to: "a", in: inbox)
            try spool.live.create(Folder("inbox/folder"))
            var old = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: 0)]
            try #require(utimensat(AT_FDCWD, spool.path + "/inbox/a", &old, 0) == 0)
            let all = try spool.live.count(inbox)
            #expect(all.files == 2 && all.bytes == 4)
            // The kernel's own clock for files lags a tick behind.
            #expect(try #require(all.oldest) > before - 1_000)
            #expect(try spool.live.count(inbox) { $0 == FileName("a") }.files == 1)
            #expect(try failure { _ = try spool.live.count(Folder("absent")) }.isMissing)
        }

        @Test func `list finds a folder that was removed and made anew`() throws {
            let spool = try TemporarySpool()
            let name = FileName("drop")
            try spool.live.list(inbox) { _ in true }
            try #require(rmdir(spool.path + "/inbox") == 0)
            #expect(try failure { try spool.live.list(inbox) { _ in true } }.isMissing)
            try #require(mkdir(spool.path + "/inbox", 0o700) == 0)
            try spool.startWriting(name, in: inbox).finish()
            var seen: [FileName] = []
            try spool.live.list(inbox) {
                seen.append($0)
                return true
            }
            #expect(seen == [name])
            #expect(try spool.live.inspect(name, in: inbox)?.kind == .regular)
        }

        @Test func `without noreplace a link does the same`() throws {
            let spool = try TemporarySpool()
            let (name, new) = (FileName("a"), FileName("b"))
            try spool.live.write([1], to: name, in: inbox)
            try spool.live.write([2], to: new, in: work)
            #expect(try failure { try spool.live.moveByLink(name, from: inbox, to: new, in: work) }.isExists)
            try spool.live.remove(new, in: work)
            try spool.live.moveByLink(name, from: inbox, to: new, in: work)
            #expect(try spool.live.open(new, in: work).read(limit: 1) == [1])
            #expect(try spool.live.inspect(name, in: inbox) == nil)
        }

        @Test func `a writer that breaks the lease waits, and its signal ends nobody`() throws {
            let spool = try TemporarySpool()
            let name = FileName("drop")
            try spool.live.write([1], to: name, in: inbox)
            let file = try spool.live.open(name, in: inbox)
            try #require(file.quiet == .proved)
            #expect(file.isUndisturbed)
            #expect(open(spool.cPath(name, in: inbox), O_WRONLY | O_NONBLOCK) == -1)
            #expect(errno == EWOULDBLOCK)
            #expect(!file.isUndisturbed, "somebody has tried to write")
            file.release()
            let writer = open(spool.cPath(name, in: inbox), O_WRONLY | O_NONBLOCK)
            #expect(writer >= 0)
            close(writer)
        }

        @Test func `a folder behind another file system is found`() throws {
            let spool = try TemporarySpool()
            #expect(try spool.live.firstElsewhere(of: [inbox, work]) == nil)
            #expect(try spool.live.firstElsewhere(of: [inbox, Folder("/proc/self"), work]) == Folder("/proc/self"))
        }

        @Test func `a spool that is missing or a file is an error`() throws {
            let spool = try TemporarySpool()
            try spool.live.write([1], to: FileName("file"), in: work)
            #expect(try failure { _ = try LiveFileSystem(spool: spool.path + "/absent") }.isMissing)
            #expect(try failure { _ = try LiveFileSystem(spool: spool.path + "/" + "work/file") }.isNotRegular)
        }

        @Test func `no descriptor is left open`() throws {
            for check in fileSystemChecks {
                let spool = try TemporarySpool().checked(by: check)
                #expect(openPaths().filter { $0.hasPrefix(spool) } == [])
            }
        }

        @Test(arguments: [ENOSPC, EDQUOT, EROFS, EIO])
        func `trouble with the storage is told apart`(code: Int32) {
            #expect(FileSystemError(call: "write", path: "work/1", code: code).isStorage)
        }

        @Test(arguments: [EACCES, EPERM])
        func `a refusal is told apart`(code: Int32) {
            #expect(FileSystemError(call: "open", path: "inbox/1", code: code).isDenied)
        }

        @Test func `any other trouble keeps its code and text`() {
            let error = FileSystemError(call: "open", path: "inbox/1", code: EMFILE)
            #expect(error == .failed(call: "open", path: "inbox/1", code: EMFILE, message: "Too many open files"))
        }
    }

    struct SpoolLockTests {
        @Test func `a second lock is refused and names the holder, until the first is gone`() throws {
            let spool = try TemporarySpool()
            var first: SpoolLock? = try SpoolLock(spool: spool.path)
            #expect(throws: SpoolLockError.held(by: getpid())) { try SpoolLock(spool: spool.path) }
            #expect(SpoolLock.owner(of: spool.path) == getpid())
            withExtendedLifetime(first) {}
            first = nil
            // Its number is still there, and alive, but it holds nothing.
            #expect(SpoolLock.owner(of: spool.path) == nil)
            _ = try SpoolLock(spool: spool.path)
        }

        @Test func `a lock that is a link is refused`() throws {
            let spool = try TemporarySpool()
            try #require(symlink("work/elsewhere", spool.path + "/.lock") == 0)
            #expect(throws: SpoolLockError.self) { try SpoolLock(spool: spool.path) }
            #expect(access(spool.path + "/" + "work/elsewhere", F_OK) != 0)
        }
    }

    struct SystemTimeTests {
        @Test func `both clocks count milliseconds`() {
            let time: any TimeSource = SystemTime()
            let start = time.monotonic()
            let seconds = Int64(Glibc.time(nil))
            #expect(abs(time.now() / 1000 - seconds) <= 1)
            usleep(20_000)
            let passed = time.monotonic() - start
            #expect(passed >= 20 && passed < 20_000)
        }
    }
}

private func mode(of path: String) throws -> mode_t {
    var facts = stat()
    try #require(lstat(path, &facts) == 0)
    return facts.st_mode & 0o777
}

extension TemporarySpool {
    /// The path of a spool that is gone again once this returns.
    fileprivate func checked(by check: FileSystemCheck) throws -> String {
        try check.run(self)
        #expect(openPaths().contains(path))
        return path
    }
}

/// Where this process's descriptors lead to.
private func openPaths() -> [String] {
    (Int32(0)..<1024).compactMap { number in
        var target = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/fd/\(number)", &target, target.count)
        return count > 0 ? String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
