// A person's decisions: they override the rules and never the facts, act on what the store shows now, and leave who, when and why.

import Cancellation
import Testing

struct PersonTests {
    private func word(_ note: String? = "전화로 확인", drop: String = "d7") -> OperatorWord {
        OperatorWord(
            OperatorName("김운영"), note: note,
            evidence: Evidence(drop: drop, name: "decision.json", index: 0, sources: FactSources()))
    }

    private func approving(_ orders: Order...) -> Event { .approvedByPerson(word(), .found(orders)) }

    @Test func `an approval acts on the claim that the store shows now, and says who and why`() {
        let decision = Case.resting(in: .reviewing).hearing(approving(anOrder(claim: .cancelRequest)))
        #expect(decision.commands == [.approveCancel(RuleTests.product)])
        #expect(decision.subject.verdict?.rule == "person")
        #expect(decision.subject.verdict?.because.prefix(2) == ["전화로 확인", "operator=김운영"])
        let entry = decision.subject.history.last
        #expect(entry?.by == OperatorName("김운영") && entry?.note == "전화로 확인" && entry?.at == noon)
        #expect(decision.subject.evidence.last?.drop == "d7")
    }

    @Test func `a case that was answered is closed, and the customer hears of it only where a person wants it`() {
        let subject = Case.resting(in: .reviewing)
        let quiet = subject.hearing(.closedByPerson(word()))
        #expect(quiet.subject.state == .expired && quiet.notices.isEmpty && quiet.commands.isEmpty)
        #expect(subject.hearing(.dismissedByPerson(word(nil))).notices.isEmpty)
        let mail = aProvenance(mail: "a@example.kr")
        let asked = fresh(aRequest(.question), mail).hearing(.requested(aRequest(.question), mail, .notAsked)).subject
        let told = asked.hearing(.closedByPerson(OperatorWord(OperatorName("a"), note: "내일 보냅니다.", tells: true)))
        #expect(told.notices.map(\.kind) == [.answered] && told.notices.first?.answer == "내일 보냅니다.")
    }

    @Test func `what has not gone out is taken back, and nothing else is`() {
        let approved = Case.resting(in: .reviewing).hearing(approving(anOrder(claim: .cancelRequest))).subject
        #expect(approved.hearing(.undoneByPerson(word())).subject.state == .reviewing)
        let closed = Case.resting(in: .reviewing).hearing(.closedByPerson(word())).subject
        #expect(closed.hearing(.undoneByPerson(word())).subject.state == .reviewing)
        for state in CaseState.allCases where state != .approved {
            let subject = Case.resting(in: state)
            let undone = subject.hearing(.undoneByPerson(word()))
            #expect(undone.subject.state == state && undone.commands.isEmpty && undone.notices.isEmpty, "\(state)")
        }
    }

    @Test func `a person's reason is sent where the customer gave none that the store takes`() {
        var subject = Case.resting(in: .reviewing)
        subject.request.reason = nil
        #expect(subject.hearing(approving(anOrder())).commands.isEmpty)
        let because = OperatorWord(OperatorName("a"), note: "품절", reason: "SOLD_OUT")
        let decision = subject.hearing(.approvedByPerson(because, .found([anOrder()])))
        #expect(
            decision.commands == [.requestCancel(RuleTests.product, code: "SOLD_OUT", detail: nil, quantity: nil)])
    }

    @Test func `without a claim it cancels as the seller, for the stated reason`() {
        let decision = Case.resting(in: .reviewing).hearing(approving(anOrder()))
        #expect(
            decision.commands == [.requestCancel(RuleTests.product, code: "INTENT_CHANGED", detail: nil, quantity: nil)]
        )
    }

    @Test(arguments: [
        anOrder(.delivering), anOrder(.purchaseDecided), anOrder(.paymentWaiting), anOrder(.returned),
        anOrder(claim: ClaimStatus(rawValue: "COLLECTING"), type: .return),
        anOrder().with(\.isDirectContract, true), anOrder(claim: .cancelRequest, claimQuantity: 1),
        anOrder(id: "2026112012345699"), anOrder(remaining: 1),
    ])
    func `what the store shows cannot be overridden`(_ order: Order) {
        var subject = Case.resting(in: .reviewing)
        subject.request.cancelQuantity = 2
        subject.order?.remainingQuantity = order.remainingQuantity
        let decision = subject.hearing(approving(order))
        #expect(decision.commands.isEmpty)
        #expect(decision.subject.state == .reviewing)
        #expect(decision.subject.history.last?.note?.contains("남긴 말: 전화로 확인") == true)
        #expect(subject.rejectionReason(for: approving(order)) != nil)
    }

    @Test(arguments: [LookUp.missing, .notAsked, .found([]), .unavailable(Failure(message: "504"))])
    func `an order that is not shown is not cancelled`(_ lookUp: LookUp) {
        let decision = Case.resting(in: .reviewing).hearing(.approvedByPerson(word(), lookUp))
        #expect(decision.commands.isEmpty && decision.subject.state == .reviewing)
    }

    @Test func `a reason that the store does not take is not changed into another one`() {
        var subject = Case.resting(in: .reviewing)
        subject.request.reason = Reason(text: "그냥")
        #expect(subject.hearing(approving(anOrder())).commands.isEmpty)
    }

    @Test func `a claim that was withdrawn or replaced meanwhile is shown first, and approved only when decided again`()
    {
        var subject = Case.resting(in: .held)
        subject.order = anOrder(claim: .cancelRequest, claimID: "c1")
        for order in [anOrder(claim: .cancelReject), anOrder(claim: .cancelRequest, claimID: "c2")] {
            let first = subject.hearing(approving(order))
            #expect(first.commands.isEmpty && first.subject.state == .held)
            #expect(first.subject.order == order)
            #expect(first.subject.hearing(approving(order)).commands.count == 1)
        }
    }

    @Test func `what was cancelled meanwhile is told as cancelled, without a command`() {
        let decision = Case.resting(in: .reviewing).hearing(approving(anOrder(.cancelled, claim: .cancelDone)))
        #expect(decision.commands.isEmpty && decision.subject.state == .cancelled)
        #expect(decision.subject.refund.amount == 26_900)
        #expect(decision.notices.map(\.kind) == [.cancelled])
    }

    @Test func `what the store is at already is waited for`() {
        let decision = Case.resting(in: .reviewing).hearing(approving(anOrder(claim: .cancelling)))
        #expect(decision.commands.isEmpty && decision.subject.state == .reflecting && decision.timers.due[.poll] != nil)
    }

    @Test func `a withdrawal that waits for the store is not approved away`() {
        var subject = Case.resting(in: .rejected)
        subject.isWithdrawalAsked = true
        #expect(subject.hearing(approving(anOrder(claim: .cancelRequest))).commands.isEmpty)
    }

    @Test func `a case that was opened without an order never acts on one`() {
        var subject = Case.resting(in: .held)
        subject.key.productOrder = ""
        #expect(subject.hearing(approving(anOrder(claim: .cancelRequest))).commands.isEmpty)
        let released = subject.hearing(.releasedByPerson(word(nil))).subject
        let seen = released.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(seen.commands.isEmpty && seen.subject.state == .reviewing)
    }

    @Test func `a refused customer reads the person's own words`() {
        let decision = Case.resting(in: .reviewing).hearing(.refusedByPerson(word("이미 포장을 마쳤습니다.")))
        #expect(decision.subject.state == .refused)
        #expect(decision.notices.first?.details?.reason == "이미 포장을 마쳤습니다.")
    }

    @Test func `a question is asked once, and only where somebody can hear it`() {
        let subject = Case.resting(in: .reviewing)
        let asked = subject.hearing(.askedByPerson(word(nil), [.quantity]))
        #expect(asked.subject.state == .asking && asked.notices.first?.missing == [.quantity])
        let held = asked.subject.hearing(.heldByPerson(word())).subject
        #expect(held.hearing(.askedByPerson(word(nil), [.quantity])).subject.state == .held)
        var silent = subject
        silent.order?.orderer.phone = "010-****-1234"
        #expect(silent.hearing(.askedByPerson(word(nil), [.quantity])).subject.state == .reviewing)
    }

    @Test(arguments: CaseState.allCases)
    func `a note changes nothing but the history`(_ state: CaseState) {
        let before = Case.resting(in: state)
        let after = before.hearing(.noted(word("기억해 둘 것"))).subject
        #expect(after.state == before.state && after.verdict == before.verdict)
        #expect(after.history.last?.note == "기억해 둘 것" && after.history.count == before.history.count + 1)
    }

    @Test(arguments: CaseState.allCases, ["approve", "refuse", "ask", "hold", "release"])
    func `a decision either moves the case or says why it does not`(_ state: CaseState, _ action: String) {
        let subject = Case.resting(in: state)
        let events: [String: Event] = [
            "approve": approving(anOrder(claim: .cancelRequest)), "refuse": .refusedByPerson(word()),
            "ask": .askedByPerson(word(), [.product]), "hold": .heldByPerson(word()),
            "release": .releasedByPerson(word()),
        ]
        guard let event = events[action] else { return }
        let decision = subject.hearing(event)
        #expect((decision.subject.state != state) == (subject.rejectionReason(for: event) == nil))
        #expect(decision.subject.history.last?.by == OperatorName("김운영"))
        if state.isClosed { #expect(decision.effects == [.publishResult]) }
    }
    @Test func `an approval is about what was shown: another quantity, or no wish to cancel, needs another word`() {
        let shown = fresh(aRequest()).hearing(.requested(aRequest(), aProvenance(), .found([anOrder(quantity: 3)])))
            .subject
        let less = LookUp.found([anOrder(quantity: 3, remaining: 2)])
        let first = shown.hearing(.approvedByPerson(word(), less))
        #expect(first.subject.state == .reviewing && first.commands.isEmpty)
        #expect(first.subject.hearing(.approvedByPerson(word(), less)).subject.state == .approved, "shown now")
        let question = aRequest(.question)
        let asked = fresh(question).hearing(.requested(question, aProvenance(), .found([anOrder()]))).subject
        let found = LookUp.found([anOrder(claim: .cancelRequest)])
        #expect(asked.hearing(.approvedByPerson(word(), found)).commands.isEmpty)
        var anyway = word()
        anyway.cancelsAnyway = true
        #expect(asked.hearing(.approvedByPerson(anyway, found)).subject.state == .approved)
    }

    @Test
    func `nobody is told that his cancellation was refused who asked for something else, or whose order is cancelled`()
    {
        let question = aRequest(.question)
        let asked = fresh(question).hearing(.requested(question, aProvenance(), .found([anOrder()]))).subject
        let refused = asked.hearing(.refusedByPerson(word()))
        #expect(refused.subject.state == .refused && refused.notices.isEmpty)
        let waiting = Case.resting(in: .reviewing)
        #expect(waiting.rejectionReason(refusing: .found([anOrder(.cancelled)])) != nil)
        #expect(waiting.rejectionReason(refusing: .found([anOrder()])) == nil)
        #expect(waiting.rejectionReason(refusing: .missing) == nil)
    }
}
