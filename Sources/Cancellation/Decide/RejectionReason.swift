// Why a person's decision cannot be carried out as things stand: the facts that nobody overrides. In Korean, with what to do instead.

extension Case {
    /// Why `event` cannot be carried out, and what to do instead; nil when it can be, or is no person's.
    package func rejectionReason(for event: Event) -> String? {
        switch event {
        case .approvedByPerson(let word, let lookUp):
            rejectionByStateOfApproval ?? rejectionByIntent(word)
                ?? rejectionReason(approving: lookUp, because: word.reason)
        case .refusedByPerson: state == .received ? nil : rejectionByState
        case .askedByPerson: state == .asking ? "이미 고객에게 묻고 답을 기다리고 있습니다." : rejectionOfAsking
        case .heldByPerson: state == .held ? "이미 보류 중입니다." : state == .received ? nil : rejectionByState
        case .releasedByPerson: state == .held ? nil : "보류 중인 건이 아닙니다. 보류(hold)한 건만 풀 수 있습니다."
        case .retriedByPerson:
            state == .rejected || state.isPolled && state != .approved
                ? nil : "다시 시도할 것이 없는 건입니다. cancelbox show로 상태를 확인해 주세요."
        case .closedByPerson, .dismissedByPerson: state == .received ? nil : rejectionByState
        case .undoneByPerson: rejectionOfUndoing
        case .linkedByPerson:
            isLinkable ? nil : "주문을 기다리는 건이 아닙니다. 이미 주문과 연결되었거나 끝난 건입니다."
        case .noted, .requested, .answered, .joined, .overLimit, .commandGiven, .cancelAccepted, .cancelConflicted,
            .cancelRefused, .cancelDeferred, .cancelUnanswered, .reread, .fellDue, .feedbackReceived, .noticeFailed:
            nil
        }
    }

    /// The order of this case as an approval shows it; nil where it shows none, or no approval can do anything.
    func orderToApprove(_ event: Event) -> Order? {
        guard rejectionByStateOfApproval == nil, case .approvedByPerson(_, let lookUp) = event,
            case .order(let order) = request(for: lookUp), isAbout(order)
        else { return nil }
        return order
    }

    /// The case is the one of this product order. A case that was opened without an order never acts on one: another case may do so.
    func isAbout(_ order: Order) -> Bool { key.productOrder == order.productOrderID.rawValue }

    private var rejectionByState: String? {
        switch state {
        // What is queued and not given yet can still be stopped.
        case .reviewing, .held, .asking, .rejected, .approved: nil
        case .received: "스토어의 답을 기다리고 있습니다. 잠시 뒤에 다시 결정해 주세요."
        // Too late to stop what may be under way at the store.
        case .commanding, .reflecting: "스토어에서 취소가 이미 진행 중이라 바꿀 수 없습니다. 결과를 기다려 주세요."
        case .unknown: "스토어가 취소했는지 아직 알 수 없어 바꿀 수 없습니다. 스토어의 주문을 계속 확인하고 있으니 결과를 기다려 주세요."
        case .cancelled, .refused, .withdrawn, .expired:
            "이미 끝난 건(\(state.rawValue))이라 바꿀 수 없습니다. 새로운 요청이 오면 새 건으로 결정합니다."
        }
    }

    private var isLinkable: Bool {
        key.productOrder.isEmpty && [.received, .asking, .reviewing].contains(state)
    }

    /// Only what nobody has heard of, and nothing has been done about, can be taken back.
    private var rejectionOfUndoing: String? {
        switch state {
        case .approved: return nil
        case .expired where verdict?.rule == Case.closedByPerson:
            return notices.contains { $0.kind == .answered } ? "고객에게 이미 답한 건이라 되돌릴 수 없습니다. 메모(note)로 남겨 주세요." : nil
        case .commanding, .unknown, .reflecting, .cancelled: return "스토어에 이미 취소를 보낸 건이라 되돌릴 수 없습니다."
        case .refused, .withdrawn: return "고객에게 이미 안내한 건이라 되돌릴 수 없습니다. 새로운 요청이 오면 새 건으로 결정합니다."
        case .held: return "보류한 건은 되돌리기 대신 풀어(release) 주세요."
        case .received, .asking, .reviewing, .rejected, .expired: return "되돌릴 결정이 없습니다."
        }
    }

    private var rejectionByStateOfApproval: String? {
        state == .approved ? "이미 승인되어 스토어에 보낼 차례를 기다리고 있습니다. 멈추려면 보류(hold)해 주세요." : rejectionByState
    }

    private var rejectionOfAsking: String? {
        if state != .received, let rejectionByState { return rejectionByState }
        if notices.contains(where: { $0.kind == .missingInformation }) {
            return "이 건에서는 이미 한 번 물었습니다. 고객에게 직접 연락하고 메모(note)로 남겨 주세요."
        }
        // Masked numbers (gift orders) reach nobody.
        let hasPhone = order?.orderer.phone.map { !$0.contains("*") } ?? false
        return canBeAsked || hasPhone ? nil : "물어볼 연락처가 없습니다. 스토어 센터에서 고객에게 연락해 주세요."
    }

    private func rejectionByIntent(_ word: OperatorWord) -> String? {
        guard request.intent != .cancel, word.cancelsAnyway != true else { return nil }
        return
            "이 건은 취소 요청이 아닙니다(\(request.intent.rawValue)). 고객의 글을 확인하고, 그래도 취소하려면 --cancel-anyway를 붙여 다시 승인해 주세요."
    }

    /// Why this case cannot be refused while the store shows `lookUp`: the customer would be told that nothing was cancelled.
    package func rejectionReason(refusing lookUp: LookUp) -> String? {
        guard case .order(let order) = request(for: lookUp), isAbout(order), order.isCancelled else { return nil }
        return "스토어에서 이미 취소된 주문이라 거절할 수 없습니다. 승인(approve)하면 취소된 것으로 안내하고 끝납니다."
    }

    private func rejectionReason(approving lookUp: LookUp, because reason: String?) -> String? {
        if isHeldByLimit { return "취소 한도를 넘어 보류된 건입니다. 승인 대신 풀어(release) 주세요." }
        return switch request(for: lookUp) {
        case .unknown: "스토어가 답하지 않아 승인하지 않았습니다. 다시 결정해 주세요."
        case .unresolved: "스토어에서 어느 주문인지 확인되지 않아 승인할 수 없습니다. 주문번호를 알면 연결하고(link --order), 모르면 고객에게 물어보거나(ask) 거절해 주세요."
        case .order(let order) where !isAbout(order): Self.belongsElsewhere
        // Somebody has done it at the store: that is all a person wanted.
        case .order(let order) where isReflected(in: order): nil
        case .order(let order): rejectionReason(approving: order, because: reason)
        }
    }

    /// What to do about a case without an order whose order the store knows by now.
    static let belongsElsewhere = "주문과 연결되지 않은 건이라 취소하지 않습니다. 먼저 주문과 연결해 주세요(link --order 상품주문번호)."

    private func rejectionReason(approving order: Order, because reason: String?) -> String? {
        if isWithdrawalAsked { return "고객이 철회를 요청한 건이라 취소하지 않습니다. 거절(refuse)로 닫아 주세요." }
        guard order.status == .paid else {
            return "스토어에 \(order.status.rawValue) 상태로 보이는 주문은 여기서 취소할 수 없습니다. 스토어 센터에서 처리했다면 그 뒤에 승인하고, 아니면 거절해 주세요."
        }
        if order.isDirectContract { return "N배송(직계약 물류) 상품은 물류사만 취소할 수 있습니다. 스토어 센터에서 처리한 뒤에 승인해 주세요." }
        let claim = order.openCancelClaim
        if let seen = self.order?.openCancelClaim, seen.id != claim?.id || claim == nil {
            return "건을 받은 뒤에 스토어의 취소 요청이 철회되었거나 바뀌었습니다. 지금의 주문을 보고(show) 다시 결정해 주세요."
        }
        if let seen = self.order, seen.remainingQuantity != order.remainingQuantity {
            return
                "건을 받은 뒤에 남은 수량이 \(seen.remainingQuantity)개에서 \(order.remainingQuantity)개로 바뀌었습니다. 지금의 주문을 보고(show) 다시 결정해 주세요."
        }
        if order.claimFact == .other { return "스토어에 다른 클레임(반품·교환·직권 취소 등)이 진행 중입니다. 스토어 센터에서 처리해 주세요." }
        if let asked = request.cancelQuantity, let claimed = claim?.quantity, asked != claimed {
            return "요청은 \(asked)개, 스토어의 취소 요청은 \(claimed)개입니다. 스토어 센터에서 처리한 뒤에 승인해 주세요."
        }
        guard claim == nil else { return nil }
        if let asked = request.cancelQuantity, asked < 1 || asked > order.remainingQuantity {
            return "취소할 수량(\(asked)개)이 남은 수량(\(order.remainingQuantity)개)과 맞지 않습니다."
        }
        guard let code = reason ?? request.reason?.code, Reason.sendableCodes.contains(code) else {
            return
                "스토어에 보낼 수 있는 취소 사유가 없습니다. 사유를 바꾸어 보내지 않습니다. 맞는 사유를 --reason으로 정해 다시 승인해 주세요(\(Reason.sendableCodes.sorted().joined(separator: ", ")))."
        }
        return nil
    }
}
