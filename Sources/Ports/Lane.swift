// A second pair of hands for work that needs no answer at once.

/// Runs one job at a time beside the caller. `start` and `wait` are used from one thread.
package protocol Lane: AnyObject {
    /// Starts `job`, on a thread of the lane's own where it has one. The job started before must have been waited for.
    func start(_ job: @escaping @Sendable () -> Void)
    /// Returns when the job started last is over; at once when there was none.
    func wait()
}

/// No second thread: each job is over when `start` returns. For tests that must be repeatable, and machines with one core.
package final class InlineLane: Lane {
    package init() {}
    package func start(_ job: @escaping @Sendable () -> Void) { job() }
    package func wait() {}
}
