// What the store is asked and told next. A value: it knows no clock, no thread and no store, so that every order of things can be a test.
//
// Order of importance: commands that are committed · commands whose order was read just now, the nearest to its deadline first · look-ups.
// Look-ups of all kinds (new requests, orders of commands to come, orders after a command, polls) share calls. While commands wait, a look-up
// has its turn after one command, then after two, four, and so on: the first customer hears soon, and calls are not wasted.

import Cancellation
import Ports

/// A request that waits for its order.
struct RequestKey: Hashable, Comparable, Sendable {
    var drop: DropNumber
    var index: Int

    static func < (left: RequestKey, right: RequestKey) -> Bool {
        (left.drop, left.index) < (right.drop, right.index)
    }
}

/// A command that is committed and has to be given.
struct CommittedCommand: Hashable, Sendable {
    var caseID: CaseID
    var command: StoreCommand
}

/// Decides what the store worker does next. Times are milliseconds of the monotonic clock.
struct StoreQueue {
    /// What to do next.
    enum Step: Equatable {
        case look([OrderQuery])
        /// The case's turn has come: decide on `LookUp`, commit, hand the command to `give`.
        case prepare(CaseID, LookUp)
        case give([CommittedCommand])
    }

    /// What was answered to whom.
    struct Answered {
        /// In their order.
        var requests: [(key: RequestKey, lookUp: LookUp)] = []
        var cases: [(id: CaseID, lookUp: LookUp)] = []
    }

    /// A read of an order is good for a command this long.
    static let freshFor: Int64 = 10_000
    /// The most commands between two look-ups.
    static let mostCommandsBetween = 16
    private static let longestPause: Int64 = 60_000

    private struct Waiting {
        var queries: [OrderQuery]
        var notBefore: Int64 = 0
        var tries = 0
    }

    private struct Approved {
        var id: CaseID
        var queries: [OrderQuery]
        var deadline: Int64
        var number: Int
        var seen: (lookUp: LookUp, at: Int64)?
    }

    private let manners: StoreManners
    private var requests: [RequestKey: Waiting] = [:]
    /// Orders whose command was given: somebody waits to hear of it.
    private var reads = CasesToRead()
    private var polls = CasesToRead()
    /// The nearest deadline first.
    private var approved: [Approved] = []
    private var count = 0
    private var committed: [CommittedCommand] = []
    private(set) var running: Step?
    private var bucket: TokenBucket
    private var pausedUntil: Int64 = 0
    private var failures = 0
    private var commandsSinceLook = 0
    private var lookGap = 1
    private var jitter: UInt64

    init(manners: StoreManners, now: Int64, seed: UInt64 = 1) {
        self.manners = manners
        bucket = TokenBucket(perSecond: manners.callsPerSecond, burst: manners.burst, now: now)
        jitter = seed
    }

    /// How many requests wait for their order.
    var waitingRequests: Int { requests.count }
    /// Nothing is left that could be done without a timer.
    var isEmpty: Bool {
        requests.isEmpty && reads.isEmpty && polls.isEmpty && approved.isEmpty && committed.isEmpty && running == nil
    }
    /// Why nothing is done at the moment; nil when nothing stands in the way.
    func pause(at now: Int64) -> Int64? { pausedUntil > now ? pausedUntil - now : nil }

    /// Forgets everything but the job that is under way: its answer still comes.
    mutating func reset() {
        (requests, approved, committed) = ([:], [], [])
        (reads, polls) = (CasesToRead(), CasesToRead())
    }

    // MARK: What waits

    mutating func add(_ key: RequestKey, _ queries: [OrderQuery], notBefore: Int64 = 0) {
        requests[key] = Waiting(queries: queries, notBefore: notBefore)
    }

    /// Somebody waits for one of these orders already.
    func isWaiting(forAnyOf queries: [OrderQuery]) -> Bool {
        requests.values.contains { !Set($0.queries).isDisjoint(with: queries) }
    }

    /// The order of this case is to be read: after its command, or because it is time to look again.
    mutating func read(_ id: CaseID, _ queries: [OrderQuery], isPoll: Bool = false) {
        if isPoll { polls.add(id, queries) } else { reads.add(id, queries) }
    }

    /// The command of this case is queued.
    /// - Parameters:
    ///   - deadline: when it is too late, in milliseconds since 1970; the nearest is given first.
    ///   - seen: the order, where it was read just now.
    mutating func queue(_ id: CaseID, _ queries: [OrderQuery], deadline: Int64?, seen: LookUp?, now: Int64) {
        guard !committed.contains(where: { $0.caseID == id }) else { return }
        approved.removeAll { $0.id == id }
        count += 1
        let new = Approved(
            id: id, queries: queries, deadline: deadline ?? .max, number: count, seen: seen.map { ($0, now) })
        let place = approved.firstIndex { ($0.deadline, $0.number) > (new.deadline, new.number) } ?? approved.endIndex
        approved.insert(new, at: place)
    }

    func isQueued(_ id: CaseID) -> Bool { approved.contains { $0.id == id } || committed.contains { $0.caseID == id } }

    /// The case no longer wants its command.
    mutating func recall(_ id: CaseID) { approved.removeAll { $0.id == id } }

    /// The command is in the ledger as given: it is the next thing the store hears.
    mutating func give(_ command: CommittedCommand) {
        recall(command.caseID)
        committed.append(command)
    }

    // MARK: What is next

    /// What to do now; nil when there is nothing, or it is not the time. A look-up or command is under way from here on.
    mutating func next(now: Int64) -> Step? {
        guard running == nil, now >= pausedUntil, bucket.has(now) else { return nil }
        if !committed.isEmpty { return start(.give(Array(committed.prefix(manners.commandsPerCall))), now) }
        let ready = approved.first { isFresh($0, now) }
        let isLookDue = needsLook(now)
        if let ready, !isLookDue || commandsSinceLook < lookGap, let seen = ready.seen {
            return .prepare(ready.id, seen.lookUp)
        }
        guard isLookDue || !approved.isEmpty else { return nil }
        lookGap = approved.isEmpty ? 1 : min(lookGap * 2, Self.mostCommandsBetween)
        return start(.look(dueQueries(now)), now)
    }

    private func needsLook(_ now: Int64) -> Bool {
        !reads.isEmpty || !polls.isEmpty || requests.values.contains { $0.notBefore <= now }
    }

    /// When `next` may have something to do; nil when only an answer, a timer or a drop can bring it.
    func nextTime(now: Int64) -> Int64? {
        guard running == nil else { return nil }
        var times: [Int64] = requests.values.map(\.notBefore)
        if !reads.isEmpty || !polls.isEmpty || !approved.isEmpty || !committed.isEmpty { times.append(now) }
        return times.min().map { max($0, pausedUntil, bucket.nextTime(now), now) }
    }

    private func isFresh(_ candidate: Approved, _ now: Int64) -> Bool {
        candidate.seen.map { now - $0.at <= Self.freshFor } ?? false
    }

    /// What one call asks: orders whose command was given, new requests, the orders of the next commands, polls; as many as it takes.
    private func dueQueries(_ now: Int64) -> [OrderQuery] {
        var queries: [OrderQuery] = []
        var known: Set<OrderQuery> = []
        func add(_ more: [OrderQuery]) {
            // All of one request or none, or its answer would be a partial one.
            let new = more.filter { !known.contains($0) }
            guard queries.count + new.count <= manners.queriesPerCall else { return }
            queries += new
            known.formUnion(new)
        }
        for own in reads.queries { add(own) }
        for (_, waiting) in requests.filter({ $0.value.notBefore <= now }).sorted(by: { $0.key < $1.key }) {
            add(waiting.queries)
        }
        // Also those that were read a while ago: they cost nothing here, and a call of their own later.
        for candidate in approved.prefix(2 * Self.mostCommandsBetween) { add(candidate.queries) }
        for own in polls.queries { add(own) }
        return queries
    }

    private mutating func start(_ step: Step, _ now: Int64) -> Step {
        bucket.take(now)
        running = step
        return step
    }

    // MARK: What came back

    /// The look-up under way is over. A query without an answer is one the store did not answer.
    mutating func looked(_ answers: [OrderQuery: LookUp], now: Int64) -> Answered {
        guard case .look(let queries) = running else { return Answered() }
        (running, commandsSinceLook) = (nil, 0)
        let asked = Set(queries)
        judge(answers, asked: asked, now: now)
        var answered = Answered()
        for (key, waiting) in requests.sorted(by: { $0.key < $1.key }) where asked.isSuperset(of: waiting.queries) {
            let best = waiting.queries.bestAnswer(among: answers)
            guard case .unavailable(let failure) = best else {
                requests[key] = nil
                answered.requests.append((key, best))
                continue
            }
            requests[key]?.tries += 1
            let pause = failure.retryAfter.map { $0 * 1000 } ?? backoff(waiting.tries + 1)
            requests[key]?.notBefore = now + pause
        }
        for index in approved.indices.reversed() where asked.isSuperset(of: approved[index].queries) {
            let best = approved[index].queries.bestAnswer(among: answers)
            if case .found = best {
                approved[index].seen = (best, now)
            } else {
                answered.cases.append((approved.remove(at: index).id, best))
            }
        }
        answered.cases += reads.take(among: asked).map { ($0.id, $0.queries.bestAnswer(among: answers)) }
        answered.cases += polls.take(among: asked).map { ($0.id, $0.queries.bestAnswer(among: answers)) }
        return answered
    }

    /// The commands under way are over.
    mutating func gave(_ outcomes: [CommandOutcome], now: Int64) -> [(CommittedCommand, CommandOutcome)] {
        guard case .give(let commands) = running else { return [] }
        running = nil
        commandsSinceLook += commands.count
        committed.removeAll { commands.contains($0) }
        for outcome in outcomes {
            switch outcome {
            case .accepted, .conflict, .rejected: failures = 0
            case .deferred(let failure), .unknown(let failure): fail(failure, now: now)
            }
        }
        return Array(zip(commands, outcomes))
    }

    /// A store that answers nothing at all is left alone for a while, and for as long as it says.
    private mutating func judge(_ answers: [OrderQuery: LookUp], asked: Set<OrderQuery>, now: Int64) {
        var failure = Failure(message: "")
        for query in asked {
            switch answers[query] {
            case nil: continue
            case .unavailable(let new): if (new.retryAfter ?? 0) >= (failure.retryAfter ?? 0) { failure = new }
            case .found, .missing, .notAsked:
                failures = 0
                return
            }
        }
        fail(failure, now: now)
    }

    private mutating func fail(_ failure: Failure, now: Int64) {
        failures += 1
        let pause = failure.retryAfter.map { $0 * 1000 } ?? backoff(failures)
        pausedUntil = max(pausedUntil, now + pause)
    }

    /// 1, 2, 4 … 60 seconds, up to a quarter more or less, so that not everybody comes back at once.
    private mutating func backoff(_ tries: Int) -> Int64 {
        jitter = jitter &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pause = min(Self.longestPause, 1000 << Int64(min(max(tries - 1, 0), 6)))
        return pause * Int64(75 + (jitter >> 33) % 51) / 100
    }
}

/// Cases whose orders are to be read, each once, in their order.
private struct CasesToRead {
    private var queriesOf: [CaseID: [OrderQuery]] = [:]
    private var order: [CaseID] = []

    var isEmpty: Bool { order.isEmpty }
    var queries: [[OrderQuery]] { order.map { queriesOf[$0] ?? [] } }

    mutating func add(_ id: CaseID, _ queries: [OrderQuery]) {
        if queriesOf.updateValue(queries, forKey: id) == nil { order.append(id) }
    }

    /// Takes those out of which everything was asked.
    mutating func take(among asked: Set<OrderQuery>) -> [(id: CaseID, queries: [OrderQuery])] {
        let taken = order.filter { asked.isSuperset(of: queriesOf[$0] ?? []) }.map {
            (id: $0, queries: queriesOf[$0] ?? [])
        }
        for (id, _) in taken { queriesOf[id] = nil }
        order.removeAll { queriesOf[$0] == nil }
        return taken
    }
}

/// Calls a second, and a few at once after a pause.
struct TokenBucket {
    private let perSecond: Double?
    private let burst: Double
    private var tokens: Double
    private var at: Int64

    init(perSecond: Double?, burst: Int, now: Int64) {
        self.perSecond = perSecond
        self.burst = Double(max(1, burst))
        tokens = self.burst
        at = now
    }

    func has(_ now: Int64) -> Bool { perSecond == nil || filled(now) >= 1 }

    mutating func take(_ now: Int64) {
        guard perSecond != nil else { return }
        tokens = filled(now) - 1
        at = now
    }

    /// When there is a token; `now` when there is one.
    func nextTime(_ now: Int64) -> Int64 {
        guard let perSecond, !has(now) else { return now }
        return now + Int64(((1 - filled(now)) / perSecond * 1000).rounded(.up))
    }

    private func filled(_ now: Int64) -> Double {
        min(burst, tokens + Double(now - at) / 1000 * (perSecond ?? 0))
    }
}

extension [OrderQuery] {
    /// The answer that found something, else one that leaves it open, else the first one. What was not answered is open.
    func bestAnswer(among answers: [OrderQuery: LookUp]) -> LookUp {
        guard !isEmpty else { return .notAsked }
        let own = map { answers[$0] ?? .unavailable(Failure(message: "스토어가 이 주문에 대해 답하지 않았습니다.")) }
        let found = own.first { if case .found = $0 { true } else { false } }
        // "Not there" from one question proves nothing while another one is unanswered.
        let unavailable = own.first { if case .unavailable = $0 { true } else { false } }
        return found ?? unavailable ?? own[0]
    }
}
