// Decisions on requests: the rules are tried, and what the matching one says is done.

extension Step {
    /// A request reached the case: its first one, an answer to a question, or another voice.
    mutating func request(_ request: Request, _ provenance: Provenance, _ lookUp: LookUp) {
        let evidence = Evidence(
            drop: provenance.drop, name: provenance.name, index: provenance.index, sources: request.evidence,
            writerGone: provenance.writerGone)
        // The same row of the same bytes adds nothing to the evidence, whatever the file is called this time.
        let isRepeat = subject.evidence.contains { $0.drop == evidence.drop && $0.index == evidence.index }
        if !isRepeat { subject.evidence.append(evidence) }
        if request.isFact { return fact(request, isRepeat: isRepeat, lookUp) }
        if request.intent == .withdraw, let written = request.requestedAt {
            // Anybody can write any date into a mail; it was written before it came.
            subject.withdrawalWrittenAt = max(min(written, now), subject.withdrawalWrittenAt ?? min(written, now))
        }
        switch subject.state {
        case .received where subject.revision > 0:
            // The first request still waits for its order.
            if request.intent == .withdraw, !isRepeat { return withdrawOpen(by: provenance) }
            let before = subject.revision
            evaluate(subject.request, subject.provenance, lookUp)
            if !isRepeat, subject.revision == before { record("같은 건에 대한 요청이 더 있습니다.") }
        case .received:
            evaluate(request, provenance, lookUp)
        case .asking:
            // The same words again add nothing; new ones are an answer.
            if isRepeat { return }
            if request.intent == .withdraw, subject.provenance.isTrusted, !provenance.isTrusted {
                return withdrawOpen(by: provenance)
            }
            subject.request.merge(request)
            // What a stranger has added to is no longer the seller's own word.
            if !provenance.isTrusted { subject.provenance.inboxTrust = .none }
            takeUp(lookUp)
            evaluate(subject.request, provenance, lookUp)
        case .commanding, .unknown:
            if isRepeat { return }
            guard request.intent == .withdraw else { return record("같은 건에 대한 요청이 더 있습니다.") }
            // "Withdrawn" could be untrue by now; the store has to be looked at first.
            subject.isWithdrawalAsked = true
            record("철회 요청을 받았습니다. 스토어의 상태를 확인한 뒤 답합니다.")
        case .reviewing, .held, .approved, .rejected:
            if isRepeat { return }
            if request.intent == .withdraw { return withdrawOpen(by: provenance) }
            if subject.state == .reviewing, proves(request, provenance, lookUp) {
                subject.request.merge(request)
                if subject.request.reason?.code == nil { subject.request.reason = request.reason }
                return evaluate(subject.request, provenance, lookUp)
            }
            if subject.state == .approved, let asked = request.cancelQuantity, asked != subject.quantity {
                return stop("요청마다 취소 수량이 다릅니다. 확인하기 전에는 취소하지 않습니다.", rule: "quantities-disagree")
            }
            record("같은 건에 대한 요청이 더 있습니다.")
            showPerson(request)
        case .reflecting, .cancelled:
            if isRepeat { return }
            record(request.intent == .withdraw ? "취소가 이미 진행되어 철회할 수 없습니다." : "같은 건에 대한 요청이 더 있습니다.")
            if request.intent == .withdraw { notify(.withdrawnTooLate) }
        case .refused, .withdrawn, .expired:
            if isRepeat { return }
            record("이미 끝난 건에 대한 요청이 더 있습니다.")
            // An old wish read late is answered by what came after it. Any other must not vanish, and nobody can tell what it is worth.
            if request.intent == .cancel, request.isClaim != true, !subject.answers(request) {
                let what =
                    subject.state == .withdrawn
                    ? "철회된 건에 취소 요청이 다시 왔습니다. 고객에게 확인해 주세요." : "이미 끝난 건에 취소 요청이 다시 왔습니다. 확인하고 고객에게 답해 주세요."
                openTask(.review, what, because: [what])
            }
        }
    }

    /// Whoever decides on the case must know that something else is asked for by now. Nobody's letters fill the folder of tasks.
    private mutating func showPerson(_ request: Request) {
        let isElse =
            request.intent != subject.request.intent || request.cancelQuantity != subject.request.cancelQuantity
        guard subject.state.awaitsPerson, isElse, subject.openTasks?.count ?? 0 < 5 else { return }
        let what = "확인을 기다리는 건에 다른 내용의 요청이 더 왔습니다. 함께 보고 결정해 주세요."
        openTask(.review, what, because: [what])
    }

    /// A person was asked because nobody trustworthy had said so, or not plainly; now the seller's own inbox or the store does, or somebody
    /// says it plainly.
    private func proves(_ request: Request, _ provenance: Provenance, _ lookUp: LookUp) -> Bool {
        guard request.intent == .cancel, subject.request.intent == .cancel else { return false }
        // Whoever speaks of another number of pieces proves nothing about these.
        guard case .order(let order) = request.match(in: lookUp),
            (request.cancelQuantity ?? order.remainingQuantity)
                == (subject.request.cancelQuantity ?? order.remainingQuantity)
        else { return false }
        let isClaimNew = order.openCancelClaim != nil && subject.order?.openCancelClaim == nil
        let wasPlain = isPlain(subject.request)
        return isClaimNew || (provenance.isTrusted && !subject.provenance.isTrusted)
            || (isPlain(request) && !wasPlain)
    }

    private func isPlain(_ request: Request) -> Bool {
        !request.conditional && request.confidence >= policy.minimumConfidence
    }

    /// A question for the order has found it: from here on the case is about that order. Nobody else's is (`RequestRouter` sees to it).
    private mutating func takeUp(_ lookUp: LookUp) {
        guard case .answered = event, subject.asksForOrder, case .order(let order) = subject.request.match(in: lookUp)
        else { return }
        subject.key.productOrder = order.productOrderID.rawValue
        subject.key.claim = order.openCancelClaim?.id?.rawValue ?? Case.localClaim
    }

    /// The answer went to the case of the order it named.
    mutating func joined(_ other: CaseID) {
        guard [.asking, .reviewing, .received, .held].contains(subject.state) else { return }
        let note = "주문의 건 \(other)에서 이어집니다."
        conclude(.duplicate, rule: "answered-elsewhere", because: [note])
        enter(.expired, note: note)
    }

    /// The store shows what became of a claim, in a dump. Only of what is older than that does it say anything.
    private mutating func fact(_ request: Request, isRepeat: Bool, _ lookUp: LookUp) {
        switch subject.state {
        case .asking, .reviewing, .held, .approved, .received:
            if isRepeat { return }
            let asked = subject.request.requestedAt
            guard request.intent == .withdraw, let claimed = request.requestedAt, asked.map({ $0 <= claimed }) ?? false
            else { return record("스토어의 자료에 이 주문의 클레임이 더 있습니다(\(request.intent.rawValue)).") }
            // What the store shows now decides; a dump may be of last week.
            guard case .order(let order) = subject.request(for: lookUp), order.openCancelClaim == nil else {
                return record("스토어의 자료에서는 취소 요청이 철회되었거나 발송 처리되었습니다.")
            }
            subject.order = order
            conclude(.withdraw, rule: "claim-over", because: [Self.claimOver])
            subject.refund = Refund()
            enter(.withdrawn, note: Self.claimOver)
        case .commanding, .unknown, .reflecting, .rejected, .cancelled, .refused, .withdrawn, .expired:
            if !isRepeat { record("스토어의 자료에 이 주문의 클레임이 더 있습니다(\(request.intent.rawValue)).") }
        }
    }

    private static let claimOver = "스토어에서 취소 요청이 철회되었거나 발송 처리되었습니다."

    /// A withdrawal of what is not given to the store yet.
    private mutating func withdrawOpen(by provenance: Provenance) {
        // Anybody can write a mail: it does not undo what a trusted inbox or somebody else asked for, but it stops it.
        let isAnothers = subject.provenance.isTrusted || !provenance.isSameVoice(as: subject.provenance)
        if !provenance.isTrusted, isAnothers || subject.order?.openCancelClaim != nil {
            return stop("철회를 요청한 사람이 구매자인지 확인되지 않았습니다.", rule: "unproven-withdrawal")
        }
        withdraw(note: nil)
    }

    /// Nothing goes to the store before a person has looked at it.
    private mutating func stop(_ note: String, rule: String) {
        if subject.state == .held || subject.state == .rejected { return record(note) }
        conclude(.review, rule: rule, because: [note])
        subject.refund = Refund()
        callPerson(.review, note: note, state: .reviewing)
        notify(.received)
    }

    /// Tries the rules on `request` with what the store knows now.
    mutating func evaluate(_ request: Request, _ provenance: Provenance, _ lookUp: LookUp) {
        switch request.match(in: lookUp) {
        case .unknown(let failure):
            waitAndReread(in: .received, note: failure.message)
        case .unresolved where lookUp == .missing && isEarly(request):
            waitAndReread(in: .received, note: "스토어에 아직 보이지 않는 주문번호입니다. 보일 때까지 다시 확인합니다.")
            // The question that follows is told by itself: no task, and no look later than that.
            timers.due[.deadline] = nil
            let end = subject.receivedAt.adding(seconds: policy.orderWait)
            timers.due[.poll] = min(timers.due[.poll] ?? end, end)
            notify(.received)
        case .unresolved(let missing):
            unresolved(request, missing)
            if subject.isSeekingOrder { lookAgain() }
        case .order(let order) where !subject.isAbout(order):
            follow(.review(.review), rule: "unmatched", because: [Case.belongsElsewhere])
        case .order(let order):
            subject.order = order
            if request.namesOneOfSeveral(order, in: lookUp) { subject.isOneOfSeveral = true }
            if request.isClaim == true, request.intent == .cancel, isClaimOver(order) { return }
            let facts = RuleInput(
                request: request, requester: provenance.requester, order: order, now: now,
                minimumConfidence: policy.minimumConfidence)
            subject.request.reason = facts.reason
            guard let rule = facts.match(policy.rules) else {
                return follow(.review(.review), rule: "no-rule", because: ["맞는 규칙이 없습니다."] + facts.words)
            }
            follow(rule.action, rule: rule.name, because: [rule.because] + facts.words, say: rule.say)
        }
    }

    /// The number may be right, and the order newer than what the store shows: nobody is asked about it yet.
    private func isEarly(_ request: Request) -> Bool {
        [.cancel, .withdraw].contains(request.intent) && now < subject.receivedAt.adding(seconds: policy.orderWait)
    }

    /// A number was named that the store does not know: it is asked again, ever more slowly, also while somebody else is asked.
    mutating func lookAgain() {
        let elapsed = (now.milliseconds - subject.receivedAt.milliseconds) / 1000
        timers.due[.poll] = now.adding(seconds: policy.pollDelay(after: elapsed))
    }

    /// The wish was the buyer's claim at the store, and the store does not show that claim any more: there is nothing to cancel.
    private mutating func isClaimOver(_ order: Order) -> Bool {
        guard !order.isCancelled, let claim = order.claim, claim.type == .cancel else {
            guard order.claim == nil, order.status == .paid else { return false }
            follow(.review(.review), rule: "claim-gone", because: ["자료에 있던 취소 요청이 지금의 스토어에는 보이지 않습니다."])
            return true
        }
        guard claim.status == .cancelReject else { return false }
        conclude(.withdraw, rule: "claim-over", because: [Self.claimOver])
        enter(.withdrawn, note: Self.claimOver)
        return true
    }

    /// No single order is known: ask for what is missing, when there is something to ask for and somebody to ask.
    private mutating func unresolved(_ request: Request, _ missing: [MissingFact]) {
        let because = [
            "missing=" + missing.map(\.rawValue).joined(separator: ","), "intent=\(request.intent.rawValue)",
        ]
        if let unopened = request.unopened {
            let what = "메일에 여기서 열 수 없는 부분이 있습니다(\(unopened)). 원문을 메일 프로그램으로 열어 읽고 결정해 주세요."
            return follow(.review(.review), rule: "unopened", because: [what] + because)
        }
        switch request.intent {
        // A withdrawal without a number is asked about too: saying "withdrawn" might be untrue of the order that is meant.
        case .cancel where subject.canBeAsked, .withdraw where subject.canBeAsked:
            follow(.ask(missing), rule: "incomplete", because: ["요청에 필요한 정보가 빠져 있습니다."] + because)
        case .return, .exchange:
            follow(
                .review(.returnOrExchange), rule: "return-or-exchange",
                because: ["취소가 아니라 반품·교환 요청입니다. 스토어 센터에서 처리해야 합니다."] + because)
        case .cancel, .withdraw, .change, .question, .feedback, .none:
            follow(.review(.review), rule: "unmatched", because: ["주문과 연결할 수 없어 사람이 확인해야 합니다."] + because)
        }
    }

    /// Carries out what a rule says.
    private mutating func follow(_ action: Action, rule: String, because: [String], say: String? = nil) {
        switch action {
        case .approve:
            conclude(.approve, rule: rule, because: because)
            approve()
        case .sellerCancel:
            conclude(.approve, rule: rule, because: because)
            cancelAsSeller()
        case .await:
            conclude(.approve, rule: rule, because: because)
            if let order = subject.order { expectRefund(of: order) }
            waitAndReread(in: .reflecting, note: because.first)
        case .refuse(let kind):
            conclude(.refuse, rule: rule, because: because)
            subject.verdict?.say = say
            enter(.refused, note: because.first)
            notify(kind, answer: say)
        case .ask where subject.asked != nil:
            // Asked again, the customer would only hear the same.
            let what = "고객의 답으로도 빠진 정보를 알 수 없습니다. 원문을 읽고 결정해 주세요."
            follow(.review(.review), rule: "answer-unclear", because: [what] + because)
        case .ask(let missing):
            conclude(.ask, rule: rule, because: because)
            ask(missing)
        case .review(let kind):
            conclude(.review, rule: rule, because: because)
            callPerson(kind, note: because.first ?? "", state: .reviewing)
            // Whoever asked for nothing gets no answer: it would be noise, or tell a fraud that somebody reads here.
            if ![.none, .feedback].contains(subject.request.intent) { notify(.received) }
        case .withdraw where !subject.provenance.isTrusted && subject.order?.openCancelClaim != nil:
            // The buyer's own claim speaks louder than a mail that anybody could have written.
            let what = "취소 요청을 철회한다는 글이 왔지만 쓴 사람이 구매자인지 확인되지 않았고, 스토어에는 구매자의 취소 요청이 열려 있습니다."
            follow(.review(.review), rule: "unproven-withdrawal", because: [what] + because)
        case .withdraw:
            withdraw(note: because.first, rule: rule, because: because)
        case .acknowledge:
            conclude(.duplicate, rule: rule, because: because)
            subject.cancelledAt = subject.order?.claim?.completedAt
            enter(.cancelled, note: because.first)
            if subject.request.intent == .withdraw { notify(.withdrawnTooLate) }
        }
    }

    /// Approves the buyer's claim at the store.
    mutating func approve() {
        guard let order = subject.order else { return }
        expectRefund(of: order)
        enterApproved()
        effects += subject.approval(of: order)
    }

    /// Cancels as the seller, for the stated reason: it is never exchanged for a handier one.
    mutating func cancelAsSeller() {
        guard let order = subject.order else { return }
        expectRefund(of: order)
        enterApproved()
        effects += subject.cancellation(of: order)
    }

    /// The command's turn comes by itself; should nobody ever hear of it again, the timer brings it up.
    private mutating func enterApproved() {
        enter(.approved)
        timers.due[.poll] = now.adding(seconds: policy.rereadAfter.first ?? 60)
    }

    mutating func expectRefund(of order: Order) {
        let quantity = subject.quantity ?? order.remainingQuantity
        subject.refund = Refund(
            status: .pending, means: order.paymentMeans, amount: order.payment(for: quantity),
            guide: RefundGuide.words(for: order, cancelledAt: now, now: now, calendar: policy.calendar))
    }

    mutating func ask(_ missing: [MissingFact]) {
        enter(.asking)
        subject.asked = missing
        if policy.askReminder < policy.askExpiry { timers.due[.reminder] = now.adding(seconds: policy.askReminder) }
        timers.due[.expiry] = now.adding(seconds: policy.askExpiry)
        notify(.missingInformation, missing: missing)
        // An unproven address has had its message of the day: the question waits for the next.
        if !subject.wasAsked, let from = mayWriteToUnprovenFrom { timers.due[.reminder] = from }
    }

    mutating func withdraw(note: String?, rule: String = "withdrawn", because: [String] = []) {
        conclude(.withdraw, rule: rule, because: because.isEmpty ? ["취소 요청을 철회한다는 말이 있었습니다."] : because)
        subject.refund = Refund()
        if subject.order?.openCancelClaim != nil {
            callPerson(
                .openClaimWithdrawn,
                note: "고객이 철회했지만 스토어에는 취소 요청이 열려 있습니다. 고객이 네이버페이에서 철회하거나, 발송 처리하면 닫힙니다.", state: .withdrawn)
        } else {
            enter(.withdrawn, note: note)
        }
        notify(.withdrawn)
    }
}

extension Case {
    /// The command that approves the buyer's claim.
    func approval(of order: Order) -> [Effect] { [.command(.approveCancel(order.productOrderID))] }

    /// The command that cancels as the seller; none without a reason, because none is made up.
    func cancellation(of order: Order) -> [Effect] {
        guard let code = request.reason?.code else { return [] }
        let quantity = request.cancelQuantity.flatMap { $0 == order.remainingQuantity ? nil : $0 }
        // The store takes at most 500 characters (claim/cancel/request, cancelDetailedReason).
        let detail = request.reason?.text.map { String($0.prefix(500)) }
        return [.command(.requestCancel(order.productOrderID, code: code, detail: detail, quantity: quantity))]
    }

    /// Somebody is there who can answer a question.
    var canBeAsked: Bool { emailAddress != nil }
}

extension Request {
    /// Takes over what another request about the same matter says and this one does not.
    mutating func merge(_ other: Request) {
        // A reply that only gives the order number keeps the earlier intent, confidence and condition, whatever its `Re:` repeats.
        let isEcho =
            other.intent == intent && ["text", "subject"].contains(other.evidence.part)
            && other.evidence.fields["intent"] == nil
        if other.intent != .none, !isEcho {
            intent = other.intent
            conditional = other.conditional
            confidence = other.confidence
        }
        if other.orderID != nil || other.productOrderID != nil { unopened = nil }
        orderID = other.orderID ?? orderID
        productOrderID = other.productOrderID ?? productOrderID
        product = other.product ?? product
        cancelQuantity = other.cancelQuantity ?? cancelQuantity
        reason = reason ?? other.reason
    }
}
