// A lane with a thread of its own, asleep while there is no job. Knows nothing of the jobs.

import Glibc
import Ports

/// One thread that lives as long as the process. It sleeps on a semaphore, so an idle lane wakes nobody.
package final class ThreadLane: Lane {
    private let hands: Hands

    package init() {
        hands = Hands()
        hands.begin()
    }

    package func start(_ job: @escaping @Sendable () -> Void) { hands.give(job) }
    package func wait() { hands.wait() }
}

/// What caller and thread share. Unchecked: `job` is written by the caller before `posted` and read by the thread after it, and
/// `isBusy` is the caller's alone; the two semaphores order everything else.
private final class Hands: @unchecked Sendable {
    private let posted = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private let finished = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private var job: (@Sendable () -> Void)?
    private var isBusy = false

    init() {
        sem_init(posted, 0, 0)
        sem_init(finished, 0, 0)
    }

    func begin() {
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        // Readers of mail and JSON go deep; the limits of intake hold within this.
        pthread_attr_setstacksize(&attributes, 8 << 20)
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let hands = Unmanaged<Hands>.fromOpaque(argument).takeRetainedValue()
                while true { hands.work() }
            }, Unmanaged.passRetained(self).toOpaque())
        precondition(code == 0, "no thread can be made: \(message(of: code))")
    }

    func give(_ job: @escaping @Sendable () -> Void) {
        precondition(!isBusy, "a job is started while the one before has not been waited for")
        isBusy = true
        self.job = job
        sem_post(posted)
    }

    func wait() {
        guard isBusy else { return }
        sleep(on: finished)
        isBusy = false
    }

    private func work() {
        sleep(on: posted)
        job?()
        job = nil
        sem_post(finished)
    }

    private func sleep(on semaphore: UnsafeMutablePointer<sem_t>) {
        while sem_wait(semaphore) != 0, errno == EINTR {}
    }
}
