// Decisions on outcomes: what the store answered, and what it shows when it is read again.

extension Step {
    /// The store took the command: now it has to be seen.
    mutating func cancelAccepted() {
        switch subject.state {
        case .approved, .uncertain, .reflecting:
            // Half a step: the answer alone proves nothing, so the history waits for what the order shows. (A crash here
            // leaves the same history, because recovery reads the order too.)
            subject.state = .reflecting
            subject.acceptedAt = subject.acceptedAt ?? now
            subject.attempts = 0
            subject.dueAt = now.adding(seconds: policy.rereadAfter.first ?? 60)
            effects.append(.reread)
        case .received, .asking, .reviewing, .held, .failed, .cancelled, .refused, .withdrawn, .expired:
            record("스토어가 취소를 접수했다는 늦은 응답")
        }
    }

    mutating func cancelRefused(_ failure: Failure) {
        switch subject.state {
        case .approved, .uncertain, .reflecting:
            // "State is not what you think" is answered by looking, not by trying again.
            if failure.lasting == .temporary { return lookAgain(failure) }
            fail(failure)
        case .received, .asking, .reviewing, .held, .failed, .cancelled, .refused, .withdrawn, .expired:
            record(failure.message)
        }
    }

    mutating func cancelUnanswered(_ failure: Failure) {
        switch subject.state {
        case .approved, .uncertain, .reflecting:
            subject.refund.status = .unknown
            waitAndReread(in: .uncertain, note: failure.message)
        case .received, .asking, .reviewing, .held, .failed, .cancelled, .refused, .withdrawn, .expired:
            record(failure.message)
        }
    }

    private mutating func lookAgain(_ failure: Failure) {
        waitAndReread(in: .uncertain, note: failure.message)
        guard subject.state == .uncertain, subject.attempts == 1 else { return }
        // The first time at once: most often the store has simply moved on.
        subject.dueAt = nil
        effects.append(.reread)
    }

    private mutating func fail(_ failure: Failure) {
        subject.refund.status = .failed
        let code = failure.code.map { " (\($0))" } ?? ""
        callPerson(.storeTrouble, note: "스토어가 취소를 거부했습니다\(code): \(failure.message)", state: .failed)
    }

    /// The order was read again.
    mutating func reread(_ lookUp: LookUp) {
        switch subject.state {
        case .received:
            evaluate(subject.request, subject.provenance, lookUp)
        case .approved, .uncertain, .reflecting:
            compare(lookUp)
        case .asking, .reviewing, .held, .failed, .cancelled, .refused, .withdrawn, .expired:
            return
        }
    }

    private mutating func compare(_ lookUp: LookUp) {
        guard case .order(let order) = subject.request(for: lookUp) else {
            let note = if case .unavailable(let failure) = lookUp { failure.message } else { "스토어가 주문을 보여 주지 않습니다." }
            if subject.state == .reflecting { return waitAndReread(in: .reflecting, note: note) }
            // Whoever asks for the order of a stored command does not know whether the command was carried out.
            subject.refund.status = .unknown
            return waitAndReread(in: .uncertain, note: note)
        }
        if subject.isReflected(in: order) { return cancelled(order) }
        if order.status == .delivering || order.status == .delivered {
            conclude(.refuse, rule: "dispatched-meanwhile", because: ["취소 처리 중에 발송되었습니다."])
            subject.refund = Refund()
            subject.order = order
            enter(.refused, note: "취소 처리 중에 발송되었습니다.")
            return notify(.refusedDispatched)
        }
        if order.claim?.status == .cancelReject, subject.order?.openCancelClaim?.id == order.claim?.id,
            order.claim?.id != nil
        {
            subject.order = order
            return withdraw(note: "구매자가 스토어에서 취소 요청을 철회했습니다.", rule: "withdrawn-meanwhile")
        }
        switch subject.state {
        case .reflecting: continueReflecting(order)
        default: commandAgain(order)
        }
    }

    /// Not done and nothing else happened: the stored command is still to be carried out, under its old key.
    private mutating func commandAgain(_ order: Order) {
        // The store is at it already: it would refuse the command a second time, and nothing stops it any more.
        if order.claim?.type == .cancel, order.claim?.status == .cancelling {
            return waitAndReread(in: .reflecting, note: nil)
        }
        if subject.isWithdrawalAsked {
            subject.order = order
            return withdraw(note: "스토어가 취소하기 전에 철회되었습니다.")
        }
        // The buyer's claim was what allowed it. A claim that is gone allows nothing: the rules are asked anew.
        if subject.order?.openCancelClaim != nil, order.openCancelClaim == nil {
            subject.refund = Refund()
            return evaluate(subject.request, subject.provenance, .found([order]))
        }
        guard subject.state == .uncertain else { return repeatCommand(order) }
        let attempts = subject.attempts
        subject.order?.claim = order.claim
        if order.openCancelClaim != nil { approve() } else { cancelAsSeller() }
        subject.attempts = attempts
    }

    /// Recovery: the decision stands as it was stored; only its command goes out again.
    private mutating func repeatCommand(_ order: Order) {
        let isClaimed = order.openCancelClaim != nil
        effects += isClaimed ? subject.approval(of: order) : subject.cancellation(of: order)
    }

    private mutating func continueReflecting(_ order: Order) {
        // A seller's own cancellation is a claim first, and approved like a buyer's; some stores do both at once (§1.6).
        if subject.order?.openCancelClaim == nil, order.openCancelClaim?.status == .cancelRequest {
            // Half a step again: request and approval are one cancellation, and one entry of the history.
            subject.order = order
            subject.state = .approved
            subject.dueAt = nil
            effects += subject.approval(of: order)
            return
        }
        waitAndReread(in: .reflecting, note: nil)
        if subject.state == .reflecting, subject.attempts == 2 { notify(.delayed) }
    }

    /// The store shows it as done.
    mutating func cancelled(_ order: Order) {
        let isPart = !order.isCancelled
        subject.cancelledAt = order.claim?.completedAt ?? now
        if let claim = order.claim, claim.type == .cancel, let id = claim.id, !subject.key.speaks(of: id.rawValue) {
            subject.key.claim = id.rawValue
        }
        let isPaidBack = order.claim?.refundStandbyStatus == "환불처리완료"
        subject.refund.status = isPaidBack ? .succeeded : .pending
        if subject.refund.guide != nil || order.claim?.refundExpectedAt != nil {
            subject.refund.guide = RefundGuide.words(
                for: order, cancelledAt: subject.cancelledAt ?? now, calendar: policy.calendar)
        }
        enter(.cancelled)
        notify(isPart ? .partlyCancelled : .cancelled)
        if subject.isWithdrawalAsked { notify(.withdrawnTooLate) }
    }

    mutating func fellDue() {
        switch subject.state {
        case .received, .approved, .uncertain, .reflecting:
            subject.dueAt = nil
            effects.append(.reread)
        case .asking:
            remindOrClose()
        case .reviewing, .held, .failed, .cancelled, .refused, .withdrawn, .expired:
            return
        }
    }
}

extension Step {
    /// A question is repeated once, where it can be, and then closed.
    private mutating func remindOrClose() {
        let before = subject.notices.count
        let wasReminded = subject.notices.contains { $0.kind == .reminder }
        let rest = policy.askExpiry - policy.askReminder
        if !wasReminded, rest > 0, let asked = subject.asked { notify(.reminder, missing: asked) }
        guard subject.notices.count > before else { return enter(.expired, note: "질문에 답이 없어 닫았습니다.") }
        enter(.asking, note: "답이 없어 다시 여쭈었습니다.")
        subject.dueAt = now.adding(seconds: rest)
    }
}

extension Case {
    /// The order of this case, as `lookUp` shows it.
    func request(for lookUp: LookUp) -> Subject {
        var request = request
        request.productOrderID = order?.productOrderID ?? request.productOrderID
        return request.subject(in: lookUp)
    }

    /// The cancellation of this case is what `order` shows as done.
    func isReflected(in order: Order) -> Bool {
        if order.isCancelled { return true }
        guard let before = self.order, let quantity else { return false }
        if let done = order.claim, done.type == .cancel, done.status == .cancelDone,
            before.claim?.id != done.id || before.openCancelClaim != nil
        {
            return true
        }
        return order.remainingQuantity <= before.remainingQuantity - quantity
    }
}
