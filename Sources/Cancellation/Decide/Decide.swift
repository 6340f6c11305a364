// decide: a case and an event in, the next case and its effects out. Total, pure, and the only place that decides.

extension Case {
    /// The next case and what must be done. Every pair of state and event has an answer; late events change nothing.
    package func decide(_ event: Event, at now: Instant, policy: Policy) -> Decision {
        var step = Step(subject: self, event: event, now: now, policy: policy)
        switch event {
        case .requested(let request, let provenance, let lookUp), .answered(let request, let provenance, let lookUp):
            step.request(request, provenance, believed(lookUp))
        case .joined(let other): step.joined(other)
        case .overLimit(let why): step.overLimit(why)
        case .commandGiven: step.commandGiven()
        case .cancelAccepted: step.cancelAccepted()
        case .cancelConflicted(let failure): step.cancelConflicted(failure)
        case .cancelRefused(let failure): step.cancelRefused(failure)
        case .cancelDeferred(let failure): step.cancelDeferred(failure)
        case .cancelUnanswered(let failure): step.cancelUnanswered(failure)
        case .reread(let lookUp): step.reread(believed(lookUp))
        case .fellDue(let timer): step.fellDue(timer)
        case .approvedByPerson(let word, _), .refusedByPerson(let word), .askedByPerson(let word, _),
            .heldByPerson(let word), .releasedByPerson(let word), .noted(let word), .retriedByPerson(let word),
            .closedByPerson(let word), .dismissedByPerson(let word), .undoneByPerson(let word),
            .linkedByPerson(let word, _):
            step.person(word)
        case .noticeFailed(let kind, let medium, let why): step.noticeFailed(kind, medium, why)
        case .feedbackReceived: step.record(nil)
        }
        return Decision(subject: step.subject, effects: step.effects, timers: step.timers, rule: step.rule)
    }
}

extension Case {
    /// `lookUp`, unless it shows what was before a cancellation that the store has shown as done already.
    func believed(_ lookUp: LookUp) -> LookUp {
        guard let mostLeft, case .order(let order) = request(for: lookUp), order.isOlder(than: mostLeft) else {
            return lookUp
        }
        return .unavailable(Failure(message: "스토어가 아직 지난 취소 이전의 상태를 보여 주고 있습니다."))
    }
}

extension Order {
    /// A read from before the product order was down to `pieces`.
    func isOlder(than pieces: Int) -> Bool { !isCancelled && remainingQuantity > pieces }
}

/// One decision in the making: the next case and the effects collected so far.
struct Step {
    var subject: Case
    var effects: [Effect] = []
    var timers = TimerChanges()
    var rule: String?
    let event: Event
    let now: Instant
    let policy: Policy

    init(subject: Case, event: Event, now: Instant, policy: Policy) {
        self.subject = subject
        self.event = event
        self.now = now
        self.policy = policy
    }

    /// Enters `state` (or begins it anew), writes the history and publishes the new result. Earlier timers are over.
    mutating func enter(_ state: CaseState, note: String? = nil) {
        move(to: state)
        record(note)
    }

    /// Enters `state` without an entry in the history: half a step, which the next event completes.
    mutating func advance(to state: CaseState) {
        move(to: state)
        subject.revision += 1
        if !effects.contains(.publishResult) { effects.append(.publishResult) }
    }

    private mutating func move(to state: CaseState) {
        // What is no longer to be cancelled pays nothing back.
        if subject.state == .approved, state != .approved, !state.isGiven, state != .cancelled {
            subject.refund = Refund()
        }
        if state != subject.state || subject.revision == 0 { subject.enteredAt = now }
        // Whatever a person was called for is done, or decided otherwise; a task of the new state is opened after this.
        let isDone = state.isClosed || subject.state.awaitsPerson && !state.awaitsPerson
        if isDone, let open = subject.openTasks {
            subject.doneTasks = (subject.doneTasks ?? []) + open
            subject.openTasks = nil
        }
        subject.state = state
        timers = TimerChanges(clearsOthers: true)
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
        self.rule = rule
        subject.decidedAt = now
        subject.acceptedAt = nil
        subject.attempts = 0
    }

    /// Waits in `state` and reads the order again later. A look that shows nothing new only moves the timer.
    mutating func waitAndReread(in state: CaseState, note: String?) {
        if state != subject.state || subject.revision == 0 {
            enter(state, note: note)
            watchOver(state)
        }
        let elapsed = (now.milliseconds - subject.enteredAt.milliseconds) / 1000
        timers.due[.poll] = now.adding(seconds: policy.pollDelay(after: elapsed))
    }

    /// Sets the timers that call a person, and tell the customer, when `state` lasts too long.
    mutating func watchOver(_ state: CaseState) {
        let since = subject.acceptedAt ?? (state.isGiven ? subject.decidedAt : nil) ?? subject.enteredAt
        if state == .reflecting { subject.acceptedAt = since }
        timers.due[.deadline] = since.adding(seconds: policy.reflectDeadline)
        if state.isGiven { timers.due[.delayNotice] = since.adding(seconds: policy.delayNoticeAfter) }
    }

    /// The state has lasted too long: a person is called, once. The order is read all the same.
    mutating func callPersonForDelay() {
        let what: String
        switch subject.state {
        case .received: what = "스토어가 주문을 보여 주지 않고 있습니다. 스토어 센터에서 확인해 주세요. 답이 올 때까지 계속 확인합니다."
        case .commanding, .unknown: what = "스토어가 취소했는지 알 수 없습니다. 스토어 센터에서 확인해 주세요. 알게 될 때까지 계속 확인합니다."
        case .reflecting: what = "스토어가 접수한 취소가 아직 완료로 보이지 않습니다. 스토어 센터에서 확인해 주세요. 완료될 때까지 계속 확인합니다."
        case .asking, .reviewing, .held, .approved, .rejected, .cancelled, .refused, .withdrawn, .expired: return
        }
        guard !subject.history.contains(where: { $0.note == what }) else { return }
        record(what)
        openTask(.storeTrouble, what, because: subject.verdict?.because ?? [what])
    }

    /// Hands the case to a person.
    mutating func callPerson(_ kind: TaskKind, note: String, state: CaseState) {
        enter(state, note: note)
        openTask(kind, note, because: subject.verdict?.because ?? [note])
    }

    /// Who speaks now, else whoever opened the case.
    private var spoken: Provenance {
        switch event {
        case .requested(_, let provenance, _), .answered(_, let provenance, _): provenance
        default: subject.provenance
        }
    }

    mutating func openTask(_ kind: TaskKind, _ what: String, because: [String]) {
        // The first one, which may have been dealt with and taken away, keeps its name and bytes.
        let isFurther = subject.history.contains { $0.by != nil } || subject.tasks?.contains(kind) == true
        subject.tasks = (subject.tasks ?? []) + [kind]
        let task = OperatorTask(
            caseID: subject.id, kind: kind, at: now, what: what, because: because,
            revision: isFurther ? subject.revision : nil, words: spoken.words, dropName: spoken.name)
        subject.openTasks = (subject.openTasks ?? []) + [task.fileName]
        effects.append(.openTask(task))
    }
}
