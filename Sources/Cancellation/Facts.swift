// The facts a rule may look at, and how each condition is told from them.

/// What is known when a rule is tried: the request, where it came from, and the store's own order.
package struct Facts: Sendable {
    package var request: Request
    package var isTrusted: Bool
    package var order: Order
    package var minimumConfidence: Double

    package init(request: Request, isTrusted: Bool, order: Order, minimumConfidence: Double) {
        self.request = request
        self.isTrusted = isTrusted
        self.order = order
        self.minimumConfidence = minimumConfidence
    }

    /// The reason to use: the request's, else the one the buyer gave the store.
    package var reason: Reason? { request.reason ?? order.openCancelClaim?.reason }

    func hold(_ condition: Condition) -> Bool {
        switch condition {
        case .intent(let intents): intents.contains(request.intent)
        case .orderStatus(let statuses): statuses.contains(order.status)
        case .openCancelClaim(let wanted): (order.openCancelClaim != nil) == wanted
        case .otherOpenClaim(let wanted): order.hasOtherOpenClaim == wanted
        case .quantityDiffersFromClaim: quantityDiffersFromClaim
        case .quantityImpossible: quantityImpossible
        case .partlyCancelled: order.remainingQuantity < order.quantity
        case .conditional: request.conditional
        case .unsure: request.confidence < minimumConfidence
        case .trusted(let wanted): isTrusted == wanted
        case .reasonSendable(let wanted): (reason?.code.map(Reason.sendableCodes.contains) ?? false) == wanted
        }
    }

    /// The first rule whose conditions all hold.
    func match(_ rules: [Rule]) -> Rule? {
        rules.first { $0.conditions.allSatisfy(hold) }
    }

    private var quantityDiffersFromClaim: Bool {
        guard let asked = request.cancelQuantity, let claimed = order.openCancelClaim?.quantity else { return false }
        return asked != claimed
    }

    private var quantityImpossible: Bool {
        guard let asked = request.cancelQuantity else { return order.remainingQuantity < 1 }
        return asked < 1 || asked > order.remainingQuantity
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
        words.append(isTrusted ? "inbox=trusted" : "inbox=untrusted")
        return words
    }
}

extension Order {
    /// A claim that is neither a cancellation nor ended.
    var hasOtherOpenClaim: Bool {
        guard let claim, claim.type != .cancel else { return false }
        let ended: Set<ClaimStatus> = [
            .returnReject, .exchangeReject, .exchangeDone, .adminCancelDone, .adminCancelReject, .holdbackRelease,
            .cancelDone, .cancelReject,
        ]
        return !ended.contains(claim.status)
    }
}
