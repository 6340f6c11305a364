// The real program ended, or its disk failing it, at every numbered system call that changes something: after another run the
// end is that of a run nobody disturbed.

import Foundation
import Simulation
import Testing

/// What is done to one system call of a run.
private enum Blow: String, CaseIterable {
    case kill = "signal=KILL"
    case noRoom = "error=ENOSPC"
    case inputOutput = "error=EIO"
}

/// The `nth` call of a kind within one thread, and what becomes of it.
private struct Point: CustomStringConvertible, Sendable {
    var call: String
    var nth: Int
    var blow: Blow

    var description: String { "\(blow.rawValue) at \(call) \(nth)" }

    /// No run of the example takes as long.
    private static let patienceSeconds = 120
    /// What `timeout` ends with when the patience was over.
    static let wasStuck: Int32 = 124

    var wrapper: [String] {
        [
            "timeout", "-k", "10", "\(Self.patienceSeconds)", "strace", "-f", "-o", "/dev/null", "-e", "trace=\(call)",
            "-e",
            "inject=\(call):\(blow.rawValue):when=\(nth)",
        ]
    }
}

@Suite(.serialized)
struct KillSweepTests {
    /// Every call that changes the disk, or makes a change durable.
    private static let calls = [
        "openat", "mkdirat", "write", "pwrite64", "ftruncate", "renameat", "renameat2", "linkat", "unlink", "unlinkat",
        "fsync", "fdatasync", "syncfs",
    ]

    /// Nobody writes to the example's files while they are taken.
    private let impatient = ["CANCELBOX_SETTLE_DELAY_SECONDS": "0.05"]

    private func prepared() throws -> TestSpool {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.dropExample()
        return spool
    }

    /// How often each call is made by the thread that makes it most often.
    private func countCalls() throws -> [String: Int] {
        let spool = try prepared()
        let trace = spool.path + "/trace"
        let run = try Program(
            ["run", "--once", "--spool", spool.path], environment: impatient,
            wrapper: ["strace", "-f", "-o", trace, "-e", "trace=" + Self.calls.joined(separator: ",")])
        #expect(run.finish() == 0, "\(run.log)")
        var counts: [Substring: [String: Int]] = [:]
        for line in spool.text("trace").split(separator: "\n") {
            // Short numbers of threads are padded.
            let thread = line.prefix { $0 != " " }
            let what = line.dropFirst(thread.count).drop { $0 == " " }
            guard let call = Self.calls.first(where: { what.hasPrefix($0 + "(") }) else { continue }
            counts[thread, default: [:]][call, default: 0] += 1
        }
        return counts.values.reduce(into: [:]) { $0.merge($1) { max($0, $1) } }
    }

    /// All points, or some of each blow spread over them.
    private func points() throws -> [Point] {
        let counts = try countCalls()
        var dice = SplitMix64(seed: Drill.seed)
        return Blow.allCases.flatMap { blow in
            // Opening mostly reads, libraries above all: an error there is no matter of durability.
            let struck = blow == .kill ? Self.calls : Self.calls.filter { $0 != "openat" }
            let all = struck.flatMap { call in
                (0..<counts[call, default: 0]).map { Point(call: call, nth: $0 + 1, blow: blow) }
            }
            guard !Drill.isFull else { return all }
            // Mostly calls that are made seldom: a thousand writes would hide the two syncs.
            let wanted = blow == .kill ? 12 : 4
            return (0..<wanted).compactMap { _ in
                struck.filter { counts[$0, default: 0] > 0 }.randomElement(using: &dice).map { call in
                    Point(call: call, nth: Int.random(in: 1...counts[call, default: 1], using: &dice), blow: blow)
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `a run that is ended or failed by its disk at any call leaves nothing undone or done twice`() throws {
        guard Machine.hasStrace else { return Machine.notRun("no program can be traced here (strace)") }
        let calm = try prepared()
        #expect(try Program(["run", "--once", "--spool", calm.path], environment: impatient).finish() == 0)
        let points = try points()
        try #require(!points.isEmpty, "the trace of a run shows no calls")
        var (hit, bad) = (0, [String]())
        for (index, point) in points.enumerated() {
            do {
                let (isHit, differences) = try strike(point, calm: calm)
                hit += isHit ? 1 : 0
                if !differences.isEmpty { bad.append("\(point): \(differences)") }
            } catch {
                bad.append("\(point): \(error)")
            }
            if index % 500 == 499 { Drill.say("\(index + 1) of \(points.count) points, \(bad.count) bad") }
        }
        Drill.say("\(points.count) points, \(hit) ended the run, \(bad.count) bad (seed \(Drill.seed))")
        #expect(bad == [], "seed \(Drill.seed)")
        #expect(
            hit >= points.count / 2, "only \(hit) of \(points.count) points disturbed a run; the test proves too little"
        )
    }

    /// One disturbed run and one that is left alone. Whether the first was ended by it, and how the result differs.
    private func strike(_ point: Point, calm: TestSpool) throws -> (isHit: Bool, differences: [String]) {
        let spool = try prepared()
        let disturbed = try Program(
            ["run", "--once", "--spool", spool.path], environment: impatient, wrapper: point.wrapper)
        let end = disturbed.finish()
        if end == Point.wasStuck { return (true, ["the run was stuck: \(disturbed.log)"]) }
        let isHit = end != 0
        let last = try Program(["run", "--once", "--spool", spool.path], environment: impatient)
        let code = last.finish()
        guard code == 0 else { return (isHit, ["the next run ended with \(code): \(last.log)"]) }
        // A store that could not write its journal has refused, and the history says so.
        // An end between two claims parts drops about one order: the second then finds its case decided, and the way there is
        // told differently.
        return (isHit, try spool.differences(from: calm, besidesHistory: true))
    }
}
