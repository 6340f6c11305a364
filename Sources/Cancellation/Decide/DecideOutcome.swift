// Decisions on outcomes: what the store answered, and what it shows when it is read again.

extension Step {
    /// The command goes out: nothing stops it from here on.
    mutating func commandGiven() {
        guard subject.state == .approved else { return }
        subject.attempts += 1
        subject.givenAt = now
        advance(to: .commanding)
        watchOver(.commanding)
        timers.due[.poll] = now.adding(seconds: policy.rereadAfter.first ?? 60)
    }

    /// The store took the command: now it has to be seen.
    mutating func cancelAccepted() {
        switch subject.state {
        case .commanding, .unknown, .reflecting:
            // The answer alone proves nothing, so the history waits for what the order shows. (A crash here
            // leaves the same history, because recovery reads the order too.)
            subject.acceptedAt = subject.acceptedAt ?? now
            advance(to: .reflecting)
            watchOver(.reflecting)
            timers.due[.poll] = now.adding(seconds: policy.rereadAfter.first ?? 60)
            effects.append(.reread)
        case .received, .asking, .reviewing, .held, .approved, .rejected, .cancelled, .refused, .withdrawn, .expired:
            record("스토어가 취소를 접수했다는 늦은 응답")
        }
    }

    /// "The state is not what you think" is answered by looking, not by trying again.
    mutating func cancelConflicted(_ failure: Failure) {
        switch subject.state {
        case .commanding, .unknown, .reflecting:
            guard subject.attempts < policy.maximumAttempts else { return reject(failure) }
            enterUnknown(note: failure.message)
            // The first time at once: most often the store has simply moved on.
            if subject.attempts == 1 { effects.append(.reread) }
        case .received, .asking, .reviewing, .held, .approved, .rejected, .cancelled, .refused, .withdrawn, .expired:
            record(failure.message)
        }
    }

    mutating func cancelRefused(_ failure: Failure) {
        switch subject.state {
        case .commanding, .unknown, .reflecting: reject(failure)
        case .received, .asking, .reviewing, .held, .approved, .rejected, .cancelled, .refused, .withdrawn, .expired:
            record(failure.message)
        }
    }

    /// Certainly not done: the command waits in the queue again, and can be stopped there.
    mutating func cancelDeferred(_ failure: Failure) {
        switch subject.state {
        case .commanding where subject.isWithdrawalAsked: withdrawUngiven(note: failure.message)
        case .commanding:
            subject.attempts -= 1
            advance(to: .approved)
            timers.due[.poll] = now.adding(seconds: failure.retryAfter ?? policy.rereadAfter.first ?? 60)
        case .received, .asking, .reviewing, .held, .approved, .unknown, .reflecting, .rejected, .cancelled, .refused,
            .withdrawn, .expired:
            return
        }
    }

    mutating func cancelUnanswered(_ failure: Failure) {
        switch subject.state {
        case .commanding, .unknown, .reflecting: enterUnknown(note: failure.message)
        case .received, .asking, .reviewing, .held, .approved, .rejected, .cancelled, .refused, .withdrawn, .expired:
            record(failure.message)
        }
    }

    private mutating func enterUnknown(note: String?) {
        if subject.state != .unknown { subject.refund.status = .unknown }
        waitAndReread(in: .unknown, note: note)
    }

    /// The command was not carried out, and meanwhile the customer has taken the request back. An earlier try may have been.
    private mutating func withdrawUngiven(note: String) {
        guard subject.attempts <= 1 else { return enterUnknown(note: note) }
        withdraw(note: "스토어가 취소하기 전에 철회되었습니다.")
    }

    private mutating func reject(_ failure: Failure) {
        if subject.isWithdrawalAsked { return withdrawUngiven(note: failure.message) }
        subject.refund.status = .failed
        let code = failure.code.map { " (\($0))" } ?? ""
        callPerson(.storeTrouble, note: "스토어가 취소를 거부했습니다\(code): \(failure.message)", state: .rejected)
    }

    /// The order was read again.
    mutating func reread(_ lookUp: LookUp) {
        switch subject.state {
        case .received:
            evaluate(subject.request, subject.provenance, lookUp)
        case .approved:
            confirm(lookUp)
        case .commanding, .unknown, .reflecting:
            compare(lookUp)
        case .asking, .reviewing:
            if subject.isSeekingOrder { lookAgain() }
        case .held, .rejected, .cancelled, .refused, .withdrawn, .expired:
            return
        }
    }

    /// Right before the command is given: what was decided is compared with what is there now. Anything else is decided anew.
    private mutating func confirm(_ lookUp: LookUp) {
        guard case .order(let order) = subject.request(for: lookUp) else {
            if case .unavailable(let failure) = lookUp {
                timers.due[.poll] = now.adding(seconds: failure.retryAfter ?? policy.rereadAfter.first ?? 60)
                return
            }
            return evaluate(subject.request, subject.provenance, lookUp)
        }
        if isOver(order) { return }
        guard subject.isStillDecided(on: order) else {
            // Part of this was told to the store just now: what differs may be what was before.
            if isDoubtful {
                timers.due[.poll] = now.adding(seconds: policy.staleReads)
                return
            }
            return evaluate(subject.request, subject.provenance, .found([order]))
        }
        commandGiven()
        effects += order.openCancelClaim != nil ? subject.approval(of: order) : subject.cancellation(of: order)
    }

    /// After a command was given, or may have been: what the order shows tells what came of it.
    private mutating func compare(_ lookUp: LookUp) {
        guard case .order(let order) = subject.request(for: lookUp) else {
            let note = if case .unavailable(let failure) = lookUp { failure.message } else { "스토어가 주문을 보여 주지 않습니다." }
            if subject.state == .reflecting { return waitAndReread(in: .reflecting, note: note) }
            return enterUnknown(note: note)
        }
        if isOver(order) { return }
        if subject.state == .reflecting { continueReflecting(order) } else { commandAgain(order) }
    }

    /// Whether the order shows that there is nothing left to do for this case; then it is told.
    private mutating func isOver(_ order: Order) -> Bool {
        if subject.isReflected(in: order) {
            cancelled(order)
            return true
        }
        if order.status == .delivering || order.status == .delivered {
            conclude(.refuse, rule: "dispatched-meanwhile", because: ["취소 처리 중에 발송되었습니다."])
            subject.refund = Refund()
            subject.order = order
            enter(.refused, note: "취소 처리 중에 발송되었습니다.")
            notify(.refusedDispatched)
            return true
        }
        if order.claim?.status == .cancelReject, subject.order?.openCancelClaim?.id == order.claim?.id,
            order.claim?.id != nil
        {
            subject.order = order
            withdraw(note: "스토어에서 취소 요청이 철회되었거나 발송 처리되었습니다.", rule: "withdrawn-meanwhile")
            return true
        }
        // A claim that came after the decision, ours most likely, and was ended by somebody at the store.
        if let claim = order.claim, claim.type == .cancel, claim.status == .cancelReject, subject.state.isGiven,
            claim.id != nil, claim.id != subject.order?.claim?.id
        {
            subject.order = order
            subject.refund.status = .failed
            let what = "스토어에 접수한 취소가 철회되었거나 발송 처리되어 끝나지 않았습니다. 스토어 센터에서 확인해 주세요."
            callPerson(.storeTrouble, note: what, state: .rejected)
            return true
        }
        return false
    }

    /// Not done, as far as the order shows: the command may be given again, once a read can be believed.
    private mutating func commandAgain(_ order: Order) {
        // The store is at it already: it would refuse the command a second time, and nothing stops it any more.
        if order.claim?.type == .cancel, order.claim?.status == .cancelling {
            return waitAndReread(in: .reflecting, note: nil)
        }
        // A read that shows the claim of our own is no old one.
        guard !isDoubtful || subject.isOwnClaim(on: order) else { return enterUnknown(note: nil) }
        if subject.isWithdrawalAsked {
            subject.order = order
            return withdraw(note: "스토어가 취소하기 전에 철회되었습니다.")
        }
        if subject.isOwnClaim(on: order) { return approveOwnClaim(order) }
        // The claim is another one, or gone: what was decided on is no more, and the rules are asked anew.
        guard subject.isStillDecided(on: order) else {
            subject.refund = Refund()
            return evaluate(subject.request, subject.provenance, .found([order]))
        }
        // Nobody has heard an answer to a command that was stored: after a crash it is as if it had not been given.
        if subject.state == .commanding { advance(to: .approved) } else { enter(.approved) }
        expectRefund(of: order)
        timers.due[.poll] = now.adding(seconds: policy.rereadAfter.first ?? 60)
        effects += order.openCancelClaim != nil ? subject.approval(of: order) : subject.cancellation(of: order)
    }

    /// A read may still show what was before the last command; the more often it was given, the longer that is believed.
    private var isDoubtful: Bool {
        guard let givenAt = subject.givenAt else { return false }
        return now < givenAt.adding(seconds: policy.staleReads << min(max(subject.attempts - 1, 0), 7))
    }

    private mutating func continueReflecting(_ order: Order) {
        if subject.isOwnClaim(on: order) { return approveOwnClaim(order) }
        // Somebody has opened another claim since: what was decided is not about that one.
        if let claim = order.openCancelClaim, claim.status == .cancelRequest, !isDoubtful,
            claim.id != subject.order?.openCancelClaim?.id
        {
            subject.refund = Refund()
            return evaluate(subject.request, subject.provenance, .found([order]))
        }
        waitAndReread(in: .reflecting, note: nil)
    }

    /// A seller's own cancellation is a claim first, and approved like a buyer's; some stores do both at once (§1.6).
    private mutating func approveOwnClaim(_ order: Order) {
        // Half a step: request and approval are one cancellation, and one entry of the history. The order was read just now.
        subject.order = order
        subject.attempts = 1
        subject.givenAt = now
        advance(to: .commanding)
        watchOver(.commanding)
        timers.due[.poll] = now.adding(seconds: policy.rereadAfter.first ?? 60)
        effects += subject.approval(of: order)
    }

    /// The store shows it as done.
    mutating func cancelled(_ order: Order) {
        let isPart = !order.isCancelled
        subject.cancelledAt = order.claim?.completedAt ?? now
        if let claim = order.claim, claim.type == .cancel, let id = claim.id, !subject.key.speaks(of: id.rawValue) {
            subject.key.claim = subject.claimKey(id)
        }
        // What the store shows is what goes back, also when it is another number of pieces than was decided.
        if subject.state.isGiven, let before = subject.order {
            let amount = isPart ? before.remainingPayment - order.remainingPayment : before.remainingPayment
            if amount > 0 { subject.refund.amount = amount }
        }
        let isPaidBack = order.claim?.refundStandbyStatus == "환불처리완료"
        subject.refund.status = isPaidBack ? .succeeded : .pending
        if subject.refund.guide != nil || order.claim?.refundExpectedAt != nil {
            subject.refund.guide = RefundGuide.words(
                for: order, cancelledAt: subject.cancelledAt ?? now, now: now, calendar: policy.calendar)
        }
        subject.mostLeft = isPart ? order.remainingQuantity : 0
        enter(.cancelled)
        notify(isPart ? .partlyCancelled : .cancelled)
        if subject.isWithdrawalAsked { notify(.withdrawnTooLate) }
    }

    mutating func fellDue(_ timer: TimerKind) {
        switch (timer, subject.state) {
        case (.reminder, .asking): remind()
        case (.expiry, .asking): enter(.expired, note: "질문에 답이 없어 닫았습니다.")
        case (.deadline, .received), (.deadline, .commanding), (.deadline, .unknown), (.deadline, .reflecting):
            callPersonForDelay()
        case (.delayNotice, .commanding), (.delayNotice, .unknown), (.delayNotice, .reflecting):
            tellOfDelay()
        default: return
        }
    }

    /// A question is repeated once, where it can be.
    private mutating func remind() {
        let before = subject.notices.count
        let isFirst = !subject.wasAsked
        if let asked = subject.asked { notify(isFirst ? .missingInformation : .reminder, missing: asked) }
        if isFirst { timers.due[.reminder] = now.adding(seconds: policy.askReminder) }
        if subject.notices.count > before { record(isFirst ? "빠진 내용을 여쭈었습니다." : "답이 없어 다시 여쭈었습니다.") }
    }

    private mutating func tellOfDelay() {
        let before = subject.notices.count
        notify(.delayed)
        if subject.notices.count > before { record("늦어진다고 알렸습니다.") }
    }
}

extension Case {
    /// The question has gone out.
    var wasAsked: Bool { notices.contains { $0.kind == .missingInformation } }

    /// The claim in this case's key. The first case of a product order has the claim's own number; a further one may be about the same claim
    /// (somebody cancelled the order meanwhile), and no two cases have one key.
    fileprivate func claimKey(_ claim: ClaimID) -> String {
        let isFirst = id.rawValue.hasSuffix("\(key.productOrder)-1")
        return isFirst ? claim.rawValue : "\(claim)/\(id.rawValue.split(separator: "-").last ?? "further")"
    }

    /// The order of this case, as `lookUp` shows it.
    func request(for lookUp: LookUp) -> OrderMatch {
        var request = request
        // The customer may have written the number of the product order where that of the order belongs: the case knows both.
        request.productOrderID = order?.productOrderID ?? request.productOrderID
        request.orderID = order?.orderID ?? request.orderID
        return request.match(in: lookUp)
    }

    /// What was decided still fits `order`: the same claim about the same pieces, and as many left.
    func isStillDecided(on order: Order) -> Bool {
        guard let decided = self.order, order.status == decided.status else { return false }
        let (before, now) = (decided.openCancelClaim, order.openCancelClaim)
        return before?.id == now?.id && before?.quantity == now?.quantity && (before == nil) == (now == nil)
            && decided.remainingQuantity == order.remainingQuantity
    }

    /// The open claim on `order` is the one that our own command made: there was none when we decided, and it is about the same pieces
    /// for the same reason.
    func isOwnClaim(on order: Order) -> Bool {
        guard self.order?.openCancelClaim == nil, let claim = order.openCancelClaim, claim.status == .cancelRequest
        else {
            return false
        }
        let (pieces, code) = (claim.quantity ?? quantity, claim.reason?.code ?? request.reason?.code)
        return pieces == quantity && code == request.reason?.code
    }

    /// The cancellation of this case is what `order` shows as done: the claim that was decided on; whatever became of a command that was
    /// given; or as many pieces less. Any other finished claim is another case's, or was there before.
    func isReflected(in order: Order) -> Bool {
        if order.isCancelled { return true }
        guard let before = self.order, let quantity else { return false }
        let missing = before.remainingQuantity - order.remainingQuantity
        if let done = order.claim, done.type == .cancel, done.status == .cancelDone {
            if done.id == before.openCancelClaim?.id, before.openCancelClaim != nil { return true }
            // The command met another claim than the one that was decided on, or made one.
            if state.isGiven, missing > 0 { return true }
        }
        return missing >= quantity
    }
}
