// The disk, as the engine needs it: few verbs, names as raw bytes, every place a named folder of the spool.

/// A file name: any bytes but NUL and `/`. Compared by bytes, so NFC and NFD twins are two names.
package struct FileName: Hashable, Sendable, Comparable {
    package var bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { bytes = Array(text.utf8) }

    package static func < (left: FileName, right: FileName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// For logs: invalid UTF-8 and control characters are replaced.
    package var printable: String {
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(decoding: bytes, as: UTF8.self) }
        return String(
            String.UnicodeScalarView(
                String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
                }))
    }
}

/// A folder, as a path relative to the spool (`work`, `outbox/results`) or absolute for an inbox that lies elsewhere.
package struct Folder: Hashable, Sendable {
    package var path: String
    package init(_ path: String) { self.path = path }
}

/// What kind of thing a name stands for.
package enum FileKind: Hashable, Sendable {
    case regular, folder, symlink, other
}

/// What `lstat` says.
package struct FileStatus: Hashable, Sendable {
    package var kind: FileKind
    package var size: Int
    package var modified: Int64
    package var device: UInt64
    package var inode: UInt64
    package var links: Int
    /// Set-user-id or set-group-id.
    package var isPrivileged: Bool

    /// `modified` is the modification time in nanoseconds since 1970, as the last writer left it: it may lie.
    package init(
        kind: FileKind, size: Int, modified: Int64, device: UInt64, inode: UInt64, links: Int, isPrivileged: Bool
    ) {
        self.kind = kind
        self.size = size
        self.modified = modified
        self.device = device
        self.inode = inode
        self.links = links
        self.isPrivileged = isPrivileged
    }
}

/// How it is known that nobody writes to a file any more.
package enum Quiet: String, Hashable, Sendable {
    /// The kernel granted a read lease: no writer has it open.
    case proved
    /// The kernel grants no lease here (other owner, network file system): only time can tell.
    case assumed
    /// Somebody has it open for writing.
    case writing
}

/// A file held open: its bytes, and a promise that nobody writes to it until `release` (when `quiet` is `proved`).
package protocol OpenFile: AnyObject {
    var facts: FileStatus { get }
    var quiet: Quiet { get }
    /// All bytes; at most `limit` are read, a larger file is an error `tooLarge`.
    func read(limit: Int) throws(FileSystemError) -> [UInt8]
    /// Whether nobody has tried to write since it was opened, as far as a lease can tell; true where there is none.
    var isUndisturbed: Bool { get }
    /// Gives up lease and descriptor. Safe to call twice.
    func release()
}

/// A number kept in a file for whoever comes after the end of this process. Survives a crash of the process, not of the machine.
package protocol CrashMarker: AnyObject, Sendable {
    /// The number that was left; nil when there is none.
    func number() throws(FileSystemError) -> Int64?
    /// Leaves `number`, or nothing.
    func leave(_ number: Int64?) throws(FileSystemError)
}

/// The disk. Implementations may be used from several threads at once. Every name is used relative to an opened folder, never as a path.
package protocol FileSystem: AnyObject, Sendable {
    /// Creates those folders of the spool (mode 0700) that are missing, with their parents, durably.
    func create(_ folders: [Folder]) throws(FileSystemError)
    /// Calls `visit` for each name but `.` and `..`, in no order, until it returns false. Streams: never holds the whole list.
    func list(_ folder: Folder, _ visit: (FileName) -> Bool) throws(FileSystemError)
    /// `lstat`; nil when the name is gone.
    func inspect(_ name: FileName, in folder: Folder) throws(FileSystemError) -> FileStatus?
    /// Opens a regular file for reading without following links or waiting for pipes, and asks for a read lease.
    func open(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any OpenFile
    /// Renames without ever replacing; `exists` when the new name is taken.
    func move(_ name: FileName, from: Folder, to newName: FileName, in target: Folder) throws(FileSystemError)
    /// Renames over whatever has the new name, atomically.
    func replace(_ name: FileName, from: Folder, to newName: FileName, in target: Folder) throws(FileSystemError)
    /// Writes a new file (mode 0600), replacing a left-over of the same name. Not durable before `sync`.
    func write(_ bytes: [UInt8], to name: FileName, in folder: Folder) throws(FileSystemError)
    /// Opens a marker, made when it is missing.
    func marker(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any CrashMarker
    /// Removes a file; a missing one is no error.
    func remove(_ name: FileName, in folder: Folder) throws(FileSystemError)
    /// Bytes of the spool's file system that this user may still fill.
    func freeBytes() throws(FileSystemError) -> Int
    /// Makes everything written and renamed so far durable: file contents and names (`syncfs` of the spool's file system).
    func sync() throws(FileSystemError)
}

/// What can go wrong with the disk; `call` names the operation, `path` the file below the spool.
package enum FileSystemError: Error, Hashable, Sendable {
    case missing(call: String, path: String)
    case exists(call: String, path: String)
    /// Not allowed (permissions, ownership).
    case denied(call: String, path: String)
    /// No regular file, or one that must not be opened (link, pipe, device).
    case notRegular(call: String, path: String)
    case tooLarge(path: String, limit: Int)
    /// No room, quota, read-only, I/O error.
    case storage(call: String, path: String, code: Int32, message: String)
    /// Anything else.
    case failed(call: String, path: String, code: Int32, message: String)
}

extension FileSystemError: CustomStringConvertible {
    /// One line for the log and for a terminal: the path first, then what is wrong with it, then the call that found out.
    package var description: String {
        switch self {
        case .missing(let call, let path): "\(path) does not exist (\(call))"
        case .exists(let call, let path): "\(path) exists already (\(call))"
        case .denied(let call, let path): "\(path): permission denied (\(call))"
        case .notRegular(let call, let path): "\(path) is not a regular file (\(call))"
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit) bytes"
        case .storage(let call, let path, let code, let message), .failed(let call, let path, let code, let message):
            "\(path): \(message) (\(call), error \(code))"
        }
    }
}

extension FileSystem {
    package func create(_ folder: Folder) throws(FileSystemError) { try create([folder]) }
}
