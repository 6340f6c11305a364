// Promises about a commit as a whole.

import Cancellation
import Ports
import Testing

extension LedgerContract {
    static let ofBatches: [LedgerContract] = [
        LedgerContract("a new ledger is empty") { bench throws in
            let ledger = bench.ledger
            #expect(try ledger.nextDropNumber() == 1)
            #expect(try ledger.openDrops().isEmpty)
            #expect(try ledger.pendingEffects().isEmpty)
            #expect(try ledger.tallies().isEmpty)
            #expect(try ledger.nextDue() == nil)
            #expect(try ledger.drop(1) == nil)
        },
        LedgerContract("an empty batch changes nothing") { bench throws in
            try bench.commit { _ in }
            #expect(try bench.ledger.nextDropNumber() == 1)
        },
        LedgerContract("one conflict in a batch, and nothing of it is stored") { bench throws in
            let (settled, stranger) = (Sample.case(1, revision: 1), Sample.case(2))
            try bench.commit {
                $0.cases = [settled]
                $0.effects = [Sample.approval(of: settled), Sample.task(of: settled)]
            }
            var higher = settled
            higher.revision = 2
            bench.expectRefusal("the second approval of a case has another key") {
                $0.drops = [Sample.drop(1)]
                $0.cases = [higher, stranger]
                $0.events = [Sample.event(of: stranger)]
                $0.effects = [Sample.approval(of: stranger), Sample.approval(of: settled, key: "another")]
                $0.done = [Sample.task(of: settled).key]
            }
            #expect(try bench.ledger.nextDropNumber() == 1)
            #expect(try bench.ledger.openDrops().isEmpty)
            #expect(try bench.ledger.cases([settled.id, stranger.id]) == [settled])
            #expect(try bench.ledger.pendingEffects() == [Sample.approval(of: settled), Sample.task(of: settled)])
        },
        LedgerContract("a batch committed once more is refused as stale, and changes nothing") { bench throws in
            let subject = Sample.case(1)
            var decided = Sample.drop(1, state: .decided)
            decided.requests = [RequestRecord(index: 0, caseID: subject.id, intent: .cancel)]
            var batch = LedgerBatch()
            batch.drops = [decided]
            batch.cases = [subject]
            batch.events = [Sample.event(of: subject)]
            batch.effects = [Sample.approval(of: subject), Sample.task(of: subject)]
            batch.done = [Sample.task(of: subject).key]
            try bench.ledger.commit(batch)
            #expect(throws: LedgerError.stale(subject.id)) { try bench.ledger.commit(batch) }
            #expect(try bench.ledger.openDrops() == [decided])
            #expect(try bench.ledger.cases([subject.id]) == [subject])
            #expect(try bench.ledger.pendingEffects() == [Sample.approval(of: subject)])
        },
        LedgerContract("everything is there after closing and opening again") { bench throws in
            let subject = Sample.case(1)
            try bench.commit {
                $0.drops = [Sample.drop(1)]
                $0.cases = [subject]
                $0.events = [Sample.event(of: subject)]
                $0.effects = [Sample.approval(of: subject), Sample.task(of: subject)]
                $0.done = [Sample.task(of: subject).key]
            }
            try bench.reopen()
            #expect(try bench.ledger.openDrops() == [Sample.drop(1)])
            #expect(try bench.ledger.cases([subject.id]) == [subject])
            #expect(try bench.ledger.pendingEffects() == [Sample.approval(of: subject)])
            #expect(try bench.ledger.nextDropNumber() == 2)
            try bench.commit { $0.effects = [Sample.task(of: subject)] }
            #expect(try bench.ledger.pendingEffects() == [Sample.approval(of: subject)], "done stays done")
        },
        LedgerContract("requests, events and effects name cases that are there") { bench throws in
            let stranger = Sample.case(1)
            bench.expectRefusal("an event of an unknown case") { $0.events = [Sample.event(of: stranger)] }
            bench.expectRefusal("an effect of an unknown case") { $0.effects = [Sample.approval(of: stranger)] }
            bench.expectRefusal("a request with an unknown case") {
                var drop = Sample.drop(1)
                drop.requests = [RequestRecord(index: 0, caseID: stranger.id, intent: .cancel)]
                $0.drops = [drop]
            }
        },
    ]
}
