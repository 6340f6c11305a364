// cancelbox status: what it says, and that it changes nothing.

import Foundation
import Glibc
import StrictJSON
import Testing

@Suite(.serialized)
struct StatusTests {
    private func schema() throws -> JSONSchema {
        let file = TestSpool.repository.appendingPathComponent("docs/schemas/status.schema.json")
        return try JSONSchema([UInt8](try Data(contentsOf: file)))
    }

    @Test func `a new spool has nothing, and gets no ledger from being looked at`() throws {
        let spool = try TestSpool()
        let before = try FileManager.default.contentsOfDirectory(atPath: spool.path).sorted()
        let text = try Program(["status", "--spool", spool.path]).printed()
        #expect(text.contains("not running") && text.contains("no ledger yet") && text.contains("not watched"))
        let status = try RunningDaemon.status(of: spool)
        #expect(try schema().errors(in: status) == [])
        #expect(status["cases"]?.isNull == true && status["daemon"]?.isNull == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: spool.path).sorted() == before)
    }

    @Test func `what waits is counted, what is still made apart, and the age is not that of an old date`() throws {
        let spool = try TestSpool()
        try spool.configure(
            settings(
                inboxes: """
                      - name: inbox
                        folder: inbox
                      - name: announced
                        folder: announced
                        doneFiles: true
                    """))
        for name in ["a.json", "b.json", "c.part", ".d"] { try spool.write("{}", to: "inbox/\(name)") }
        try #require(mkdir(spool.path + "/announced", 0o700) == 0)
        for name in ["a.json", "a.json.done", "b.json"] { try spool.write("{}", to: "announced/\(name)") }
        var old = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: 0, tv_nsec: 0)]
        try #require(utimensat(AT_FDCWD, spool.path + "/inbox/a.json", &old, 0) == 0)
        let status = try RunningDaemon.status(of: spool)
        #expect(try schema().errors(in: status) == [])
        let looks = try #require(status["inboxes"]?.array)
        #expect(looks.map { $0["waiting"]?["files"]?.integer } == [2, 1, 0])
        #expect(looks.map { $0["inProgress"]?["files"]?.integer } == [2, 1, 0])
        #expect(try #require(looks[0]["waiting"]?["oldestSeconds"]?.integer) < 3600)
    }

    @Test func `a spool with history shows its cases and its quarantine`() throws {
        let spool = try TestSpool.processedExample()
        let status = try RunningDaemon.status(of: spool)
        #expect(try schema().errors(in: status) == [])
        let results = spool.names("outbox/results").count
        let states = ["cancelled", "refused", "withdrawn", "asking", "reviewing"]
        let counts = states.compactMap { status["cases"]?[$0]?["count"]?.integer }
        #expect(counts.reduce(0, +) == results)
        let kept = spool.names("quarantine").filter { !$0.hasSuffix(".reason.json") }.count
        #expect(status["quarantine"]?["files"]?.integer == kept)
        #expect(status["freeBytes"]?.integer ?? 0 > 0)
        #expect(try Program(["status", "--spool", spool.path]).printed().contains("cancelled"))
    }

    @Test func `a running daemon is named while it runs, and a killed one is not`() throws {
        let daemon = try RunningDaemon()
        let status = try daemon.status()
        #expect(try schema().errors(in: status) == [])
        #expect(status["daemon"]?.integer == Int(daemon.program.identifier))
        #expect(status["inboxes"]?.array?.allSatisfy { $0["watch"]?.string != nil } == true)
        daemon.program.kill()
        let after = try daemon.status()
        #expect(after["daemon"]?.isNull == true)
        // What a dead daemon left says nothing about the present.
        #expect(after["inboxes"]?.array?.allSatisfy { $0["watch"]?.isNull == true } == true)
    }

    @Test func `a wrong configuration and a missing spool are named`() throws {
        #expect(try Program(["status", "--spool", "/nonexistent"]).finish() == 78)
        let spool = try TestSpool()
        try spool.configure(settings(inboxes: "  - name: a\n    folder: work"))
        let refused = try Program(["status", "--spool", spool.path])
        #expect(refused.finish() == 78)
        #expect(refused.log.contains("is one of Cancelbox's own"))
    }
}
