// The circuit breaker for money: what it counts, when it opens, who closes it.

import Cancellation
import Testing

struct MoneyLimitTests {
    private func id(_ number: Int) -> CaseID { CaseID(trusted: "C-\(number)") }

    @Test func `as many and as much as the limit says may go back, and not one more`() {
        let limit = MoneyLimit(countPerHour: 3, amountPerHour: 1_000)
        var flow = MoneyFlow()
        for amount in [400, 500] {
            #expect(flow.rejectionReason(for: amount, at: noon, limit: limit) == nil)
            flow.add(amount, at: noon)
        }
        #expect(flow.rejectionReason(for: 101, at: noon, limit: limit)?.contains("1000원") == true)
        #expect(flow.rejectionReason(for: 100, at: noon, limit: limit) == nil)
        flow.add(100, at: noon)
        #expect(flow.rejectionReason(for: 0, at: noon, limit: limit)?.contains("3건") == true)
        // An hour later nothing of it counts any more.
        #expect(flow.rejectionReason(for: 0, at: noon.adding(seconds: 3599), limit: limit) != nil)
        #expect(flow.rejectionReason(for: 1_000, at: noon.adding(seconds: 3600), limit: limit) == nil)
    }

    @Test func `without a limit everything passes`() {
        var flow = MoneyFlow(held: [id(1)])
        for _ in 0..<1_000 { flow.add(1_000_000_000, at: noon) }
        #expect(flow.rejectionReason(for: .max, at: noon, limit: MoneyLimit()) == nil)
    }

    @Test func `while one case is held nothing else passes, however little it is`() {
        let limit = MoneyLimit(countPerHour: 10)
        var flow = MoneyFlow()
        var held = Case.resting(in: .approved).hearing(.overLimit("too much")).subject
        flow.update(held)
        #expect(flow.held == [held.id])
        #expect(flow.rejectionReason(for: 1, at: noon.adding(seconds: 86_400), limit: limit) != nil)
        held = held.hearing(.releasedByPerson(OperatorWord(OperatorName("a")))).subject
        flow.update(held)
        #expect(flow.rejectionReason(for: 1, at: noon, limit: limit) == nil)
    }

    @Test func `a case over the limit is held with a task, owes nothing and tells the customer only that it arrived`() {
        let step = Case.resting(in: .approved).hearing(.overLimit("한도"))
        #expect(step.subject.state == .held && step.subject.isHeldByLimit)
        #expect(step.tasks.map(\.kind) == [.moneyLimit])
        #expect(step.subject.refund == Refund())
        #expect(step.notices.map(\.kind) == [.received])
        #expect(step.commands.isEmpty)
    }

    @Test func `one person releases it, and the rules decide on what the store shows then`() {
        let held = Case.resting(in: .approved).hearing(.overLimit("한도")).subject
        let released = held.hearing(.releasedByPerson(OperatorWord(OperatorName("a"))))
        #expect(released.subject.state == .received && released.effects.contains(.reread))
        let again = released.subject.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(again.commands.count == 1 && again.subject.moneyHold?.isReleased == true)
    }

    @Test func `four eyes are those of two persons`() {
        var policy = Policy.standard
        policy.moneyLimit.releases = 2
        let held = Case.resting(in: .approved).hearing(.overLimit("한도")).subject
        func release(_ subject: Case, _ name: String) -> Case {
            subject.hearing(.releasedByPerson(OperatorWord(OperatorName(name))), policy: policy).subject
        }
        let once = release(held, "a")
        #expect(once.state == .held && once.isHeldByLimit)
        #expect(release(once, "a").state == .held, "the same person twice is one")
        #expect(release(once, "b").state == .received)
        // Approving is no way around.
        let order = LookUp.found([anOrder(claim: .cancelRequest)])
        let approved = once.hearing(
            .approvedByPerson(OperatorWord(OperatorName("a"), note: "n"), order), policy: policy)
        #expect(approved.commands.isEmpty && approved.subject.state == .held)
    }

    @Test func `what the store may have heard of is never stopped half way`() {
        for state in CaseState.allCases {
            let step = Case.resting(in: state).hearing(.overLimit("한도"))
            if state != .approved { #expect(step.subject.state == state && step.effects.isEmpty) }
            let isUnderWay = [.approved, .commanding, .unknown, .reflecting].contains(state)
            #expect(!isUnderWay || !Case.resting(in: .approved).beginsToMove(after: state))
        }
    }
}
