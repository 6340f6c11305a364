// A worker: one job at a time on a lane of its own, so that the engine's thread never waits for the outside. What a job came to waits here
// until the engine takes it; the engine is woken when it does.

package import Ports
import Synchronization

/// How long jobs may take before a person is told: nobody can stop a thread, so the job goes on, and what it came to still counts.
package struct JobDeadline {
    let time: any TimeSource
    let milliseconds: Int64

    package init(time: any TimeSource, milliseconds: Int64 = 60_000) {
        self.time = time
        self.milliseconds = milliseconds
    }
}

/// Does jobs one after the other. Used from the engine's thread; only `work` runs on the lane's.
package final class Worker<Job: Sendable, Answer: Sendable> {
    private let deadline: JobDeadline
    private var submittedAt: Int64 = 0
    private let lane: any Lane
    private let wake: @Sendable () -> Void
    private let work: @Sendable (Job) -> Answer
    private let finished = Finished<Answer>()
    /// A job was submitted, and what it came to was not taken yet.
    package private(set) var isBusy = false

    /// - Parameters:
    ///   - wake: called on the lane's thread when a job is over.
    ///   - work: does one job. It must end by itself: nobody stops it.
    package init(
        lane: any Lane, deadline: JobDeadline, wake: @escaping @Sendable () -> Void,
        work: @escaping @Sendable (Job) -> Answer
    ) {
        self.deadline = deadline
        self.lane = lane
        self.wake = wake
        self.work = work
    }

    /// Starts `job`. The one before must have been taken.
    package func submit(_ job: Job) {
        precondition(!isBusy, "a job is submitted while the one before has not been taken")
        isBusy = true
        submittedAt = deadline.time.monotonic()
        lane.start { [finished, work, wake] in
            finished.set(work(job))
            wake()
        }
    }

    /// For how many milliseconds a job has been under way that should be over by now; nil when there is none.
    package var overdue: Int64? {
        guard isBusy, !finished.isThere else { return nil }
        let taken = deadline.time.monotonic() - submittedAt
        return taken > deadline.milliseconds ? taken : nil
    }

    /// A job is over, and what it came to was not taken yet.
    package var hasAnswer: Bool { isBusy && finished.isThere }

    /// What the last job came to; nil while it is not over, or when there is none.
    package func take() -> Answer? {
        guard isBusy, let answer = finished.take() else { return nil }
        // The thread may still be on its way out of the job.
        lane.wait()
        isBusy = false
        return answer
    }

    /// Waits for the job, if there is one, and takes what it came to. Only for jobs that end soon: the disk's, never the network's.
    package func waitAndTake() -> Answer? {
        guard isBusy else { return nil }
        lane.wait()
        return take()
    }

    /// Forgets the job that is under way: nobody waits for it any more.
    package func abandon() {
        guard isBusy else { return }
        lane.wait()
        _ = finished.take()
        isBusy = false
    }
}

/// What a job came to, handed from its thread to the one that takes it.
private final class Finished<Answer: Sendable>: Sendable {
    private let answer = Mutex<Answer?>(nil)

    func set(_ new: Answer) { answer.withLock { $0 = new } }

    var isThere: Bool { answer.withLock { $0 != nil } }

    func take() -> Answer? {
        answer.withLock { answer in
            defer { answer = nil }
            return answer
        }
    }
}
