// What the watcher says and how it is read: the table, and the real program run against the reader.

import Foundation
import Glibc
import LinuxHost
import Ports
import Testing

extension ThisMachineTests {
    @Suite(.timeLimit(.minutes(10)))
    struct WatchProtocolTests {
        @Test(arguments: [
            ("r0 ", WatchRecord.ready),
            ("o0 ", .overflow),
            ("g12 ", .gone(folder: 12)),
            ("u1 28", .unwatched(folder: 1, code: ENOSPC)),
            ("u1 ", .garbage), ("u1 x", .garbage),
            ("c0 a b.json", .changed(folder: 0, name: FileName("a b.json"))),
            ("c3  ", .changed(folder: 3, name: FileName(" "))),
            ("c1 \n", .changed(folder: 1, name: FileName("\n"))),
            ("", .garbage), ("r", .garbage), ("r0", .garbage), ("r ", .garbage), ("r0 x", .garbage), ("c0 ", .garbage),
            ("c-1 a", .garbage), ("c99999999999999999999 a", .garbage), ("x0 ", .garbage), (" 0 ", .garbage),
            ("c0x a", .garbage),
        ])
        func `a record is read as the table says`(text: String, record: WatchRecord) {
            var reader = WatchRecordReader()
            #expect(reader.read(Array(text.utf8) + [0]) == [record])
        }

        @Test func `records are found however the pipe cuts them`() {
            let stream = Array("r0 \0c0 one\0c1 two\0o0 \0".utf8)
            let wanted: [WatchRecord] = [
                .ready, .changed(folder: 0, name: FileName("one")), .changed(folder: 1, name: FileName("two")),
                .overflow,
            ]
            for size in 1...stream.count {
                var reader = WatchRecordReader()
                var found: [WatchRecord] = []
                for start in stride(from: 0, to: stream.count, by: size) {
                    found += reader.read(stream[start..<min(start + size, stream.count)])
                }
                #expect(found == wanted)
            }
        }

        @Test func `a stream without an end is garbage, not memory`() {
            var reader = WatchRecordReader()
            #expect(reader.read([UInt8](repeating: 0x63, count: 1_000_000)).allSatisfy { $0 == .garbage })
        }

        @Test func `the real watcher says what the reader understands, and ends when its input does`() throws {
            let spool = try TemporarySpool()
            let conversation = try Conversation(folders: [spool.path + "/inbox", spool.path + "/work"])
            #expect(conversation.next() == .ready)
            for name in hostileNames {
                try spool.live.write([1], to: name, in: inbox)
                #expect(conversation.next() == .changed(folder: 0, name: name))
                #expect(conversation.next() == .changed(folder: 0, name: name))
                try spool.live.move(name, from: inbox, to: FileName("moved"), in: work)
                #expect(conversation.next() == .changed(folder: 1, name: FileName("moved")))
                try spool.live.remove(FileName("moved"), in: work)
            }
            #expect(conversation.finish() == 0)
        }

        @Test func `the real watcher says which folder is gone, and ends`() throws {
            let spool = try TemporarySpool()
            let conversation = try Conversation(folders: [spool.path + "/inbox", spool.path + "/work"])
            #expect(conversation.next() == .ready)
            try #require(rmdir(spool.path + "/work") == 0)
            // Held open a removed folder still is one; the next sweep lets go of it.
            #expect(try failure { try spool.live.list(work) { _ in true } }.isMissing)
            #expect(conversation.next() == .gone(folder: 1))
            #expect(conversation.waitUntilExit() == 75)
        }

        @Test func `the real watcher takes a link to a folder, and a folder twice`() throws {
            let spool = try TemporarySpool()
            try spool.plantLink(FileName("link"), to: "inbox", in: Folder(""))
            let conversation = try Conversation(folders: [spool.path + "/link", spool.path + "/inbox"])
            #expect(conversation.next() == .ready)
            try spool.live.write([1], to: FileName("drop"), in: inbox)
            #expect(conversation.next() == .changed(folder: 0, name: FileName("drop")))
            #expect(conversation.finish() == 0)
        }

        @Test func `the real watcher tells what it cannot watch, and watches the rest`() throws {
            let spool = try TemporarySpool()
            let conversation = try Conversation(folders: ["/nonexistent", spool.path + "/inbox", "/etc/passwd"])
            #expect(conversation.next() == .unwatched(folder: 0, code: ENOENT))
            #expect(conversation.next() == .unwatched(folder: 2, code: ENOTDIR))
            #expect(conversation.next() == .ready)
            try spool.live.write([1], to: FileName("drop"), in: inbox)
            #expect(conversation.next() == .changed(folder: 1, name: FileName("drop")))
            #expect(conversation.finish() == 0)
        }

        @Test(arguments: [[], ["-x"]])
        func `the real watcher refuses wrong usage`(arguments: [String]) throws {
            #expect(try Conversation(folders: arguments, quietly: true).waitUntilExit() == 64)
        }
    }
}

/// A cancelbox-watch of our own, without the supervision.
private final class Conversation {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var reader = WatchRecordReader()
    private var heard: [WatchRecord] = []

    init(folders: [String], quietly: Bool = false) throws {
        process.executableURL = URL(fileURLWithPath: try watcherProgram())
        process.arguments = folders
        process.standardInput = input
        process.standardOutput = output
        if quietly { process.standardError = FileHandle.nullDevice }
        try process.run()
    }

    /// The next record; nil at the end, and when ten seconds bring none.
    func next() -> WatchRecord? {
        while heard.isEmpty {
            let handle = output.fileHandleForReading
            var descriptor = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 10_000) > 0 else { return nil }
            let bytes = handle.availableData
            if bytes.isEmpty { return nil }
            heard = reader.read(bytes)
        }
        return heard.removeFirst()
    }

    /// Ends its input, and returns its exit code.
    func finish() -> Int32 {
        input.fileHandleForWriting.closeFile()
        return waitUntilExit()
    }

    /// Its exit code, or the signal below zero: 9 when it had to be ended after ten seconds.
    func waitUntilExit() -> Int32 {
        let deadline = SystemTime().monotonic() + 10_000
        while process.isRunning, SystemTime().monotonic() < deadline { usleep(2_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }
}
