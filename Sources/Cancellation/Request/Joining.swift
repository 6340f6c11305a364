// Which case a request belongs to. Pure: the cases and orders it needs are given.

/// What a request is about, once the store was asked.
package enum OrderMatch: Hashable, Sendable {
    case order(Order)
    /// No single product order: what the customer must add.
    case unresolved([MissingFact])
    /// The store gave no answer.
    case unknown(Failure)
}

extension Request {
    /// The one product order this request is about, by what the store knows.
    package func match(in lookUp: LookUp) -> OrderMatch {
        switch lookUp {
        case .notAsked: .unresolved([.orderNumber])
        case .missing: .unresolved([.knownOrderNumber])
        case .unavailable(let failure): .unknown(failure)
        case .found(let orders): match(among: orders)
        }
    }

    /// The purchase holds other products than `order`: whoever asked for "the order" must not hear that all of it is cancelled.
    func namesOneOfSeveral(_ order: Order, in lookUp: LookUp) -> Bool {
        guard case .found(let orders) = lookUp, productOrderID != order.productOrderID else { return false }
        return orders.contains { $0.orderID == order.orderID && $0.productOrderID != order.productOrderID }
    }

    private func match(among orders: [Order]) -> OrderMatch {
        let ofPurchase = orders.filter { orderID == nil || productOrderID == nil || $0.orderID == orderID }
        // The two numbers contradict each other: neither is acted on.
        if ofPurchase.isEmpty { return .unresolved([.knownOrderNumber]) }
        if let productOrderID, let exact = ofPurchase.first(where: { $0.productOrderID == productOrderID }) {
            return .order(exact)
        }
        if ofPurchase.count == 1, let only = ofPurchase.first { return .order(only) }
        let named = ofPurchase.filter { order in product.map { $0.fits(order) } ?? false }
        if named.count == 1, let match = named.first { return .order(match) }
        // Where the others are gone already, the one that is left is meant.
        let left = ofPurchase.filter { !$0.isCancelled }
        if product == nil, left.count == 1, let match = left.first { return .order(match) }
        // The buyer pointed at one of them at the store. (The notice says that it is one of several.)
        let claimed = ofPurchase.filter { $0.openCancelClaim != nil }
        if product == nil, claimed.count == 1, let match = claimed.first { return .order(match) }
        return .unresolved([.product])
    }
}

extension Product {
    /// The name (and option, when said) is the order's, white space aside.
    fileprivate func fits(_ order: Order) -> Bool {
        guard let name else { return false }
        let sameName = name.withoutSpace == order.productName.withoutSpace
        guard let option, let ordered = order.option else { return sameName }
        return sameName && ordered.withoutSpace.contains(option.withoutSpace)
    }
}

extension String {
    fileprivate var withoutSpace: String { filter { !$0.isWhitespace }.lowercased() }
}

extension CaseID {
    /// A case for which no order was found.
    package var isUnmatched: Bool { rawValue.hasPrefix(Self.unmatchedPrefix) }

    static let unmatchedPrefix = "unmatched-"
}

extension CaseKey {
    /// The case is about the store's `claim`, as its first case or a later one.
    func speaks(of claim: String) -> Bool { self.claim == claim || self.claim.hasPrefix(claim + "/") }
}

/// Where a request goes: to a case there is, or to a new one.
package enum CaseMatch: Hashable, Sendable {
    case existing(CaseID)
    case new(CaseID, CaseKey)
}

extension Case {
    /// The claim of a case for which the store shows no claim.
    package static let localClaim = "local"

    /// Finds the case of a request about `order` among all cases of its product order, oldest first.
    /// - Parameter provenance: who asks.
    package static func match(
        of request: Request, from provenance: Provenance, order: Order, channel: Channel, among cases: [Case]
    ) -> CaseMatch {
        if let open = cases.last(where: { !$0.state.isClosed }) { return .existing(open.id) }
        let claim = order.claim?.type == .cancel ? order.claim?.id?.rawValue : nil
        let isFurther = cases.last?.leavesOpen(request, from: provenance, order: order) ?? false
        if !isFurther, let claim, let same = cases.last(where: { $0.key.speaks(of: claim) }) {
            return .existing(same.id)
        }
        if !isFurther, let last = cases.last, !last.admits(request, from: provenance, order: order) {
            return .existing(last.id)
        }
        let number = cases.count + 1
        let prefix = channel == .smartstore ? "" : "\(channel)-"
        let localClaim = number == 1 ? localClaim : "\(localClaim)-\(number)"
        var keyClaim = order.openCancelClaim == nil ? nil : claim
        // A claim can have a second case, after a withdrawal that was taken back; no two cases have one key.
        if isFurther { keyClaim = keyClaim.map { "\($0)/\(number)" } }
        return .new(
            CaseID(trusted: "\(prefix)\(order.productOrderID)-\(number)"),
            CaseKey(
                channel: channel, productOrder: order.productOrderID.rawValue,
                claim: keyClaim ?? localClaim))
    }

    /// The case of a request that no order could be found for; `fingerprint` tells the request from all others.
    package static func match(unmatched fingerprint: String, channel: Channel) -> (CaseID, CaseKey) {
        (
            CaseID(trusted: CaseID.unmatchedPrefix + fingerprint),
            CaseKey(channel: channel, productOrder: "", claim: fingerprint)
        )
    }

    /// Whether `request` asks for something that this closed case has not answered: joined to it, nobody would ever see it.
    private func leavesOpen(_ request: Request, from provenance: Provenance, order: Order) -> Bool {
        switch request.intent {
        // "Too late to cancel, please return it" is followed by exactly that.
        case .return, .exchange, .change, .question: request.isClaim != true
        case .cancel where state == .withdrawn:
            // The buyer changed their mind once more, while the claim at the store stayed open all the time.
            mayReopen(provenance) && isLater(request)
        // Only a part was cancelled. The same wish said again is no second one; whatever is not the same is one, also without a number.
        case .cancel:
            state == .cancelled && !order.isCancelled
                && (order.openCancelClaim == nil || order.isOlder(than: mostLeft ?? .max))
                && (isLater(request)
                    || request.cancelQuantity != self.request.cancelQuantity
                        && request.cancelQuantity != quantity)
        case .withdraw, .feedback, .none: false
        }
    }

    /// Whether a closed case leaves room for another one of the same product order.
    private func admits(_ request: Request, from provenance: Provenance, order: Order) -> Bool {
        if order.openCancelClaim != nil {
            return state != .withdrawn || mayReopen(provenance) || request.isClaim == true
        }
        // After a withdrawal only a later request opens the matter again; an old mail read late does not.
        guard request.intent == .cancel else { return false }
        switch state {
        case .withdrawn, .expired: return mayReopen(provenance) && isLater(request)
        // Paid meanwhile, or the dispatch was undone: what was refused may be possible now.
        case .refused: return isLater(request) && !isSame(order)
        case .received, .asking, .reviewing, .held, .approved, .commanding, .unknown, .reflecting, .rejected,
            .cancelled:
            return false
        }
    }

    /// What a buyer took back is not asked for anew by a stranger.
    private func mayReopen(_ provenance: Provenance) -> Bool {
        provenance.isTrusted || provenance.isSameVoice(as: self.provenance)
    }

    /// The order is as it was when this case was decided.
    private func isSame(_ order: Order) -> Bool {
        self.order?.status == order.status && self.order?.claim?.status == order.claim?.status
            && self.order?.remainingQuantity == order.remainingQuantity
    }

    /// Written after the withdrawal, or after the request that this case was about. A date after its arrival is no date.
    private func isLater(_ request: Request) -> Bool {
        guard let asked = request.requestedAt, let last = lastWritten else { return false }
        return asked > last
    }

    /// `request` is older than what ended this case: the end answers it.
    func answers(_ request: Request) -> Bool {
        guard let asked = request.requestedAt, let last = lastWritten else { return false }
        return asked < last
    }

    private var lastWritten: Instant? {
        withdrawalWrittenAt ?? self.request.requestedAt.map { min($0, receivedAt) }
    }
}
