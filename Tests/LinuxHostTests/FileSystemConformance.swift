// What every implementation of the file system port must do, live or simulated: one list of checks, run on a prepared world.
// Names no implementation, so that it can move to whoever else implements the port.

import Ports
import Testing

/// A file system to check, and the hand of a stranger who does to it what the port itself cannot.
protocol FileSystemWorld: AnyObject {
    var files: any FileSystem { get }
    /// Creates a symbolic link that leads to `target`.
    func plantLink(_ name: FileName, to target: String, in folder: Folder) throws
    /// Creates a named pipe without a writer.
    func plantPipe(_ name: FileName, in folder: Folder) throws
    /// Gives the file a second name.
    func plantSecondName(_ newName: FileName, of name: FileName, in folder: Folder) throws
    /// Opens a file for writing at its end, creating it where it is missing.
    func startWriting(_ name: FileName, in folder: Folder) throws -> any StrangeWriter
}

/// Somebody else's open file.
protocol StrangeWriter: AnyObject {
    func append(_ text: String) throws
    func finish()
}

/// One promise of the port.
struct FileSystemCheck: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable (any FileSystemWorld) throws -> Void

    init(_ promise: String, _ run: @escaping @Sendable (any FileSystemWorld) throws -> Void) {
        testDescription = promise
        self.run = run
    }
}

/// The folders every check finds, empty.
let inbox = Folder("inbox")
let work = Folder("work")

/// All promises. Each wants a world of its own.
let fileSystemChecks: [FileSystemCheck] = [
    FileSystemCheck("a hostile name is written, listed, read, moved and removed as the bytes it is", checkHostileNames),
    FileSystemCheck("what is no file name is refused by every verb", checkRefusedNames),
    FileSystemCheck("links, pipes and folders are told apart and never opened", checkOpeningOthers),
    FileSystemCheck("move never replaces", checkMoveNeverReplaces),
    FileSystemCheck("replace replaces", checkReplace),
    FileSystemCheck("write replaces a left-over and leaves its other names alone", checkWrite),
    FileSystemCheck("what is missing is missing, and removing it is no error", checkMissing),
    FileSystemCheck("a writer is noticed until it has finished", checkLease),
    FileSystemCheck("a file that grows is read as far as it goes", checkGrowingFile),
    FileSystemCheck("reading stops at the limit", checkLimit),
    FileSystemCheck("a file stays readable while it is renamed, until it is released", checkReadAfterMove),
    FileSystemCheck("list sees 3,000 names, afresh each time, and stops when told", checkList),
    FileSystemCheck("create makes parents, and again is no error", checkCreate),
]

let hostileNames: [FileName] = [
    FileName([0x62, 0xFF, 0xFE, 0x2E, 0x6A]),
    FileName("\u{AC00}.json"),
    FileName("\u{1100}\u{1161}.json"),
    FileName("two\nlines.eml"),
    FileName("-rf"),
    FileName([UInt8](repeating: 0x61, count: 255)),
    FileName(" "),
    FileName("..."),
    FileName("%2e%2e%2f$(id)`id`\\\"'*?.json"),
    FileName([0x01, 0x1B, 0x5B, 0x32, 0x4A, 0x7F]),
]

private func checkHostileNames(_ world: any FileSystemWorld) throws {
    for (index, name) in hostileNames.enumerated() {
        try world.files.write(Array("\(index)".utf8), to: name, in: inbox)
    }
    #expect(try names(in: inbox, of: world).sorted() == hostileNames.sorted())
    for (index, name) in hostileNames.enumerated() {
        #expect(try world.files.inspect(name, in: inbox)?.kind == .regular)
        #expect(try text(of: name, in: inbox, of: world) == "\(index)")
        try world.files.move(name, from: inbox, to: FileName("\(index)"), in: work)
        #expect(try world.files.inspect(name, in: inbox) == nil)
        try world.files.move(FileName("\(index)"), from: work, to: name, in: inbox)
        try world.files.remove(name, in: inbox)
    }
    #expect(try names(in: inbox, of: world).isEmpty)
}

private func checkRefusedNames(_ world: any FileSystemWorld) throws {
    let good = FileName("good")
    try world.files.write([1], to: good, in: inbox)
    let refused = [
        FileName(""), FileName("."), FileName(".."), FileName("a/b"), FileName("../good"),
        FileName([0x61, 0x00, 0x62]),
        FileName([UInt8](repeating: 0x61, count: 256)),
    ]
    for bad in refused {
        #expect(throws: FileSystemError.self) { try world.files.inspect(bad, in: inbox) }
        #expect(throws: FileSystemError.self) { try world.files.open(bad, in: inbox) }
        #expect(throws: FileSystemError.self) { try world.files.write([2], to: bad, in: inbox) }
        #expect(throws: FileSystemError.self) { try world.files.remove(bad, in: inbox) }
        #expect(throws: FileSystemError.self) { try world.files.move(bad, from: inbox, to: good, in: work) }
        #expect(throws: FileSystemError.self) { try world.files.move(good, from: inbox, to: bad, in: work) }
        #expect(throws: FileSystemError.self) { try world.files.replace(bad, from: inbox, to: good, in: work) }
        #expect(throws: FileSystemError.self) { try world.files.replace(good, from: inbox, to: bad, in: work) }
    }
    #expect(try names(in: inbox, of: world) == [good])
    #expect(try names(in: work, of: world).isEmpty)
}

private func checkOpeningOthers(_ world: any FileSystemWorld) throws {
    let (link, pipe, folder) = (FileName("link"), FileName("pipe"), FileName("folder"))
    try world.files.write([1], to: FileName("target"), in: inbox)
    try world.plantLink(link, to: "target", in: inbox)
    try world.plantPipe(pipe, in: inbox)
    try world.files.create(Folder("inbox/folder"))
    for (name, kind) in [(link, FileKind.symlink), (pipe, .other), (folder, .folder)] {
        #expect(try world.files.inspect(name, in: inbox)?.kind == kind)
        #expect(try failure { _ = try world.files.open(name, in: inbox) }.isNotRegular)
    }
}

private func checkMoveNeverReplaces(_ world: any FileSystemWorld) throws {
    let (name, taken) = (FileName("new"), FileName("taken"))
    try world.files.write(Array("new".utf8), to: name, in: inbox)
    try world.files.write(Array("old".utf8), to: taken, in: work)
    try world.plantLink(FileName("dangling"), to: "nowhere", in: work)
    try world.files.create(Folder("work/folder"))
    for other in [taken, FileName("dangling"), FileName("folder")] {
        #expect(try failure { try world.files.move(name, from: inbox, to: other, in: work) }.isExists)
    }
    #expect(try text(of: taken, in: work, of: world) == "old")
    #expect(try text(of: name, in: inbox, of: world) == "new")
}

private func checkReplace(_ world: any FileSystemWorld) throws {
    let (name, taken) = (FileName("new"), FileName("taken"))
    try world.files.write(Array("new".utf8), to: name, in: inbox)
    try world.files.write(Array("old".utf8), to: taken, in: work)
    try world.files.replace(name, from: inbox, to: taken, in: work)
    #expect(try text(of: taken, in: work, of: world) == "new")
    #expect(try names(in: inbox, of: world).isEmpty)
    #expect(try failure { try world.files.replace(name, from: inbox, to: taken, in: work) }.isMissing)
    #expect(try text(of: taken, in: work, of: world) == "new")
}

private func checkWrite(_ world: any FileSystemWorld) throws {
    let (name, twin) = (FileName("name"), FileName("twin"))
    try world.files.write(Array("a longer text".utf8), to: name, in: work)
    try world.plantSecondName(twin, of: name, in: work)
    #expect(try world.files.inspect(name, in: work)?.links == 2)
    try world.files.write(Array("short".utf8), to: name, in: work)
    #expect(try text(of: name, in: work, of: world) == "short")
    #expect(try text(of: twin, in: work, of: world) == "a longer text")
    let megabytes = [UInt8](repeating: 7, count: 3_000_001)
    try world.files.write(megabytes, to: name, in: work)
    try world.files.sync()
    #expect(try bytes(of: name, in: work, of: world) == megabytes)
    #expect(try world.files.inspect(name, in: work)?.size == megabytes.count)
    try world.files.create(Folder("work/folder"))
    #expect(try failure { try world.files.write([1], to: FileName("folder"), in: work) }.isNotRegular)
}

private func checkMissing(_ world: any FileSystemWorld) throws {
    let (name, nowhere) = (FileName("name"), Folder("nowhere"))
    #expect(try world.files.inspect(name, in: inbox) == nil)
    try world.files.remove(name, in: inbox)
    #expect(try failure { _ = try world.files.open(name, in: inbox) }.isMissing)
    #expect(try failure { try world.files.move(name, from: inbox, to: name, in: work) }.isMissing)
    #expect(try failure { try world.files.list(nowhere) { _ in true } }.isMissing)
    #expect(try failure { try world.files.write([1], to: name, in: nowhere) }.isMissing)
}

private func checkLease(_ world: any FileSystemWorld) throws {
    let name = FileName("drop.json")
    let writer = try world.startWriting(name, in: inbox)
    try writer.append("half")
    let early = try world.files.open(name, in: inbox)
    #expect(early.quiet == .writing)
    early.release()
    // The claim does not stop a writer.
    try world.files.move(name, from: inbox, to: FileName("1"), in: work)
    #expect(try world.files.open(FileName("1"), in: work).quiet == .writing)
    try writer.append("-more")
    writer.finish()
    let late = try world.files.open(FileName("1"), in: work)
    #expect(late.quiet == .proved)
    #expect(late.facts.size == 9)
    #expect(try String(decoding: late.read(limit: 100), as: UTF8.self) == "half-more")
    late.release()
    // Released, the lease stops nobody: this would wait for the lease's end otherwise.
    try world.startWriting(FileName("1"), in: work).finish()
}

private func checkGrowingFile(_ world: any FileSystemWorld) throws {
    let name = FileName("log.mbox")
    let writer = try world.startWriting(name, in: inbox)
    try writer.append("one ")
    let file = try world.files.open(name, in: inbox)
    try writer.append(String(repeating: "x", count: 200_000))
    #expect(file.facts.size == 4)
    #expect(try file.read(limit: 1_000_000).count == 200_004)
    #expect(try failure { _ = try file.read(limit: 200_003) } == .tooLarge(path: "inbox/log.mbox", limit: 200_003))
    writer.finish()
    file.release()
}

private func checkLimit(_ world: any FileSystemWorld) throws {
    let (name, empty) = (FileName("ten"), FileName("empty"))
    try world.files.write(Array("0123456789".utf8), to: name, in: inbox)
    try world.files.write([], to: empty, in: inbox)
    let file = try world.files.open(name, in: inbox)
    #expect(try file.read(limit: 11).count == 10)
    #expect(try file.read(limit: 10).count == 10)
    #expect(try failure { _ = try file.read(limit: 9) } == .tooLarge(path: "inbox/ten", limit: 9))
    #expect(try failure { _ = try file.read(limit: 0) } == .tooLarge(path: "inbox/ten", limit: 0))
    #expect(try world.files.open(empty, in: inbox).read(limit: 0).isEmpty)
}

private func checkReadAfterMove(_ world: any FileSystemWorld) throws {
    let name = FileName("drop.json")
    try world.files.write(Array("text".utf8), to: name, in: inbox)
    let before = try world.files.inspect(name, in: inbox)
    let file = try world.files.open(name, in: inbox)
    #expect(file.facts == before)
    try world.files.move(name, from: inbox, to: FileName("1"), in: work)
    #expect(try file.read(limit: 10) == Array("text".utf8))
    #expect(try file.read(limit: 10) == Array("text".utf8))
    #expect(try world.files.inspect(FileName("1"), in: work) == before)
    file.release()
    file.release()
    #expect(throws: FileSystemError.self) { try file.read(limit: 10) }
}

private func checkList(_ world: any FileSystemWorld) throws {
    let wanted = (0..<3_000).map { FileName("drop-\($0).json") }
    for name in wanted { try world.files.write([], to: name, in: inbox) }
    #expect(try names(in: inbox, of: world).sorted() == wanted.sorted())
    var seen = 0
    try world.files.list(inbox) { _ in
        seen += 1
        return seen < 10
    }
    #expect(seen == 10)
    for name in wanted.dropFirst() { try world.files.remove(name, in: inbox) }
    #expect(try names(in: inbox, of: world) == [wanted[0]])
}

private func checkCreate(_ world: any FileSystemWorld) throws {
    let deep = Folder("outbox/notices/email")
    try world.files.create(deep)
    try world.files.write([1], to: FileName("1.eml"), in: deep)
    try world.files.create(deep)
    #expect(try names(in: deep, of: world) == [FileName("1.eml")])
    #expect(try names(in: Folder("outbox"), of: world) == [FileName("notices")])
    try world.files.write([1], to: FileName("file"), in: work)
    #expect(try failure { try world.files.create(Folder("work/file")) }.isNotRegular)
    #expect(throws: FileSystemError.self) { try world.files.create(Folder("work/../escaped")) }
}

private func names(in folder: Folder, of world: any FileSystemWorld) throws -> [FileName] {
    var names: [FileName] = []
    try world.files.list(folder) {
        names.append($0)
        return true
    }
    return names
}

private func bytes(of name: FileName, in folder: Folder, of world: any FileSystemWorld) throws -> [UInt8] {
    let file = try world.files.open(name, in: folder)
    defer { file.release() }
    return try file.read(limit: 10_000_000)
}

private func text(of name: FileName, in folder: Folder, of world: any FileSystemWorld) throws -> String {
    String(decoding: try bytes(of: name, in: folder, of: world), as: UTF8.self)
}

/// The error that `action` throws; a test failure when it throws none.
func failure(_ action: () throws -> Void) throws -> FileSystemError {
    var caught: (any Error)?
    do { try action() } catch { caught = error }
    return try #require(caught as? FileSystemError)
}

extension FileSystemError {
    var isMissing: Bool { if case .missing = self { true } else { false } }
    var isExists: Bool { if case .exists = self { true } else { false } }
    var isNotRegular: Bool { if case .notRegular = self { true } else { false } }
    var isDenied: Bool { if case .denied = self { true } else { false } }
    var isStorage: Bool { if case .storage = self { true } else { false } }
}
