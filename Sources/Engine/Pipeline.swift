// The pipeline: one turn takes whatever is ready through claim, reading, decision, ledger, effects and outbox.
//
// The order of truth, and why a crash between any two lines loses and doubles nothing:
//   1. the files are renamed into work/, under names that say what     crash → work/ is read again; what the new name cannot
//      the claims know                                                         hold was committed before the rename
//   2. drops, cases, verdicts and effect keys are committed            crash → pending effects are taken up
//   3. the store is told; what it did is read again and committed      crash → the order is read before anything is repeated
//   4. outbox files are written, synced, renamed; drops are put away   crash → the same names and bytes are written again
//   5. after the next sync, effects and drops are committed as done
// Step 4 of a large batch runs on a thread of its own while steps 1 to 3 of the next one go on; a full batch is read on another.

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
    /// Milliseconds until a file may have settled or a case falls due; nil when nothing waits.
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
    /// A full batch that is being read while the one before it is decided.
    var beingRead: Outcome<[ReadDrop]>?

    private var sweep: Sweep
    var settling: Settling
    /// Claimed drops that wait for the store, when to ask it again by the monotonic clock, and the wait between two tries.
    var deferred: [ClaimedDrop] = []
    var retryAt: Int64 = 0
    var deferral: Int64 = 1000
    /// Drops in `work/` that could not be read yet.
    var unread: [UnreadDrop] = []
    /// What an earlier process left in its note was heeded; later numbers are our own.
    var hasHeededNote = false
    /// There is less room on the disk than is to be kept free.
    var isShortOfRoom = false
    /// The number of the next claim; set by `recover`.
    var nextNumber: DropNumber = 1
    /// Done, but its renames are not durable before the next sync.
    var unsynced = LedgerBatch()
    /// Done and durable; goes into the next commit.
    var confirmed = LedgerBatch()

    /// - Parameters:
    ///   - publishing: Where the outbox of a large batch is written while the next one is read.
    ///   - reading: Where a full batch is read while the one before it is decided.
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
        reader = Reader(limits: limits, log: log)
        publisher = Publisher(files: files, notices: notices, log: log)
        registry = Registry(store: store, ledger: ledger, policy: settings.policy)
        runner = EffectRunner(store: store, policy: settings.policy)
        sweep = Sweep(inboxes: settings.inboxes, inProgress: settings.inProgress)
        settling = Settling(
            delayMilliseconds: settings.settleDelayMilliseconds,
            missingMilliseconds: 10 * settings.sweepIntervalMilliseconds, limits: limits)
    }

    var now: Instant { Instant(milliseconds: time.now()) }

    /// Forgets the listing: after a hint, or in doubt, the folders are listed afresh.
    package func relist() { sweep.restart() }

    /// One turn over whatever is ready now: at most one batch of files, and the cases that have fallen due.
    package func turn() throws(EngineError) -> Turn {
        var turn = Turn()
        let retried = takeDeferred() + (try takeUnread())
        // While the store is silent or the disk is full nothing more is taken: the inbox is the better place to wait.
        let isTaking = deferred.isEmpty ? try hasRoom() : false
        let settled = isTaking ? try collect() : []
        let due = try EngineError.ledger { () throws(LedgerError) in
            try ledger.casesDue(at: now, limit: settings.batchFiles)
        }
        if !settled.isEmpty || !due.isEmpty || !retried.isEmpty || beingRead != nil {
            var claimed = retried + (try claim(settled))
            var read = try finishReading()
            if settled.count >= settings.batchFiles {
                // There is more where these came from: they are read while those before them are decided.
                try startReading(claimed)
                claimed = []
            }
            read += try readAll(claimed)
            turn.drops += try process(read, due: due, pending: try openCommands(of: due))
            turn.worked = deferred.isEmpty
            if turn.worked { deferral = 1000 }
        } else {
            turn.drops += try settleAccounts()
            // Whoever waits for these drops may have more.
            turn.worked = !turn.drops.isEmpty
        }
        turn.nextLookMilliseconds = try nextLook()
        return turn
    }

    /// Everything done is durable and the ledger says so.
    /// - Returns: the drops whose files reached the outbox only now.
    @discardableResult
    package func settleAccounts() throws(EngineError) -> [DropReport] {
        var finished: [DropReport] = []
        let read = try finishReading()
        if !read.isEmpty { finished += try process(read) }
        finished += try finishPublishing()
        if !unsynced.isEmpty {
            try EngineError.files { () throws(FileSystemError) in try files.sync() }
            confirmed.merge(unsynced)
            unsynced = LedgerBatch()
        }
        if !confirmed.isEmpty { try commit(LedgerBatch()) }
        return finished
    }

    /// Commits `batch` together with what has been confirmed since the last commit.
    func commit(_ batch: LedgerBatch) throws(EngineError) {
        var batch = batch
        batch.merge(confirmed)
        guard !batch.isEmpty else { return }
        try EngineError.ledger { () throws(LedgerError) in try ledger.commit(batch) }
        confirmed = LedgerBatch()
    }

    /// Files whose writers are gone, up to one batch.
    private func collect() throws(EngineError) -> [SettledFile] {
        var settled: [SettledFile] = []
        var bytes = 0
        var looked: Set<Candidate> = []
        while settled.count < settings.batchFiles, bytes < settings.batchBytes {
            let wanted = settings.batchFiles - settled.count
            let candidates = try EngineError.files { () throws(FileSystemError) in
                try sweep.next(wanted, on: files) { looked.contains($0) }
            }
            for news in sweep.takeNews() { report(news) }
            if candidates.isEmpty { break }
            for candidate in candidates where looked.insert(candidate).inserted {
                let period = settings.sweepIntervalMilliseconds
                if settling.isSetAside(candidate, period: period, now: time.monotonic()) { continue }
                switch settling.look(
                    at: candidate, on: files, now: time.monotonic(), clock: time.now()
                ) {
                case .settled(let file):
                    settled.append(file)
                    bytes += file.bytes.count
                case .refused(let reason?):
                    let metadata: Logger.Metadata = ["file": "\(candidate.name.printable)", "reason": "\(reason)"]
                    log.warning("left in the inbox: it cannot be taken", metadata: metadata)
                case .waiting, .refused(nil), .gone: break
                }
            }
        }
        return settled
    }

    private func report(_ news: Sweep.News) {
        guard let error = news.error else {
            log.notice("an inbox can be used again", metadata: ["inbox": "\(news.inbox.folder.path)"])
            return
        }
        let metadata: Logger.Metadata = [
            "inbox": "\(news.inbox.folder.path)", "error": "\(error)", "advice": "\(error.adviceOnInbox)",
        ]
        log.error("an inbox cannot be used; the others go on", metadata: metadata)
    }

    /// Milliseconds until a waiting file may have settled; nil when none waits.
    func settlingWaitMilliseconds() -> Int64? {
        let unread = unread.map(\.lookAt).min().map { max(0, $0 - time.monotonic()) }
        return [settling.nextLook(now: time.monotonic()), unread].compactMap(\.self).min()
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
    }
}
