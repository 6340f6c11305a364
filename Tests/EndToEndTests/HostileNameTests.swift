// Names and things made to do harm: taken as the bytes they are, or left where they lie with a reason the operator sees.

import Foundation
import Glibc
import Intake
import Ports
import SQLiteLedger
import StrictJSON
import Testing

@Suite(.serialized)
struct HostileNameTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static let names: [[UInt8]] = [
        [0x62, 0xFF, 0xFE, 0xC0, 0xAF] + bytes(".json"),  // no UTF-8
        bytes("\u{AC00}.json"), bytes("\u{1100}\u{1161}.json"),  // one syllable, composed and in pieces
        bytes("two\nlines.json"), bytes("-rf.json"), bytes("--spool=..json"),
        [UInt8](repeating: UInt8(ascii: "a"), count: 250) + bytes(".json"),  // 255 bytes
        Array(bytes(String(repeating: "\u{D55C}", count: 85)).prefix(255)),
        bytes(" "), bytes("%2e%2e%2f.json"), bytes("a\\..\\b.json"), bytes("$(id)`id`\\\"'*?;|&.json"),
        [0x01, 0x1B] + bytes("[2J\u{7F}.json"), bytes("\u{202E}nosj.json"), bytes("CON"), bytes("x.accepted.json"),
        bytes("0000000001"), bytes("a.tar.\n.json"),
    ]

    private func path(_ name: [UInt8], in spool: TestSpool) -> [CChar] {
        (Array("\(spool.path)/inbox/".utf8) + name + [0]).map { CChar(bitPattern: $0) }
    }

    private func drop(_ text: String, as name: [UInt8], in spool: TestSpool) throws {
        let file = open(path(name, in: spool), O_WRONLY | O_CREAT | O_EXCL, 0o600)
        try #require(file >= 0 && write(file, text, text.utf8.count) == text.utf8.count && close(file) == 0)
    }

    /// One request, different for each `index`: the same order with another word of reason.
    private func request(_ index: Int) throws -> String {
        let text = try String(
            contentsOf: TestSpool.example.appendingPathComponent("inbox/01-plain-request.json"), encoding: .utf8)
        return text + String(repeating: "\n", count: index)
    }

    /// In small batches most of them are claimed beside the batch before, where a name too long for `work/` has to wait.
    @Test(arguments: [256, 4])
    func `every name is taken, kept as evidence byte for byte, and never a path`(batchFiles: Int) throws {
        let spool = try TestSpool()
        try spool.useExampleSettings(with: "batchFiles: \(batchFiles)")
        for (index, name) in Self.names.enumerated() { try drop(request(index), as: name, in: spool) }
        let before = try FileManager.default.contentsOfDirectory(atPath: spool.path)
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")

        #expect(Machine.shell(#"test -z "$(find "$1/inbox" -type f)""#, spool.path), "the inbox is empty")
        let ledger = try SQLiteLedger(path: spool.path + "/ledger.sqlite")
        let drops = try (1...Int64(Self.names.count)).map { try #require(try ledger.drop($0)) }
        let order = { (left: [UInt8], right: [UInt8]) in left.lexicographicallyPrecedes(right) }
        #expect(drops.map(\.name).sorted(by: order) == Self.names.sorted(by: order))
        // Each original lies under a name of ours that says nothing of the dropped one but a harmless extension.
        let places = try drops.map { try #require($0.place) }
        for place in places {
            #expect(
                place.wholeMatch(of: #/archive/\d{4}/\d\d/\d\d/\d{10}-[0-9a-f]{12}(\.[a-z0-9]{1,8})?/#) != nil,
                "\(place)")
        }
        for drop in drops {
            let index = try #require(Self.names.firstIndex(of: drop.name))
            #expect(spool.text(drop.place ?? "") == (try request(index)))
        }
        // One receipt for each, twins included, whose name is a harmless file name.
        let receipts = spool.names("outbox/receipts")
        #expect(receipts.count == Self.names.count, "\(receipts)")
        for name in receipts {
            let isHarmless = name.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !"/\\:*?\"<>|\u{7F}\u{202E}".unicodeScalars.contains($0)
            }
            #expect(isHarmless && !name.hasPrefix(".") && !name.hasPrefix("-") && name.utf8.count <= 255, "\(name)")
            _ = try JSONReader.read(Array(spool.text("outbox/receipts/\(name)").utf8))
        }
        let after = try FileManager.default.contentsOfDirectory(atPath: spool.path)
        #expect(
            Set(after).subtracting(before).isSubset(of: [
                "orderbook.journal", "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", ".lock",
            ]))
        #expect(!run.log.contains("\u{1B}"), "nothing of a name may steer a terminal")
    }

    @Test func `names that are still being made are left alone`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let names = ["..json", "...", ".hidden.json", "a.json~", "a.json.part", "a.filepart", "a.tmp"]
        for name in names { try drop(request(0), as: Self.bytes(name), in: spool) }
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        for name in names { #expect(access(spool.path + "/inbox/" + name, F_OK) == 0, "\(name)") }
        #expect(spool.names("outbox/receipts").isEmpty)
    }

    @Test func `what is no plain file is never opened: it stays, and the log says why`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let inbox = spool.path + "/inbox/"
        try #require(symlink("/etc/passwd", inbox + "1-link.json") == 0)
        try #require(symlink("nowhere", inbox + "2-dangling.json") == 0)
        try #require(symlink("../orders.json", inbox + "3-inside.json") == 0)
        try #require(mkfifo(inbox + "4-pipe.json", 0o600) == 0)
        try #require(mkdir(inbox + "5-folder.json", 0o700) == 0)
        try makeSocket(inbox + "6-socket.json")
        try spool.write(try request(0), to: "inbox/7-set-id.json")
        try #require(chmod(inbox + "7-set-id.json", 0o4600) == 0)
        var odd = ["1-link", "2-dangling", "3-inside", "4-pipe", "5-folder", "6-socket", "7-set-id"]
        // A terminal's own device: whoever opens it blindly may find it his controlling terminal.
        if mknod(inbox + "8-device.json", S_IFCHR | 0o600, 5 << 8) == 0 {
            odd.append("8-device")
        } else {
            Machine.notRun("no device can be made here (mknod)")
        }
        try spool.write(try request(0), to: "inbox/9-good.json")

        // Somebody waits for a reader of the pipe. Opening it to look would let him go on, and break what he writes.
        let waiting = Process()
        waiting.executableURL = URL(fileURLWithPath: "/bin/sh")
        waiting.arguments = ["-c", #"echo secret > "$1""#, "sh", inbox + "4-pipe.json"]
        waiting.standardOutput = FileHandle.nullDevice
        try waiting.run()
        defer { kill(waiting.processIdentifier, SIGKILL) }

        let tracer =
            Machine.hasStrace ? ["strace", "-f", "-o", spool.path + "/trace", "-e", "trace=open,openat,openat2"] : []
        let run = try Program(["run", "--once", "--spool", spool.path, "--log-level", "warning"], wrapper: tracer)
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("outbox/receipts") == ["9-good.json.accepted.json"])
        for name in odd {
            var facts = stat()
            #expect(lstat(inbox + name + ".json", &facts) == 0, "\(name) stays")
            #expect(
                run.log.split(separator: "\n").count { $0.contains(name) && $0.contains("left in the inbox") } == 1,
                "\(name): \(run.log)")
            let isOpened = spool.text("trace").split(separator: "\n").contains { $0.contains("\"\(name).json\"") }
            #expect(!isOpened || name == "7-set-id", "\(name) was opened")
        }
        #expect(waiting.isRunning)
        #expect(spool.names("archive").count == 1)
        if tracer.isEmpty { Machine.notRun("whether odd things are opened: no program can be traced here (strace)") }
    }

    @Test func `a huge file with nothing in it is refused without being read`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.write("", to: "inbox/huge.json")
        try #require(truncate(spool.path + "/inbox/huge.json", 1 << 40) == 0)
        let run = try Program(
            ["run", "--once", "--spool", spool.path], environment: ["CANCELBOX_SETTLE_DELAY_SECONDS": "0.1"])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("outbox/receipts") == ["huge.json.rejected.json"])
        let receipt = spool.text("outbox/receipts/huge.json.rejected.json")
        #expect(receipt.contains("\(1 << 40)") && receipt.contains("너무 큽니다"))
        let kept = spool.names("quarantine")
        #expect(kept == ["0000000001.json", "0000000001.json.reason.json"])
    }

    @Test func `the largest drop is read, and one byte more is not`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        for size in [Limits().drop, Limits().drop + 1] {
            try spool.write(try request(0), to: "inbox/\(size).json")
            try #require(truncate("\(spool.path)/inbox/\(size).json", size) == 0)
        }
        let run = try Program(
            ["run", "--once", "--spool", spool.path], environment: ["CANCELBOX_SETTLE_DELAY_SECONDS": "0.1"])
        #expect(run.finish() == 0, "\(run.log)")
        let receipts = spool.names("outbox/receipts")
        #expect(receipts == [Limits().drop, Limits().drop + 1].map { "\($0).json.rejected.json" })
        let isTooLarge = receipts.map { spool.text("outbox/receipts/\($0)").contains("너무 큽니다") }
        #expect(isTooLarge == [false, true])
    }

    @Test func `a file with another name outside is copied, so that nobody can change what was read`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let outside = spool.path + "/outside"
        let text = try request(0)
        try spool.write(text, to: "outside")
        try #require(link(outside, spool.path + "/inbox/linked.json") == 0)
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("outbox/receipts") == ["linked.json.accepted.json"])
        let writer = try #require(FileHandle(forWritingAtPath: outside))
        try writer.write(contentsOf: Data("changed".utf8))
        try writer.close()
        #expect(spool.names("archive").map { spool.text("archive/\($0)") } == [text])
    }

    private func makeSocket(_ path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The path of a spool may be longer than an address can be.
        let short = "\(FileManager.default.temporaryDirectory.path)/\(UUID().uuidString.prefix(8))"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(short.utf8)) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(bound == 0 && rename(short, path) == 0)
    }
}
