// Publishing beside the work: while one batch is written to the outbox, the next is already claimed, read and decided.

import Cancellation
import Ports

/// A batch on its way to the outbox.
struct PublicationUnderway {
    var reports: [DropReport]
    /// What the ledger is told once the names are durable.
    var marks: LedgerBatch
    var outcome: Outcome<Void>
}

extension Pipeline {
    /// Hands a decided batch to the outbox.
    /// - Returns: the drops whose files are in the outbox by now, of this batch or an earlier one.
    func publish(
        _ publications: [EffectRecord], cases: [CaseID: Case], reports: [DropReport]
    ) throws(EngineError) -> [DropReport] {
        var finished = try finishPublishing()
        var marks = LedgerBatch()
        marks.closed = reports.map(\.drop.number)
        marks.done = publications.map(\.key)
        let (publisher, outcome) = (publisher, Outcome<Void>())
        underway = PublicationUnderway(reports: reports, marks: marks, outcome: outcome)
        let job = { @Sendable in
            outcome.set(
                Result { () throws(EngineError) in
                    try EngineError.files { () throws(FileSystemError) in
                        try publisher.publish(publications, cases: cases, reports: reports)
                    }
                })
        }
        if reports.count < settings.handOverFiles {
            job()
            finished += try finishPublishing()
        } else {
            publishingLane.start(job)
        }
        return finished
    }

    /// Waits for the batch that is being published, if any. Its sync made the names of the batch before it durable.
    func finishPublishing() throws(EngineError) -> [DropReport] {
        guard let job = underway else { return [] }
        underway = nil
        publishingLane.wait()
        try job.outcome.take()
        confirmed.merge(unsynced)
        unsynced = job.marks
        return job.reports
    }

    /// Waits for the batches that are being published and taken, and forgets what came of them: recovery finds out.
    func abandonLanes() {
        (underway, beingTaken) = (nil, nil)
        publishingLane.wait()
        readingLane.wait()
    }
}
