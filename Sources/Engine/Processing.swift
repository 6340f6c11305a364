// The middle of a turn: from claimed files to published answers.

import Cancellation
import Intake
import Logging
import Ports

extension Pipeline {
    /// Decides, acts and hands over to the outbox. `due` are cases whose time has come, `pending` effects of an earlier run.
    /// - Returns: what has reached the outbox meanwhile; of this batch only when it was small.
    func process(
        _ read: [ReadDrop], due: [Case] = [], pending: [EffectRecord] = [], unfinished: [DropRecord] = []
    ) throws(EngineError) -> [DropReport] {
        let at = now
        var docket = Docket()
        docket.flow = try moneyFlow(at: at)
        defer { flow = docket.flow }
        docket.load(due)
        for subject in due { docket.apply(.fellDue, to: subject.id, at: at, policy: settings.policy) }
        try resume(pending, unfinished, in: &docket)
        var drops = read
        let unanswered = try EngineError.ledger { () throws(LedgerError) in
            try registry.register(&drops, in: &docket, at: at)
        }
        wait(with: unanswered.sorted().map { read[$0].claimed })
        drops = drops.indices.filter { !unanswered.contains($0) }.map { drops[$0] }
        let records = drops.map(\.record) + unfinished

        let fresh = drops.map(\.record)
        var isRecorded = false
        let done = try runner.run(&docket, at: at) { batch throws(EngineError) in
            var batch = batch
            if !isRecorded { batch.drops += fresh }
            isRecorded = true
            try commit(batch)
        }
        var last = docket.drain()
        if !isRecorded { last.drops += fresh }
        last.done += done
        // Whoever publishes syncs before the first name is shown, and the next command waits for a commit of its own.
        try commit(last, durable: .withNextSync)

        try load(casesOf: records, into: &docket)
        let publications = docket.takePublications()
        let reports =
            drops.map { DropReport($0.record, cases: docket.cases, rejected: $0.document.rejected) }
            + (try unfinished.map { record throws(EngineError) in
                DropReport(record, cases: docket.cases, rejected: try rejectedRows(of: record), isRepeat: true)
            })
        return try publish(publications, cases: docket.cases, reports: reports)
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

    /// Commands whose end nobody knows, of cases that are looked at again: what is seen now may settle them.
    func openCommands(of due: [Case]) throws(EngineError) -> [EffectRecord] {
        let ids = Set(due.filter { $0.state == .approved || $0.state == .uncertain }.map(\.id))
        guard !ids.isEmpty else { return [] }
        let pending = try EngineError.ledger { () throws(LedgerError) in try ledger.pendingEffects() }
        return pending.filter { record in
            if case .command = record.effect { ids.contains(record.caseID) } else { false }
        }
    }

    private func resume(
        _ pending: [EffectRecord], _ unfinished: [DropRecord], in docket: inout Docket
    ) throws(EngineError) {
        guard !pending.isEmpty else { return }
        let ids = Set(pending.map(\.caseID)).sorted()
        docket.load(try EngineError.ledger { () throws(LedgerError) in try ledger.cases(ids) })
        for record in pending { docket.resume(record) }
    }

    /// Receipts speak of every case of their drop, also of those this turn did not touch.
    private func load(casesOf records: [DropRecord], into docket: inout Docket) throws(EngineError) {
        let ids = Set(records.flatMap { $0.requests.compactMap(\.caseID) }).filter { docket.cases[$0] == nil }
        guard !ids.isEmpty else { return }
        docket.load(try EngineError.ledger { () throws(LedgerError) in try ledger.cases(ids.sorted()) })
    }
}
