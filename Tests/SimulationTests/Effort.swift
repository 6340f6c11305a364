// How much is tried: what fits into every test run, or as much as somebody asks for.

import Foundation

enum Effort {
    /// How many random days: `CANCELBOX_SEEDS`, 200 unless said.
    static let seeds = number("CANCELBOX_SEEDS") ?? 200
    /// The first seed: `CANCELBOX_SEED`, 1 unless said. With `CANCELBOX_SEEDS=1` that one day is run again.
    static let firstSeed = number("CANCELBOX_SEED") ?? 1
    /// How often the loops go through all steps, each time with other faults: more when more seeds are asked for.
    static let rounds = min(12, max(1, seeds / 1000))

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
