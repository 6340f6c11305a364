// Things that lie where only files should lie, and files that cannot be taken: everything else goes on.

import Foundation
import Testing

@Suite(.serialized)
struct OddFileTests {
    private func request() throws -> String {
        try String(
            contentsOf: TestSpool.example.appendingPathComponent("inbox/01-plain-request.json"), encoding: .utf8)
    }

    /// Runs `chattr` on a file; false where the disk or our rights know no immutable files.
    private func chattr(_ flag: String, _ path: String) -> Bool {
        let program = Process()
        program.executableURL = URL(fileURLWithPath: "/bin/sh")
        program.arguments = ["-c", #"chattr "$0" "$1" 2>&-"#, flag, path]
        // No shell is no chattr either; the caller says that the test did not run.
        guard (try? program.run()) != nil else { return false }
        program.waitUntilExit()
        return program.terminationStatus == 0
    }

    @Test func `a file that cannot be moved holds up no other one`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.write(try request(), to: "inbox/1-good.json")
        try spool.write("{}", to: "inbox/2-immovable.json")
        let immovable = spool.path + "/inbox/2-immovable.json"
        guard chattr("+i", immovable) else {
            FileHandle.standardError.write(Data("NOT RUN: files cannot be made immutable here (chattr)\n".utf8))
            return
        }
        defer { _ = chattr("-i", immovable) }
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("outbox/receipts") == ["1-good.json.accepted.json"])
        #expect(spool.names("inbox") == ["2-immovable.json"])
        #expect(run.log.contains("2-immovable.json"))
    }

    @Test func `folders in the places of our own files do not keep the daemon from starting`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        for folder in ["work/one", "tmp/two"] {
            try FileManager.default.createDirectory(
                atPath: "\(spool.path)/\(folder)", withIntermediateDirectories: true)
        }
        try spool.write(try request(), to: "inbox/1-good.json")
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("outbox/receipts") == ["1-good.json.accepted.json"])
    }
}
