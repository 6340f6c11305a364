// Publishing beside the work: while one batch is written to the outbox, the next is already taken, read and decided.

import Cancellation
import Ports

/// A batch on its way to the outbox.
struct PublicationUnderway {
    var reports: [DropReport]
    /// What the ledger is told once the names are durable.
    var marks: LedgerBatch
}

extension Pipeline {
    /// Hands a decided batch to the outbox. Its marks go three ways: `underway` until its files are renamed, `unsynced` until the sync of the
    /// batch behind it made the names durable, `confirmed` until the commit after that says so.
    /// - Returns: the drops whose files are in the outbox by now, of this batch or an earlier one.
    func publish(
        _ publications: [EffectRecord], cases: [CaseID: Case], reports: [DropReport]
    ) throws(EngineError) -> [DropReport] {
        var finished = try finishPublishing()
        guard !publications.isEmpty || !reports.isEmpty else { return finished }
        var marks = LedgerBatch()
        marks.closed = reports.map(\.drop.number)
        marks.done = publications.map(\.key)
        underway = PublicationUnderway(reports: reports, marks: marks)
        let publication = Publication(effects: publications, cases: cases, reports: reports)
        if reports.count < settings.handOverFiles {
            // A lone drop must not wait for another thread to wake.
            try EngineError.files { () throws(FileSystemError) in try publisher.publish(publication) }
            finished += try finishPublishing()
        } else {
            outbox.submit(publication)
        }
        return finished
    }

    /// Waits for the batch that is being published, if any. Its sync made the names of the batch before it durable.
    func finishPublishing() throws(EngineError) -> [DropReport] {
        guard let job = underway else { return [] }
        underway = nil
        if let result = outbox.waitAndTake() { try result.get() }
        confirmed.merge(unsynced)
        unsynced = job.marks
        return job.reports
    }

    /// Waits for what the disk's workers do, and forgets what came of it: recovery finds out.
    func abandonWorkers() {
        underway = nil
        outbox.abandon()
        intake.abandon()
    }
}
