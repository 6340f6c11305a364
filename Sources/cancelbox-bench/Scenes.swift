// What is measured: each scene is one run and the figures it gave. A scene that does not end is said to have failed.

import Foundation
import Glibc

/// Figures by name, in the order they are shown.
typealias Figures = [(name: String, value: Double, unit: String)]

struct Scenes {
    let program: String
    let root: String
    let orders: String

    /// Files that lie there at the start: from the start of the daemon to the last receipt.
    func backlog(_ count: Int, of mix: Mix) throws -> Figures {
        let run = try MeasuredRun(program: program, root: root, orders: orders)
        let names = try run.stage(count, of: mix, in: "inbox")
        var receipts = Receipts(folder: run.receiptsFolder)
        defer { receipts.close() }
        try run.start()
        defer { run.stop() }
        try wait(for: names, in: &receipts)
        let used = run.used().values.reduce(0) { $0 + $1.nanoseconds }
        let moments = names.compactMap { receipts.seen[$0] }.sorted()
        let last = Double((moments.last ?? run.startedAt) - run.startedAt) / 1e9
        return [
            ("files a second", Double(count) / last, "/s"),
            ("first receipt", Double((moments.first ?? run.startedAt) - run.startedAt) / 1e6, "ms"),
            ("processor time a file", Double(used) / Double(count) / 1000, "µs"),
            ("resident memory", Double(run.resident()) / 1024, "MiB"),
        ]
    }

    /// Renames into the inbox of a running daemon, `rate` a second (0: as fast as it goes).
    func live(_ count: Int, rate: Int) throws -> Figures {
        let run = try MeasuredRun(program: program, root: root, orders: orders)
        let names = try run.stage(count + 1, of: .mix, in: "stage")
        var receipts = Receipts(folder: run.receiptsFolder)
        defer { receipts.close() }
        try run.start()
        defer { run.stop() }
        // The last name warms up, and shows that the daemon is ready.
        try drop(names[count], of: run)
        try wait(for: [names[count]], in: &receipts)
        var dropped: [String: UInt64] = [:]
        let begin = monotonic()
        for (index, name) in names.prefix(count).enumerated() {
            if rate > 0 {
                let due = begin + UInt64(index) * 1_000_000_000 / UInt64(rate)
                while monotonic() < due {
                    receipts.listen(milliseconds: Int32((due - min(due, monotonic())) / 1_000_000))
                }
            } else if index % 256 == 0 {
                receipts.listen(milliseconds: 0)
            }
            dropped[name] = monotonic()
            try drop(name, of: run)
        }
        try wait(for: Array(names.prefix(count)), in: &receipts)
        let delays = names.prefix(count).compactMap { name -> Double? in
            guard let from = dropped[name], let to = receipts.seen[name] else { return nil }
            return Double(to - from) / 1000
        }.sorted()
        let last = names.prefix(count).compactMap { receipts.seen[$0] }.max() ?? begin
        return [
            ("lost", Double(count - delays.count), ""),
            ("files a second", Double(count) / (Double(last - begin) / 1e9), "/s"),
            ("p50", delays[delays.count / 2], "µs"), ("p99", delays[delays.count * 99 / 100], "µs"),
        ]
    }

    /// Nothing to do for ten seconds.
    func idle() throws -> Figures {
        let run = try MeasuredRun(program: program, root: root, orders: orders)
        try run.start()
        defer { run.stop() }
        sleep(3)
        let before = run.used()
        sleep(10)
        // A thread that has ended meanwhile was idle; one that is new began at nothing.
        let (nanoseconds, wakeUps) = run.used().reduce((0, 0)) { sum, thread in
            let start = before[thread.key] ?? (0, 0)
            return (sum.0 + thread.value.nanoseconds - start.nanoseconds, sum.1 + thread.value.wakeUps - start.wakeUps)
        }
        return [
            ("processor", Double(nanoseconds) / 1e8, "%"), ("wake-ups a second", Double(wakeUps) / 10, "/s"),
            ("resident memory", Double(run.resident()) / 1024, "MiB"),
        ]
    }

    private func drop(_ name: String, of run: MeasuredRun) throws {
        guard rename("\(run.spool)/stage/\(name)", "\(run.spool)/inbox/\(name)") == 0 else {
            throw BenchError("\(name) cannot be renamed into the inbox: \(String(cString: strerror(errno)))")
        }
    }

    private func wait(for names: [String], in receipts: inout Receipts) throws {
        let patience = monotonic() + 600_000_000_000
        while receipts.seen.count < names.count || !names.allSatisfy({ receipts.seen[$0] != nil }) {
            guard monotonic() < patience else {
                throw BenchError("after ten minutes \(receipts.seen.count) of \(names.count) receipts are there")
            }
            receipts.listen(milliseconds: 1000)
        }
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
