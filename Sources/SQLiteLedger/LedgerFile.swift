// The file before SQLite opens it: it holds names and telephone numbers, so nobody but its owner may read it, at no moment.

internal import Glibc
internal import Ports

enum LedgerFile {
    /// Makes an empty file for the owner only, or takes everybody else's rights from the files that are there.
    ///
    /// SQLite gives a new `-wal` and `-shm` the mode of the file itself. A file that exists is not opened here: closing it again
    /// would drop the locks that another connection of this process holds on it.
    static func prepare(_ path: String) throws(LedgerError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Glibc.close(descriptor)
            return
        }
        guard errno == EEXIST else { throw .storage("creating \(path): \(reason(errno))") }
        for suffix in ["", "-wal", "-shm"] { try closeToOthers(path + suffix) }
    }

    /// Which file a path leads to.
    struct Identity: Equatable {
        var device: UInt64
        var inode: UInt64
        var isEmpty: Bool
    }

    /// Nil where there is no file.
    static func identity(of path: String) -> Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino), isEmpty: status.st_size == 0)
    }

    private static func closeToOthers(_ path: String) throws(LedgerError) {
        var status = stat()
        let isOpenToOthers = stat(path, &status) == 0 && status.st_mode & 0o077 != 0
        guard isOpenToOthers, chmod(path, status.st_mode & 0o700) != 0, errno != ENOENT else { return }
        throw .storage("closing \(path) to others: \(reason(errno))")
    }

    private static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }
}
