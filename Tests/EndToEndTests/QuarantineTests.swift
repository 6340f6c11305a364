// Files that could not be read, listed and dropped again, with the real program.

import Foundation
import StrictJSON
import Testing

@Suite(.serialized)
struct QuarantineTests {
    private func run(_ arguments: String...) throws -> (code: Int32, printed: String, log: String) {
        let program = try Program(arguments)
        let printed = program.printed()
        return (program.finish(), printed, program.log)
    }

    @Test func `what could not be read is listed, dropped again, and nothing of before is left`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.write("{", to: "inbox/broken.json")
        try spool.write("", to: "inbox/빈 파일.json")
        #expect(try run("run", "--once", "--spool", spool.path).code == 0)
        let listed = try run("quarantine", "--spool", spool.path)
        #expect(listed.code == 0 && listed.printed.hasPrefix("NUMBER"), "\(listed)")
        #expect(listed.printed.contains("broken.json") && listed.printed.contains("빈 파일.json"), "\(listed)")
        let files = try #require(
            try JSONReader.read(Array(run("quarantine", "--json", "--spool", spool.path).printed.utf8))["files"]?.array)
        #expect(files.map { $0["inbox"]?.string } == ["inbox", "inbox"])
        #expect(try run("requeue", "nothing", "--spool", spool.path).code == 66)
        #expect(try run("requeue", "--spool", spool.path).code == 64)

        // Another one of that name has come meanwhile: nothing is written over.
        try spool.write("{}", to: "inbox/broken.json")
        let taken = try run("requeue", "broken.json", "--spool", spool.path)
        #expect(taken.code == 73 && taken.log.contains("inbox/broken.json exists"), "\(taken)")
        #expect(spool.text("inbox/broken.json") == "{}")
        try FileManager.default.removeItem(atPath: spool.path + "/inbox/broken.json")

        let again = try run("requeue", "--all", "--spool", spool.path)
        #expect(again.code == 0 && again.printed.contains("inbox/broken.json"), "\(again)")
        #expect(spool.names("quarantine").isEmpty && spool.names("inbox") == ["broken.json", "빈 파일.json"])
        #expect(spool.text("inbox/broken.json") == "{")
        #expect(try run("quarantine", "--spool", spool.path).log.contains("nothing is in quarantine"))
        #expect(try run("run", "--once", "--spool", spool.path).code == 0)
        #expect(spool.names("quarantine").count == 4, "the same fault comes back: \(spool.names("quarantine"))")
        #expect(spool.names("inbox").isEmpty)
    }
}
