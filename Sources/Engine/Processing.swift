// The middle of a turn: from claimed files to published answers.

import Cancellation
import Intake
import Logging
import Ports

extension Pipeline {
    /// Decides, acts and hands over to the outbox. `due` are timers whose time has come, `pending` effects of an earlier run.
    /// - Returns: what has reached the outbox meanwhile; of this batch only when it was small.
    func process(
        _ read: [ReadDrop], due: [TimerRecord] = [], pending: [EffectRecord] = [], unfinished: [DropRecord] = []
    ) throws(EngineError) -> [DropReport] {
        let at = now
        var work = UnitOfWork()
        work.flow = try moneyFlow(at: at)
        defer { flow = work.flow }
        try load(Set(due.map(\.caseID)), into: &work)
        for timer in due { work.fire(timer, at: at, policy: settings.policy) }
        try load(Set(pending.map(\.caseID)), into: &work)
        for record in pending { work.resume(record) }
        var drops = read
        let unanswered = try EngineError.ledger { () throws(LedgerError) in
            try registry.register(&drops, in: &work, at: at)
        }
        wait(with: unanswered.sorted().map { read[$0].claimed })
        drops = drops.indices.filter { !unanswered.contains($0) }.map { drops[$0] }
        let records = drops.map(\.record) + unfinished

        let fresh = drops.map(\.record)
        var isRecorded = false
        try runner.run(&work, at: at) { batch throws(EngineError) in
            var batch = batch
            if !isRecorded { batch.drops += fresh }
            isRecorded = true
            try commit(batch)
        }
        var last = work.drain(isLast: true)
        if !isRecorded { last.drops += fresh }
        // Whoever publishes syncs before the first name is shown, and the next command waits for a commit of its own.
        try commit(last, durable: .withNextSync)

        try load(casesOf: records, into: &work)
        let publications = work.takePublications()
        let reports =
            drops.map { DropReport($0.record, cases: work.cases, rejected: $0.document.rejected) }
            + (try unfinished.map { record throws(EngineError) in
                DropReport(record, cases: work.cases, rejected: try rejectedRows(of: record), isRepeat: true)
            })
        return try publish(publications, cases: work.cases, reports: reports)
    }

    /// What counts against the limit for money, from the ledger after a start.
    private func moneyFlow(at now: Instant) throws(EngineError) -> MoneyFlow {
        if let flow { return flow }
        let start = now.adding(seconds: -MoneyFlow.window)
        return try EngineError.ledger { () throws(LedgerError) in
            MoneyFlow(moves: try ledger.moves(since: start), held: try ledger.heldByLimit())
        }
    }

    /// Keeps drops in `work/` until the store answers; after a restart recovery finds them there.
    private func wait(with drops: [ClaimedDrop]) {
        guard !drops.isEmpty else { return }
        deferred += drops
        deferral = min(deferral * 2, settings.sweepIntervalMilliseconds)
        retryAt = time.monotonic() + deferral
        log.warning(
            "the store gives no answer; drops wait in work/",
            metadata: ["drops": "\(deferred.count)", "retryMilliseconds": "\(deferral)"])
    }

    /// The drops that waited for the store, when their time has come.
    func takeDeferred() -> [ClaimedDrop] {
        guard !deferred.isEmpty, time.monotonic() >= retryAt else { return [] }
        defer { deferred = [] }
        return deferred
    }

    /// Receipts speak of every case of their drop, also of those this turn did not touch.
    private func load(casesOf records: [DropRecord], into work: inout UnitOfWork) throws(EngineError) {
        try load(Set(records.flatMap { $0.requests.compactMap(\.caseID) }), into: &work)
    }

    private func load(_ ids: Set<CaseID>, into work: inout UnitOfWork) throws(EngineError) {
        let missing = ids.filter { work.cases[$0] == nil }
        guard !missing.isEmpty else { return }
        work.load(try EngineError.ledger { () throws(LedgerError) in try ledger.cases(missing.sorted()) })
    }
}
