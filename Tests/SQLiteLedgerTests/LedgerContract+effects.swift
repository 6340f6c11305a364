// Promises about effects: keys are taken for good, and money moves once.

import Cancellation
import Ports
import Testing

extension LedgerContract {
    static let ofEffects: [LedgerContract] = [
        LedgerContract("pending effects come back whole, in the order they were stored") { bench throws in
            let (one, two) = (Sample.case(1), Sample.case(2))
            let effects = [
                Sample.task(of: two), Sample.approval(of: one), Sample.sellerCancellation(of: two),
                Sample.task(of: one),
            ]
            try bench.commit {
                $0.cases = [one, two]
                $0.effects = Array(effects[..<3])
            }
            try bench.commit { $0.effects = [effects[3]] }
            #expect(try bench.ledger.pendingEffects() == effects)
            try bench.commit { $0.done = [effects[1].key] }
            #expect(try bench.ledger.pendingEffects() == [effects[0], effects[2], effects[3]])
        },
        LedgerContract("a key that is there stays as it is, pending or done") { bench throws in
            let subject = Sample.case(1)
            try bench.commit {
                $0.cases = [subject]
                $0.effects = [Sample.task(of: subject, what: "first"), Sample.task(of: subject, what: "second")]
            }
            #expect(try bench.ledger.pendingEffects() == [Sample.task(of: subject, what: "first")])
            try bench.commit { $0.done = [Sample.task(of: subject).key] }
            try bench.commit { $0.effects = [Sample.task(of: subject, what: "third")] }
            #expect(try bench.ledger.pendingEffects().isEmpty)
        },
        LedgerContract("an effect can be stored and done in one batch, and be done twice") { bench throws in
            let subject = Sample.case(1)
            try bench.commit { $0.cases = [subject] }
            for _ in 1...2 {
                try bench.commit {
                    $0.effects = [Sample.task(of: subject)]
                    $0.done = [Sample.task(of: subject).key]
                }
                #expect(try bench.ledger.pendingEffects().isEmpty)
            }
        },
        LedgerContract("money moves once per case and kind, even under another key and after it is done") {
            bench throws in
            let subject = Sample.case(1)
            try bench.commit {
                $0.cases = [subject]
                $0.effects = [Sample.approval(of: subject)]
                $0.done = [Sample.approval(of: subject).key]
            }
            bench.expectRefusal("a second approval") { $0.effects = [Sample.approval(of: subject, key: "second")] }
            try bench.commit { $0.effects = [Sample.sellerCancellation(of: subject)] }
            bench.expectRefusal("a second seller's cancellation") {
                $0.effects = [Sample.sellerCancellation(of: subject, key: "second")]
            }
            try bench.commit { $0.effects = [Sample.task(of: subject), Sample.task(of: subject, .storeTrouble)] }
            #expect(try bench.ledger.pendingEffects().count == 3, "what moves no money may come more than once")
        },
        LedgerContract("only a stored effect can be done") { bench throws in
            bench.expectRefusal("nobody stored this key") { $0.done = ["unknown"] }
        },
    ]
    static let ofQueue: [LedgerContract] = [
        LedgerContract("a command that was stopped or refused can be queued again, and one that is done never") {
            bench throws in
            let subject = Sample.case(1)
            let (first, key) = (Sample.approval(of: subject), Sample.approval(of: subject).key)
            try bench.commit {
                $0.cases = [subject]
                $0.effects = [first]
            }
            for over in [EffectState.recalled, .dead] {
                try bench.commit { $0.commandsOver = [key: over] }
                #expect(try bench.ledger.pendingEffects().isEmpty, "\(over)")
                var again = first
                again.at = first.at.adding(seconds: 60)
                try bench.commit { $0.effects = [again] }
                #expect(try bench.ledger.pendingEffects() == [again], "\(over)")
            }
            try bench.commit { $0.commandsOver = [key: .done] }
            bench.expectRefusal("the store has taken it") { $0.effects = [first] }
            try bench.commit { $0.commandsOver = [key: .recalled] }
            bench.expectRefusal("what is done stays done") { $0.effects = [first] }
        },
        LedgerContract("a command that is decided anew while it is queued is what was decided last") { bench throws in
            let subject = Sample.case(1)
            var next = Sample.sellerCancellation(of: subject)
            try bench.commit {
                $0.cases = [subject]
                $0.effects = [next]
            }
            next.effect = .command(
                .requestCancel(ProductOrderID(trusted: subject.key.productOrder), code: "X", detail: nil, quantity: 2))
            try bench.commit { $0.effects = [next] }
            #expect(try bench.ledger.pendingEffects() == [next])
        },
        LedgerContract("a command that is given says by whom, and until when") { bench throws in
            let subject = Sample.case(1)
            var given = Sample.approval(of: subject)
            try bench.commit {
                $0.cases = [subject]
                $0.effects = [given]
            }
            given.lease = EffectLease(owner: Sample.owner, until: Sample.noon.adding(seconds: 300))
            try bench.commit { $0.effects = [given] }
            #expect(try bench.ledger.pendingEffects() == [given])
            given.lease = nil
            try bench.commit { $0.effects = [given] }
            #expect(try bench.ledger.pendingEffects() == [given], "put off by the store, it is queued again")
        },
        LedgerContract("what somebody else has leased is his until the lease ends") { bench throws in
            let subject = Sample.case(1)
            var given = Sample.approval(of: subject)
            let end = Sample.noon.adding(seconds: 300)
            given.lease = EffectLease(owner: "there", until: end)
            try bench.commit {
                $0.cases = [subject]
                $0.effects = [given]
            }
            let justBefore = Instant(milliseconds: end.milliseconds - 1)
            #expect(try bench.ledger.pendingEffects(of: "here", at: justBefore).isEmpty)
            #expect(try bench.ledger.pendingEffects(of: "there", at: Sample.noon) == [given])
            #expect(try bench.ledger.pendingEffects(of: "here", at: end) == [given])
        },
        LedgerContract("a command that nobody stored can be over without a word") { bench throws in
            try bench.commit { $0.commandsOver = ["nobody/approveCancel": .done] }
        },
    ]
}
