// The cases at hand: working copies of one batch, and everything their decisions have produced since the last commit.

import Cancellation
import Ports

/// Cases under decision. Nothing here is durable until `drain` was committed.
struct Docket {
    /// Counts what is decided to go back; the pipeline's from batch to batch.
    var flow = MoneyFlow()
    private(set) var cases: [CaseID: Case] = [:]
    private var order: [CaseID] = []
    /// The cases of each product order, oldest first.
    private var byProductOrder: [String: [CaseID]] = [:]
    private var touched: Set<CaseID> = []
    private var events: [EventRecord] = []
    private var stored: [EffectRecord] = []

    /// Effects that wait to be run, in the order they were decided.
    private(set) var commands: [(CaseID, StoreCommand)] = []
    private(set) var rereads: [CaseID] = []
    private var publications: [EffectRecord] = []
    /// The newest result of each case: an older one would be replaced in the same breath.
    private var results: [CaseID: EffectRecord] = [:]
    private var storedResults: Set<String> = []
    /// Commands whose keys are (to be) in the ledger as pending.
    private var pendingCommands: [EffectRecord] = []

    /// Takes cases from the ledger as they are; known ones stay.
    mutating func load(_ loaded: [Case]) {
        for subject in loaded where cases[subject.id] == nil { insert(subject) }
    }

    mutating func insert(_ subject: Case) {
        cases[subject.id] = subject
        order.append(subject.id)
        byProductOrder[subject.key.productOrder, default: []].append(subject.id)
    }

    /// A case that was opened without an order and has found it is one of that order's from now on.
    private mutating func move(_ subject: Case, from productOrder: String) {
        guard subject.key.productOrder != productOrder else { return }
        byProductOrder[productOrder]?.removeAll { $0 == subject.id }
        byProductOrder[subject.key.productOrder, default: []].append(subject.id)
    }

    /// The cases of a product order, oldest first.
    func cases(channel: Channel, productOrder: String) -> [Case] {
        byProductOrder[productOrder, default: []].compactMap { cases[$0] }.filter { $0.key.channel == channel }
    }

    /// Decides on `event`. True when it changed the case.
    @discardableResult
    mutating func apply(_ event: Event, to id: CaseID, at now: Instant, policy: Policy) -> Bool {
        guard let before = cases[id] else { return false }
        var decision = before.decide(event, at: now, policy: policy)
        guard decision.subject != before || !decision.effects.isEmpty else { return false }
        take(decision.subject, after: event, from: before, at: now)
        if let why = objection(to: decision, from: before, by: event, at: now, limit: policy.moneyLimit) {
            let decided = decision.subject
            let others = decision.effects.filter { if case .command = $0 { false } else { true } }
            decision = decided.decide(.overLimit(why), at: now, policy: policy)
            decision.effects = others + decision.effects.filter { !others.contains($0) }
            take(decision.subject, after: .overLimit(why), from: decided, at: now)
        }
        flow.note(decision.subject)
        for effect in decision.effects { collect(effect, of: decision.subject) }
        return true
    }

    private mutating func take(_ subject: Case, after event: Event, from before: Case, at now: Instant) {
        cases[subject.id] = subject
        move(subject, from: before.key.productOrder)
        touched.insert(subject.id)
        guard subject != before else { return }
        let rule = subject.decidedAt == now ? subject.verdict?.rule : nil
        events.append(
            EventRecord(
                caseID: subject.id, revision: subject.revision, at: now, event: event, state: subject.state, rule: rule)
        )
    }

    /// Why the money that `decision` begins to move may not go back now; nil when it may, and is counted, or none is moved.
    private mutating func objection(
        to decision: Decision, from before: Case, by event: Event, at now: Instant, limit: MoneyLimit
    ) -> String? {
        guard decision.subject.beginsToMove(after: before.state) else { return nil }
        let amount = decision.subject.refund.amount ?? 0
        // A person has looked.
        let isWanted = event.word != nil || decision.subject.moneyHold?.isReleased == true
        if !isWanted, let why = flow.objection(to: amount, at: now, limit: limit) { return why }
        flow.note(amount, at: now)
        return nil
    }

    private mutating func collect(_ effect: Effect, of subject: Case) {
        switch effect {
        case .reread:
            if !rereads.contains(subject.id) { rereads.append(subject.id) }
        case .command(let command):
            commands.append((subject.id, command))
            pendingCommands += store(effect, of: subject)
        case .publishResult:
            guard let key = effect.key(of: subject) else { return }
            let superseded = results.updateValue(
                EffectRecord(key: key, caseID: subject.id, effect: effect), forKey: subject.id)
            // One that is in the ledger already has to be got out of it again.
            if let superseded, storedResults.contains(superseded.key) { publications.append(superseded) }
        case .send, .openTask:
            publications += store(effect, of: subject)
        }
    }

    private mutating func store(_ effect: Effect, of subject: Case) -> [EffectRecord] {
        guard let key = effect.key(of: subject) else { return [] }
        let record = EffectRecord(key: key, caseID: subject.id, effect: effect)
        stored.append(record)
        return [record]
    }

    /// Takes up effects that an earlier run stored and did not finish.
    mutating func resume(_ record: EffectRecord) {
        switch record.effect {
        // Never blindly again: the order is read first, and the decision on that repeats the command if it must.
        case .command:
            pendingCommands.append(record)
            if !rereads.contains(record.caseID) { rereads.append(record.caseID) }
        case .reread: break
        case .publishResult, .send, .openTask: publications.append(record)
        }
    }

    /// The keys of commands that nobody waits for any more.
    var settledCommands: [String] {
        let settled = pendingCommands.filter { record in
            let state = cases[record.caseID]?.state
            return state != .approved && state != .uncertain
        }
        return settled.map(\.key).uniqued
    }

    mutating func takeRereads() -> [CaseID] {
        defer { rereads = [] }
        return rereads
    }

    /// Hands out the commands whose case still wants them: a withdrawal decided in the same batch stops its command.
    mutating func takeCommands() -> [(CaseID, StoreCommand)] {
        defer { commands = [] }
        return commands.filter { cases[$0.0]?.state == .approved }
    }

    mutating func takePublications() -> [EffectRecord] {
        defer { (publications, results) = ([], [:]) }
        return publications + order.compactMap { results[$0] }
    }

    /// Everything decided since the last drain, as one transaction. Results of cases whose command is about to be given are
    /// kept back: what the command brings about replaces them in the same turn (after a crash, recovery writes them).
    mutating func drain() -> LedgerBatch {
        var batch = LedgerBatch()
        let ready = order.compactMap { results[$0] }.filter { record in
            cases[record.caseID]?.state != .approved && storedResults.insert(record.key).inserted
        }
        batch.cases = order.filter(touched.contains).compactMap { cases[$0] }
        batch.events = events
        batch.effects = stored + ready
        touched = []
        events = []
        stored = []
        return batch
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
