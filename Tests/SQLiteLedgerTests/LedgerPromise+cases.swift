// Promises about cases: one per key, one open per product order, and revisions that only rise.

import Cancellation
import Ports
import Testing

extension LedgerPromise {
    static let ofCases: [LedgerPromise] = [
        LedgerPromise("a case comes back as it was stored") { bench throws in
            let subject = Sample.case(1)
            var bare = Case(
                id: CaseID(trusted: "bare"), key: CaseKey(channel: .smartstore, productOrder: "", claim: "f"),
                request: Request(intent: .none), provenance: subject.provenance, receivedAt: Sample.noon)
            bare.attempts = 3
            try bench.commit { $0.cases = [subject, bare] }
            #expect(try bench.ledger.cases([subject.id]) == [subject])
            #expect(try bench.ledger.cases([bare.id]) == [bare])
            #expect(try bench.ledger.cases([]).isEmpty)
        },
        LedgerPromise("only a higher revision replaces a case") { bench throws in
            let stored = Sample.case(1, state: .approved, revision: 5)
            try bench.commit { $0.cases = [stored] }
            for revision in [4, 5] {
                try bench.commit { $0.cases = [Sample.case(1, state: .failed, revision: revision)] }
                #expect(try bench.ledger.cases([stored.id]) == [stored], "revision \(revision)")
            }
            let next = Sample.case(1, state: .cancelled, revision: 6)
            try bench.commit { $0.cases = [next] }
            #expect(try bench.ledger.cases([stored.id]) == [next])
        },
        LedgerPromise("of two revisions in one batch the higher one stays") { bench throws in
            try bench.commit { $0.cases = [Sample.case(1, revision: 2), Sample.case(1, state: .refused, revision: 3)] }
            try bench.commit { $0.cases = [Sample.case(2, state: .refused, revision: 3), Sample.case(2, revision: 2)] }
            let ids = [Sample.case(1).id, Sample.case(2).id]
            #expect(try bench.ledger.cases(ids).map(\.revision) == [3, 3])
            #expect(try bench.ledger.cases(ids).map(\.state) == [.refused, .refused])
        },
        LedgerPromise("equal keys are one case, closed or not") { bench throws in
            try bench.commit { $0.cases = [Sample.case(1, claim: "77", state: .cancelled)] }
            bench.expectRefusal("another id under the same key") {
                let twin = Sample.case(1, claim: "77", state: .cancelled)
                var other = Case(
                    id: CaseID(trusted: "other"), key: twin.key, request: twin.request, provenance: twin.provenance,
                    receivedAt: twin.receivedAt)
                other.state = .cancelled
                $0.cases = [other]
            }
        },
        LedgerPromise("a product order has one open case at most") { bench throws in
            try bench.commit { $0.cases = [Sample.case(1, claim: "local")] }
            bench.expectRefusal("two open cases of a product order") { $0.cases = [Sample.case(1, claim: "77")] }
            try bench.commit {
                $0.cases = [Sample.case(1, claim: "77", channel: Channel(trusted: "elsewhere")), Sample.case(2)]
            }
        },
        LedgerPromise("after a case is closed its product order can have a new claim") { bench throws in
            let closing = Sample.case(1, claim: "77", state: .withdrawn, revision: 2)
            let new = Sample.case(1, claim: "78")
            try bench.commit { $0.cases = [Sample.case(1, claim: "77")] }
            try bench.commit { $0.cases = [new, closing] }
            #expect(try Set(bench.ledger.cases([closing.id, new.id])) == [closing, new])
            bench.expectRefusal("the closed case would open beside the new one") {
                $0.cases = [Sample.case(1, claim: "77", state: .approved, revision: 3)]
            }
        },
        LedgerPromise("cases without an order stand beside each other") { bench throws in
            let cases = ["a", "b"].map { fingerprint in
                Case(
                    id: CaseID(trusted: fingerprint),
                    key: CaseKey(channel: .smartstore, productOrder: "", claim: fingerprint),
                    request: Request(intent: .cancel), provenance: Sample.case(1).provenance, receivedAt: Sample.noon)
            }
            try bench.commit { $0.cases = cases }
            #expect(try bench.ledger.cases(channel: .smartstore, productOrders: [""]) == cases)
        },
        LedgerPromise("cases are found by many product orders at once, the oldest first") { bench throws in
            let cases = (0..<1200).map {
                Sample.case($0, state: .cancelled, receivedAt: Sample.noon.adding(seconds: Int64(-$0 / 2)))
            }
            let newer = Sample.case(3, claim: "77", receivedAt: Sample.noon.adding(seconds: 9))
            try bench.commit { $0.cases = cases + [newer, Sample.case(1, channel: Channel(trusted: "elsewhere"))] }
            // Equal times keep the order in which they were stored.
            let pairs = stride(from: 1198, through: 0, by: -2).flatMap { cases[$0...($0 + 1)] }
            let found = try bench.ledger.cases(
                channel: .smartstore, productOrders: (0..<1300).map(Sample.productOrder))
            #expect(found.map(\.id) == pairs.map(\.id) + [newer.id])
            #expect(try bench.ledger.cases(channel: .smartstore, productOrders: []).isEmpty)
            #expect(try bench.ledger.cases(channel: .smartstore, productOrders: ["'\"]"]).isEmpty)
        },
        LedgerPromise("tallies count and add up the cases of each state") { bench throws in
            var asked = Sample.case(3, state: .asking)
            asked.refund = Refund()
            try bench.commit {
                $0.cases = [Sample.case(1, state: .cancelled), Sample.case(2, state: .cancelled), asked]
            }
            // Two of three pieces at 30,000 won were asked for.
            #expect(
                try bench.ledger.tallies() == [
                    .cancelled: Tally(count: 2, amount: 20_003), .asking: Tally(count: 1, amount: 20_000),
                ])
            asked.revision += 1
            asked.order = nil
            asked.state = .expired
            try bench.commit { $0.cases = [asked] }
            #expect(try bench.ledger.tallies()[.asking] == nil)
            #expect(try bench.ledger.tallies()[.expired] == Tally(count: 1, amount: 0))
        },
    ]

    static let ofMoney: [LedgerPromise] = [
        LedgerPromise("what was decided to go back is known by time and amount, two commands of one case being one") {
            bench throws in
            var early = Sample.case(1, state: .approved)
            var late = Sample.case(2, state: .approved)
            let start = Instant(seconds: 1_795_402_800)
            (early.decidedAt, late.decidedAt) = (start, start.adding(seconds: 1))
            (early.refund.amount, late.refund.amount) = (100, 200)
            let command = Effect.command(.approveCancel(ProductOrderID(trusted: "1")))
            let request = Effect.command(
                .requestCancel(ProductOrderID(trusted: "1"), code: "SOLD_OUT", detail: nil, quantity: nil))
            try bench.commit {
                $0.cases = [early, late, Sample.case(3, state: .reviewing)]
                $0.effects = [
                    EffectRecord(key: "1/a", caseID: early.id, effect: command),
                    EffectRecord(key: "2/r", caseID: late.id, effect: request),
                    EffectRecord(key: "2/a", caseID: late.id, effect: command),
                ]
            }
            let moved = [MoneyFlow.Move(at: start.adding(seconds: 1), amount: 200)]
            #expect(try bench.ledger.moves(since: start) == moved)
            #expect(try bench.ledger.moves(since: start.adding(seconds: -1)).map(\.amount) == [100, 200])
        },
        LedgerPromise("cases that the limit for money holds are known until they are released") { bench throws in
            var held = Sample.case(1, state: .held)
            held.moneyHold = MoneyHold()
            try bench.commit { $0.cases = [held, Sample.case(2, state: .held)] }
            #expect(try bench.ledger.heldByLimit() == [held.id])
            held.revision += 1
            held.moneyHold?.isReleased = true
            try bench.commit { $0.cases = [held] }
            #expect(try bench.ledger.heldByLimit().isEmpty)
        },
    ]

    static let ofDueCases: [LedgerPromise] = [
        LedgerPromise("due cases are open, not due later than now, and come in the order they fell due") {
            bench throws in
            var ageless = Sample.case(7, state: .reviewing)
            ageless.dueAt = nil
            var closed = Sample.case(0, state: .refused)
            closed.dueAt = Sample.noon
            try bench.commit { $0.cases = [3, 1, 5, 2].map { Sample.case($0) } + [ageless, closed] }
            func due(_ seconds: Int64, _ limit: Int) throws -> [Case] {
                try bench.ledger.casesDue(at: Sample.noon.adding(seconds: seconds), limit: limit)
            }
            #expect(try due(0, 10).isEmpty)
            #expect(try due(3, 10) == [1, 2, 3].map { Sample.case($0) })
            #expect(try due(9, 2) == [1, 2].map { Sample.case($0) })
            #expect(try due(9, 0).isEmpty)
            #expect(try due(9, -1).isEmpty)
        },
        LedgerPromise("the next due time is the earliest of the open cases, and moves with them") { bench throws in
            try bench.commit { $0.cases = [Sample.case(5), Sample.case(2)] }
            #expect(try bench.ledger.nextDue() == Sample.noon.adding(seconds: 2))
            try bench.commit { $0.cases = [Sample.case(2, state: .cancelled, revision: 2)] }
            #expect(try bench.ledger.nextDue() == Sample.noon.adding(seconds: 5))
            try bench.commit { $0.cases = [Sample.case(5, state: .cancelled, revision: 2)] }
            #expect(try bench.ledger.nextDue() == nil)
        },
    ]
}
