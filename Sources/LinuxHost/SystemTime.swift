// The clocks of this machine. Never sleeps.

import Glibc
import Ports

/// The time port on the kernel's clocks.
package final class SystemTime: TimeSource {
    package init() {}

    package func now() -> Int64 { milliseconds(of: CLOCK_REALTIME) }

    /// Counts on while the machine sleeps (CLOCK_BOOTTIME): a wait of ten minutes is over ten minutes later, by any wall clock.
    package func monotonic() -> Int64 { milliseconds(of: CLOCK_BOOTTIME) }

    private func milliseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { preconditionFailure("this kernel has no clock \(clock)") }
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
