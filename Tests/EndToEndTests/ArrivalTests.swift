// A running daemon and the ways a file can arrive: each leads to one result, one receipt and the original in the archive.

import Foundation
import Glibc
import Testing

@Suite(.serialized)
struct ArrivalTests {
    /// Every way in, as shell text with the request in $1 and the inbox in $2. 127 says that a program is missing.
    static let ways: [(name: String, shell: String)] = [
        ("cp", #"cp "$1" "$2/drop.json""#),
        ("mv", #"cp "$1" "$2/../moving" && mv "$2/../moving" "$2/drop.json""#),
        ("ln", #"ln "$1" "$2/drop.json""#),
        (
            "ln and unlink, as getmail does",
            #"cp "$1" "$2/../linking" && ln "$2/../linking" "$2/drop.json" && rm "$2/../linking""#
        ),
        (
            "a writer that holds the file open for three seconds",
            #"exec 3> "$2/drop.json"; head -c 40 "$1" >&3; sleep 1; head -c 80 "$1" | tail -c +41 >&3; sleep 2; tail -c +81 "$1" >&3; exec 3>&-"#
        ),
        ("rsync", #"command -v rsync > /dev/null || exit 127; rsync "$1" "$2/drop.json""#),
        (
            "rsync in place, which writes under the final name",
            #"command -v rsync > /dev/null || exit 127; rsync --inplace "$1" "$2/drop.json""#
        ),
        (
            "install, with a date of long ago",
            #"install -p "$1" "$2/.drop" && touch -d 2001-01-01 "$2/.drop" && mv "$2/.drop" "$2/drop.json""#
        ),
        ("cp that keeps a date of long ago", #"touch -d 2001-01-01 "$1" && cp -p "$1" "$2/drop.json""#),
        (
            "a name in progress, then the final one",
            #"cp "$1" "$2/drop.json.part"; sleep 1; mv "$2/drop.json.part" "$2/drop.json""#
        ),
        (
            "sftp-like blocks at their offsets, the last one late",
            #"for block in 0 1 2; do dd if="$1" of="$2/drop.json" bs=100 count=1 skip=$block seek=$block conv=notrunc 2> /dev/null; sleep 0.3; done; dd if="$1" of="$2/drop.json" bs=100 skip=3 seek=3 conv=notrunc 2> /dev/null"#
        ),
        (
            "a writer that opens, appends and closes for three seconds",
            #"for part in 1 2 3 4 5 6; do head -c $((part * 50)) "$1" | tail -c 50 >> "$2/drop.json"; sleep 0.5; done; tail -c +301 "$1" >> "$2/drop.json""#
        ),
    ]

    @Test(arguments: ways.map(\.name))
    func `one drop leads to one answer`(_ way: String) throws {
        let shell = try #require(Self.ways.first { $0.name == way }?.shell)
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let patient = ["CANCELBOX_SETTLE_DELAY_SECONDS": "2"]
        let daemon = try Program(["run", "--spool", spool.path], environment: patient)
        let request = FileManager.default.temporaryDirectory.appendingPathComponent("request-\(UUID().uuidString).json")
        try FileManager.default.copyItem(
            at: TestSpool.example.appendingPathComponent("inbox/01-plain-request.json"), to: request)
        defer { try? FileManager.default.removeItem(at: request) }  // a temporary file
        let dropping = Process()
        dropping.executableURL = URL(fileURLWithPath: "/bin/sh")
        dropping.arguments = ["-c", shell, "sh", request.path, spool.path + "/inbox"]
        try dropping.run()
        dropping.waitUntilExit()
        guard dropping.terminationStatus != 127 else {
            daemon.signal(SIGTERM)
            daemon.finish()
            return Machine.notRun("arriving by \(way): its program is missing (make test installs it)")
        }
        #expect(dropping.terminationStatus == 0)
        let receipt = "drop.json.accepted.json"
        #expect(eventually { spool.names("outbox/receipts").contains(receipt) }, "\(daemon.log)")
        #expect(spool.names("outbox/receipts") == [receipt])
        #expect(spool.names("outbox/results") == ["2026112012345671-1.json"])
        #expect(spool.names("outbox/notices") == ["email/2026112012345671-1-cancelled.eml"])
        #expect(spool.names("archive").count == 1)
        let original = try String(contentsOf: request, encoding: .utf8)
        #expect(spool.names("archive").map { spool.text("archive/\($0)") } == [original])
        #expect(spool.names("inbox").isEmpty)
        daemon.signal(SIGTERM)
        #expect(daemon.finish() == 0, "\(daemon.log)")
    }

    @Test(arguments: SystemWay.allCases)
    func `one drop by system calls leads to one answer`(way: SystemWay) throws {
        let daemon = try RunningDaemon()
        try way.deliver(Array(RunningDaemon.request().utf8), to: daemon.spool.path + "/inbox/drop.json")
        #expect(daemon.answers("drop.json"), "\(daemon.program.log)")
        daemon.stop()
        let spool = daemon.spool
        #expect(spool.names("outbox/receipts") == ["drop.json.accepted.json"])
        #expect(spool.names("archive").map { spool.text("archive/\($0)") } == [try RunningDaemon.request()])
        #expect(spool.names("inbox").isEmpty && spool.names("quarantine").isEmpty)
    }

    @Test func `a Maildir is read in new and in cur`() throws {
        let daemon = try RunningDaemon()
        for (number, folder) in ["new", "cur"].enumerated() {
            let name = "170000000\(number).M1P1.host" + (folder == "cur" ? ":2,S" : "")
            let mail = "\(daemon.spool.path)/inbox/mail/tmp/\(name)"
            let text = try String(
                contentsOf: TestSpool.example.appendingPathComponent("inbox/05-customer-utf8.eml"), encoding: .utf8)
            try Data(text.utf8).write(to: URL(fileURLWithPath: mail))
            try #require(rename(mail, "\(daemon.spool.path)/inbox/mail/\(folder)/\(name)") == 0)
            #expect(eventually { daemon.spool.names("archive").count == number + 1 }, "\(daemon.program.log)")
        }
        daemon.stop()
        #expect(daemon.spool.names("inbox").isEmpty)
    }

    @Test func `both signals end the daemon with zero and everything finished`() throws {
        for signal in [SIGTERM, SIGINT] {
            let spool = try TestSpool()
            try spool.useExampleSettings()
            let daemon = try Program(["run", "--spool", spool.path])
            try spool.dropExample()
            #expect(eventually { !spool.names("outbox/receipts").isEmpty })
            daemon.signal(signal)
            #expect(daemon.finish() == 0, "\(daemon.log)")
            #expect(spool.names("work").isEmpty)
            #expect(spool.names("tmp").isEmpty)
        }
    }

    @Test func `a second daemon leaves at once and says why`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let first = try Program(["run", "--spool", spool.path, "--log-level", "info"])
        #expect(eventually { first.log.contains("watching") })
        let second = try Program(["run", "--spool", spool.path])
        #expect(second.finish() == 69)
        #expect(second.log.contains("in use"))
        first.signal(SIGTERM)
        #expect(first.finish() == 0)
    }

    @Test func `a file that was dropped while nobody watched is found at the start`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.dropExample()
        let daemon = try Program(["run", "--spool", spool.path])
        #expect(eventually { spool.names("inbox").isEmpty && spool.names("work").isEmpty }, "\(daemon.log)")
        daemon.signal(SIGTERM)
        #expect(daemon.finish() == 0)
    }

    @Test func `a wrong configuration is refused with its line`() throws {
        let spool = try TestSpool()
        try spool.configure("shop:\n  name: A\n  nane: B\ninboxes:\n  - name: inbox\n")
        let run = try Program(["run", "--spool", spool.path])
        #expect(run.finish() == 78)
        #expect(run.log.contains("cancelbox.yaml:3"))
        #expect(run.log.contains("shop.nane"))
    }

    @Test func `a drop is answered while the orders cannot be read, and nobody is told that its order is unknown`()
        throws
    {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        let orders = spool.text("orders.json")
        try spool.write(#"{"data":[]}"#, to: "orders.json")
        let daemon = try Program(["run", "--spool", spool.path, "--log-level", "info"])
        #expect(eventually { daemon.log.contains("watching") })
        try spool.write(String(orders.prefix(orders.count / 2)), to: "orders.json")
        try spool.dropExample()
        #expect(eventually { spool.names("inbox").isEmpty && spool.names("work").isEmpty }, "\(daemon.log)")
        let receipt = "outbox/receipts/01-plain-request.json"
        #expect(eventually { spool.text("\(receipt).held.json").contains("waitingForStore") }, "\(daemon.log)")
        #expect(!spool.names("archive").isEmpty)
        #expect(spool.names("outbox/notices").allSatisfy { !$0.contains("2026112012345671") })
        try spool.write(orders, to: "orders.json")
        let expected = TestSpool.example.appendingPathComponent("expected/outbox/results").path
        let results = try FileManager.default.contentsOfDirectory(atPath: expected).sorted()
        #expect(eventually(within: 120) { spool.names("outbox/results") == results }, "\(daemon.log)")
        #expect(eventually { spool.text("\(receipt).accepted.json").contains("\"cancelled\"") }, "\(daemon.log)")
        #expect(!spool.names("outbox/receipts").contains("01-plain-request.json.held.json"))
        daemon.signal(SIGTERM)
        #expect(daemon.finish() == 0)
    }

    @Test func `a missing order book is refused, for silence would be an untruth`() throws {
        let spool = try TestSpool()
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 78)
        #expect(run.log.contains("orders.json"))
    }
}
