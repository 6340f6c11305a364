// The real programs, started as a seller's server starts them.

import Foundation
import Glibc

/// One run of a program: started, watched, ended.
final class Program {
    private let process = Process()
    private let output = Pipe()
    private let errors: URL

    /// Starts `cancelbox` with `arguments`; standard error goes to a file, so that a full pipe never blocks it.
    /// - Parameter wrapper: a program and its arguments that start it, such as `strace -f`.
    init(_ arguments: [String], environment: [String: String] = [:], wrapper: [String] = []) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = wrapper + [Self.folder.appendingPathComponent("cancelbox").path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        errors = FileManager.default.temporaryDirectory.appendingPathComponent("cancelbox-\(UUID().uuidString).log")
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning { kill() }
        try? FileManager.default.removeItem(at: errors)  // a log of a test that is over
    }

    /// The folder the programs were built into: that of the test bundle.
    static var folder: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    }

    var isRunning: Bool { process.isRunning }
    var identifier: Int32 { process.processIdentifier }

    /// What it wrote to standard error; empty when that cannot be read, which fails whoever looks for a line in it.
    var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// SIGKILL, and gone when this returns.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func signal(_ number: Int32) { Glibc.kill(process.processIdentifier, number) }

    /// Waits for the end; the exit code, or minus the signal.
    @discardableResult
    func finish() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Everything it printed; waits for its end.
    func printed() -> String {
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

/// Waits until `condition` holds, looking every few milliseconds. False after `seconds`.
func eventually(within seconds: Double = 20, _ condition: () -> Bool) -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    while !condition() {
        if Date() > deadline { return false }
        usleep(5_000)
    }
    return true
}
