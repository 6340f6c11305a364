// Standard output and standard error on a full disk: no crash, and no half answer that looks like a whole one.

import Foundation
import Testing

struct StandardStreamTests {
    /// Runs the program with its streams redirected as `redirection` says.
    private func run(_ arguments: String, _ redirection: String) -> Int32 {
        let program = Program.folder.appendingPathComponent("cancelbox").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec \"$0\" \(arguments) \(redirection)", program]
        do { try process.run() } catch { return -1 }
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    @Test func `a complaint that cannot be written ends nothing`() {
        #expect(run("run --once --spool /nonexistent", "2> /dev/full") > 0, "its own code, and no signal")
    }

    @Test func `an answer that cannot be written is an error`() {
        let request = TestSpool.example.appendingPathComponent("inbox/01-plain-request.json").path
        #expect(run("read '\(request)'", "> /dev/full 2> /dev/null") == 74)
        #expect(run("read '\(request)'", "> /dev/full 2> /dev/full") == 74)
        #expect(run("read '\(request)'", "> /dev/null") == 0)
    }
}
