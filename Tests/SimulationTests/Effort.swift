// How much is tried: what fits into every test run, or as much as somebody asks for.

import Foundation
import Synchronization

enum Effort {
    /// How many random days: `CANCELBOX_SEEDS`, 200 unless said.
    static let seeds = number("CANCELBOX_SEEDS") ?? 200
    /// The first seed: `CANCELBOX_SEED`, 1 unless said. With `CANCELBOX_SEEDS=1` that one day is run again.
    static let firstSeed = number("CANCELBOX_SEED") ?? 1
    /// How often the loops go through all steps, each time with other faults: more when more seeds are asked for.
    static let rounds = min(12, max(1, seeds / 1000))

    /// With `CANCELBOX_FIRST_FAILURE=1` nothing more is tried once something has failed: `make mutants` wants to know no more.
    static var isOver: Bool { endsAtFirstFailure && hasFailed.withLock { $0 } }

    static func noteFailure() { hasFailed.withLock { $0 = true } }

    private static let endsAtFirstFailure = number("CANCELBOX_FIRST_FAILURE") == 1
    private static let hasFailed = Mutex(false)

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
