// The file system port in memory. What is written is durable after `sync` only, names too; the plan says which call fails.

package import Ports
import Synchronization

/// A disk that can be cut off. Safe to use from several threads; deterministic as long as only one uses it.
package final class SimulatedFileSystem: FileSystem, Sendable {
    struct State {
        var disk = SimulatedDisk()
        /// Counts the processes: what one had open, the next has not.
        var process = 0
        var freeBytes = 1 << 40
        /// Files whose bytes this process has read.
        var wasRead: Set<Int> = []
        /// Everything that was ever shown under a name of the outbox, in order.
        var shown: [Place: [[UInt8]]] = [:]
        /// Files that strangers brought, by inode, with the bytes they left.
        var brought: [Int: [UInt8]] = [:]
        /// Files that strangers took away again, or replaced.
        var takenAway: Set<Int> = []
        /// What the engine did to strangers' files that it must never do.
        var offences: [String] = []
    }

    let state = Mutex(State())
    let plan: FaultPlan
    /// Reading a drop with these bytes in it ends the process.
    private let poison: [UInt8]

    let time: any TimeSource
    /// Lies on the same disk: a sync takes along what was committed.
    private let ledger: SimulatedLedger?

    package init(
        plan: FaultPlan = .calm, time: any TimeSource = SimulatedTime(), poison: String = "POISON",
        ledger: SimulatedLedger? = nil
    ) {
        self.ledger = ledger
        self.plan = plan
        self.time = time
        self.poison = Array(poison.utf8)
    }

    package func create(_ folders: [Folder]) throws(FileSystemError) {
        for folder in folders { try make(folder) }
    }

    private func make(_ folder: Folder) throws(FileSystemError) {
        try take(.change, "create \(folder.path)", folder.path)
        try state.withLock { state throws(FileSystemError) in
            if folder.path.hasPrefix("/") { return try state.disk.check(folder) }
            try state.disk.checkWay(to: folder)
            state.disk.makeFolder(folder.path)
        }
    }

    package func list(_ folder: Folder, _ visit: (FileName) -> Bool) throws(FileSystemError) {
        try take(.look, "list \(folder.path)", folder.path)
        let names = try state.withLock { state throws(FileSystemError) in
            try state.disk.check(folder)
            return state.disk.names(in: folder.path)
        }
        for name in names { if !visit(name) { return } }
    }

    package func inspect(_ name: FileName, in folder: Folder) throws(FileSystemError) -> FileStatus? {
        let place = try checked(name, in: folder, "inspect")
        try take(.look, "inspect \(place)", "\(place)")
        return try state.withLock { state throws(FileSystemError) in
            try state.disk.check(folder)
            return state.disk.facts(at: place)
        }
    }

    package func open(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any OpenFile {
        let place = try checked(name, in: folder, "open")
        try take(.look, "open \(place)", "\(place)")
        return try state.withLock { state throws(FileSystemError) -> SimulatedOpenFile in
            try state.disk.check(folder)
            guard let (number, inode) = state.disk.inode(at: place), let facts = state.disk.facts(at: place) else {
                throw .missing(call: "open", path: "\(place)")
            }
            guard inode.kind == .regular else { throw .notRegular(call: "open", path: "\(place)") }
            let quiet: Quiet = inode.writers > 0 ? .writing : inode.refusesLease ? .assumed : .proved
            return SimulatedOpenFile(
                self, inode: number, process: state.process, facts: facts, quiet: quiet,
                disturbances: inode.disturbances,
                path: "\(place)")
        }
    }

    package func move(
        _ name: FileName, from: Folder, to newName: FileName, in target: Folder
    ) throws(FileSystemError) {
        let (old, new) = (try checked(name, in: from, "move"), try checked(newName, in: target, "move"))
        try take(.change, "move \(old) to \(new)", "\(old)")
        try state.withLock { state throws(FileSystemError) in
            try state.disk.check(from)
            try state.disk.check(target)
            guard state.disk.inode(at: old) != nil else { throw .missing(call: "move", path: "\(old)") }
            guard state.disk.inode(at: new) == nil else { throw .exists(call: "move", path: "\(old)") }
            state.disk.rename(old, to: new)
        }
    }

    package func replace(
        _ name: FileName, from: Folder, to newName: FileName, in target: Folder
    ) throws(FileSystemError) {
        let (old, new) = (try checked(name, in: from, "replace"), try checked(newName, in: target, "replace"))
        try take(.change, "replace \(old) to \(new)", "\(old)")
        try state.withLock { state throws(FileSystemError) in
            try state.disk.check(from)
            try state.disk.check(target)
            guard let (_, inode) = state.disk.inode(at: old) else { throw .missing(call: "replace", path: "\(old)") }
            state.noteEnd(of: new, by: "replace")
            state.disk.rename(old, to: new)
            if new.folder.hasPrefix("outbox/") { state.shown[new, default: []].append(inode.bytes) }
        }
    }

    package func write(_ bytes: [UInt8], to name: FileName, in folder: Folder) throws(FileSystemError) {
        let place = try checked(name, in: folder, "write")
        let trouble = plan.step(.change, "write \(place)")
        // Short writes: some of it is there, and the rest found no room.
        let isShort = if case .fault(let choice) = trouble { choice % 3 == 0 } else { false }
        if let trouble, !isShort { throw trouble.error(call: "write", path: "\(place)") }
        try state.withLock { state throws(FileSystemError) in
            try state.disk.check(folder)
            state.disk.tick(time.now())
            if let (_, inode) = state.disk.inode(at: place) {
                guard inode.kind != .folder else { throw .notRegular(call: "write", path: "\(place)") }
                state.noteEnd(of: place, by: "write")
                state.disk.remove(place)
            }
            _ = state.disk.make(.regular, at: place, bytes: isShort ? Array(bytes.prefix(bytes.count / 2)) : bytes)
            if isShort { throw .storage(call: "write", path: "\(place)", code: 28, message: "no room") }
        }
    }

    package func marker(_ name: FileName, in folder: Folder) throws(FileSystemError) -> any CrashMarker {
        let place = try checked(name, in: folder, "note")
        try take(.change, "note \(place)", "\(place)")
        return try state.withLock { state throws(FileSystemError) -> SimulatedMarker in
            try state.disk.check(folder)
            let number = state.disk.inode(at: place)?.number ?? state.disk.make(.regular, at: place, bytes: [])
            return SimulatedMarker(self, inode: number, process: state.process, path: "\(place)")
        }
    }

    package func remove(_ name: FileName, in folder: Folder) throws(FileSystemError) {
        let place = try checked(name, in: folder, "remove")
        try take(.change, "remove \(place)", "\(place)")
        try state.withLock { state throws(FileSystemError) in
            try state.disk.check(folder)
            guard let (_, inode) = state.disk.inode(at: place) else { return }
            guard inode.kind != .folder else { throw .notRegular(call: "remove", path: "\(place)") }
            state.noteEnd(of: place, by: "remove")
            state.disk.remove(place)
        }
    }

    package func freeBytes() throws(FileSystemError) -> Int {
        try take(.look, "freeBytes", "")
        return state.withLock { $0.freeBytes }
    }

    package func sync() throws(FileSystemError) {
        try take(.change, "sync", "")
        state.withLock { $0.disk.sync() }
        ledger?.reachDisk()
    }

    /// One step of the plan; throws what it says.
    func take(_ kind: StepKind, _ label: @autoclosure () -> String, _ path: @autoclosure () -> String)
        throws(FileSystemError)
    {
        guard let trouble = plan.step(kind, label()) else { return }
        throw trouble.error(call: String(label().prefix { $0 != " " }), path: path())
    }

    /// Whether making sense of what lies at `number` in the work folder ends the process. Who never read it is safe.
    func isPoisonous(_ number: Int64) -> Bool {
        let digits = String(number)
        // Names in the work folder begin with the number of the drop in ten digits.
        let start = Array((String(repeating: "0", count: max(0, 10 - digits.count)) + digits).utf8)
        let bytes = state.withLock { state -> [UInt8] in
            let place = state.disk.names.keys.first { $0.folder == "work" && $0.name.bytes.starts(with: start) }
            guard let place, let (inode, file) = state.disk.inode(at: place), state.wasRead.contains(inode) else {
                return []
            }
            return file.bytes
        }
        return bytes.count >= poison.count
            && bytes.indices.dropLast(poison.count - 1).contains { bytes[$0...].starts(with: poison) }
    }

    private func checked(_ name: FileName, in folder: Folder, _ call: String) throws(FileSystemError) -> Place {
        let (place, bytes) = (Place(name, in: folder), name.bytes)
        guard (1...255).contains(bytes.count), bytes != [0x2E], bytes != [0x2E, 0x2E], !bytes.contains(0),
            !bytes.contains(0x2F)
        else { throw .failed(call: call, path: "\(place)", code: 22, message: "not a file name") }
        return place
    }
}

extension SimulatedFileSystem.State {
    /// The name at `place` is about to go. A stranger's only copy must not.
    mutating func noteEnd(of place: Place, by verb: String) {
        guard let (number, _) = disk.inode(at: place), brought[number] != nil, disk.links(of: number) == 1 else {
            return
        }
        offences.append("\(verb) destroyed \(place)")
    }
}

extension SimulatedDisk {
    /// Every part of the way is a folder, and the folder is there.
    func check(_ folder: Folder) throws(FileSystemError) {
        if folders.contains(folder.path) { return }
        try checkWay(to: folder)
        throw .missing(call: "open folder", path: folder.path)
    }

    /// What there is of the way is folders.
    func checkWay(to folder: Folder) throws(FileSystemError) {
        let parts = folder.path.split(separator: "/").map(String.init)
        guard !parts.contains("."), !parts.contains("..") else {
            throw .failed(call: "open folder", path: folder.path, code: 22, message: "not a folder of the spool")
        }
        for end in parts.indices {
            let place = Place(FileName(parts[end]), in: Folder(parts[..<end].joined(separator: "/")))
            guard let (_, inode) = inode(at: place) else { return }
            guard inode.kind == .folder else { throw .notRegular(call: "open folder", path: folder.path) }
        }
    }

    func facts(at place: Place) -> FileStatus? {
        guard let (number, inode) = inode(at: place) else { return nil }
        return FileStatus(
            kind: inode.kind, size: inode.bytes.count, modified: inode.modified, device: 1, inode: UInt64(number),
            links: links(of: number), isPrivileged: false)
    }
}

extension Trouble {
    /// What this trouble is for the caller of a disk.
    func error(call: String, path: String) -> FileSystemError {
        guard case .fault(let choice) = self else {
            return .storage(call: call, path: path, code: 5, message: "the process has ended")
        }
        switch choice % 6 {
        case 0, 1: return .storage(call: call, path: path, code: 28, message: "no room")
        case 2, 3: return .storage(call: call, path: path, code: 5, message: "input/output error")
        case 4: return .denied(call: call, path: path)
        default: return .failed(call: call, path: path, code: 4, message: "interrupted")
        }
    }
}
