// Settling, on a disk that does what a test says: who is waited for, and who no longer is.

import Cancellation
import Intake
import Ports
import Testing

@testable import Engine

struct SettlingTests {
    private let inbox = Inbox(name: "inbox", folder: Spool.inbox, trust: .none)

    private func candidate(_ name: String) -> Candidate { Candidate(inbox: inbox, name: FileName(name)) }

    private func settling() -> Settling {
        Settling(delayMilliseconds: 2_000, missingMilliseconds: 60_000, limits: Limits())
    }

    @Test func `a file that somebody writes is waited for, and settles when he is gone`() {
        var settling = settling()
        let disk = OneFileDisk("취소해 주세요", quiet: .writing)
        #expect(settling.look(at: candidate("a.txt"), on: disk, now: 0, clock: 0).isWaiting)
        #expect(settling.nextLook(now: 0) == 2_000)
        disk.quiet = .assumed
        #expect(settling.look(at: candidate("a.txt"), on: disk, now: 1_000, clock: 0).isWaiting)
        #expect(settling.look(at: candidate("a.txt"), on: disk, now: 2_000, clock: 0).isSettled)
        #expect(settling.nextLook(now: 2_000) == nil)
    }

    @Test func `what is whole and proved to be left alone settles at once`() {
        var settling = settling()
        let disk = OneFileDisk(#"{"intent":"cancel"}"#, quiet: .proved)
        #expect(settling.look(at: candidate("a.json"), on: disk, now: 0, clock: 0).isSettled)
    }

    @Test func `a name that a complete listing does not show any more is waited for by nobody`() {
        var settling = settling()
        let disk = OneFileDisk("half", quiet: .writing)
        _ = settling.look(at: candidate("4913"), on: disk, now: 0, clock: 0)
        _ = settling.look(at: candidate("kept.txt"), on: disk, now: 0, clock: 0)
        #expect(settling.nextLook(now: 10_000) == 50, "both are due")
        _ = settling.look(at: candidate("kept.txt"), on: disk, now: 10_000, clock: 0)
        settling.forgetUnlisted(since: 10_000)
        #expect(settling.nextLook(now: 10_000) == 2_000, "only the one that is still listed")
        settling.forgetUnlisted(since: 10_001)
        #expect(settling.nextLook(now: 10_001) == nil)
    }

    @Test func `a program with somebody else's rights is refused, once`() {
        var settling = settling()
        let disk = OneFileDisk("x", quiet: .proved, isPrivileged: true)
        guard case .refused(let first) = settling.look(at: candidate("a"), on: disk, now: 0, clock: 0),
            case .refused(let second) = settling.look(at: candidate("a"), on: disk, now: 1, clock: 0)
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(first?.contains("chmod") == true && second == nil)
    }
}

extension Settling.Finding {
    fileprivate var isWaiting: Bool { if case .waiting = self { true } else { false } }
    fileprivate var isSettled: Bool { if case .settled = self { true } else { false } }
}

/// A disk with one file, whatever it is called.
private final class OneFileDisk: FileSystem, @unchecked Sendable {
    // Unchecked: used by the one thread of its test.
    let bytes: [UInt8]
    var quiet: Quiet
    let isPrivileged: Bool

    init(_ text: String, quiet: Quiet, isPrivileged: Bool = false) {
        bytes = Array(text.utf8)
        self.quiet = quiet
        self.isPrivileged = isPrivileged
    }

    func open(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any OpenFile { OneFile(self) }

    private func untouched(_ call: String) -> FileSystemError {
        .failed(call: call, path: "", code: 0, message: "not here")
    }
    func create(_ folders: [Folder]) throws(FileSystemError) { throw untouched("create") }
    func list(_ folder: Folder, _ visit: (FileName) -> Bool) throws(FileSystemError) { throw untouched("list") }
    func inspect(_ name: FileName, in folder: Folder) throws(FileSystemError) -> FileStatus? {
        throw untouched("inspect")
    }
    func move(_ name: FileName, from: Folder, to newName: FileName, in target: Folder) throws(FileSystemError) {
        throw untouched("move")
    }
    func replace(_ name: FileName, from: Folder, to newName: FileName, in target: Folder) throws(FileSystemError) {
        throw untouched("replace")
    }
    func write(_ bytes: [UInt8], to name: FileName, in folder: Folder) throws(FileSystemError) {
        throw untouched("write")
    }
    func marker(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any CrashMarker {
        throw untouched("marker")
    }
    func remove(_ name: FileName, in folder: Folder) throws(FileSystemError) { throw untouched("remove") }
    func freeBytes() throws(FileSystemError) -> Int { throw untouched("freeBytes") }
    func sync() throws(FileSystemError) { throw untouched("sync") }
}

private final class OneFile: OpenFile {
    private let disk: OneFileDisk
    init(_ disk: OneFileDisk) { self.disk = disk }
    var facts: FileStatus {
        FileStatus(
            kind: .regular, size: disk.bytes.count, modified: 0, device: 1, inode: 2, links: 1,
            isPrivileged: disk.isPrivileged)
    }
    var quiet: Quiet { disk.quiet }
    func read(limit: Int) throws(FileSystemError) -> [UInt8] { disk.bytes }
    var isUndisturbed: Bool { true }
    func release() {}
}
