// A daemon of a test on a spool of its own, and its watcher among the processes of this machine.

import Foundation
import Glibc
import StrictJSON
import Testing

/// A spool with a daemon at work on it; both end with their owner.
final class RunningDaemon {
    let spool: TestSpool
    let program: Program

    /// Starts it on the example's orders; `settings` stand in place of the example's.
    /// - Parameter isWatched: wait until every inbox is watched in some way.
    init(
        _ settings: String? = nil, environment: [String: String] = [:], isWatched: Bool = true,
        prepare: (TestSpool) throws -> Void = { _ in }
    ) throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        if let settings { try spool.configure(settings) }
        try prepare(spool)
        self.spool = spool
        let program = try Program(
            ["run", "--spool", spool.path, "--log-level", "info"], environment: environment)
        self.program = program
        guard isWatched else { return }
        try #require(
            eventually { FileManager.default.fileExists(atPath: spool.path + "/.watch.json") }, "\(program.log)")
    }

    /// Ends it in order.
    func stop() {
        program.signal(SIGTERM)
        #expect(program.finish() == 0, "\(program.log)")
    }

    /// The process of its watcher; nil while there is none.
    var watcher: pid_t? {
        let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc")  // no /proc, no processes
        return processes?.compactMap(pid_t.init).first { process in
            let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.first?.hasSuffix("cancelbox-watch") == true
                && words.contains { $0.hasPrefix(spool.path + "/") }
        }
    }

    /// Drops the example's first request under `name`, whole at once.
    func drop(_ name: String, in folder: String = "inbox") throws {
        try spool.write(try Self.request(), to: ".dropping")
        try #require(rename("\(spool.path)/.dropping", "\(spool.path)/\(folder)/\(name)") == 0)
    }

    static func request() throws -> String {
        try String(
            contentsOf: TestSpool.example.appendingPathComponent("inbox/01-plain-request.json"), encoding: .utf8)
    }

    /// Whether a receipt for `name` is there, or comes.
    func answers(_ name: String, within seconds: Double = 30) -> Bool {
        eventually(within: seconds) { spool.names("outbox/receipts").contains { $0.hasPrefix(name + ".") } }
    }

    /// What `cancelbox status --json` says.
    func status() throws -> JSONNode { try Self.status(of: spool) }

    static func status(of spool: TestSpool) throws -> JSONNode {
        try JSONReader.read(Array(try Program(["status", "--spool", spool.path, "--json"]).printed().utf8))
    }
}

/// Settings with these inboxes, given as YAML, and orders of the example.
func settings(inboxes: String, _ more: String = "") -> String {
    """
    shop:
      name: 우리상점
      mailAddress: cancel@shop.example
    inboxes:
    \(inboxes)
    settleDelaySeconds: 0.3
    \(more)

    """
}
