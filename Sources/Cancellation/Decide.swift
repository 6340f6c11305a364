// decide: a case and an event in, the next case and its effects out. Total, pure, and the only place that decides.

extension Case {
    /// The next case and what must be done. Every pair of state and event has an answer; late events change nothing.
    package func decide(_ event: Event, at now: Instant, policy: Policy) -> Decision {
        var step = Step(subject: self, event: event, now: now, policy: policy)
        switch event {
        case .requested(let request, let provenance, let lookUp), .answered(let request, let provenance, let lookUp):
            step.request(request, provenance, lookUp)
        case .joined(let other): step.joined(other)
        case .overLimit(let why): step.overLimit(why)
        case .cancelAccepted: step.cancelAccepted()
        case .cancelRefused(let failure): step.cancelRefused(failure)
        case .cancelUnanswered(let failure): step.cancelUnanswered(failure)
        case .reread(let lookUp): step.reread(lookUp)
        case .fellDue: step.fellDue()
        case .approvedByPerson(let word, _), .refusedByPerson(let word), .askedByPerson(let word, _),
            .heldByPerson(let word), .releasedByPerson(let word), .noted(let word):
            step.person(word)
        case .feedbackReceived: step.record(nil)
        }
        return Decision(subject: step.subject, effects: step.effects)
    }
}

/// One decision in the making: the next case and the effects collected so far.
struct Step {
    var subject: Case
    var effects: [Effect] = []
    let event: Event
    let now: Instant
    let policy: Policy

    init(subject: Case, event: Event, now: Instant, policy: Policy) {
        self.subject = subject
        self.event = event
        self.now = now
        self.policy = policy
    }

    /// Enters `state` (or stays in it), writes the history and publishes the new result.
    mutating func enter(_ state: CaseState, note: String? = nil) {
        if state != subject.state { subject.attempts = 0 }
        subject.state = state
        subject.dueAt = nil
        record(note)
    }

    /// Notes the event without a change of state; a new revision all the same, because the evidence or history grew.
    mutating func record(_ note: String?) {
        subject.revision += 1
        let word = event.word
        subject.history.append(
            HistoryEntry(at: now, event: event.name, state: subject.state, note: note ?? word?.note, by: word?.by))
        if !effects.contains(.publishResult) { effects.append(.publishResult) }
    }

    /// The verdict of this step.
    mutating func conclude(_ outcome: Verdict.Outcome, rule: String, because: [String]) {
        subject.verdict = Verdict(outcome: outcome, rule: rule, because: because, policy: policy.version)
        subject.decidedAt = now
    }

    /// Asks the store again later; after too many tries a person is called.
    mutating func waitAndReread(in state: CaseState, note: String?) {
        let attempts = subject.attempts + 1
        // What the store has taken is looked for until it is there: nothing else tells the customer the truth.
        guard attempts <= policy.maximumAttempts || state == .reflecting else {
            return callPerson(.storeTrouble, note: note ?? "스토어에서 처리 결과를 확인하지 못했습니다.", state: .failed)
        }
        enter(state, note: note)
        subject.attempts = attempts
        let delays = policy.rereadAfter
        subject.dueAt = now.adding(seconds: delays.isEmpty ? 60 : delays[min(attempts - 1, delays.count - 1)])
        if state == .reflecting { warnOfDelay() }
    }

    /// Calls a person once when the store shows a cancellation that it took as done no sooner than the policy allows.
    private mutating func warnOfDelay() {
        let since = subject.acceptedAt ?? now
        subject.acceptedAt = since
        guard now >= since.adding(seconds: policy.reflectDeadline) else { return }
        let what = "스토어가 접수한 취소가 아직 완료로 보이지 않습니다. 스토어 센터에서 확인해 주세요. 완료될 때까지 계속 확인합니다."
        let isTold = subject.history.contains { $0.note == what }
        // Less often from now on: a person looks too.
        subject.dueAt = now.adding(seconds: max(3600, policy.rereadAfter.last ?? 60))
        guard !isTold else { return }
        record(what)
        openTask(.storeTrouble, what, because: subject.verdict?.because ?? [what])
    }

    /// Hands the case to a person.
    mutating func callPerson(_ kind: TaskKind, note: String, state: CaseState) {
        enter(state, note: note)
        openTask(kind, note, because: subject.verdict?.because ?? [note])
    }

    mutating func openTask(_ kind: TaskKind, _ what: String, because: [String]) {
        let isFurther = subject.history.contains { $0.by != nil }
        effects.append(
            .openTask(
                OperatorTask(
                    caseID: subject.id, kind: kind, at: now, what: what, because: because,
                    revision: isFurther ? subject.revision : nil)))
    }
}
