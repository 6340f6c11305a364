// The shipped rules as a table: what the store shows and what is asked → which rule, which state, what is commanded.

import Cancellation
import Testing

struct RuleTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var order: Order
        var request = aRequest()
        var provenance = aProvenance()
        var rule: String
        var state: CaseState
        var outcome: Verdict.Outcome
        var command: StoreCommand?
        var testDescription: String { name }
    }

    static let product = ProductOrderID(trusted: "2026112012345671")
    static let approve = StoreCommand.approveCancel(product)

    static let rows: [Row] = [
        Row(
            name: "an open claim is approved whoever nudges", order: anOrder(claim: .cancelRequest), rule: "claim-open",
            state: .approved, outcome: .approve, command: approve),
        Row(
            name: "a claim in progress is waited for", order: anOrder(claim: .cancelling), rule: "already-cancelling",
            state: .reflecting, outcome: .approve),
        Row(
            name: "a plain mail about an open claim is a nudge", order: anOrder(claim: .cancelRequest),
            request: aRequest(confidence: 0.7), provenance: aProvenance(mail: "a@example.kr"), rule: "claim-open",
            state: .approved, outcome: .approve, command: approve),
        Row(
            name: "an unsure mail is no nudge", order: anOrder(claim: .cancelRequest),
            request: aRequest(confidence: 0.3), provenance: aProvenance(mail: "a@example.kr"), rule: "unsure",
            state: .reviewing, outcome: .review),
        Row(
            name: "a condition is a person's to judge, even where the buyer claimed at the store",
            order: anOrder(claim: .cancelRequest), request: aRequest(conditional: true), rule: "conditional",
            state: .reviewing, outcome: .review),
        Row(
            name: "another quantity than the claim's is shown to a person", order: anOrder(claim: .cancelRequest),
            request: aRequest(quantity: 1), rule: "quantity-differs-from-claim", state: .reviewing, outcome: .review),
        Row(
            name: "no claim and no trust is a person's decision", order: anOrder(), rule: "unproven-sender",
            state: .reviewing, outcome: .review),
        Row(
            name: "a mail is not trusted in an inbox that trusts exports", order: anOrder(),
            provenance: aProvenance(.exports, mail: "a@example.kr"), rule: "unproven-sender", state: .reviewing,
            outcome: .review),
        Row(
            name: "sold out stays sold out", order: anOrder(), request: aRequest(code: "SOLD_OUT"),
            provenance: aProvenance(.exports), rule: "sold-out", state: .approved, outcome: .approve,
            command: .requestCancel(product, code: "SOLD_OUT", detail: nil, quantity: nil)),
        Row(
            name: "what was cancelled in part before is a person's decision", order: anOrder(quantity: 3, remaining: 2),
            request: aRequest(quantity: 1), provenance: aProvenance(.exports), rule: "partly-cancelled",
            state: .reviewing, outcome: .review),
        Row(
            name: "a claim on what is left is approved",
            order: anOrder(claim: .cancelRequest, quantity: 3, remaining: 2),
            rule: "claim-open", state: .approved, outcome: .approve, command: approve),
        Row(
            name: "part of a quantity is commanded as such", order: anOrder(quantity: 3),
            request: aRequest(quantity: 1),
            provenance: aProvenance(.exports), rule: "cancel-as-seller", state: .approved, outcome: .approve,
            command: .requestCancel(product, code: "INTENT_CHANGED", detail: nil, quantity: 1)),
        Row(
            name: "all of a quantity is commanded as all", order: anOrder(quantity: 3), request: aRequest(quantity: 3),
            provenance: aProvenance(.exports), rule: "cancel-as-seller", state: .approved, outcome: .approve,
            command: .requestCancel(product, code: "INTENT_CHANGED", detail: nil, quantity: nil)),
        Row(
            name: "a reason that cannot be sent is never exchanged", order: anOrder(), request: aRequest(code: "ETC"),
            provenance: aProvenance(.exports), rule: "reason-not-sendable", state: .reviewing, outcome: .review),
        Row(
            name: "no reason at all is not made up", order: anOrder(), request: aRequest(code: nil),
            provenance: aProvenance(.exports), rule: "reason-not-sendable", state: .reviewing, outcome: .review),
        Row(
            name: "a condition needs a person even in a trusted inbox", order: anOrder(),
            request: aRequest(conditional: true), provenance: aProvenance(.all, mail: "a@example.kr"),
            rule: "conditional", state: .reviewing, outcome: .review),
        Row(
            name: "what was not read for sure is not acted on", order: anOrder(), request: aRequest(confidence: 0.5),
            provenance: aProvenance(.all, mail: "a@example.kr"), rule: "unsure", state: .reviewing, outcome: .review),
        Row(
            name: "on its way means no cancellation", order: anOrder(.delivering), rule: "dispatched", state: .refused,
            outcome: .refuse),
        Row(
            name: "delivered means no cancellation, trusted or not", order: anOrder(.delivered),
            provenance: aProvenance(.all), rule: "dispatched", state: .refused, outcome: .refuse),
        Row(
            name: "dispatched beats an open claim", order: anOrder(.delivering, claim: .cancelRequest),
            rule: "dispatched", state: .refused, outcome: .refuse),
        Row(
            name: "a decided purchase is a person's", order: anOrder(.purchaseDecided), rule: "purchase-decided",
            state: .reviewing, outcome: .review),
        Row(
            name: "what was returned is a person's", order: anOrder(.returned), provenance: aProvenance(.all),
            rule: "returned-or-exchanged", state: .reviewing, outcome: .review),
        Row(
            name: "an unpaid order ends by itself", order: anOrder(.paymentWaiting), provenance: aProvenance(.all),
            rule: "unpaid", state: .refused, outcome: .refuse),
        Row(
            name: "direct-contract goods are the logistics company's",
            order: anOrder(claim: .cancelRequest).with(\.isDirectContract, true), provenance: aProvenance(.all),
            rule: "direct-contract", state: .reviewing, outcome: .review),
        Row(
            name: "what is made to order is looked at once it is confirmed",
            order: anOrder(claim: .cancelRequest).with(\.option, "각 인: 사랑해"), rule: "made-to-order",
            state: .reviewing, outcome: .review),
        Row(
            name: "made to order and not confirmed is like everything else",
            order: anOrder(claim: .cancelRequest).with(\.option, "각인").with(\.placeOrderStatus, .notYet),
            rule: "claim-open", state: .approved, outcome: .approve, command: approve),
        Row(
            name: "a gift that nobody claimed is a person's", order: anOrder().with(\.isGift, true),
            provenance: aProvenance(.all), rule: "gift", state: .reviewing, outcome: .review),
        Row(
            name: "a gift with the buyer's claim is approved",
            order: anOrder(claim: .cancelRequest).with(\.isGift, true), rule: "claim-open", state: .approved,
            outcome: .approve, command: approve),
        Row(
            name: "a mobile-phone payment of last month is refunded another way",
            order: anOrder().with(\.paymentMeans, "휴대폰 간편결제").with(\.paidAt, noon.adding(seconds: -30 * 86_400)),
            provenance: aProvenance(.all), rule: "phone-payment-of-earlier-month", state: .reviewing, outcome: .review),
        Row(
            name: "a mobile-phone payment of this month is cancelled",
            order: anOrder().with(\.paymentMeans, "휴대폰").with(\.paidAt, noon.adding(seconds: -86_400)),
            provenance: aProvenance(.all), rule: "cancel-as-seller", state: .approved, outcome: .approve,
            command: .requestCancel(product, code: "INTENT_CHANGED", detail: nil, quantity: nil)),
        Row(
            name: "an unknown state of a claim to cancel counts as open",
            order: anOrder(claim: ClaimStatus(rawValue: "CANCEL_HOLD")), provenance: aProvenance(.all),
            rule: "other-claim-open", state: .reviewing, outcome: .review),
        Row(
            name: "an unsure withdrawal is read by a person", order: anOrder(claim: .cancelRequest),
            request: aRequest(.withdraw, confidence: 0.4), rule: "unsure", state: .reviewing, outcome: .review),
        Row(
            name: "an unknown order state is nobody's to cancel",
            order: anOrder(ProductOrderStatus(rawValue: "NEW_STATE")),
            provenance: aProvenance(.all), rule: "no-rule", state: .reviewing, outcome: .review),
        Row(
            name: "an open return is not overtaken",
            order: anOrder(claim: ClaimStatus(rawValue: "RETURN_REQUEST"), type: .return),
            provenance: aProvenance(.all), rule: "other-claim-open", state: .reviewing, outcome: .review),
        Row(
            name: "an unknown claim state counts as open",
            order: anOrder(claim: ClaimStatus(rawValue: "NEW_STATE"), type: ClaimType(rawValue: "NEW_TYPE")),
            provenance: aProvenance(.all), rule: "other-claim-open", state: .reviewing, outcome: .review),
        Row(
            name: "cancelled already is only said", order: anOrder(.cancelled, claim: .cancelDone),
            rule: "already-cancelled", state: .cancelled, outcome: .duplicate),
        Row(
            name: "a withdrawal cancels nothing", order: anOrder(claim: .cancelRequest), request: aRequest(.withdraw),
            provenance: aProvenance(.all), rule: "withdrawn", state: .withdrawn, outcome: .withdraw),
        Row(
            name: "a return is not a cancellation", order: anOrder(.delivered), request: aRequest(.return),
            provenance: aProvenance(.all), rule: "return-or-exchange", state: .reviewing, outcome: .review),
        Row(
            name: "a question is not a cancellation", order: anOrder(claim: .cancelRequest),
            request: aRequest(.question),
            provenance: aProvenance(.all), rule: "not-a-cancellation", state: .reviewing, outcome: .review),
        Row(
            name: "more than is left is asked about", order: anOrder(), request: aRequest(quantity: 5),
            provenance: aProvenance(.all), rule: "quantity-impossible", state: .asking, outcome: .ask),
        Row(
            name: "zero pieces are asked about", order: anOrder(), request: aRequest(quantity: 0),
            provenance: aProvenance(.all), rule: "quantity-impossible", state: .asking, outcome: .ask),
    ]

    @Test(arguments: rows)
    func `the first matching rule decides`(_ row: Row) {
        let event = Event.requested(row.request, row.provenance, .found([row.order]))
        let decision = fresh(row.request, row.provenance).hearing(event)
        #expect(decision.subject.verdict?.rule == row.rule)
        #expect(decision.subject.verdict?.outcome == row.outcome)
        #expect(decision.subject.state == row.state)
        #expect(decision.commands == [row.command].compactMap(\.self))
    }

    @Test func `every shipped rule is reached by the table`() {
        let reached = Set(Self.rows.map(\.rule))
        let unreached = Rule.standard.map(\.name).filter { !reached.contains($0) }
        #expect(unreached == [])
    }

    @Test func `what is missing is asked of somebody who can answer`() {
        let mail = aProvenance(mail: "a@example.kr")
        let decision = fresh(aRequest(), mail).hearing(.requested(aRequest(), mail, .notAsked))
        #expect(decision.subject.state == .asking)
        #expect(decision.notices.map(\.missing) == [[.orderNumber]])
        #expect(decision.timers.due[.reminder] != nil && decision.timers.due[.expiry] != nil)
        let nobody = fresh().hearing(.requested(aRequest(), aProvenance(), .notAsked))
        #expect(nobody.subject.state == .reviewing)
    }

    @Test func `an answering machine is never asked`() {
        var machine = aProvenance(mail: "a@example.kr")
        machine.mail?.isAutomatic = true
        let decision = fresh(aRequest(), machine).hearing(.requested(aRequest(), machine, .notAsked))
        #expect(decision.subject.state == .reviewing)
        #expect(decision.notices.isEmpty)
    }
}
