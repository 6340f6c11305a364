// The pipeline: one turn takes what has come in, decides, commits once and hands out what is to be done. Nothing outside is waited for.
//
// The order of truth, and why a crash between any two lines loses and doubles nothing:
//   1. the files are renamed into work/, under names that say what     crash → work/ is read again; what the new name cannot
//      is known of them                                                        hold was committed before the rename
//   2. drops, requests, cases, verdicts, timers and effect keys are    crash → pending effects are taken up, waiting requests are
//      committed                                                               asked about
//   3. the store is told; what it did is read again and committed      crash → the order is read before anything is repeated
//   4. outbox files are written, synced, renamed; drops are put away   crash → the same names and bytes are written again
//   5. after the next sync, effects and drops are committed as done
// A store that answers from memory is asked and told within the turn (steps 2 and 3). Any other has a worker: its answers come in with a
// later turn. Files are taken and read on a thread of their own, and the outbox of a large batch is written on another.

import Cancellation
package import Intake
package import Logging
package import Ports

/// What one turn did, and when the next one is worth while.
package struct Turn: Sendable {
    /// Drops that were taken to their end in this turn.
    package var drops: [DropReport] = []
    /// Something was done, so more may be ready now.
    package var worked = false
    /// Milliseconds until a file may have settled or a timer falls due; nil when nothing waits, or when the next turn is due at once.
    package var nextLookMilliseconds: Int64?

    package init() {}
}

/// The threads of the engine beside its own. Each lane does one job at a time.
package struct Lanes {
    package var intake: any Lane
    package var outbox: any Lane
    package var store: any Lane

    package init(intake: any Lane, outbox: any Lane, store: any Lane) {
        self.intake = intake
        self.outbox = outbox
        self.store = store
    }

    /// No other thread: every job is over when it is started.
    package static var inline: Lanes { Lanes(intake: InlineLane(), outbox: InlineLane(), store: InlineLane()) }
}

/// Takes drops from the inboxes to the outbox. Used from one thread.
package final class Pipeline {
    let settings: EngineSettings
    let limits: Limits
    let files: any FileSystem
    let ledger: any Ledger
    let time: any TimeSource
    let log: Logger
    let reader: Reader
    let publisher: Publisher
    let router: RequestRouter

    let intake: Worker<IntakeJob, Result<TakenBatch, EngineError>>
    let outbox: Worker<Publication, Result<[UnwrittenNotice], EngineError>>
    let store: StoreDesk
    /// Notices that could not be written, and of which their cases have not heard yet.
    var unwritten: [UnwrittenNotice] = []
    /// What each recipient got lately.
    var recipients: RecipientLimit
    /// The drops and marks of the publication that is under way.
    var underway: PublicationUnderway?

    /// The intake worker's while it is busy.
    let acquirer: Acquirer
    /// The folders are to be listed, and afresh.
    var wantsSweep = true
    var wantsRelist = false
    /// Files wait whose names need a row in the ledger first.
    var longNamesWait = false
    /// So many requests wait that nothing new is taken.
    var isHoldingBack = false
    /// Requests that wait for their orders.
    var waiting: [RequestKey: Arrival] = [:]
    /// Drops in `work/` that could not be read yet.
    var unread: [UnreadDrop] = []
    let deciding = DecidingMarker()
    /// One input at a time, so that the next failure names its cause.
    var isCareful = false
    /// Why inputs were put aside, in this process.
    package var contained: [String] = []
    /// What an earlier process left in its marker was heeded; later numbers are our own.
    var hasHeededMarker = false
    /// What was decided to go back lately; nil until the ledger was asked.
    var flow: MoneyFlow?
    var space: DiskSpace
    /// Done, but its renames are not durable before the next sync.
    var unsynced = LedgerBatch()
    /// Done and durable; goes into the next commit.
    var confirmed = LedgerBatch()

    /// - Parameters:
    ///   - lanes: the threads beside this one.
    ///   - wake: called on any of them when a job is over.
    package init(
        settings: EngineSettings, limits: Limits = Limits(), files: any FileSystem, ledger: any Ledger,
        store: any Store, notices: any NoticeWriter, time: any TimeSource, log: Logger,
        lanes: Lanes = .inline, wake: @escaping @Sendable () -> Void = {}
    ) {
        self.settings = settings
        self.limits = limits
        self.files = files
        self.ledger = ledger
        self.time = time
        self.log = log
        let reader = Reader(
            limits: limits, names: settings.fieldNames, lexicon: settings.lexicon,
            passwords: settings.workbookPasswords, log: log)
        let publisher = Publisher(files: files, notices: notices, log: log)
        let acquirer = Acquirer(settings: settings, limits: limits, files: files, time: time, log: log)
        self.reader = reader
        self.publisher = publisher
        self.acquirer = acquirer
        router = RequestRouter(
            ledger: ledger, policy: settings.policy, operators: settings.operators,
            channels: Set(settings.inboxes.map(\.channel)), requestsPerMail: settings.requestsPerMail,
            isPrivate: settings.decisionsArePrivate)
        recipients = RecipientLimit(most: settings.noticesPerHour)
        let deadline = JobDeadline(time: time)
        intake = Worker(lane: lanes.intake, deadline: deadline, wake: wake) { job in
            Result { () throws(EngineError) in try job.run(acquirer, reader, files) }
        }
        outbox = Worker(lane: lanes.outbox, deadline: deadline, wake: wake) { publication in
            Result { () throws(EngineError) in
                try EngineError.files { () throws(FileSystemError) in try publisher.publish(publication) }
            }
        }
        self.store = StoreDesk(store: store, lane: lanes.store, wake: wake, time: time)
        space = DiskSpace(floorBytes: settings.freeSpaceFloorBytes, log: log)
    }

    var now: Instant { Instant(milliseconds: time.now()) }

    /// The folders are listed afresh with the next turn: after a hint, in doubt, or because it is time to.
    package func relist() { (wantsSweep, wantsRelist) = (true, true) }

    /// One turn over whatever is there now: at most one batch of files, the timers that have fallen due, and what the store has answered.
    package func turn() throws(EngineError) -> Turn {
        var turn = Turn()
        var read = try takeRead()
        // Where intake is no thread of its own: a sweep may find only what has to be taken in another way.
        for _ in 0..<3 where read?.isEmpty ?? true {
            guard try startIntake() else { break }
            read = try takeRead()
        }
        // There is more where these came from: it is taken while these are decided.
        if let read, read.count >= settings.batchFiles {
            wantsSweep = true
            _ = try startIntake()
        }
        let due = try EngineError.ledger { () throws(LedgerError) in
            try ledger.timersDue(at: now, limit: settings.batchFiles)
        }
        if read?.isEmpty == false || !due.isEmpty || !unwritten.isEmpty || store.hasNews(time.monotonic()) {
            turn.drops += try decideAll(read ?? [], due: due)
            turn.worked = true
        } else {
            turn.drops += try settleAccounts()
            isCareful = false
            // Whoever waits for these drops may have more.
            turn.worked = !turn.drops.isEmpty
        }
        if !turn.worked { turn.nextLookMilliseconds = try nextLook() }
        return turn
    }

    /// Everything done is durable and the ledger says so.
    /// - Returns: the drops whose files reached the outbox only now.
    @discardableResult
    package func settleAccounts() throws(EngineError) -> [DropReport] {
        let finished = try finishPublishing()
        if !unsynced.isEmpty {
            try EngineError.files { () throws(FileSystemError) in try files.sync() }
            confirmed.merge(unsynced)
            unsynced = LedgerBatch()
        }
        // A mark that a power cut takes back is made again: what it speaks of is done twice without a difference.
        if !confirmed.isEmpty { try commit(LedgerBatch(), durable: .withNextSync) }
        return finished
    }

    /// Leaves: nothing new is begun, what is cheap is finished, and the rest is where the next start finds it. Nobody waits for a file that
    /// is being read, or for the store.
    package func leave() throws(EngineError) -> [DropReport] {
        walkAway()
        let finished = try settleAccounts()
        try returnNumbers()
        return finished
    }

    /// Numbers of drops that were given to us and not used: somebody else's, or the next start's.
    func returnNumbers() throws(EngineError) {
        guard !intake.isBusy else { return }
        let numbers = acquirer.numbers
        acquirer.numbers = 0..<0
        try EngineError.ledger { () throws(LedgerError) in try ledger.returnDropNumbers(numbers) }
    }

    /// Commits `batch` together with what has been confirmed since the last commit.
    func commit(_ batch: LedgerBatch, durable: Durability = .atOnce) throws(EngineError) {
        var batch = batch
        batch.merge(confirmed)
        guard !batch.isEmpty else { return }
        try EngineError.ledger { () throws(LedgerError) in try ledger.commit(batch, durable: durable) }
        confirmed = LedgerBatch()
    }

    /// The worker that has been at one job for too long, and for how many milliseconds: a disk, or a store, that does not answer.
    package var overdue: (worker: String, milliseconds: Int64)? {
        [("the store", store.overdue), ("the inboxes", intake.overdue), ("the outbox", outbox.overdue)]
            .compactMap { name, taken in taken.map { (name, $0) } }.first
    }

    /// Something is under way whose end brings a wake.
    var isBusy: Bool { intake.isBusy || store.isBusy }

    /// Milliseconds until a waiting file may have settled; nil when none waits, or when files are being taken just now.
    func settlingWaitMilliseconds() -> Int64? {
        guard !intake.isBusy else { return nil }
        let unread = unread.map(\.lookAt).min().map { max(0, $0 - time.monotonic()) }
        return [acquirer.nextLook, unread].compactMap(\.self).min()
    }

    private func nextLook() throws(EngineError) -> Int64? {
        let due = try EngineError.ledger { () throws(LedgerError) in try ledger.nextDue() }
        let untilDue = due.map { max(0, $0.milliseconds - time.now()) }
        let untilStore = store.queue.nextTime(now: time.monotonic()).map { max(0, $0 - time.monotonic()) }
        let untilRoom = space.isShort ? roomPauseMilliseconds : nil
        return [untilDue, untilStore, untilRoom, settlingWaitMilliseconds()].compactMap(\.self).min()
    }
}

extension LedgerBatch {
    mutating func merge(_ other: LedgerBatch) {
        drops += other.drops
        untaken += other.untaken
        cases += other.cases
        replaces.merge(other.replaces) { _, new in new }
        requests += other.requests
        events += other.events
        timersOver.formUnion(other.timersOver)
        timers.merge(other.timers) { $0.followed(by: $1) }
        commandsOver.merge(other.commandsOver) { _, new in new }
        effects += other.effects
        done += other.done
        moneyVersion = moneyVersion ?? other.moneyVersion
        closed += other.closed
    }
}
