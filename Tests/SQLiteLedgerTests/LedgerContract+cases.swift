// Promises about cases: one per key, one open per product order, and revisions that only rise.

import Cancellation
import Ports
import Testing

extension LedgerContract {
    static let ofCases: [LedgerContract] = [
        LedgerContract("a case comes back as it was stored") { bench throws in
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
        LedgerContract("a case is replaced only by whoever has read the revision that is there") { bench throws in
            let stored = Sample.case(1, state: .approved, revision: 5)
            try bench.commit { $0.cases = [stored] }
            for replaced in [nil, 4, 6] as [Int?] {
                var batch = LedgerBatch()
                batch.cases = [Sample.case(2), Sample.case(1, state: .rejected, revision: 7)]
                batch.replaces[stored.id] = replaced
                #expect(throws: LedgerError.stale(stored.id)) { try bench.ledger.commit(batch) }
                #expect(try bench.ledger.cases([stored.id, Sample.case(2).id]) == [stored], "nothing of it is stored")
            }
            bench.expectRefusal("a revision that does not rise") {
                $0.cases = [Sample.case(1, state: .rejected, revision: 5)]
            }
            let next = Sample.case(1, state: .cancelled, revision: 6)
            try bench.commit { $0.cases = [next] }
            #expect(try bench.ledger.cases([stored.id]) == [next])
        },
        LedgerContract("a case that is not there replaces nothing") { bench throws in
            var batch = LedgerBatch()
            batch.cases = [Sample.case(1, revision: 3)]
            batch.replaces[Sample.case(1).id] = 2
            #expect(throws: LedgerError.stale(Sample.case(1).id)) { try bench.ledger.commit(batch) }
        },
        LedgerContract("equal keys are one case, closed or not") { bench throws in
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
        LedgerContract("a product order has one open case at most") { bench throws in
            try bench.commit { $0.cases = [Sample.case(1, claim: "local")] }
            bench.expectRefusal("two open cases of a product order") { $0.cases = [Sample.case(1, claim: "77")] }
            try bench.commit {
                $0.cases = [Sample.case(1, claim: "77", channel: Channel(trusted: "elsewhere")), Sample.case(2)]
            }
        },
        LedgerContract("after a case is closed its product order can have a new claim") { bench throws in
            let closing = Sample.case(1, claim: "77", state: .withdrawn, revision: 2)
            let new = Sample.case(1, claim: "78")
            try bench.commit { $0.cases = [Sample.case(1, claim: "77")] }
            try bench.commit { $0.cases = [new, closing] }
            #expect(try Set(bench.ledger.cases([closing.id, new.id])) == [closing, new])
            bench.expectRefusal("the closed case would open beside the new one") {
                $0.cases = [Sample.case(1, claim: "77", state: .approved, revision: 3)]
            }
        },
        LedgerContract("cases without an order stand beside each other") { bench throws in
            let cases = ["a", "b"].map { fingerprint in
                Case(
                    id: CaseID(trusted: fingerprint),
                    key: CaseKey(channel: .smartstore, productOrder: "", claim: fingerprint),
                    request: Request(intent: .cancel), provenance: Sample.case(1).provenance, receivedAt: Sample.noon)
            }
            try bench.commit { $0.cases = cases }
            #expect(try bench.ledger.cases(channel: .smartstore, productOrders: [""]) == cases)
        },
        LedgerContract("cases are found by many product orders at once, the oldest first") { bench throws in
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
        LedgerContract("tallies count and add up the cases of each state") { bench throws in
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

    static let ofMoney: [LedgerContract] = [
        LedgerContract("what was decided to go back is known by the time at which its command was stored") {
            bench throws in
            let start = Sample.noon
            var (early, late, stopped) = (Sample.case(1), Sample.case(2), Sample.case(4))
            (early.refund.amount, late.refund.amount, stopped.refund.amount) = (100, 200, 400)
            // Decided long ago, and stored now: the time of the decision does not count.
            late.decidedAt = start.adding(seconds: -7200)
            func approval(_ subject: Case, at seconds: Int64) -> EffectRecord {
                var record = Sample.approval(of: subject)
                record.at = start.adding(seconds: seconds)
                return record
            }
            var second = Sample.sellerCancellation(of: late)
            second.at = start.adding(seconds: 2)
            try bench.commit {
                $0.cases = [early, late, Sample.case(3, state: .reviewing), stopped]
                $0.effects = [approval(late, at: 1), second, approval(early, at: 0), approval(stopped, at: 1)]
            }
            try bench.commit { $0.commandsOver = [approval(stopped, at: 1).key: .recalled] }
            let moved = [MoneyFlow.Move(at: start.adding(seconds: 2), amount: 200)]
            #expect(try bench.ledger.moves(since: start) == moved, "two commands of one case are one")
            #expect(try bench.ledger.moves(since: start.adding(seconds: -1)).map(\.amount) == [100, 200])
        },
        LedgerContract("money moves only on the version of the flow that was looked at") { bench throws in
            #expect(try bench.ledger.moneyVersion() == 0)
            try bench.commit {
                $0.cases = [Sample.case(1)]
                $0.moneyVersion = 0
            }
            #expect(throws: LedgerError.moneyMoved) {
                try bench.commit {
                    $0.cases = [Sample.case(2)]
                    $0.moneyVersion = 0
                }
            }
            #expect(try bench.ledger.cases([Sample.case(2).id]).isEmpty, "nothing of a refused batch is stored")
            try bench.commit { $0.cases = [Sample.case(3)] }
            #expect(try bench.ledger.moneyVersion() == 1, "a batch that moves none does not count")
            try bench.reopen()
            try bench.commit { $0.moneyVersion = 1 }
            #expect(try bench.ledger.moneyVersion() == 2)
        },
        LedgerContract("cases that the limit for money holds are known until they are released") { bench throws in
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

    static let ofTimers: [LedgerContract] = [
        LedgerContract("timers come in the order they fall due, several of one case and of closed ones too") {
            bench throws in
            let (open, closed) = (Sample.case(1), Sample.case(2, state: .cancelled))
            func at(_ seconds: Int64) -> Instant { Sample.noon.adding(seconds: seconds) }
            try bench.commit {
                $0.cases = [open, closed]
                $0.timers = [
                    open.id: TimerChanges(due: [.poll: at(3), .deadline: at(1)]),
                    closed.id: TimerChanges(due: [.followUp: at(2)]),
                ]
            }
            let all = [
                TimerRecord(caseID: open.id, kind: .deadline, due: at(1)),
                TimerRecord(caseID: closed.id, kind: .followUp, due: at(2)),
                TimerRecord(caseID: open.id, kind: .poll, due: at(3)),
            ]
            #expect(try bench.ledger.timersDue(at: at(0), limit: 10).isEmpty)
            #expect(try bench.ledger.timersDue(at: at(3), limit: 10) == all)
            #expect(try bench.ledger.timersDue(at: at(9), limit: 2) == Array(all[..<2]))
            #expect(try bench.ledger.timersDue(at: at(9), limit: -1).isEmpty)
            #expect(try bench.ledger.nextDue() == at(1))
        },
        LedgerContract("a timer is moved, is over by itself, or with all others of its case") { bench throws in
            let subject = Sample.case(1)
            func at(_ seconds: Int64) -> Instant { Sample.noon.adding(seconds: seconds) }
            func due() throws -> [TimerKind] { try bench.ledger.timersDue(at: at(99), limit: 10).map(\.kind) }
            try bench.commit {
                $0.cases = [subject]
                $0.timers = [subject.id: TimerChanges(due: [.poll: at(1), .deadline: at(2), .delayNotice: at(3)])]
            }
            try bench.commit { $0.timers = [subject.id: TimerChanges(due: [.poll: at(9)])] }
            #expect(try due() == [.deadline, .delayNotice, .poll])
            try bench.commit { $0.timersOver = [TimerID(subject.id, .deadline)] }
            #expect(try due() == [.delayNotice, .poll])
            // What fires and is set anew in one batch stands.
            try bench.commit {
                $0.timersOver = [TimerID(subject.id, .poll)]
                $0.timers = [subject.id: TimerChanges(due: [.poll: at(4)])]
            }
            #expect(try due() == [.delayNotice, .poll])
            try bench.commit { $0.timers = [subject.id: TimerChanges(clearsOthers: true, due: [.expiry: at(5)])] }
            #expect(try due() == [.expiry])
            try bench.reopen()
            #expect(try due() == [.expiry])
        },
        LedgerContract("a timer without a case is refused") { bench throws in
            bench.expectRefusal("an unknown case") {
                $0.timers = [CaseID(trusted: "nobody"): TimerChanges(due: [.poll: Sample.noon])]
            }
        },
    ]
}
