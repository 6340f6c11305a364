// The watched folders as the supervisor knows them: which ones they are, and the cookie. Never reads what lies in them.

import Glibc
import Ports

/// The folders given to the watcher.
struct WatchedFolders: Sendable {
    /// Real paths where the folders exist: a link turned later must not part the watcher from the file system, which also asks
    /// once only.
    let paths: [String]
    /// Created and removed in the first folder to see whether the watcher hears it.
    let cookie = FileName(".cancelbox-cookie-\(getpid())")

    init(_ folders: [String]) {
        paths = folders.map { folder in
            guard let real = realpath(folder, nil) else { return folder }
            defer { free(real) }
            return String(cString: real)
        }
    }

    /// Device and inode of each, nil where there is nothing. inotify follows a folder, not its path: when a parent is moved
    /// away and the path made anew, no event tells.
    func identities() -> [[UInt64]?] {
        paths.map { path in
            var facts = stat()
            return stat(path, &facts) == 0 ? [UInt64(facts.st_dev), UInt64(facts.st_ino)] : nil
        }
    }

    /// Creates the cookie and removes it at once; a sweep never sees it, for it runs on the same thread.
    func leaveCookie() throws(FileSystemError) {
        let path = "\(paths.first ?? ".")/\(cookie.printable)"
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        close(try checked("leave cookie", path) { open(path, flags, 0o600) })
        try checked("remove cookie", path) { unlink(path) }
    }
}
