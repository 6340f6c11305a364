// The disk of this machine: every verb is one or two system calls on opened folders. Never decides what to do with a file.

import CLinux
import Glibc
package import Ports
import Synchronization

/// The file system port on POSIX calls. Names are raw bytes, always relative to an opened folder.
/// A process has one for each spool.
package final class LiveFileSystem: FileSystem {
    private let folders: OpenFolders
    /// What the latest listing of a folder showed as anything else than a file: looked at before it is opened.
    private let odd = Mutex<[Folder: Set<FileName>]>([:])

    /// Opens the spool, which must exist. From here on SIGIO is ignored in the whole process: the kernel sends it when
    /// somebody wants to write to a file that `open` holds a lease on, and unhandled it would end the process.
    package init(spool: String) throws(FileSystemError) {
        signal(SIGIO, SIG_IGN)
        folders = try OpenFolders(spool: spool)
    }

    /// The first of `folders` whose files cannot be renamed into the spool, because it lies on another file system or behind
    /// another mount; nil when all is well. Ask at the start: rename is how a drop is claimed.
    package func firstElsewhere(of folders: [Folder]) throws(FileSystemError) -> Folder? {
        try self.folders.firstElsewhere(of: folders)
    }

    package func create(_ folders: [Folder]) throws(FileSystemError) {
        var changed: [String: Descriptor] = [:]
        for folder in folders { try self.folders.create(folder, changed: &changed) }
        // One name needs only its own folder flushed; a whole tree is cheaper in one go.
        if changed.count > 1 { return try sync() }
        for (path, folder) in changed { try checked("sync folder", path) { fsync(folder.number) } }
    }

    /// Opens the folder anew by its path, so that one which was removed and made again is found.
    package func list(_ folder: Folder, _ visit: (FileName) -> Bool) throws(FileSystemError) {
        let place = try folders.reopened(folder)
        let copy = try checked("list", folder.path) { fcntl(place.number, F_DUPFD_CLOEXEC, 0) }
        guard let stream = fdopendir(copy) else {
            let code = errno
            close(copy)
            throw FileSystemError(call: "list", path: folder.path, code: code)
        }
        defer { closedir(stream) }
        odd.withLock { $0[folder] = nil }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                let code = errno
                if code == 0 { return }
                throw FileSystemError(call: "list", path: folder.path, code: code)
            }
            let name = FileName(nameBytes(of: entry))
            if name.bytes == [0x2E] || name.bytes == [0x2E, 0x2E] { continue }
            if entry.pointee.d_type != DT_REG { odd.withLock { _ = $0[folder, default: []].insert(name) } }
            if !visit(name) { return }
        }
    }

    package func inspect(_ name: FileName, in folder: Folder) throws(FileSystemError) -> FileStatus? {
        try status(of: name, in: folder).map { FileStatus($0) }
    }

    /// `lstat`; nil when the name is gone.
    func status(of name: FileName, in folder: Folder) throws(FileSystemError) -> stat? {
        let path = try name.terminated("inspect", in: folder)
        let place = try folders.descriptor(of: folder)
        var facts = stat()
        do {
            try checked("inspect", name.path(in: folder)) { fstatat(place.number, path, &facts, AT_SYMLINK_NOFOLLOW) }
        } catch .missing {
            return nil
        }
        return facts
    }

    package func open(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any OpenFile {
        let path = try name.terminated("open", in: folder)
        // To open a device or a pipe is to do something to it. What was listed as a file may be opened to find out.
        if odd.withLock({ $0[folder]?.contains(name) == true }) {
            guard let facts = try inspect(name, in: folder) else {
                throw .missing(call: "open", path: name.path(in: folder))
            }
            guard facts.kind == .regular else { throw .notRegular(call: "open", path: name.path(in: folder)) }
        }
        return try LeasedFile(path, below: folders.descriptor(of: folder).number, name: name, folder: folder)
    }

    /// Where the file system cannot rename without replacing: a second link, then the first one goes.
    package func move(
        _ name: FileName, from: Folder, to newName: FileName, in target: Folder
    ) throws(FileSystemError) {
        let (old, new) = (try name.terminated("move", in: from), try newName.terminated("move", in: target))
        let (source, destination) = (try folders.descriptor(of: from), try folders.descriptor(of: target))
        do {
            try checked("move", name.path(in: from)) {
                cancelbox_rename_noreplace(source.number, old, destination.number, new)
            }
        } catch .failed(_, _, EINVAL, _) {
            try moveByLink(name, from: from, to: newName, in: target)
        }
    }

    /// `move` in two steps, for file systems that know no RENAME_NOREPLACE. A crash between them leaves the file under both
    /// names, never under none; the next try finds the new name taken.
    package func moveByLink(
        _ name: FileName, from: Folder, to newName: FileName, in target: Folder
    ) throws(FileSystemError) {
        let (old, new) = (try name.terminated("move", in: from), try newName.terminated("move", in: target))
        let (source, destination) = (try folders.descriptor(of: from), try folders.descriptor(of: target))
        try checked("move", name.path(in: from)) { linkat(source.number, old, destination.number, new, 0) }
        try checked("move", name.path(in: from)) { unlinkat(source.number, old, 0) }
    }

    package func replace(
        _ name: FileName, from: Folder, to newName: FileName, in target: Folder
    ) throws(FileSystemError) {
        let (old, new) = (try name.terminated("replace", in: from), try newName.terminated("replace", in: target))
        let (source, destination) = (try folders.descriptor(of: from), try folders.descriptor(of: target))
        try checked("replace", name.path(in: from)) { renameat(source.number, old, destination.number, new) }
    }

    /// A left-over of the same name is removed, not overwritten: it may be a link to bytes that are wanted elsewhere.
    package func write(_ bytes: [UInt8], to name: FileName, in folder: Folder) throws(FileSystemError) {
        let path = try name.terminated("write", in: folder)
        let place = try folders.descriptor(of: folder)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var file: Int32
        do {
            file = try checked("write", name.path(in: folder)) { openat(place.number, path, flags, 0o600) }
        } catch .exists {
            try remove(name, in: folder)
            file = try checked("write", name.path(in: folder)) { openat(place.number, path, flags, 0o600) }
        }
        do throws(FileSystemError) {
            try writeAll(bytes, to: file, path: name.path(in: folder))
        } catch {
            // Half a file is of no use to anybody, and on a full disk its room is. That it cannot be removed adds nothing.
            unlinkat(place.number, path, 0)
            throw error
        }
    }

    package func marker(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any CrashMarker {
        let path = try name.terminated("open note", in: folder)
        let place = try folders.descriptor(of: folder)
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        let file = try checked("open note", name.path(in: folder)) { openat(place.number, path, flags, 0o600) }
        return MarkerFile(Descriptor(owning: file), path: name.path(in: folder))
    }

    package func remove(_ name: FileName, in folder: Folder) throws(FileSystemError) {
        let path = try name.terminated("remove", in: folder)
        let place = try folders.descriptor(of: folder)
        do {
            try checked("remove", name.path(in: folder)) { unlinkat(place.number, path, 0) }
        } catch .missing {
            return
        }
    }

    package func freeBytes() throws(FileSystemError) -> Int {
        var facts = statvfs()
        try checked("ask for free space", "") { fstatvfs(folders.spool.number, &facts) }
        return Int(clamping: facts.f_bavail.multipliedReportingOverflow(by: facts.f_frsize).partialValue)
    }

    package func sync() throws(FileSystemError) {
        try checked("sync", "") { cancelbox_sync_file_system(folders.spool.number) }
    }
}

/// Writes all bytes and closes `file`, also when it fails: quotas and network file systems may complain as late as that.
private func writeAll(
    _ bytes: [UInt8], to file: Int32, path: @autoclosure () -> String
) throws(FileSystemError) {
    var written = 0
    do throws(FileSystemError) {
        while written < bytes.count {
            written += try checked("write", path()) {
                bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: written), $0.count - written) }
            }
        }
    } catch {
        close(file)
        throw error
    }
    // Never tried again: see `Descriptor`.
    if close(file) != 0, errno != EINTR {
        let code = errno
        throw FileSystemError(call: "write", path: path(), code: code)
    }
}

/// The bytes of a directory entry's name: read where they lie, since some file systems have longer names than `dirent` declares.
private func nameBytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    // 19 is the offset on every 64-bit Linux.
    let start = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 19)
    return Array(UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
}
