// The store's rules for cancelling (claim/cancel/request and claim/cancel/approve), and what an accepted command changes.

package import Cancellation
package import Ports

extension OrderBook {
    package func perform(_ commands: [StoreCommand]) -> [CommandOutcome] {
        var changes: [OrderBookChange] = []
        var before: [(place: Int, order: Order, claimsMade: Int?)] = []
        let outcomes = commands.map { command -> CommandOutcome in
            guard let place = places[command.productOrderID] else { return StoreRefusal.unknown.outcome }
            switch change(for: command, to: orders[place]) {
            case .failure(let refusal): return refusal.outcome
            case .success(let change):
                before.append((place, orders[place], claimsMade[change.productOrderID]))
                // Later commands of the same call must meet what earlier ones did.
                apply(change, at: place)
                changes.append(change)
                return .accepted
            }
        }
        guard !changes.isEmpty else { return outcomes }
        do {
            try journal.append(changes)
            return outcomes
        } catch {
            for (place, order, claims) in before.reversed() {
                orders[place] = order
                claimsMade[order.productOrderID] = claims
            }
            let failed = outcomeOfFailedAppend(error)
            return outcomes.map { $0 == .accepted ? failed : $0 }
        }
    }

    /// Not done if the journal can be cleared of it; else nobody knows.
    private func outcomeOfFailedAppend(_ error: OrderBookError) -> CommandOutcome {
        let failure = Failure(message: error.advice)
        do {
            try journal.settle()
            return .deferred(failure)
        } catch {
            return .unknown(failure)
        }
    }

    private func change(for command: StoreCommand, to order: Order) -> Result<OrderBookChange, StoreRefusal> {
        switch command {
        case .approveCancel: approval(of: order)
        case .requestCancel(_, let code, let detail, let quantity):
            request(to: order, code: code, detail: detail, quantity: quantity)
        }
    }

    private func approval(of order: Order) -> Result<OrderBookChange, StoreRefusal> {
        if order.isCancelled || (order.claim?.type == .cancel && order.claim?.status == .cancelDone) {
            return .failure(.alreadySo)
        }
        guard let claim = order.openCancelClaim, order.isBeforeDispatch else { return .failure(.wrongState) }
        let quantity = min(claim.quantity ?? order.remainingQuantity, order.remainingQuantity)
        return .success(
            OrderBookChange(
                at: now(), command: .approveCancel, productOrderID: order.productOrderID, claimID: claim.id,
                claimStatus: .cancelDone, status: quantity < order.remainingQuantity ? order.status : .cancelled,
                quantity: quantity, amount: order.payment(for: quantity),
                leaves: order.remainingQuantity - quantity))
    }

    private func request(
        to order: Order, code: String, detail: String?, quantity: Int?
    ) -> Result<OrderBookChange, StoreRefusal> {
        guard Reason.sendableCodes.contains(code), detail?.count ?? 0 <= 500 else { return .failure(.badParameter) }
        guard !order.isCancelled, order.openCancelClaim == nil else { return .failure(.alreadySo) }
        guard order.status == .paid, order.isBeforeDispatch, !order.hasOtherOpenClaim else {
            return .failure(.wrongState)
        }
        let quantity = quantity ?? order.remainingQuantity
        guard (1...max(1, order.remainingQuantity)).contains(quantity) else { return .failure(.badParameter) }
        return .success(
            OrderBookChange(
                at: now(), command: .requestCancel, productOrderID: order.productOrderID,
                claimID: newClaimID(for: order.productOrderID), claimStatus: .cancelRequest, status: order.status,
                quantity: quantity, amount: order.payment(for: quantity), leaves: order.remainingQuantity - quantity,
                reason: Reason(code: code, text: detail)))
    }

    /// The number of the next claim made here: the same after every restart, and unlike the store's own digits.
    private func newClaimID(for id: ProductOrderID) -> ClaimID {
        ClaimID(trusted: "\(id.rawValue.prefix(32))-C\(claimsMade[id, default: 0] + 1)")
    }

    /// What the store shows after `change`; the same whether it happens now or is repeated from the journal.
    func apply(_ change: OrderBookChange, at place: Int) {
        var order = orders[place]
        switch change.command {
        case .requestCancel:
            claimsMade[change.productOrderID, default: 0] += 1
            order.claim = Claim(
                id: change.claimID, type: .cancel, status: change.claimStatus, requestedAt: change.at,
                reason: change.reason, quantity: change.quantity)
        case .approveCancel:
            order.claim?.status = change.claimStatus
            order.claim?.quantity = change.quantity
            order.claim?.completedAt = change.at
            if change.status != .cancelled {
                order.remainingQuantity -= change.quantity
                order.remainingPayment -= change.amount
            }
        }
        order.status = change.status
        orders[place] = order
    }
}

extension Order {
    /// The file of orders is newer than `change` and has it in it. The store may have numbered the claim in its own way: the pieces that are
    /// left tell it, too.
    func shows(_ change: OrderBookChange) -> Bool {
        if isCancelled { return true }
        if let leaves = change.leaves, remainingQuantity <= leaves { return true }
        return claim?.id == change.claimID && claim?.status == .cancelDone && change.claimID != nil
    }

    fileprivate var isBeforeDispatch: Bool {
        dispatchedAt == nil && (status == .paid || status == .paymentWaiting)
    }

    /// A return, exchange or the like that is not finished or withdrawn.
    fileprivate var hasOtherOpenClaim: Bool {
        guard let claim, claim.type != .cancel else { return false }
        let closed: Set<ClaimStatus> = [
            .returnReject, .exchangeReject, .exchangeDone, .adminCancelReject, .holdbackRelease,
            ClaimStatus(rawValue: "RETURN_DONE"),
        ]
        return !closed.contains(claim.status)
    }
}
