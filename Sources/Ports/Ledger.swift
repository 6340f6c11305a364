// The record of everything, as the engine needs it. One `commit` is one durable transaction: all of it or nothing.

package import Cancellation

/// Everything one transaction stores.
package struct LedgerBatch: Hashable, Sendable {
    /// Inserted, or replaced with their requests when the number is there already.
    package var drops: [DropRecord] = []
    /// Acquisitions that never happened: removed. Only drops still `acquired` may be named.
    package var untaken: [DropNumber] = []
    /// Replaced where `replaces` names them, else inserted. When the ledger holds another revision than that, the batch is refused as
    /// `.stale`, and nothing of it is stored.
    package var cases: [Case] = []
    /// The revision of each case in `cases` that was read from the ledger.
    package var replaces: [CaseID: Int] = [:]
    package var events: [EventRecord] = []
    /// Timers that are over; written before `timers`.
    package var timersOver: Set<TimerID> = []
    package var timers: [CaseID: TimerChanges] = [:]
    /// What became of requests that waited, by the number of their drop.
    package var requests: [AnsweredRequest] = []
    /// Commands that are over and notices that cannot be written, by their keys, and what came of them; keys that nobody stored are passed
    /// over. Written before `effects`.
    package var commandsOver: [String: EffectState] = [:]
    /// Queued, or leased where they have a lease. A key that is there already stays as it is, unless it was recalled or is a dead letter:
    /// then it is queued again. A command is replaced by what was decided last; one that is done already is refused as `.conflict`.
    package var effects: [EffectRecord] = []
    /// Keys of effects of the outbox that are done.
    package var done: [String] = []
    /// The version of the money flow on which this batch decided to move money; nil when it moves none. When the ledger has another one,
    /// somebody else has moved money meanwhile: the batch is refused as `.moneyMoved`. Each such batch raises the version by one.
    package var moneyVersion: Int?
    /// Decided drops that are put away, with their receipts written: nothing else of them changes. A batch that also stores one of them as
    /// open is refused as `.conflict`: its new receipt is not there yet.
    package var closed: [DropNumber] = []

    package init() {}

    /// Drops that this batch would close over an answer that nobody has written down.
    package var reopenedAndClosed: Set<DropNumber> {
        closed.isEmpty ? [] : Set(closed).intersection(drops.filter { $0.state != .closed }.map(\.number))
    }

    package var isEmpty: Bool {
        drops.isEmpty && untaken.isEmpty && cases.isEmpty && events.isEmpty && effects.isEmpty && done.isEmpty
            && closed.isEmpty && timersOver.isEmpty && timers.isEmpty && commandsOver.isEmpty && requests.isEmpty
            && moneyVersion == nil
    }
}

/// Money and count of cases in one state. Amount in whole won.
package struct Tally: Hashable, Sendable {
    package var count: Int
    package var amount: Int

    package init(count: Int, amount: Int) {
        self.count = count
        self.amount = amount
    }
}

/// How much of one lane is in one state, and since when.
package struct LaneDepth: Hashable, Sendable {
    package var lane: EffectLane
    package var state: EffectState
    package var count: Int
    /// When the oldest of them was decided.
    package var oldest: Instant

    package init(lane: EffectLane, state: EffectState, count: Int, oldest: Instant) {
        self.lane = lane
        self.state = state
        self.count = count
        self.oldest = oldest
    }
}

/// When a commit is on the disk.
package enum Durability: Hashable, Sendable {
    /// When `commit` returns, and with it all commits before.
    case atOnce
    /// Not flushed now: durable with the next `FileSystem.sync`, or with the next `.atOnce` commit. Only for data that is not visible outside
    /// yet. A power cut before that takes back the whole commit, never a part of it.
    case withNextSync
}

extension Ledger {
    /// Stores all of `batch` durably, or nothing.
    package func commit(_ batch: LedgerBatch) throws(LedgerError) { try commit(batch, durable: .atOnce) }
}

/// The record of everything. Implementations are used from one thread.
package protocol Ledger: AnyObject {
    /// Whether the file that is open is still the one at its path. One that was removed or replaced takes what is written with it.
    func isInPlace() -> Bool
    /// The lowest number that was never given out.
    func nextDropNumber() throws(LedgerError) -> DropNumber
    /// Gives out `count` numbers, which nobody else gets.
    /// - Parameter floor: no number below it is given.
    func takeDropNumbers(_ count: Int, from floor: DropNumber) throws(LedgerError) -> Range<DropNumber>
    /// Takes back numbers that were given out last and not used, so that none is missing; does nothing when others were given out since.
    func returnDropNumbers(_ numbers: Range<DropNumber>) throws(LedgerError)
    /// Stores all of `batch`, or nothing; questions see it at once.
    func commit(_ batch: LedgerBatch, durable: Durability) throws(LedgerError)
    /// The cases of these product orders of a channel, oldest first.
    func cases(channel: Channel, productOrders: [String]) throws(LedgerError) -> [Case]
    func cases(_ ids: [CaseID]) throws(LedgerError) -> [Case]
    /// Timers that are due at `now`, the oldest due first.
    func timersDue(at now: Instant, limit: Int) throws(LedgerError) -> [TimerRecord]
    /// When the earliest timer of all is due.
    func nextDue() throws(LedgerError) -> Instant?
    /// Drops not closed that belong to `owner` or to nobody, lowest number first.
    func openDrops(of owner: String) throws(LedgerError) -> [DropRecord]
    /// Effects that are queued, leased to `owner`, or whose lease has ended at `now`, in the order they were stored.
    func pendingEffects(of owner: String, at now: Instant) throws(LedgerError) -> [EffectRecord]
    /// The drop with this number, for operators and tests.
    func drop(_ number: DropNumber) throws(LedgerError) -> DropRecord?
    /// Requests that wait for their orders, of drops that belong to `owner` or to nobody, in the order of drops.
    func waitingRequests(of owner: String) throws(LedgerError) -> [AnsweredRequest]
    /// Drops of `owner` or of nobody that are decided, asked for one of these cases, and hold no request that waits for the store any more;
    /// the lowest number first. Requests that repeat another one do not count.
    func servedDrops(of ids: [CaseID], owner: String) throws(LedgerError) -> [DropRecord]
    /// What became of the requests of earlier drops with these bytes: fingerprint → requests of the first such drop.
    func earlierRequests(fingerprints: [String]) throws(LedgerError) -> [String: [RequestRecord]]
    /// How often money was moved; see `LedgerBatch.moneyVersion`. To be asked before `moves` and `heldByLimit`.
    func moneyVersion() throws(LedgerError) -> Int
    /// What was decided to go back at the store after `start`, and was not stopped since.
    func moves(since start: Instant) throws(LedgerError) -> [MoneyFlow.Move]
    /// The cases that the limit for money stopped, and nobody has released.
    func heldByLimit() throws(LedgerError) -> Set<CaseID>
    /// Cases by state.
    func tallies() throws(LedgerError) -> [CaseState: Tally]
}
