// A worker on lanes of all kinds: one job at a time, its answer once, its wake when it is over.

import Ports
import Simulation
import Synchronization
import Testing

@testable import Engine

struct WorkerTests {
    private let time = SimulatedTime()
    private var deadline: JobDeadline { JobDeadline(time: time, milliseconds: 500) }

    @Test func `a job that takes too long is said to be late until it is over`() {
        let lane = HeldLane()
        let worker = Worker<Int, Int>(lane: lane, deadline: deadline, wake: {}) { $0 }
        #expect(worker.overdue == nil)
        worker.submit(7)
        time.advance(to: time.monotonic() + 500)
        #expect(worker.overdue == nil)
        time.advance(to: time.monotonic() + 1)
        #expect(worker.overdue == 501)
        lane.letGo()
        #expect(worker.overdue == nil && worker.take() == 7 && worker.overdue == nil)
    }

    @Test func `an answer is there once, after its job, and the engine was woken`() {
        let wakes = Mutex(0)
        let worker = Worker<Int, Int>(lane: InlineLane(), deadline: deadline, wake: { wakes.withLock { $0 += 1 } }) {
            $0 * 2
        }
        #expect(!worker.isBusy && worker.take() == nil)
        for number in 1...3 {
            worker.submit(number)
            #expect(worker.isBusy && worker.hasAnswer)
            #expect(worker.take() == number * 2)
            #expect(!worker.isBusy && worker.take() == nil)
        }
        #expect(wakes.withLock { $0 } == 3)
    }

    @Test func `a job that is not over has no answer, and nobody waits for it`() {
        let lane = HeldLane()
        let worker = Worker<Int, Int>(lane: lane, deadline: deadline, wake: {}) { $0 + 1 }
        worker.submit(1)
        #expect(worker.isBusy && !worker.hasAnswer && worker.take() == nil)
        lane.letGo()
        #expect(worker.take() == 2)
    }

    @Test func `what is abandoned is forgotten`() {
        let worker = Worker<Int, Int>(lane: InlineLane(), deadline: deadline, wake: {}) { $0 }
        worker.submit(1)
        worker.abandon()
        #expect(!worker.isBusy && worker.take() == nil)
        worker.submit(2)
        #expect(worker.waitAndTake() == 2)
    }
}

/// Holds its job until it is told to let go.
private final class HeldLane: Lane {
    private let job = Mutex<(@Sendable () -> Void)?>(nil)
    func start(_ job: @escaping @Sendable () -> Void) { self.job.withLock { $0 = job } }
    func wait() {}
    func letGo() { job.withLock { $0 }?() }
}
