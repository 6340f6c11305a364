// The lock that keeps a second daemon off the spool. Never waits.

import Glibc
package import Ports

/// Holds `<spool>/.lock` as long as it lives. The kernel frees it when the process ends, however it ends.
package final class SpoolLock: Sendable {
    private let file: Descriptor

    /// Takes the lock and writes the number of this process into it.
    package init(spool: String) throws(SpoolLockError) {
        do throws(FileSystemError) {
            let path = spool + "/.lock"
            let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
            file = Descriptor(owning: try checked("lock", path) { open(path, flags, 0o600) })
            try checked("lock", path) { flock(file.number, LOCK_EX | LOCK_NB) }
            try checked("lock", path) { ftruncate(file.number, 0) }
            let process = Array("\(getpid())\n".utf8)
            try checked("lock", path) { pwrite(file.number, process, process.count, 0) }
        } catch .failed(_, _, EWOULDBLOCK, _) {
            throw .held(by: Self.holder(spool: spool))
        } catch {
            throw .fileSystem(error)
        }
    }

    /// The process that works on `spool` now; nil when none does. Leaves the lock alone unless it names a process that is alive
    /// and does not hold it (its number was given to somebody else), and then for an instant only.
    package static func owner(of spool: String) -> Int32? {
        guard let process = holder(spool: spool), kill(process, 0) == 0 || errno == EPERM else { return nil }
        let number = open(spool + "/.lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        // Not to be opened by us: then the process that wrote its number into it is believed.
        guard number >= 0 else { return process }
        let file = Descriptor(owning: number)
        return flock(file.number, LOCK_SH | LOCK_NB) == 0 ? nil : process
    }

    /// The process that says it holds the lock; nil when it has not written its number yet.
    private static func holder(spool: String) -> Int32? {
        let number = open(spool + "/.lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(file.number, &text, text.count, 0)
        return Int32(String(decoding: text.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self))
    }
}

/// Why the spool cannot be locked.
package enum SpoolLockError: Error, Hashable, Sendable {
    /// Another process has it; `by` is its number where known.
    case held(by: Int32?)
    case fileSystem(FileSystemError)

    /// What the operator can do.
    package var advice: String {
        switch self {
        case .held(let process?):
            "Process \(process) works on this spool already. Stop it, or give this one another spool."
        case .held(nil): "Another process works on this spool already. Stop it, or give this one another spool."
        case .fileSystem(.missing):
            "There is no such folder: make a spool with `cancelbox init DIR`, or correct --spool."
        case .fileSystem: "Make the spool a folder that this user may write to."
        }
    }
}

extension SpoolLockError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .held(let process?): "process \(process) has the lock"
        case .held(nil): "another process has the lock"
        case .fileSystem(let error): error.description
        }
    }
}
