// One run of the daemon on a spool of its own, and what the kernel says it used. Judges nothing.

import Foundation
import Glibc

/// A spool with its settings, and the daemon on it while a scene lasts.
final class MeasuredRun {
    let spool: String
    private let program: String
    private var process: Process?
    private(set) var startedAt: UInt64 = 0

    init(program: String, root: String, orders: String) throws {
        self.program = program
        spool = "\(root)/\(UUID().uuidString)"
        let initialise = Process()
        initialise.executableURL = URL(fileURLWithPath: program)
        initialise.arguments = ["init", spool]
        initialise.standardOutput = FileHandle.nullDevice
        try initialise.run()
        initialise.waitUntilExit()
        let settings = """
            shop:
              name: 우리상점
              mailAddress: cancel@shop.example
            inboxes:
              - name: inbox
                folder: inbox
                trust: all
            store:
              kind: orderBook
              orders: \(orders)
            settleDelaySeconds: 0.5
            logLevel: error

            """
        try settings.write(toFile: spool + "/cancelbox.yaml", atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: spool + "/stage", withIntermediateDirectories: true)
    }

    var receiptsFolder: String { spool + "/outbox/receipts" }

    /// Writes `count` drops into `folder` of the spool. Returns their names.
    func stage(_ count: Int, of mix: Mix, in folder: String) throws -> [String] {
        var corpus = Corpus(seed: 7)
        var previous: Data?
        let names = try (0..<count).map { number in
            let drop = corpus.drop(number, of: mix, after: previous)
            let name = String(repeating: "0", count: 7 - String(number).count) + "\(number).\(drop.suffix)"
            try drop.bytes.write(to: URL(fileURLWithPath: "\(spool)/\(folder)/\(name)"))
            previous = drop.bytes
            return name
        }
        sync()
        return names
    }

    func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["run", "--spool", spool]
        startedAt = monotonic()
        try process.run()
        self.process = process
    }

    func stop() {
        guard let process else { return }
        process.terminate()
        process.waitUntilExit()
        self.process = nil
    }

    /// Daemon and watcher.
    private var identifiers: [Int32] {
        guard let daemon = process?.processIdentifier else { return [] }
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon)/task")) ?? []  // gone: none
        let children = tasks.flatMap { task in
            text("/proc/\(daemon)/task/\(task)/children").split(separator: " ").compactMap { Int32($0) }
        }
        return [daemon] + children
    }

    /// Processor time of each thread of daemon and watcher so far, in nanoseconds, and how often it was woken.
    func used() -> [String: (nanoseconds: Int, wakeUps: Int)] {
        var threads: [String: (nanoseconds: Int, wakeUps: Int)] = [:]
        for process in identifiers {
            // A process that is gone has no threads.
            let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
            for task in tasks {
                let times = text("/proc/\(process)/task/\(task)/schedstat").split(whereSeparator: \.isWhitespace)
                let switches = text("/proc/\(process)/task/\(task)/status").split(separator: "\n")
                    .first { $0.hasPrefix("voluntary_ctxt_switches") }
                threads[task] = (
                    times.first.flatMap { Int($0) } ?? 0,
                    switches?.split(separator: "\t").last.flatMap { Int($0) } ?? 0
                )
            }
        }
        return threads
    }

    /// Resident memory of daemon and watcher, in KiB.
    func resident() -> Int {
        identifiers.reduce(0) { sum, process in
            let line = text("/proc/\(process)/status").split(separator: "\n").first { $0.hasPrefix("VmRSS") }
            return sum + (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0)
        }
    }

    private func text(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""  // a thread that has ended has nothing to say
    }
}
