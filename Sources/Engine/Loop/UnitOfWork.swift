// The unit of work: what one turn decides, and everything that is stored with it in one commit.

import Cancellation
import Ports

/// Cases under decision. Nothing here is durable until `drain` was committed.
struct UnitOfWork {
    /// Counts what is decided to go back; the pipeline's from turn to turn.
    var flow = MoneyFlow()
    private(set) var cases: [CaseID: Case] = [:]
    private var order: [CaseID] = []
    /// The cases of each product order, oldest first.
    private var byProductOrder: [String: [CaseID]] = [:]
    /// The revision that the ledger holds of each case that it holds.
    private var stored: [CaseID: Int] = [:]
    private var touched: Set<CaseID> = []
    /// What the next commit stores beside the cases.
    private var batch = LedgerBatch()

    /// The next commit stores a decision to move money.
    private var movesMoney = false

    /// Drops to be stored, by their numbers.
    private var drops: [DropNumber: DropRecord] = [:]

    /// A command that was decided, and the order as it was seen in the same moment.
    struct DecidedCommand {
        var id: CaseID
        var command: StoreCommand
        var seen: LookUp?
    }

    /// In their order. A case has one at a time.
    private var commands: [DecidedCommand] = []
    /// Who gives commands and writes notices, and how long he has them.
    private let lease: EffectLease
    private(set) var rereads: [CaseID] = []
    private var publications: [EffectRecord] = []
    /// The newest result of each case: an older one would be replaced in the same breath.
    private var results: [CaseID: EffectRecord] = [:]
    private var storedResults: Set<String> = []

    /// - Parameter lease: the hold on each command that is given, and on each notice.
    init(lease: EffectLease) { self.lease = lease }

    /// One drop, speaking for one case.
    private struct Voice: Hashable {
        var drop: DropNumber
        var id: CaseID
    }

    /// What one more row of a drop says for a case.
    enum Saying {
        case new
        /// Another row of the drop has said it already.
        case same
        /// No drop has so many different things to say about one product order.
        case tooMuch
    }

    private static let mostSayings = 100
    private var sayings: [Voice: Set<Request>] = [:]

    /// Remembers what `request` says. A thousand equal rows of one drop are one voice: each would make the case longer.
    mutating func saying(_ request: Request, for id: CaseID, from drop: DropNumber) -> Saying {
        var wish = request
        wish.evidence = FactSources()
        let voice = Voice(drop: drop, id: id)
        guard sayings[voice, default: []].insert(wish).inserted else { return .same }
        return sayings[voice, default: []].count > Self.mostSayings ? .tooMuch : .new
    }

    /// A drop that the next commit stores.
    func drop(_ number: DropNumber) -> DropRecord? { drops[number] }

    /// Stores `drop` with the next commit.
    mutating func record(_ drop: DropRecord) { drops[drop.number] = drop }

    /// A request that waited does so no more.
    mutating func answer(_ request: AnsweredRequest) { batch.requests.append(request) }

    /// Takes cases from the ledger as they are; known ones stay.
    mutating func load(_ loaded: [Case]) {
        for subject in loaded where cases[subject.id] == nil {
            insert(subject)
            stored[subject.id] = subject.revision
        }
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

    /// A timer has come due. A poll is a look at the order; everything else the case hears of.
    mutating func fire(_ timer: TimerRecord, at now: Instant, policy: Policy) {
        batch.timersOver.insert(TimerID(timer.caseID, timer.kind))
        guard timer.kind != .poll else { return reread(timer.caseID) }
        apply(.fellDue(timer.kind), to: timer.caseID, at: now, policy: policy)
    }

    /// The effect with this key was tried enough: a dead letter.
    mutating func bury(_ key: String) { batch.commandsOver[key] = .dead }

    /// Nobody waits for the timer any more.
    mutating func end(_ timer: TimerRecord) { batch.timersOver.insert(TimerID(timer.caseID, timer.kind)) }

    /// The timer is due again at `due` unless something happens before: an answer is on its way.
    mutating func postpone(_ timer: TimerRecord, to due: Instant) {
        let change = TimerChanges(due: [timer.kind: due])
        batch.timers[timer.caseID] = batch.timers[timer.caseID, default: TimerChanges()].followed(by: change)
    }

    /// The order of this case is to be read.
    mutating func reread(_ id: CaseID) {
        if !rereads.contains(id) { rereads.append(id) }
    }

    /// Decides on `event`.
    /// - Parameter seen: the order as the store shows it now, where it has just been asked.
    mutating func apply(
        _ event: Event, to id: CaseID, seeing seen: LookUp? = nil, at now: Instant, policy: Policy
    ) {
        guard let before = cases[id] else { return }
        let decision = before.decide(event, at: now, policy: policy)
        take(decision, after: event, from: before, seeing: seen, at: now)
        if let why = rejectionReason(for: decision, from: before, by: event, at: now, limit: policy.moneyLimit) {
            let held = decision.subject.decide(.overLimit(why), at: now, policy: policy)
            take(held, after: .overLimit(why), from: decision.subject, seeing: seen, at: now)
        }
        if let subject = cases[id] { flow.update(subject) }
    }

    private mutating func take(
        _ decision: Decision, after event: Event, from before: Case, seeing seen: LookUp?, at now: Instant
    ) {
        let subject = decision.subject
        if subject != before {
            cases[subject.id] = subject
            move(subject, from: before.key.productOrder)
            touched.insert(subject.id)
            batch.events.append(
                EventRecord(
                    caseID: subject.id, revision: subject.revision, at: now, event: event, state: subject.state,
                    rule: decision.rule))
            endCommands(of: subject, after: before.state)
            if subject.state == .commanding, before.state == .approved { lease(commandsOf: subject) }
        }
        if !decision.timers.isEmpty {
            batch.timers[subject.id] = batch.timers[subject.id, default: TimerChanges()].followed(by: decision.timers)
        }
        for effect in decision.effects { collect(effect, of: subject, seeing: seen, at: now) }
    }

    /// Why the money that `decision` begins to move may not go back now; nil when it may, and is counted, or none is moved.
    private mutating func rejectionReason(
        for decision: Decision, from before: Case, by event: Event, at now: Instant, limit: MoneyLimit
    ) -> String? {
        guard decision.subject.beginsToMove(after: before.state) else { return nil }
        let amount = decision.subject.refund.amount ?? 0
        // A person has looked.
        let isWanted = event.word != nil || decision.subject.moneyHold?.isReleased == true
        if !isWanted, let why = flow.rejectionReason(for: amount, at: now, limit: limit) { return why }
        flow.add(amount, at: now)
        movesMoney = true
        return nil
    }

    private mutating func collect(_ effect: Effect, of subject: Case, seeing seen: LookUp?, at now: Instant) {
        switch effect {
        case .reread: reread(subject.id)
        case .command(let command):
            commands.removeAll { $0.id == subject.id }
            commands.append(DecidedCommand(id: subject.id, command: command, seen: seen))
            store(effect, of: subject, at: now)
            if subject.state == .commanding { lease(commandsOf: subject) }
        case .publishResult:
            guard let key = effect.key(of: subject) else { return }
            let superseded = results.updateValue(
                EffectRecord(key: key, caseID: subject.id, effect: effect, at: now, lease: lease), forKey: subject.id)
            // One that is in the ledger already has to be got out of it again.
            if let superseded, storedResults.contains(superseded.key) { publications.append(superseded) }
        case .send, .openTask:
            if let record = store(effect, of: subject, at: now) { publications.append(record) }
        }
    }

    /// Queues `effect`, once in this unit of work: nil when its key is queued here already.
    @discardableResult
    private mutating func store(_ effect: Effect, of subject: Case, at now: Instant) -> EffectRecord? {
        guard let key = effect.key(of: subject) else { return nil }
        var record = EffectRecord(key: key, caseID: subject.id, effect: effect, at: now)
        // Whatever is for the outbox is written right after the commit, by us.
        if record.lane == .outbox { record.lease = lease }
        if let place = batch.effects.firstIndex(where: { $0.key == key }) {
            // What is decided last is what is given.
            if record.lane == .store { batch.effects[place] = record }
            return nil
        }
        batch.effects.append(record)
        return record
    }

    /// The command of this case is given: whoever starts after us knows that it may have been carried out.
    private mutating func lease(commandsOf subject: Case) {
        for place in batch.effects.indices where batch.effects[place].caseID == subject.id {
            if batch.effects[place].lane == .store { batch.effects[place].lease = lease }
        }
    }

    /// What the state of a case means for its commands. They are done only when the store shows the cancellation: until then somebody may
    /// end it there, and a person may decide to give them again.
    private mutating func endCommands(of subject: Case, after before: CaseState) {
        let end: EffectState
        switch subject.state {
        case .approved, .commanding, .unknown, .reflecting: return
        case .cancelled: end = .done
        case .rejected: end = .dead
        case .received, .asking, .reviewing, .held, .refused, .withdrawn, .expired: end = .recalled
        }
        guard before == .approved || before.isGiven else { return }
        commands.removeAll { $0.id == subject.id }
        batch.effects.removeAll { subject.commandKeys.contains($0.key) }
        for key in subject.commandKeys { batch.commandsOver[key] = end }
    }

    /// Takes up effects that an earlier run stored and did not finish.
    mutating func resume(_ record: EffectRecord) {
        switch record.effect {
        // Never blindly again: the order is read first, and the decision on that repeats the command if it must.
        case .command: reread(record.caseID)
        case .reread: break
        case .publishResult, .send, .openTask: publications.append(record)
        }
    }

    mutating func takeRereads() -> [CaseID] {
        defer { rereads = [] }
        return rereads
    }

    /// Gives the commands of cases whose order was seen in this unit of work: nothing has to be read again before. The others are to be
    /// read first.
    mutating func giveAtOnce(at now: Instant, policy: Policy) {
        for decided in commands where cases[decided.id]?.state == .approved {
            if decided.seen == nil {
                reread(decided.id)
            } else {
                apply(.commandGiven, to: decided.id, at: now, policy: policy)
            }
        }
    }

    /// Hands out the commands that are given with the next commit.
    mutating func takeGiven() -> [CommittedCommand] {
        let given = commands.filter { cases[$0.id]?.state == .commanding }
        commands.removeAll { cases[$0.id]?.state == .commanding }
        return given.map { CommittedCommand(caseID: $0.id, command: $0.command) }
    }

    /// Hands out the commands that are queued: their turn comes later.
    mutating func takeQueued() -> [DecidedCommand] {
        defer { commands = [] }
        return commands.filter { cases[$0.id]?.state == .approved }
    }

    mutating func takePublications() -> [EffectRecord] {
        defer { (publications, results) = ([], [:]) }
        return publications + order.compactMap { results[$0] }
    }

    /// Everything decided since the last drain, as one transaction.
    /// - Parameter isLast: no command is given after this. Before that, results of cases whose command is about to be given are kept
    ///   back: what the command brings about replaces them in the same turn (after a crash, recovery writes them).
    mutating func drain(isLast: Bool) -> LedgerBatch {
        let ready = order.compactMap { results[$0] }.filter { record in
            let isHeldBack = cases[record.caseID]?.state == .commanding && !isLast
            return !isHeldBack && storedResults.insert(record.key).inserted
        }
        batch.cases = order.filter(touched.contains).compactMap { cases[$0] }
        for subject in batch.cases {
            batch.replaces[subject.id] = stored[subject.id]
            stored[subject.id] = subject.revision
        }
        batch.effects += ready
        batch.drops = drops.values.sorted { $0.number < $1.number }
        if movesMoney {
            batch.moneyVersion = flow.version
            flow.version += 1
            movesMoney = false
        }
        defer { (batch, touched, drops) = (LedgerBatch(), [], [:]) }
        return batch
    }
}

extension Case {
    /// The keys of all commands that this case may have.
    fileprivate var commandKeys: [String] { StoreCommand.Kind.allCases.map { "\(id)/\($0.rawValue)" } }
}
