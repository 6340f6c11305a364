// A spool that exists for one test, and the stranger who works in it. Removes itself.

import Glibc
import LinuxHost
import Ports
import Testing

/// An empty spool with `inbox` and `work` below the system's folder for temporary files.
final class TemporarySpool: FileSystemWorld {
    let path: String
    let live: LiveFileSystem
    var files: any FileSystem { live }

    init() throws {
        path = try makeTemporaryFolder()
        live = try LiveFileSystem(spool: path)
        try live.create(inbox)
        try live.create(work)
    }

    deinit { removeTree(Array(path.utf8)) }

    /// The path of a name, NUL-terminated.
    func cPath(_ name: FileName, in folder: Folder) -> [CChar] {
        (Array("\(path)/\(folder.path)/".utf8) + name.bytes + [0]).map { CChar(bitPattern: $0) }
    }

    func plantLink(_ name: FileName, to target: String, in folder: Folder) throws {
        try #require(symlink(target, cPath(name, in: folder)) == 0)
    }

    func plantPipe(_ name: FileName, in folder: Folder) throws {
        try #require(mkfifo(cPath(name, in: folder), 0o600) == 0)
    }

    func plantSecondName(_ newName: FileName, of name: FileName, in folder: Folder) throws {
        try #require(link(cPath(name, in: folder), cPath(newName, in: folder)) == 0)
    }

    /// Makes a program that does what `line` says to a shell, and returns its path.
    func plantScript(_ line: String) throws -> String {
        let text = "#!/bin/sh\n\(line)\n"
        let file = open(path + "/script", O_WRONLY | O_CREAT | O_CLOEXEC, 0o700)
        try #require(file >= 0 && write(file, text, text.utf8.count) == text.utf8.count && close(file) == 0)
        return path + "/script"
    }

    func startWriting(_ name: FileName, in folder: Folder) throws -> any StrangeWriter {
        let file = open(cPath(name, in: folder), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        return LiveWriter(file)
    }
}

private final class LiveWriter: StrangeWriter {
    private var file: Int32

    init(_ file: Int32) { self.file = file }

    deinit { finish() }

    func append(_ text: String) throws {
        try #require(write(file, text, text.utf8.count) == text.utf8.count)
    }

    func finish() {
        if file >= 0 { close(file) }
        file = -1
    }
}

/// A new folder, not a spool.
func makeTemporaryFolder(below parent: String? = nil) throws -> String {
    let parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = "\(parent)/cancelbox-test-XXXXXX".utf8CString.map { $0 }
    try #require(mkdtemp(&template) != nil)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Removes a folder and all below it. Names are bytes: FileManager cannot remove what is no UTF-8.
func removeTree(_ path: [UInt8]) {
    let cPath = (path + [0]).map { CChar(bitPattern: $0) }
    guard unlink(cPath) != 0, let folder = opendir(cPath) else { return }
    var names: [[UInt8]] = []
    while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
    closedir(folder)
    for name in names { removeTree(path + [0x2F] + name) }
    rmdir(cPath)
}
