// Where the engine and its store meet: the worker that calls it, and the queue that says what is called for next.

import Cancellation
import Ports

/// The store as the engine sees it. Used from the engine's thread.
final class StoreDesk {
    /// What the store worker does.
    enum Job: Sendable {
        case look([OrderQuery])
        case give([StoreCommand])
    }

    /// What came of it.
    enum Answer: Sendable {
        case looked([OrderQuery: LookUp])
        case gave([CommandOutcome])
    }

    let manners: StoreManners
    var queue: StoreQueue
    private let worker: Worker<Job, Answer>

    init(store: any Store, lane: any Lane, wake: @escaping @Sendable () -> Void, time: any TimeSource) {
        manners = store.manners
        queue = StoreQueue(manners: manners, now: time.monotonic(), seed: UInt64(bitPattern: time.now()))
        let called = CalledStore(store)
        let own: any Lane = manners.isLocal ? InlineLane() : lane
        let noWake: @Sendable () -> Void = {}
        worker = Worker<Job, Answer>(
            lane: own, deadline: JobDeadline(time: time), wake: manners.isLocal ? noWake : wake
        ) { called.answer($0) }
    }

    var isLocal: Bool { manners.isLocal }
    var isBusy: Bool { worker.isBusy }
    var overdue: Int64? { worker.overdue }

    /// An answer is there, or something can be asked or told now.
    func hasNews(_ now: Int64) -> Bool {
        worker.hasAnswer || (!worker.isBusy && (queue.nextTime(now: now).map { $0 <= now } ?? false))
    }

    /// What a local store shows now; nothing of any other.
    func lookNow(_ queries: [OrderQuery]) -> [OrderQuery: LookUp] {
        guard isLocal, !queries.isEmpty, case .looked(let answers) = call(.look(queries)) else { return [:] }
        return answers
    }

    /// Tells a local store.
    func giveNow(_ commands: [CommittedCommand]) -> [CommandOutcome] {
        guard case .gave(let outcomes) = call(.give(commands.map(\.command))) else { return [] }
        return outcomes
    }

    private func call(_ job: Job) -> Answer? {
        worker.submit(job)
        return worker.take()
    }

    func submit(_ job: Job) { worker.submit(job) }

    func take() -> Answer? { worker.take() }
}

/// Unchecked: called on the store worker's thread only, one job at a time.
private struct CalledStore: @unchecked Sendable {
    let store: any Store
    init(_ store: any Store) { self.store = store }

    func answer(_ job: StoreDesk.Job) -> StoreDesk.Answer {
        switch job {
        case .look(let queries): .looked(store.lookUp(queries))
        case .give(let commands): .gave(store.perform(commands))
        }
    }
}
