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
        _ publications: [EffectRecord], cases: [CaseID: Case], reports: [DropReport], served: [DropReport] = []
    ) throws(EngineError) -> [DropReport] {
        var finished = try finishPublishing()
        guard !publications.isEmpty || !reports.isEmpty else { return finished }
        var marks = LedgerBatch()
        marks.closed = reports.map(\.drop.number)
        marks.done = publications.map(\.key)
        underway = PublicationUnderway(reports: reports, marks: marks)
        var publication = Publication(effects: publications, cases: cases, reports: reports, served: served)
        for record in publications {
            if case .send(let notice) = record.effect, !recipients.admits(notice, at: now) {
                publication.crowded.insert(record.key)
            }
        }
        if reports.count < settings.handOverFiles {
            // A lone drop must not wait for another thread to wake.
            let failed = try EngineError.files { () throws(FileSystemError) in try publisher.publish(publication) }
            hear(of: failed)
            finished += try finishPublishing()
        } else {
            outbox.submit(publication)
        }
        return finished
    }

    /// Waits for the batch that is being published, if any. Its sync made the names of the batch before it durable.
    func finishPublishing() throws(EngineError) -> [DropReport] {
        guard underway != nil else { return [] }
        if let result = outbox.waitAndTake() {
            do throws(EngineError) {
                hear(of: try result.get())
            } catch {
                underway = nil
                throw error
            }
        }
        guard let job = underway else { return [] }
        underway = nil
        confirmed.merge(unsynced)
        unsynced = job.marks
        return job.reports
    }

    /// What was not written is not done: its case hears of it with the next turn, and only then its effect is a dead letter.
    private func hear(of failed: [UnwrittenNotice]) {
        unwritten += failed
        let keys = Set(failed.map(\.key))
        underway?.marks.done.removeAll { keys.contains($0) }
    }

    /// Waits for what the disk's workers do, and forgets what came of it: recovery finds out.
    func abandonWorkers() {
        underway = nil
        outbox.abandon()
        intake.abandon()
    }
}
