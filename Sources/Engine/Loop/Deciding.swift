// The middle of a turn: from what has come in to what is committed and handed out.

import Cancellation
import Intake
import Logging
import Ports

extension Pipeline {
    /// More rounds than this with a local store means that a decision runs in circles; what is left waits for its timer.
    private static let maximumRounds = 16
    /// How long an answer of the store is waited for before a poll is tried again, in seconds.
    private static let pollPatience: Int64 = 120
    /// How long a command that was given is ours, in seconds.
    private static let commandLease: Int64 = 300

    /// Decides, acts and hands over to the outbox.
    /// - Parameters:
    ///   - due: timers whose time has come.
    ///   - pending: effects of an earlier run.
    ///   - unfinished: drops of an earlier run whose files may not be written.
    /// - Returns: what has reached the outbox meanwhile; of this batch only when it was small.
    func decide(
        _ read: [ReadDrop], due: [TimerRecord] = [], pending: [EffectRecord] = [], unfinished: [DropRecord] = []
    ) throws(EngineError) -> [DropReport] {
        let at = now
        let lease = EffectLease(owner: settings.owner, until: at.adding(seconds: Self.commandLease))
        var work = UnitOfWork(lease: lease)
        work.flow = try moneyFlow(at: at)
        defer { flow = work.flow }
        var answered: Set<DropNumber> = []
        if let answer = store.take() { answered.formUnion(try take(answer, into: &work, at: at)) }
        try tellOfUnwritten(in: &work, at: at)
        try fire(due, in: &work, at: at)
        try resume(pending, in: &work, at: at)
        let waitingNow = try EngineError.ledger { () throws(LedgerError) in
            try router.route(read, store: storeView, in: &work, at: at)
        }
        let retryAt = store.isLocal ? time.monotonic() + 1000 : 0
        for arrival in waitingNow {
            waiting[arrival.key] = arrival
            store.queue.add(arrival.key, arrival.queries, notBefore: retryAt)
        }
        if !waitingNow.isEmpty, store.isLocal {
            log.warning("the store does not answer; requests wait", metadata: ["requests": "\(waiting.count)"])
        }
        var records = read.compactMap { work.drop($0.record.number) }
        answered.formUnion(try serveStore(&work, at: at))
        if store.isLocal { try runLocal(&work, at: at) }
        // Whoever publishes syncs before the first name is shown, and the next command waits for a commit of its own.
        try commit(work.drain(isLast: true), durable: .withNextSync)

        let again = try finished(answered.subtracting(records.map(\.number)))
        records = try latest(records, among: answered)
        // One receipt a drop: what an earlier run left of it may have been answered just now.
        let unfinished = try refreshed(unfinished.filter { drop in !again.contains { $0.number == drop.number } })
        let publications = work.takePublications()
        let served = try servedDrops(by: publications, in: work, besides: records + unfinished + again)
        try load(casesOf: records + unfinished + again + served, into: &work)
        let rejected = Dictionary(uniqueKeysWithValues: read.map { ($0.record.number, $0.document.rejected) })
        let reports =
            records.map { DropReport($0, cases: work.cases, rejected: rejected[$0.number] ?? []) }
            + (try (unfinished + again).map { record throws(EngineError) in
                DropReport(record, cases: work.cases, rejected: try rejectedRows(of: record), isRepeat: true)
            })
        return try publish(
            publications, cases: work.cases, reports: reports,
            served: served.map { DropReport($0, cases: work.cases, isRepeat: true) })
    }

    /// Drops of earlier turns of which nothing waits for the store any more, and for which something has changed now. A case that changes has a
    /// result to publish, also for whoever starts after us: the receipts come with it.
    private func servedDrops(
        by publications: [EffectRecord], in work: UnitOfWork, besides drops: [DropRecord]
    ) throws(EngineError) -> [DropRecord] {
        let changed = publications.filter { $0.effect == .publishResult }.map(\.caseID)
            .filter { work.cases[$0]?.state.awaitsStore == false }
        guard !changed.isEmpty else { return [] }
        let known = Set(drops.map(\.number))
        // What an earlier run has not put away gets its receipt from recovery.
        let putAway = Set(confirmed.closed + unsynced.closed + (underway?.marks.closed ?? []))
        return try EngineError.ledger { () throws(LedgerError) in
            try ledger.servedDrops(of: changed, owner: settings.owner)
        }.filter { !known.contains($0.number) && ($0.state == .closed || putAway.contains($0.number)) }
    }

    /// What counts against the limit for money, from the ledger after a start.
    private func moneyFlow(at now: Instant) throws(EngineError) -> MoneyFlow {
        if let flow { return flow }
        let start = now.adding(seconds: -MoneyFlow.window)
        return try EngineError.ledger { () throws(LedgerError) in
            let version = try ledger.moneyVersion()
            return MoneyFlow(
                moves: try ledger.moves(since: start), held: try ledger.heldByLimit(), version: version)
        }
    }

    /// Receipts speak of every case of their drop, also of those this turn did not touch.
    private func load(casesOf records: [DropRecord], into work: inout UnitOfWork) throws(EngineError) {
        try load(Set(records.flatMap { $0.requests.compactMap(\.caseID) }), into: &work)
    }

    private func load(_ ids: Set<CaseID>, into work: inout UnitOfWork) throws(EngineError) {
        let missing = ids.filter { work.cases[$0] == nil }
        guard !missing.isEmpty else { return }
        work.load(try EngineError.ledger { () throws(LedgerError) in try ledger.cases(missing.sorted()) })
    }

    /// Cases whose notices could not be written must not say that they were.
    private func tellOfUnwritten(in work: inout UnitOfWork, at: Instant) throws(EngineError) {
        let failed = unwritten
        unwritten = []
        try load(Set(failed.map(\.notice.caseID)), into: &work)
        for failure in failed {
            let (kind, medium) = (failure.notice.kind, failure.notice.medium)
            work.apply(
                .noticeFailed(kind, medium, failure.why), to: failure.notice.caseID, at: at, policy: settings.policy)
            work.bury(failure.key)
        }
    }

    // MARK: Timers and what an earlier run left

    private func fire(_ due: [TimerRecord], in work: inout UnitOfWork, at: Instant) throws(EngineError) {
        try load(Set(due.map(\.caseID)), into: &work)
        for timer in due {
            if timer.kind == .poll, !store.isLocal {
                // An answer that came in just now may have ended what was to be looked at.
                guard work.cases[timer.caseID]?.isPolled == true else {
                    work.end(timer)
                    continue
                }
                askLater(timer.caseID, isPoll: true, in: &work, at: at)
                work.postpone(timer, to: at.adding(seconds: Self.pollPatience))
            } else {
                work.fire(timer, at: at, policy: settings.policy)
            }
        }
    }

    private func resume(_ pending: [EffectRecord], in work: inout UnitOfWork, at: Instant) throws(EngineError) {
        try load(Set(pending.map(\.caseID)), into: &work)
        for record in pending {
            if record.lane == .store, !store.isLocal {
                askLater(record.caseID, in: &work, at: at)
            } else {
                work.resume(record)
            }
        }
    }

    /// The order of this case is read when its turn comes; one whose command is queued waits for that.
    private func askLater(_ id: CaseID, isPoll: Bool = false, in work: inout UnitOfWork, at: Instant) {
        guard let subject = work.cases[id] else { return }
        let queries = subject.queries
        guard !queries.isEmpty else {
            // There is nothing to ask, and the case goes on all the same.
            return work.apply(.reread(.notAsked), to: id, at: at, policy: settings.policy)
        }
        guard subject.state == .approved else { return store.queue.read(id, queries, isPoll: isPoll) }
        if !store.queue.isQueued(id) { queue(subject, seen: nil) }
    }

    private func queue(_ subject: Case, seen: LookUp?) {
        store.queue.queue(
            subject.id, subject.queries, deadline: subject.order?.dispatchDueAt?.milliseconds, seen: seen,
            now: time.monotonic())
    }

    // MARK: The store

    private var storeView: StoreView {
        StoreView(
            ask: { [store] in store.lookNow($0) }, isWaitedFor: { [store] in store.queue.isWaiting(forAnyOf: $0) })
    }

    /// A store in memory: every case is brought to rest within the turn.
    private func runLocal(_ work: inout UnitOfWork, at: Instant) throws(EngineError) {
        for _ in 0..<Self.maximumRounds {
            let ids = work.takeRereads()
            let answers = store.lookNow(Array(Set(ids.flatMap { work.cases[$0]?.queries ?? [] })))
            for id in ids {
                guard let seen = work.cases[id]?.queries.bestAnswer(among: answers) else { continue }
                try see(seen, of: id, in: &work, at: at)
            }
            work.giveAtOnce(at: at, policy: settings.policy)
            let given = work.takeGiven()
            if given.isEmpty, work.rereads.isEmpty { return }
            guard !given.isEmpty else { continue }
            // The intent and its key are in the ledger before money moves.
            try commit(work.drain(isLast: false))
            for (command, outcome) in zip(given, store.giveNow(given)) {
                work.apply(outcome.event, to: command.caseID, at: at, policy: settings.policy)
            }
        }
    }

    /// Hands the store worker what comes next, if it is free.
    /// - Returns: drops of which no request waits any more.
    private func serveStore(_ work: inout UnitOfWork, at: Instant) throws(EngineError) -> Set<DropNumber> {
        var answered: Set<DropNumber> = []
        while true {
            if !store.isLocal { try handOver(&work, at: at) }
            guard !store.isBusy, let step = store.queue.next(now: time.monotonic()) else { return answered }
            switch step {
            case .look(let queries): store.submit(.look(queries))
            case .give(let commands): store.submit(.give(commands.map(\.command)))
            case .prepare(let id, let seen):
                // Its turn is over, whatever comes of it: a new decision queues it anew, a doubt leaves it to its timer.
                store.queue.recall(id)
                try load([id], into: &work)
                try see(seen, of: id, in: &work, at: at)
            }
            if let answer = store.take() { answered.formUnion(try take(answer, into: &work, at: at)) }
        }
    }

    /// Puts what was decided into the queue of the store. A command is committed as given before it gets there.
    private func handOver(_ work: inout UnitOfWork, at: Instant) throws(EngineError) {
        for id in work.takeRereads() { askLater(id, in: &work, at: at) }
        let given = work.takeGiven()
        for decided in work.takeQueued() {
            if let subject = work.cases[decided.id] { queue(subject, seen: decided.seen) }
        }
        guard !given.isEmpty else { return }
        try commit(work.drain(isLast: true))
        for command in given { store.queue.give(command) }
    }

    /// What the store answered, as events of the requests and cases that waited for it.
    /// - Returns: drops of which no request waits any more.
    private func take(
        _ answer: StoreDesk.Answer, into work: inout UnitOfWork, at: Instant
    ) throws(EngineError) -> Set<DropNumber> {
        switch answer {
        case .gave(let outcomes):
            let ended = store.queue.gave(outcomes, now: time.monotonic())
            try load(Set(ended.map(\.0.caseID)), into: &work)
            for (command, outcome) in ended {
                work.apply(outcome.event, to: command.caseID, at: at, policy: settings.policy)
            }
            return []
        case .looked(let answers):
            let answered = store.queue.looked(answers, now: time.monotonic())
            try load(Set(answered.cases.map(\.id)), into: &work)
            for (id, seen) in answered.cases {
                try see(seen, of: id, in: &work, at: at)
            }
            return try join(answered.requests, into: &work, at: at)
        }
    }

    /// The order of a case was read.
    private func see(_ seen: LookUp, of id: CaseID, in work: inout UnitOfWork, at: Instant) throws(EngineError) {
        let isTaken = try EngineError.ledger { () throws(LedgerError) in
            try router.takeOver(id, seeing: seen, in: &work, at: at)
        }
        if isTaken { return }
        let isSeen = if case .found = seen { true } else { false }
        work.apply(.reread(seen), to: id, seeing: isSeen ? seen : nil, at: at, policy: settings.policy)
    }

    /// Brings requests to their cases for which the store has answered.
    private func join(
        _ answered: [(key: RequestKey, lookUp: LookUp)], into work: inout UnitOfWork, at: Instant
    ) throws(EngineError) -> Set<DropNumber> {
        let arrivals = answered.compactMap { key, lookUp in
            waiting.removeValue(forKey: key).map { (arrival: $0, lookUp: lookUp) }
        }
        guard !arrivals.isEmpty else { return [] }
        let joined = try EngineError.ledger { () throws(LedgerError) in
            try router.route(arrivals, in: &work, at: at)
        }
        let stillWaiting = Set(waiting.keys.map(\.drop))
        var whole: Set<DropNumber> = []
        for (number, records) in Dictionary(grouping: joined, by: \.key.drop).sorted(by: { $0.key < $1.key }) {
            let isWhole = !stillWaiting.contains(number)
            if isWhole { whole.insert(number) }
            let pending = work.drop(number)
            // Its receipt is to be written again, also by whoever starts after us.
            let known = isWhole && pending == nil ? try stored(number) : pending
            if var drop = known {
                drop.take(records.map(\.record))
                drop.state = .decided
                work.record(drop)
                reopen(number)
            } else {
                for (_, record) in records { work.answer(AnsweredRequest(drop: number, record: record)) }
            }
        }
        return whole
    }

    /// The drop is closed only when its new receipt is there, whatever was said of the one before.
    private func reopen(_ number: DropNumber) {
        confirmed.closed.removeAll { $0 == number }
        unsynced.closed.removeAll { $0 == number }
        underway?.marks.closed.removeAll { $0 == number }
    }

    private func stored(_ number: DropNumber) throws(EngineError) -> DropRecord? {
        try EngineError.ledger { () throws(LedgerError) in try ledger.drop(number) }
    }

    /// Drops whose requests have all been answered, as the ledger has them now.
    private func finished(_ numbers: Set<DropNumber>) throws(EngineError) -> [DropRecord] {
        var drops: [DropRecord] = []
        for number in numbers.sorted() { drops += try [stored(number)].compactMap(\.self) }
        return drops
    }

    /// Drops of an earlier run with what has become of their requests since they were read from the ledger: one at a time, a request of a
    /// later one may be answered while an earlier one is decided.
    private func refreshed(_ unfinished: [DropRecord]) throws(EngineError) -> [DropRecord] {
        try unfinished.map { record throws(EngineError) in
            var record = record
            if let stored = try stored(record.number) { record.requests = stored.requests }
            return record
        }
    }

    /// `records`, some of which have been answered since.
    private func latest(
        _ records: [DropRecord], among answered: Set<DropNumber>
    ) throws(EngineError) -> [DropRecord] {
        try records.map { record throws(EngineError) in
            answered.contains(record.number) ? try stored(record.number) ?? record : record
        }
    }
}

extension DropRecord {
    /// Takes up what became of requests that waited.
    fileprivate mutating func take(_ answered: [RequestRecord]) {
        for record in answered {
            if let place = requests.firstIndex(where: { $0.index == record.index }) { requests[place] = record }
        }
    }
}

extension Case {
    /// What to ask the store about this case.
    var queries: [OrderQuery] { order.map { [.productOrder($0.productOrderID)] } ?? request.queries }
}

extension CommandOutcome {
    fileprivate var event: Event {
        switch self {
        case .accepted: .cancelAccepted
        case .conflict(let failure): .cancelConflicted(failure)
        case .rejected(let failure): .cancelRefused(failure)
        case .deferred(let failure): .cancelDeferred(failure)
        case .unknown(let failure): .cancelUnanswered(failure)
        }
    }
}
