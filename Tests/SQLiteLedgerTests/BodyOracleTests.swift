// Bodies against Foundation's encoder: the same members with the same values, so that none is forgotten when a type grows.

import Cancellation
import Foundation
import GRDB
import Ports
import SQLiteLedger
import Testing

struct BodyOracleTests {
    let folder: ScratchFolder
    let ledger: SQLiteLedger

    init() throws {
        folder = try ScratchFolder()
        ledger = try SQLiteLedger(path: folder.ledger)
    }

    /// Every optional filled: a member that is absent everywhere is compared nowhere.
    private static var full: Case {
        var subject = Sample.case(1)
        let reason = Reason(code: "INTENT_CHANGED", cause: .changeOfMind, text: "마음이 \"바뀌어\"\n요")
        subject.request.reason = reason
        subject.request.requester = Requester(name: "김하늘", email: "sky@example.com", phone: "010-1234-5678")
        subject.provenance = Provenance(
            drop: "d", name: "n", index: 3, inboxTrust: .all,
            mail: MailThread(
                messageID: "<a@b>", references: ["<c@d>"], replyTo: "x@y.example", subject: "취소", isAutomatic: true),
            writerGone: .assumed, words: "취소\n\n해 주세요")
        let at = Sample.noon
        subject.order = Order(
            orderID: OrderID(trusted: "1"), productOrderID: ProductOrderID(trusted: "2"), status: .paid,
            placeOrderStatus: PlaceOrderStatus(rawValue: "OK"),
            claim: Claim(
                id: ClaimID(trusted: "3"), type: .cancel, status: .cancelRequest, requestedAt: at, reason: reason,
                quantity: 2, completedAt: at, refundExpectedAt: at, refundStandbyStatus: "환불처리완료"),
            productName: "이불", option: "흰색", quantity: 3, remainingQuantity: 2, remainingPayment: 10,
            paymentMeans: "카드",
            paymentSplit: PaymentSplit(general: 5, points: 1, money: 2, accumulation: 3, payLater: 4), orderedAt: at,
            paidAt: at, dispatchDueAt: at, dispatchedAt: at,
            orderer: Orderer(name: "하늘", phone: "010"), isGift: true, isDirectContract: true, deliveryAttribute: "TODAY"
        )
        subject.cancelledAt = at
        subject.verdict?.say = "이미 발송되었습니다."
        subject.evidence[0].sources.cells = ["orderId": "A7"]
        subject.withdrawalWrittenAt = at
        subject.acceptedAt = at
        subject.moneyHold = MoneyHold()
        subject.moneyHold?.releasedBy = [OperatorName("김운영")]
        subject.asked = [.product, .quantity]
        subject.givenAt = at
        subject.tasks = [.review, .storeTrouble]
        subject.isWithdrawalAsked = true
        subject.attempts = 4
        return subject
    }

    private static var events: [Event] {
        let failure = Failure(code: "E1", message: "no answer", retryAfter: 60)
        let orders = full.order.map { [$0] } ?? []
        let person = OperatorWord(OperatorName("김운영"), note: "전화로 확인", evidence: full.evidence.first)
        return [
            .requested(full.request, full.provenance, .found(orders)),
            .answered(full.request, full.provenance, .missing),
            .commandGiven, .cancelAccepted, .cancelConflicted(failure), .cancelRefused(failure),
            .cancelDeferred(failure),
            .cancelUnanswered(failure), .joined(full.id), .overLimit("한도"),
            .noticeFailed(.cancelled, .email, "no address"), .retriedByPerson(person), .reread(.found(orders)),
            .reread(.notAsked), .reread(.unavailable(failure)), .fellDue(.deadline), .feedbackReceived("좋아요"),
            .approvedByPerson(person, .found(orders)), .refusedByPerson(person),
            .askedByPerson(person, MissingFact.allCases), .heldByPerson(person),
            .releasedByPerson(OperatorWord(OperatorName("op"))), .noted(person),
            .closedByPerson(OperatorWord(OperatorName("op"), note: "답", reason: "SOLD_OUT", tells: true)),
            .dismissedByPerson(person), .undoneByPerson(person), .linkedByPerson(person, OrderID(trusted: "7")),
        ]
    }

    private static var effects: [Effect] {
        let order = ProductOrderID(trusted: "2")
        let details = Notice.Details(
            customerName: "하늘", productName: "이불", option: "흰색", quantity: 2, amount: 10, paymentMeans: "카드",
            refundGuide: "3일", reason: "변심")
        let notice = Notice(
            caseID: full.id, kind: .cancelled, medium: .email, to: "a@b.example", at: Sample.noon,
            thread: full.provenance.mail, orderID: OrderID(trusted: "1"), productOrderID: order,
            missing: MissingFact.allCases, details: details)
        let task = OperatorTask(
            caseID: full.id, kind: .review, at: Sample.noon, what: "확인", because: ["a", "b"], revision: 7,
            words: "취소", dropName: "a.eml")
        return [
            .command(.approveCancel(order)),
            .command(.requestCancel(order, code: "SOLD_OUT", detail: "품절", quantity: 1)),
            .command(.requestCancel(order, code: "SOLD_OUT", detail: nil, quantity: nil)), .publishResult,
            .send(notice),
            .openTask(task),
        ]
    }

    @Test func `a case`() throws {
        for subject in [Self.full, Sample.case(2)] {
            try ledger.commit(.with { $0.cases = [subject] })
            try expect(#"SELECT body FROM cases WHERE id = '\#(subject.id)'"#, shows: subject)
            #expect(try ledger.cases([subject.id]) == [subject])
        }
    }

    @Test(arguments: events)
    func `an event`(event: Event) throws {
        try ledger.commit(
            .with {
                $0.cases = [Self.full]
                $0.events = [Sample.event(of: Self.full, event)]
            })
        try expect("SELECT body FROM events", shows: event)
    }

    @Test(arguments: effects)
    func `an effect`(effect: Effect) throws {
        let record = EffectRecord(key: "k", caseID: Self.full.id, effect: effect, at: Sample.noon)
        try ledger.commit(
            .with {
                $0.cases = [Self.full]
                $0.effects = [record]
            })
        try expect("SELECT payload FROM effects", shows: effect)
        #expect(try ledger.pendingEffects() == [record])
    }

    private func expect(_ sql: String, shows value: some Encodable) throws {
        let body = try DatabaseQueue(path: folder.ledger).read { try String.fetchOne($0, sql: sql) }
        let written = try JSONSerialization.jsonObject(with: Data(try #require(body).utf8)) as? NSDictionary
        let expected = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? NSDictionary
        #expect(written == expected)
    }
}

extension LedgerBatch {
    fileprivate static func with(_ fill: (inout LedgerBatch) -> Void) -> LedgerBatch {
        var batch = LedgerBatch()
        fill(&batch)
        return batch
    }
}
