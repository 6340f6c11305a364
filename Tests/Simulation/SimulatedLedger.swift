// The ledger port in memory, with every promise of the port and every bad habit of a real one. Owns the rows; what they may not
// be is in SimulatedLedger+rules.

package import Cancellation
package import Ports
import Synchronization

/// The record of one spool. Survives the end of a process, as a file does. Used from one thread.
package final class SimulatedLedger: Ledger, Sendable {
    /// The rows of all tables, each in the order it was stored.
    struct Tables: Sendable {
        var drops: [DropNumber: DropRecord] = [:]
        var highestDrop: DropNumber = 0
        var moneyVersion = 0
        var cases: [Case] = []
        var places: [CaseID: Int] = [:]
        var events: [EventRecord] = []
        var timers: [TimerID: Instant] = [:]
        var effects: [EffectRecord] = []
        var effectPlaces: [String: Int] = [:]
        var effectStates: [String: EffectState] = [:]
    }

    /// What the process sees, and what a power cut leaves: commits that wait for a sync come back in their order, as many as the
    /// disk had taken.
    private struct Disk: Sendable {
        var seen = Tables()
        var durable = Tables()
        var waiting: [Tables] = []
    }

    private let disk = Mutex(Disk())
    var tables: Tables { disk.withLock { $0.seen } }
    private let plan: FaultPlan
    private let refusal = Mutex<(@Sendable (LedgerBatch) -> Bool)?>(nil)

    /// Which batches are refused as a conflict, as a constraint would that nobody has thought of.
    package var refuses: (@Sendable (LedgerBatch) -> Bool)? {
        get { refusal.withLock { $0 } }
        set { refusal.withLock { $0 = newValue } }
    }

    private let conflicts = Mutex<[String]>([])
    /// What was asked of the ledger that its constraints forbid. The engine contains it; that it asked is a fault all the same.
    package var forbidden: [String] { conflicts.withLock { $0 } }

    private let others = Mutex<(@Sendable () -> Void)?>(nil)

    /// What other daemons on the same ledger do right before each commit.
    package var beforeCommit: (@Sendable () -> Void)? {
        get { others.withLock { $0 } }
        set { others.withLock { $0 = newValue } }
    }

    package init(plan: FaultPlan = .calm) { self.plan = plan }

    package func commit(_ batch: LedgerBatch, durable: Durability) throws(LedgerError) {
        guard !batch.isEmpty else { return }
        beforeCommit?()
        let what = "commit \(batch.summary)\(durable == .atOnce ? "" : " with the next sync")"
        try change(what, durable) { tables throws(LedgerError) in
            if refuses?(batch) == true { throw .conflict("refused by the test") }
            do throws(LedgerError) {
                try tables.store(batch)
            } catch {
                if case .conflict(let why) = error { conflicts.withLock { $0.append(why) } }
                throw error
            }
        }
    }

    private func change<Value>(
        _ what: String, _ durable: Durability = .withNextSync,
        _ store: (inout Tables) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        var isUnheard = false
        switch plan.step(.change, what) {
        case nil: break
        case .crash: throw .storage("the process has ended")
        case .fault(let choice):
            switch choice % 4 {
            case 0: throw .busy("locked")
            case 1, 2: throw .storage("no room")
            // The worst of all: it is stored, and nobody is told.
            default: isUnheard = true
            }
        }
        var next = tables
        let value = try store(&next)
        disk.withLock { disk in
            disk.seen = next
            disk.waiting.append(next)
        }
        if durable == .atOnce { reachDisk() }
        if isUnheard { throw .storage("no answer from the disk") }
        return value
    }

    /// All that was committed is durable now.
    package func reachDisk() {
        disk.withLock { $0 = Disk(seen: $0.seen, durable: $0.seen) }
    }

    /// The power goes: of the commits that wait for a sync, the first few have reached the disk.
    package func losePower(_ dice: inout SplitMix64) {
        disk.withLock { disk in
            let count = Int.random(in: 0...disk.waiting.count, using: &dice)
            let left = disk.waiting.prefix(count).last ?? disk.durable
            disk = Disk(seen: left, durable: left)
        }
    }

    package func isInPlace() -> Bool { true }

    package func nextDropNumber() throws(LedgerError) -> DropNumber {
        try look("nextDropNumber")
        return tables.highestDrop + 1
    }

    package func takeDropNumbers(_ count: Int, from floor: DropNumber) throws(LedgerError) -> Range<DropNumber> {
        try change("give out numbers") { tables in
            let first = max(floor, tables.highestDrop + 1)
            tables.highestDrop = first + DropNumber(count) - 1
            return first..<(first + DropNumber(count))
        }
    }

    package func returnDropNumbers(_ numbers: Range<DropNumber>) throws(LedgerError) {
        try change("take numbers back") { tables in
            guard !numbers.isEmpty, tables.highestDrop == numbers.upperBound - 1 else { return }
            tables.highestDrop = numbers.lowerBound - 1
        }
    }

    package func cases(channel: Channel, productOrders: [String]) throws(LedgerError) -> [Case] {
        try look("casesOfOrders")
        let wanted = Set(productOrders)
        return sorted { $0.key.channel == channel && wanted.contains($0.key.productOrder) }
    }

    package func cases(_ ids: [CaseID]) throws(LedgerError) -> [Case] {
        try look("cases")
        let wanted = Set(ids)
        return sorted { wanted.contains($0.id) }
    }

    package func timersDue(at now: Instant, limit: Int) throws(LedgerError) -> [TimerRecord] {
        try look("timersDue")
        return Array(allTimers.filter { $0.due <= now }.prefix(max(0, limit)))
    }

    package func nextDue() throws(LedgerError) -> Instant? {
        try look("nextDue")
        return tables.timers.values.min()
    }

    package func openDrops(of owner: String) throws(LedgerError) -> [DropRecord] {
        try look("openDrops")
        return allDrops.filter { $0.state != .closed && [nil, owner].contains($0.owner) }
    }

    package func pendingEffects(of owner: String, at now: Instant) throws(LedgerError) -> [EffectRecord] {
        try look("pendingEffects")
        return tables.openEffects.filter { effect in
            effect.lease.map { $0.owner == owner || $0.until <= now } ?? true
        }
    }

    package func drop(_ number: DropNumber) throws(LedgerError) -> DropRecord? {
        try look("drop")
        return tables.drops[number]
    }

    package func waitingRequests(of owner: String) throws(LedgerError) -> [AnsweredRequest] {
        try look("waitingRequests")
        return allWaitingRequests.filter { [nil, owner].contains(tables.drops[$0.drop]?.owner) }
    }

    package func servedDrops(of ids: [CaseID], owner: String) throws(LedgerError) -> [DropRecord] {
        try look("servedDrops")
        return allDrops.filter { drop in
            let requests = drop.requests.filter { !$0.isDuplicate }
            let waits = requests.contains { request in
                request.waiting != nil
                    || request.caseID.flatMap { tables.places[$0] }.map { tables.cases[$0].state.awaitsStore } == true
            }
            return drop.disposition == .archive && [nil, owner].contains(drop.owner) && !waits
                && requests.contains { $0.caseID.map(ids.contains) == true }
        }
    }

    package func earlierRequests(fingerprints: [String]) throws(LedgerError) -> [String: [RequestRecord]] {
        try look("earlierRequests")
        var earlier: [String: [RequestRecord]] = [:]
        for drop in allDrops where drop.disposition == .archive {
            guard let sha256 = drop.sha256, fingerprints.contains(sha256), earlier[sha256] == nil else { continue }
            earlier[sha256] = drop.requests
        }
        return earlier
    }

    package func moneyVersion() throws(LedgerError) -> Int {
        try look("moneyVersion")
        return tables.moneyVersion
    }

    package func moves(since start: Instant) throws(LedgerError) -> [MoneyFlow.Move] {
        try look("moves")
        var moved: [CaseID: Instant] = [:]
        for effect in tables.effects where effect.lane == .store && tables.effectStates[effect.key] != .recalled {
            if effect.at > start { moved[effect.caseID] = max(effect.at, moved[effect.caseID] ?? effect.at) }
        }
        let moves = tables.cases.compactMap { subject in
            moved[subject.id].map { MoneyFlow.Move(at: $0, amount: subject.tallied) }
        }
        return moves.stablySorted(by: \.at)
    }

    package func heldByLimit() throws(LedgerError) -> Set<CaseID> {
        try look("heldByLimit")
        return Set(tables.cases.filter(\.isHeldByLimit).map(\.id))
    }

    package func tallies() throws(LedgerError) -> [CaseState: Tally] {
        try look("tallies")
        return tables.cases.reduce(into: [:]) { tallies, subject in
            let before = tallies[subject.state] ?? Tally(count: 0, amount: 0)
            tallies[subject.state] = Tally(count: before.count + 1, amount: before.amount + subject.tallied)
        }
    }

    private func look(_ question: String) throws(LedgerError) {
        switch plan.step(.look, "ask \(question)") {
        case nil: return
        case .crash: throw .storage("the process has ended")
        case .fault(let choice): throw choice % 3 == 0 ? .busy("locked") : .storage("input/output error")
        }
    }

    private func sorted(where isWanted: (Case) -> Bool) -> [Case] {
        tables.cases.filter(isWanted).stablySorted(by: \.receivedAt)
    }
}

/// A look from outside, which never fails.
extension SimulatedLedger {
    package var allDrops: [DropRecord] { tables.drops.values.sorted { $0.number < $1.number } }
    package var allCases: [Case] { tables.cases }
    package var allEvents: [EventRecord] { tables.events }
    package var allEffects: [EffectRecord] { tables.effects }
    /// Nothing is open that time alone would move.
    package var isAtRest: Bool {
        !tables.timers.keys.contains { $0.kind.isPressing } && allWaitingRequests.isEmpty
            && allDrops.allSatisfy { $0.state == .closed }
            && pendingKeys.isEmpty
    }
    /// The product orders of commands that are stored and not known to be carried out.
    package var commandedOrders: [ProductOrderID] {
        tables.openEffects.compactMap { record in
            if case .command(let command) = record.effect { command.productOrderID } else { nil }
        }
    }
    package var pendingKeys: Set<String> { Set(tables.openEffects.map(\.key)) }
    package var allTimers: [TimerRecord] {
        tables.timers.map { TimerRecord(caseID: $0.key.caseID, kind: $0.key.kind, due: $0.value) }
            .sorted { ($0.due, $0.caseID, $0.kind.rawValue) < ($1.due, $1.caseID, $1.kind.rawValue) }
    }
    package var allWaitingRequests: [AnsweredRequest] {
        allDrops.flatMap { drop in
            drop.requests.filter { $0.waiting != nil }.map { AnsweredRequest(drop: drop.number, record: $0) }
        }
    }
    package func state(ofEffect key: String) -> EffectState? { tables.effectStates[key] }
}

extension SimulatedLedger.Tables {
    /// Queued or leased.
    var openEffects: [EffectRecord] {
        effects.filter { effectStates[$0.key] == .queued || effectStates[$0.key] == .leased }
    }
}

extension TimerKind {
    /// Something happens soon: a simulated day does not end before. Customers and persons are called much later.
    fileprivate var isPressing: Bool { [.poll, .reminder, .expiry].contains(self) }
}

extension Array {
    /// Equal keys keep their order.
    fileprivate func stablySorted(by key: (Element) -> some Comparable) -> [Element] {
        enumerated().sorted { left, right in
            let (leftKey, rightKey) = (key(left.element), key(right.element))
            return leftKey == rightKey ? left.offset < right.offset : leftKey < rightKey
        }.map(\.element)
    }
}

extension Case {
    /// What goes back, or would: the amount of the ledger's sums.
    package var tallied: Int {
        refund.amount ?? order.map { $0.payment(for: quantity ?? $0.remainingQuantity) } ?? 0
    }
}

extension LedgerBatch {
    fileprivate var summary: String {
        "drops=\(drops.map { "\($0.number):\($0.state.rawValue)" }.joined(separator: ",")) "
            + "closed=\(closed.count) untaken=\(untaken.count) cases=\(cases.count) effects=\(effects.count) done=\(done.count)"
    }
}
