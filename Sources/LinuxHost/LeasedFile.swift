// One drop held open for reading: its bytes and the kernel's word that nobody writes. Never writes, never waits.

import CLinux
import Glibc
import Ports

/// A regular file, open for reading. While the lease is held the kernel makes every writer wait (at most
/// /proc/sys/fs/lease-break-time, 45 s) until `release`.
final class LeasedFile: OpenFile {
    let facts: FileStatus
    let quiet: Quiet
    private let name: FileName
    private let folder: Folder
    private var descriptor: Descriptor?

    /// Opens `name` below the folder `place`. O_NONBLOCK: a pipe must not make us wait for its writer.
    /// O_NOCTTY: a terminal must not become ours.
    init(_ path: [CChar], below place: Int32, name: FileName, folder: Folder) throws(FileSystemError) {
        (self.name, self.folder) = (name, folder)
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
        let opened = Descriptor(owning: try checked("open", name.path(in: folder)) { openat(place, path, flags) })
        quiet = Self.askForLease(opened.number)
        // After the lease, so that with a proof these are the last word on size and time.
        var facts = stat()
        try checked("open", name.path(in: folder)) { fstat(opened.number, &facts) }
        self.facts = FileStatus(facts)
        guard self.facts.kind == .regular else { throw .notRegular(call: "open", path: name.path(in: folder)) }
        descriptor = opened
    }

    private static func askForLease(_ descriptor: Int32) -> Quiet {
        while cancelbox_read_lease(descriptor) != 0 {
            switch errno {
            case EINTR: continue
            case EAGAIN: return .writing
            // EACCES: not our file. EINVAL and others: the file system has no leases.
            default: return .assumed
            }
        }
        return .proved
    }

    /// For errors; made only when there is one.
    private var path: String { name.path(in: folder) }

    func read(limit: Int) throws(FileSystemError) -> [UInt8] {
        precondition(limit >= 0, "a limit is never negative")
        guard let number = descriptor?.number else {
            throw .failed(call: "read", path: path, code: EBADF, message: "read after release")
        }
        var bytes: [UInt8] = []
        // One more than expected, so that the first read already shows whether there is more than allowed.
        var room = min(facts.size, limit) + 1
        while true {
            let chunk = try readChunk(of: room, at: bytes.count, from: number)
            if chunk.isEmpty { return bytes }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            if bytes.count > limit { throw .tooLarge(path: path, limit: limit) }
            // Of a regular file, less than there was room for is the end.
            if chunk.count < room, bytes.count == facts.size { return bytes }
            // Only the end is expected from now on; a file that grows is followed in small steps.
            room = min(65_536, limit - bytes.count + 1)
        }
    }

    private func readChunk(of room: Int, at offset: Int, from number: Int32) throws(FileSystemError) -> [UInt8] {
        var outcome: Result<Int, FileSystemError> = .success(0)
        let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            do throws(FileSystemError) {
                count = try checked("read", path) { pread(number, buffer.baseAddress, room, off_t(offset)) }
            } catch {
                outcome = .failure(error)
            }
        }
        _ = try outcome.get()
        return chunk
    }

    /// While somebody waits for the lease to be given up the kernel calls it given up already.
    var isUndisturbed: Bool {
        guard quiet == .proved else { return true }
        return descriptor.map { cancelbox_has_read_lease($0.number) == 1 } ?? false
    }

    func release() { descriptor = nil }
}

extension FileStatus {
    /// What the kernel says about a file.
    init(_ facts: stat) {
        let kind: FileKind =
            switch facts.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .symlink
            default: .other
            }
        // Wraps for dates beyond the year 2262, which a sender may set: the figure is only compared for equality.
        let modified = Int64(facts.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(facts.st_mtim.tv_nsec)
        self.init(
            kind: kind, size: Int(facts.st_size), modified: modified, device: UInt64(facts.st_dev),
            inode: UInt64(facts.st_ino), links: Int(facts.st_nlink),
            isPrivileged: facts.st_mode & (S_ISUID | S_ISGID) != 0)
    }
}
