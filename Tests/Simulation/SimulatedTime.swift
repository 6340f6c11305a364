// Clocks that stand still until somebody moves them.

import Ports
import Synchronization

/// The time port without time: only `advance` makes it later.
package final class SimulatedTime: TimeSource {
    private let elapsed = Mutex<Int64>(0)
    private let start: Int64

    /// - Parameter start: the time of day at the beginning, in milliseconds since 1970; 2026-11-23 10:00 in Korea unless said.
    package init(start: Int64 = 1_795_395_600_000) { self.start = start }

    package func now() -> Int64 { start + monotonic() }
    package func monotonic() -> Int64 { elapsed.withLock { $0 } }

    /// Makes it `milliseconds` after the beginning, or leaves it where it is when that is over.
    package func advance(to milliseconds: Int64) { elapsed.withLock { $0 = max($0, milliseconds) } }
}
