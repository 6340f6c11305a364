// The pipeline: one turn takes whatever is ready through claim, reading, decision, ledger, effects and outbox.
//
// The order of truth, and why a crash between any two lines loses and doubles nothing:
//   1. the files are renamed into work/, under names that say what     crash → work/ is read again; what the new name cannot
//      the claims know                                                         hold was committed before the rename
//   2. drops, cases, verdicts and effect keys are committed            crash → pending effects are taken up
//   3. the store is told; what it did is read again and committed      crash → the order is read before anything is repeated
//   4. outbox files are written, synced, renamed; drops are put away   crash → the same names and bytes are written again
//   5. after the next sync, effects and drops are committed as done
// Step 4 of a large batch runs on a thread of its own while steps 2 and 3 of the next one go on; where there is a backlog, step 1
// of the batch after that runs on another.

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
    /// Milliseconds until a file may have settled or a case falls due; nil when nothing waits, or when the next turn is due at once.
    package var nextLookMilliseconds: Int64?

    package init() {}
}

/// Takes drops from the inboxes to the outbox. Used from one thread.
package final class Pipeline {
    let settings: EngineSettings
    let limits: Limits
    let files: any FileSystem
    let ledger: any Ledger
    let store: any Store
    let time: any TimeSource
    let log: Logger
    let reader: Reader
    let publisher: Publisher
    let registry: Registry
    let runner: EffectRunner

    let publishingLane: any Lane
    let readingLane: any Lane
    var underway: PublicationUnderway?
    /// The next batch, being claimed and read while the one before it is decided.
    var beingTaken: Outcome<TakenBatch>?

    /// The reading lane's as long as `beingTaken` is not waited for.
    let claimer: Claimer
    /// Claimed drops that wait for the store, when to ask it again by the monotonic clock, and the wait between two tries.
    var deferred: [ClaimedDrop] = []
    var retryAt: Int64 = 0
    var deferral: Int64 = 1000
    /// Drops in `work/` that could not be read yet.
    var unread: [UnreadDrop] = []
    /// What an earlier process left in its note was heeded; later numbers are our own.
    var hasHeededNote = false
    /// What was decided to go back lately; nil until the ledger was asked.
    var flow: MoneyFlow?
    /// There is less room on the disk than is to be kept free.
    var isShortOfRoom = false
    /// Done, but its renames are not durable before the next sync.
    var unsynced = LedgerBatch()
    /// Done and durable; goes into the next commit.
    var confirmed = LedgerBatch()

    /// - Parameters:
    ///   - publishing: Where the outbox of a large batch is written while the next one is read.
    ///   - reading: Where the next batch is claimed and read while the one before it is decided.
    package init(
        settings: EngineSettings, limits: Limits = Limits(), files: any FileSystem, ledger: any Ledger,
        store: any Store, notices: any NoticeWriter, time: any TimeSource, log: Logger,
        publishing: any Lane = InlineLane(), reading: any Lane = InlineLane()
    ) {
        self.settings = settings
        self.limits = limits
        self.files = files
        self.ledger = ledger
        self.store = store
        self.time = time
        self.log = log
        publishingLane = publishing
        readingLane = reading
        reader = Reader(
            limits: limits, names: settings.fieldNames, lexicon: settings.lexicon,
            passwords: settings.workbookPasswords, log: log)
        publisher = Publisher(files: files, notices: notices, log: log)
        registry = Registry(
            store: store, ledger: ledger, policy: settings.policy, operators: settings.operators)
        runner = EffectRunner(store: store, policy: settings.policy)
        claimer = Claimer(settings: settings, limits: limits, files: files, time: time, log: log)
    }

    var now: Instant { Instant(milliseconds: time.now()) }

    /// Forgets the listing: after a hint, or in doubt, the folders are listed afresh.
    package func relist() {
        readingLane.wait()
        claimer.relist()
    }

    /// One turn over whatever is ready now: at most one batch of files, and the cases that have fallen due.
    package func turn() throws(EngineError) -> Turn {
        var turn = Turn()
        var read = try finishTaking()
        let retried = takeDeferred() + (try takeUnread())
        // While the store is silent or the disk is full nothing more is taken: the inbox is the better place to wait.
        let isTaking = deferred.isEmpty ? try hasRoom() : false
        var claimed = retried
        if isTaking, read == nil { claimed += try claim(claimer.collect()) }
        let due = try EngineError.ledger { () throws(LedgerError) in
            try ledger.timersDue(at: now, limit: settings.batchFiles)
        }
        if read != nil || !due.isEmpty || !claimed.isEmpty {
            let isFull = max(claimed.count - retried.count, read?.count ?? 0) >= settings.batchFiles
            read = try (read ?? []) + readAll(claimed)
            // There is more where these came from: it is taken while these are decided.
            if isTaking, isFull { startTaking() }
            turn.drops += try process(read ?? [], due: due)
            turn.worked = deferred.isEmpty
            if turn.worked { deferral = 1000 }
        } else {
            turn.drops += try settleAccounts()
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
        var finished: [DropReport] = []
        if let read = try finishTaking() { finished += try process(read) }
        finished += try finishPublishing()
        if !unsynced.isEmpty {
            try EngineError.files { () throws(FileSystemError) in try files.sync() }
            confirmed.merge(unsynced)
            unsynced = LedgerBatch()
        }
        // A mark that a power cut takes back is made again: what it speaks of is done twice without a difference.
        if !confirmed.isEmpty { try commit(LedgerBatch(), durable: .withNextSync) }
        return finished
    }

    /// Commits `batch` together with what has been confirmed since the last commit.
    func commit(_ batch: LedgerBatch, durable: Durability = .atOnce) throws(EngineError) {
        var batch = batch
        batch.merge(confirmed)
        guard !batch.isEmpty else { return }
        try EngineError.ledger { () throws(LedgerError) in try ledger.commit(batch, durable: durable) }
        confirmed = LedgerBatch()
    }

    /// Milliseconds until a waiting file may have settled; nil when none waits.
    func settlingWaitMilliseconds() -> Int64? {
        readingLane.wait()
        let unread = unread.map(\.lookAt).min().map { max(0, $0 - time.monotonic()) }
        return [claimer.nextLook, unread].compactMap(\.self).min()
    }

    private func nextLook() throws(EngineError) -> Int64? {
        let due = try EngineError.ledger { () throws(LedgerError) in try ledger.nextDue() }
        let untilDue = due.map { max(0, $0.milliseconds - time.now()) }
        let untilRetry = deferred.isEmpty ? nil : max(0, retryAt - time.monotonic())
        let untilRoom = isShortOfRoom ? roomPauseMilliseconds : nil
        return [untilDue, untilRetry, untilRoom, settlingWaitMilliseconds()].compactMap(\.self).min()
    }
}

extension LedgerBatch {
    mutating func merge(_ other: LedgerBatch) {
        drops += other.drops
        unclaimed += other.unclaimed
        cases += other.cases
        events += other.events
        effects += other.effects
        done += other.done
        closed += other.closed
        replaces.merge(other.replaces) { _, new in new }
        timersOver.formUnion(other.timersOver)
        timers.merge(other.timers) { $0.followed(by: $1) }
        commandsOver.merge(other.commandsOver) { _, new in new }
    }
}
