// The simulated file system keeps the promises of the live one: otherwise what is proved on it proves nothing.

import Ports
import Simulation
import Testing

struct SimulatedFileSystemTests {
    @Test(arguments: fileSystemChecks)
    func `the simulated file system keeps the promises of the port`(check: FileSystemCheck) throws {
        try check.run(SimulatedWorld())
    }

    @Test func `what was not synced may be gone after a power cut, and what was synced is not`() throws {
        var survivors: Set<Int> = []
        for seed in 0..<64 as Range<UInt64> {
            let world = try SimulatedWorld()
            try world.disk.write([1], to: FileName("synced"), in: work)
            try world.disk.sync()
            try world.disk.move(FileName("synced"), from: work, to: FileName("moved"), in: inbox)
            try world.disk.write(Array(0..<100), to: FileName("fresh"), in: work)
            var dice = SplitMix64(seed: seed)
            world.disk.losePower(&dice)
            let contents = world.disk.contents(below: "")
            let moved = contents.filter { $0.bytes == [1] && $0.place.name != FileName("fresh") }
            #expect(moved.count == 1, "seed \(seed): a rename is whole or not at all")
            survivors.insert(contents.first { $0.place.name == FileName("fresh") }?.bytes.count ?? -1)
        }
        #expect(survivors.isSuperset(of: [-1, 0, 100]) && survivors.count > 4, "gone, empty, whole and torn")
    }

    @Test func `a new process has nothing open of the old one`() throws {
        let world = try SimulatedWorld()
        try world.disk.write([1], to: FileName("a"), in: inbox)
        let file = try world.disk.open(FileName("a"), in: inbox)
        world.disk.endProcess()
        #expect(throws: FileSystemError.self) { try file.read(limit: 10) }
        #expect(try world.disk.open(FileName("a"), in: inbox).read(limit: 10) == [1])
    }
}

private final class SimulatedWorld: FileSystemWorld {
    let disk = SimulatedFileSystem()
    var files: any FileSystem { disk }

    init() throws {
        try disk.create(inbox)
        try disk.create(work)
    }

    func plantLink(_ name: FileName, to target: String, in folder: Folder) {
        disk.plant(.symlink, as: name, in: folder)
    }
    func plantPipe(_ name: FileName, in folder: Folder) { disk.plant(.other, as: name, in: folder) }

    func plantSecondName(_ newName: FileName, of name: FileName, in folder: Folder) {
        disk.link(name, as: newName, in: folder)
    }

    func startWriting(_ name: FileName, in folder: Folder) throws -> any StrangeWriter {
        disk.startWriting(name, in: folder)
        return SimulatedWriter(disk, try #require(disk.inode(of: name, in: folder)))
    }
}

private final class SimulatedWriter: StrangeWriter {
    private let disk: SimulatedFileSystem
    private let inode: Int
    private var isOpen = true

    init(_ disk: SimulatedFileSystem, _ inode: Int) {
        self.disk = disk
        self.inode = inode
    }

    func append(_ text: String) { disk.append(Array(text.utf8), to: inode) }

    func finish() {
        if isOpen { disk.finishWriting(inode) }
        isOpen = false
    }
}
