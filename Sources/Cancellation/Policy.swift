// Which rules decide, and the periods they count with. A value: read once, given to every decision.

/// The seller's way of deciding.
package struct Policy: Sendable {
    /// Stands in every verdict, so that a decision can be explained after the rules have changed.
    package var version: String
    /// Tried in order; the first that matches decides. No match is a review.
    package var rules: [Rule]
    /// Free text read with less confidence than this (0…1) is shown to a person.
    package var minimumConfidence = 0.6
    /// Seconds until the store is asked again, by number of earlier tries; the last one repeats.
    package var rereadAfter: [Int64] = [5, 15, 60, 300, 900]
    /// How often the store is asked before a person is called.
    package var maximumAttempts = 8
    /// Seconds until a question that stays unanswered closes its case.
    package var askExpiry: Int64 = 7 * 86_400

    package init(version: String, rules: [Rule]) {
        self.version = version
        self.rules = rules
    }

    /// The policy that ships with Cancelbox.
    package static let standard = Policy(version: "standard/1", rules: Rule.standard)
}

/// When a rule applies. Named facts only, so that a policy can be written down, checked and explained.
package enum Condition: Hashable, Sendable {
    case intent(Set<Intent>)
    case orderStatus(Set<ProductOrderStatus>)
    /// The store shows the buyer's own open claim to cancel.
    case openCancelClaim(Bool)
    /// The store shows an open claim of another kind (return, exchange, NAVER's own).
    case otherOpenClaim(Bool)
    /// The request says how many, and it is another number than the claim's.
    case quantityDiffersFromClaim
    /// More is to be cancelled than is left, or less than one.
    case quantityImpossible
    /// Some pieces of the product order were cancelled earlier.
    case partlyCancelled
    case conditional
    /// The reader was less sure than `Policy.minimumConfidence`.
    case unsure
    /// The inbox lets the request act by itself.
    case trusted(Bool)
    /// The stated reason is one that a seller may send to the store.
    case reasonSendable(Bool)
}

/// What a matching rule does.
package enum Action: Hashable, Sendable {
    case approveClaim
    case cancelAsSeller
    case refuse(NoticeKind)
    case ask([MissingFact])
    case review(TaskKind)
    case withdraw
    /// The store has done it before us: nothing to do but to say so.
    case acknowledgeCancelled
}

/// One rule: conditions that must all hold, and what follows.
package struct Rule: Hashable, Sendable {
    package var name: String
    package var conditions: [Condition]
    package var action: Action
    /// Why, for the seller, in Korean.
    package var because: String

    package init(_ name: String, when conditions: [Condition], then action: Action, because: String) {
        self.name = name
        self.conditions = conditions
        self.action = action
        self.because = because
    }
}

extension Rule {
    /// The shipped rules; DOMAIN facts: who may cancel when (SmartStore help, Commerce API claim pages).
    package static let standard: [Rule] = [
        Rule(
            "already-cancelled", when: [.intent([.cancel, .withdraw]), .orderStatus([.cancelled, .cancelledUnpaid])],
            then: .acknowledgeCancelled, because: "스토어에서 이미 취소가 완료된 상품주문입니다."),
        Rule(
            "withdrawn", when: [.intent([.withdraw])], then: .withdraw,
            because: "고객이 취소 요청을 철회했습니다."),
        Rule(
            "return-or-exchange", when: [.intent([.return, .exchange])], then: .review(.returnOrExchange),
            because: "취소가 아니라 반품·교환 요청입니다. 스토어 센터에서 처리해야 합니다."),
        Rule(
            "not-a-cancellation", when: [.intent([.change, .question, .feedback, .none])], then: .review(.review),
            because: "취소 요청이 아닌 내용이므로 사람이 확인해야 합니다."),
        Rule(
            "dispatched", when: [.orderStatus([.delivering, .delivered])], then: .refuse(.refusedDispatched),
            because: "이미 발송되어 취소할 수 없고, 수령 후 반품으로 진행해야 합니다."),
        Rule(
            "not-cancellable-state", when: [.orderStatus([.purchaseDecided, .exchanged, .returned, .paymentWaiting])],
            then: .review(.review), because: "주문 상태상 자동으로 취소할 수 없습니다."),
        Rule(
            "other-claim-open", when: [.otherOpenClaim(true)], then: .review(.review),
            because: "스토어에 다른 클레임(반품·교환·직권 취소 등)이 진행 중입니다."),
        Rule(
            "quantity-differs-from-claim", when: [.openCancelClaim(true), .quantityDiffersFromClaim],
            then: .review(.review), because: "요청한 수량이 스토어에 접수된 취소 수량과 다릅니다."),
        Rule(
            "quantity-impossible", when: [.quantityImpossible], then: .ask([.quantity]),
            because: "취소할 수량이 남은 수량과 맞지 않습니다."),
        Rule(
            "claim-open", when: [.orderStatus([.paid]), .openCancelClaim(true)], then: .approveClaim,
            because: "구매자가 스토어에 로그인하여 접수한 취소 요청이 열려 있습니다."),
        Rule(
            "partly-cancelled", when: [.partlyCancelled], then: .review(.review),
            because: "이미 일부가 취소된 상품주문입니다. 새로운 요청인지, 이미 처리된 요청인지 확인해야 합니다."),
        Rule(
            "unsure", when: [.unsure], then: .review(.review),
            because: "요청 내용을 확실하게 읽지 못했습니다."),
        Rule(
            "conditional", when: [.conditional], then: .review(.review),
            because: "조건이 붙은 요청이므로 사람이 판단해야 합니다."),
        Rule(
            "trusted-inbox", when: [.orderStatus([.paid]), .trusted(true), .reasonSendable(true)],
            then: .cancelAsSeller, because: "판매자가 신뢰하도록 설정한 수신함의 요청이며 아직 발송 전입니다."),
        Rule(
            "reason-not-sendable", when: [.trusted(true), .reasonSendable(false)], then: .review(.review),
            because: "스토어에 보낼 수 있는 취소 사유가 없습니다. 사유를 바꾸어 보내지 않습니다."),
        Rule(
            "unproven-sender", when: [.trusted(false), .openCancelClaim(false)], then: .review(.review),
            because: "요청한 사람이 구매자인지 확인되지 않았고, 스토어에 접수된 취소 요청도 없습니다."),
    ]
}
