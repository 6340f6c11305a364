// What a process has open on the simulated disk: drops and notes. Gone with the process.

import Ports
import Synchronization

final class SimulatedOpenFile: OpenFile {
    let facts: FileStatus
    let quiet: Quiet
    private let files: SimulatedFileSystem
    private let inode: Int
    private let process: Int
    private let path: String
    private let disturbances: Int
    private var isOpen = true

    init(
        _ files: SimulatedFileSystem, inode: Int, process: Int, facts: FileStatus, quiet: Quiet, disturbances: Int,
        path: String
    ) {
        self.disturbances = disturbances
        self.files = files
        self.inode = inode
        self.process = process
        self.facts = facts
        self.quiet = quiet
        self.path = path
    }

    func read(limit: Int) throws(FileSystemError) -> [UInt8] {
        try files.take(.look, "read \(path)", path)
        let bytes = files.state.withLock { state -> [UInt8]? in
            guard state.process == process, isOpen else { return nil }
            state.wasRead.insert(inode)
            return state.disk.inodes[inode]?.bytes
        }
        guard let bytes else { throw .failed(call: "read", path: path, code: 9, message: "read after release") }
        guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        return bytes
    }

    var isUndisturbed: Bool {
        quiet != .proved || files.state.withLock { $0.disk.inodes[inode]?.disturbances ?? disturbances } == disturbances
    }

    func release() { isOpen = false }
}

final class SimulatedMarker: CrashMarker, Sendable {
    private let files: SimulatedFileSystem
    private let inode: Int
    private let process: Int
    private let path: String

    init(_ files: SimulatedFileSystem, inode: Int, process: Int, path: String) {
        self.files = files
        self.inode = inode
        self.process = process
        self.path = path
    }

    func number() throws(FileSystemError) -> Int64? {
        try files.take(.look, "read note", path)
        return files.state.withLock { Int64(String(decoding: $0.disk.inodes[inode]?.bytes ?? [], as: UTF8.self)) }
    }

    /// The next thing that happens to a number that is left is that its drop is read.
    func leave(_ number: Int64?) throws(FileSystemError) {
        try files.take(.change, "leave \(number.map(String.init) ?? "nothing")", path)
        files.state.withLock { state in
            guard state.process == process else { return }
            state.disk.change(inode) { $0.bytes = Array((number.map(String.init) ?? "").utf8) }
        }
        if let number, path.hasSuffix("reading"), files.isPoisonous(number) {
            files.plan.die("reading drop \(number) ended the process")
        }
    }
}
