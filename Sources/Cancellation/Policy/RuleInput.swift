// The facts a rule may look at, and how each condition is told from them.

/// What is known when a rule is tried: the request, who stands behind it, the store's own order, and the time.
package struct RuleInput: Sendable {
    package var request: Request
    package var requester: RequesterProof
    package var order: Order
    package var now: Instant
    package var minimumConfidence: Double

    package init(
        request: Request, requester: RequesterProof, order: Order, now: Instant, minimumConfidence: Double
    ) {
        self.request = request
        self.requester = requester
        self.order = order
        self.now = now
        self.minimumConfidence = minimumConfidence
    }

    /// The reason to use: the request's, else the one the buyer gave the store.
    package var reason: Reason? { request.reason ?? order.openCancelClaim?.reason }

    /// What would go back, in won.
    package var amount: Int {
        order.payment(for: request.cancelQuantity ?? order.openCancelClaim?.quantity ?? order.remainingQuantity)
    }

    /// Whether the order and the request are as `condition` wants them.
    package func hold(_ condition: Condition) -> Bool {
        switch condition {
        case .intent(let intents): intents.contains(request.intent)
        case .orderStatus(let statuses): statuses.contains(order.status)
        case .placeOrderStatus(let statuses): order.placeOrderStatus.map(statuses.contains) ?? false
        case .claim(let claims): claims.contains(order.claimFact)
        case .requester(let proofs): proofs.contains(requester)
        case .payment(let means): means.contains(PaymentMeans(order.paymentMeans))
        case .reason(let codes): reason?.code.map(codes.contains) ?? false
        case .product(let words): words.contains(where: order.isCalled)
        case .amountAtLeast(let won): amount >= won
        case .amountBelow(let won): amount < won
        case .daysSincePaymentAtLeast(let days): daysSincePayment.map { $0 >= days } ?? false
        case .daysSincePaymentBelow(let days): daysSincePayment.map { $0 < days } ?? false
        case .hour(let hours): hours.contains(KoreanDateTime(now).hour)
        case .circumstance(let circumstance, let wanted): hold(circumstance) == wanted
        }
    }

    /// The first rule whose conditions all hold.
    package func match(_ rules: [Rule]) -> Rule? {
        rules.first { $0.conditions.allSatisfy(hold) }
    }

    private func hold(_ circumstance: Circumstance) -> Bool {
        switch circumstance {
        case .conditional: request.conditional
        case .unsure: request.confidence < minimumConfidence
        case .quantityDiffersFromClaim: quantityDiffersFromClaim
        case .quantityImpossible: quantityImpossible
        case .partial: request.cancelQuantity.map { $0 < order.remainingQuantity } ?? false
        case .partlyCancelled: order.remainingQuantity < order.quantity
        case .reasonSendable: reason?.code.map(Reason.sendableCodes.contains) ?? false
        case .gift: order.isGift
        case .directContract: order.isDirectContract
        case .preOrder: order.deliveryAttribute == "PRE_ORDER"
        case .paidInEarlierMonth: paidInEarlierMonth
        case .dispatchOverdue: order.dispatchDueAt.map { $0 < now } ?? false
        }
    }

    private var quantityDiffersFromClaim: Bool {
        guard let asked = request.cancelQuantity, let claimed = order.openCancelClaim?.quantity else { return false }
        return asked != claimed
    }

    private var quantityImpossible: Bool {
        guard let asked = request.cancelQuantity else { return order.remainingQuantity < 1 }
        return asked < 1 || asked > order.remainingQuantity
    }

    private var daysSincePayment: Int? {
        order.paidAt.map { KoreanDateTime(now).daysSince1970 - KoreanDateTime($0).daysSince1970 }
    }

    private var paidInEarlierMonth: Bool {
        order.paidAt?.isInEarlierMonth(than: now) ?? false
    }

    /// The facts in words, for the verdict.
    package var words: [String] {
        var words = ["productOrderStatus=\(order.status.rawValue)"]
        if let place = order.placeOrderStatus { words.append("placeOrderStatus=\(place.rawValue)") }
        words.append("claim=" + (order.claim.map { "\($0.type.rawValue)/\($0.status.rawValue)" } ?? "none"))
        words.append("intent=\(request.intent.rawValue)")
        if request.conditional { words.append("conditional") }
        if let quantity = request.cancelQuantity { words.append("cancelQuantity=\(quantity)") }
        words.append("remainQuantity=\(order.remainingQuantity)")
        words.append("confidence=\(Int((request.confidence * 100).rounded()))%")
        words.append("requester=\(requester.rawValue)")
        return words
    }
}

extension Order {
    /// What the store shows of claims. A claim in a state that this version does not know counts as open.
    package var claimFact: ClaimFact {
        guard let claim else { return .none }
        if claim.type == .cancel, claim.status == .cancelRequest { return .requested }
        if claim.type == .cancel, claim.status == .cancelling { return .cancelling }
        return Self.ended.contains(claim.status) ? .none : .other
    }

    private static let ended: Set<ClaimStatus> = [
        .returnReject, .exchangeReject, .exchangeDone, .adminCancelDone, .adminCancelReject, .holdbackRelease,
        .cancelDone, .cancelReject,
    ]

    /// Product name or option holds `word`, white space and case aside.
    fileprivate func isCalled(_ word: String) -> Bool {
        let name = (productName + "\n" + (option ?? "")).lowercased().filter { $0 == "\n" || !$0.isWhitespace }
        return name.contains(word.lowercased().filter { !$0.isWhitespace })
    }
}

extension Provenance {
    /// Who is known to stand behind a request that came this way.
    package var requester: RequesterProof { isTrusted ? .inbox : .unproven }
}
