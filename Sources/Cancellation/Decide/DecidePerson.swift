// Decisions of a person. They override the rules, never the facts, and are kept with their reason.

extension Step {
    /// A person's word reached the case. What cannot be done as things stand is kept with the reason why, and changes nothing else.
    mutating func person(_ word: OperatorWord) {
        let reason = subject.rejectionReason(for: event)
        if let evidence = word.evidence { subject.evidence.append(evidence) }
        if let reason {
            // What the person decides next starts from what the store shows now.
            if let order = subject.orderToApprove(event) { subject.order = order }
            return decline(word, reason)
        }
        switch event {
        case .approvedByPerson: if let order = subject.orderToApprove(event) { approvedByPerson(word, order) }
        case .refusedByPerson: refusedByPerson(word)
        case .askedByPerson(_, let missing):
            let facts = "missing=" + missing.map(\.rawValue).joined(separator: ",")
            conclude(.ask, rule: "person", because: word.because(facts))
            ask(missing)
        case .heldByPerson: enter(.held)
        case .releasedByPerson: released(by: word.by)
        case .retriedByPerson: retried()
        case .closedByPerson: closed(word)
        case .dismissedByPerson: closed(word)
        case .undoneByPerson: undone(word)
        case .linkedByPerson(_, let number): linked(to: number)
        default: record(nil)
        }
    }

    /// Once more, from what the store shows now: a rejected case is decided anew, any other is looked at at once.
    private mutating func retried() {
        if subject.state == .rejected { enter(.received) } else { record(nil) }
        effects.append(.reread)
    }

    /// Over without a cancellation. Nobody is told, unless the person wants it.
    private mutating func closed(_ word: OperatorWord) {
        conclude(.duplicate, rule: Case.closedByPerson, because: word.because())
        subject.refund = Refund()
        enter(.expired)
        if word.tells == true, let note = word.note { notify(.answered, answer: note) }
    }

    private mutating func undone(_ word: OperatorWord) {
        conclude(.review, rule: "person", because: word.because())
        subject.refund = Refund()
        callPerson(.review, note: "담당자가 앞의 결정을 되돌렸습니다. 다시 결정해 주세요.", state: .reviewing)
    }

    /// The order is asked for with the number; whoever finds it takes the request to the case of that order.
    private mutating func linked(to number: OrderID) {
        subject.request.orderID = number
        subject.request.productOrderID = nil
        record("주문 \(number)에 연결합니다.")
        effects.append(.reread)
    }

    private mutating func decline(_ word: OperatorWord, _ reason: String) {
        record(word.note.map { "\(reason) (남긴 말: \($0))" } ?? reason)
    }

    /// Acts on `order`, which the store shows now.
    private mutating func approvedByPerson(_ word: OperatorWord, _ order: Order) {
        let facts = RuleInput(
            request: subject.request, requester: subject.provenance.requester, order: order, now: now,
            minimumConfidence: policy.minimumConfidence)
        conclude(.approve, rule: "person", because: word.because() + facts.words)
        if subject.isReflected(in: order) {
            expectRefund(of: subject.order ?? order)
            return cancelled(order)
        }
        subject.order = order
        subject.request.reason = word.reason.map { Reason(code: $0, text: facts.reason?.text) } ?? facts.reason
        switch order.claimFact {
        case .requested: approve()
        case .cancelling:
            expectRefund(of: order)
            waitAndReread(in: .reflecting, note: nil)
        case .none, .other: cancelAsSeller()
        }
    }

    private mutating func refusedByPerson(_ word: OperatorWord) {
        conclude(.refuse, rule: "person", because: word.because())
        enter(.refused)
        // Whoever asked for something else is answered by a person: "your cancellation was refused" would be untrue.
        if subject.request.intent == .cancel { notify(.refused, answer: word.note) }
    }
}

extension Case {
    /// The rule of a case that a person closed or dismissed.
    static let closedByPerson = "closed-by-person"
}

extension OperatorWord {
    /// The verdict's reasons: the person's own first, since a refused customer reads that one.
    fileprivate func because(_ facts: String...) -> [String] {
        [note].compactMap(\.self) + facts + ["operator=\(by.rawValue)"]
    }
}
