// The record of everything, as the engine needs it. One `commit` is one durable transaction: all of it or nothing.

package import Cancellation

/// The number of a drop, rising in the order of claims; never used twice in one ledger.
package typealias DropNumber = Int64

/// Where a drop is on its way through the spool.
package enum DropState: String, Codable, Sendable, CaseIterable {
    /// About to be moved from the inbox to `work/`, or moved.
    case claimed
    /// Read and decided; its receipt and its move out of `work/` may be outstanding.
    case decided
    /// In the archive (or the quarantine), receipt written.
    case closed

    /// What is true in this state, and what recovery does; rendered into docs/STATES.md.
    package var meaning: String {
        switch self {
        case .claimed:
            "In `inbox/` under its own name, or in `work/` under its number. Recovery: not in `work/` → the claim never happened, the row goes and the sweep finds the file; in `work/` → it is read (again), unless reading it ended the process three times. Most claims need no row: their name in `work/` says it all."
        case .decided:
            "In `work/`, or already in `archive/` or `quarantine/`. Recovery: the outstanding effects run, the receipt is written again with the same bytes, the file is moved."
        case .closed: "In `archive/` or `quarantine/`, receipt written. Nothing is left to do."
        }
    }
}

/// What becomes of a drop's bytes.
package enum Disposition: String, Codable, Sendable, CaseIterable {
    case archive, quarantine
}

/// A request that is not a case yet: which case it belongs to is known only with its order.
package struct WaitingRequest: Hashable, Codable, Sendable {
    package var request: Request
    package var provenance: Provenance
    package var channel: Channel

    package init(request: Request, provenance: Provenance, channel: Channel) {
        self.request = request
        self.provenance = provenance
        self.channel = channel
    }
}

/// One request of a drop, and what became of it.
package struct RequestRecord: Hashable, Codable, Sendable {
    package var index: Int
    package var caseID: CaseID?
    package var intent: Intent
    /// This request found its case already answered or under way.
    package var isDuplicate: Bool
    /// Why it has no case: what the sender can do about it.
    package var problem: String?
    /// The request itself, while its order is not known yet and it waits for the store.
    package var waiting: WaitingRequest?

    package init(
        index: Int, caseID: CaseID?, intent: Intent, isDuplicate: Bool = false, problem: String? = nil,
        waiting: WaitingRequest? = nil
    ) {
        self.waiting = waiting
        self.index = index
        self.caseID = caseID
        self.intent = intent
        self.isDuplicate = isDuplicate
        self.problem = problem
    }
}

/// One drop as the ledger knows it.
package struct DropRecord: Hashable, Codable, Sendable {
    package var number: DropNumber
    /// Which inbox of the configuration, by its name.
    package var inbox: String
    /// The name it was dropped under: raw bytes, evidence, never a path.
    package var name: [UInt8]
    package var state: DropState
    /// How often the process ended while it was reading this drop.
    package var attempts: Int
    package var acquiredAt: Instant
    /// How it was known at the claim that the writer was gone; nil for what was found in `work/` without a row.
    package var writerGone: WriterGone?
    /// Hexadecimal; nil until it was read.
    package var sha256: String?
    package var bytes: Int?
    package var kind: String?
    package var disposition: Disposition?
    /// Path below the spool it is (to be) moved to, once decided.
    package var place: String?
    /// Why it went to quarantine: what is wrong and what to do.
    package var problem: String?
    /// Empty until decided.
    package var requests: [RequestRecord]

    package init(
        number: DropNumber, inbox: String, name: [UInt8], state: DropState = .claimed, attempts: Int = 0,
        acquiredAt: Instant, writerGone: WriterGone? = nil, sha256: String? = nil, bytes: Int? = nil,
        kind: String? = nil,
        disposition: Disposition? = nil, place: String? = nil, problem: String? = nil, requests: [RequestRecord] = []
    ) {
        self.number = number
        self.inbox = inbox
        self.name = name
        self.state = state
        self.attempts = attempts
        self.acquiredAt = acquiredAt
        self.writerGone = writerGone
        self.sha256 = sha256
        self.bytes = bytes
        self.kind = kind
        self.disposition = disposition
        self.place = place
        self.problem = problem
        self.requests = requests
    }
}

/// Which queue an effect waits in. Each lane has its own worker.
package enum EffectLane: String, Codable, Sendable, CaseIterable {
    case store, outbox, email, sms
}

/// Where an effect is in its queue.
package enum EffectState: String, Codable, Sendable, CaseIterable {
    /// To be done, not before its time.
    case queued
    /// Somebody is at it, or was when the process ended.
    case leased
    case done
    /// Stopped before anybody was at it. The same key may be queued again.
    case recalled
    /// A dead letter: tried enough, a person's task. The same key may be queued again.
    case dead
}

/// An effect whose key is (to be) stored.
package struct EffectRecord: Hashable, Codable, Sendable {
    package var key: String
    package var caseID: CaseID
    package var effect: Effect
    /// When it was decided.
    package var at: Instant
    /// Who is at it, and until when he has it; nil while it is only queued.
    package var lease: EffectLease?

    package init(key: String, caseID: CaseID, effect: Effect, at: Instant, lease: EffectLease? = nil) {
        self.key = key
        self.caseID = caseID
        self.effect = effect
        self.at = at
        self.lease = lease
    }

    package var lane: EffectLane { if case .command = effect { .store } else { .outbox } }
}

/// A worker's hold on an effect.
package struct EffectLease: Hashable, Codable, Sendable {
    /// The daemon that holds it.
    package var owner: String
    package var until: Instant

    package init(owner: String, until: Instant) {
        self.owner = owner
        self.until = until
    }
}

/// One timer of one case, as it stands in the ledger.
package struct TimerRecord: Hashable, Codable, Sendable {
    package var caseID: CaseID
    package var kind: TimerKind
    package var due: Instant

    package init(caseID: CaseID, kind: TimerKind, due: Instant) {
        self.caseID = caseID
        self.kind = kind
        self.due = due
    }
}

/// A timer by its name.
package struct TimerID: Hashable, Sendable {
    package var caseID: CaseID
    package var kind: TimerKind

    package init(_ caseID: CaseID, _ kind: TimerKind) {
        self.caseID = caseID
        self.kind = kind
    }
}

/// One event of one case, kept for good; the ledger never changes or deletes it.
package struct EventRecord: Hashable, Codable, Sendable {
    package var caseID: CaseID
    package var revision: Int
    package var at: Instant
    package var event: Event
    /// State after the event.
    package var state: CaseState
    /// The rule that decided, if one did.
    package var rule: String?

    package init(caseID: CaseID, revision: Int, at: Instant, event: Event, state: CaseState, rule: String?) {
        self.caseID = caseID
        self.revision = revision
        self.at = at
        self.event = event
        self.state = state
        self.rule = rule
    }
}

/// A request that waited and does no more.
package struct AnsweredRequest: Hashable, Sendable {
    package var drop: DropNumber
    package var record: RequestRecord

    package init(drop: DropNumber, record: RequestRecord) {
        self.drop = drop
        self.record = record
    }
}

/// Everything one transaction stores.
package struct LedgerBatch: Hashable, Sendable {
    /// Inserted, or replaced with their requests when the number is there already.
    package var drops: [DropRecord] = []
    /// Claims that never happened: removed. Only drops still `claimed` may be named.
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
    /// Decided drops that are put away, with their receipts written: nothing else of them changes.
    package var closed: [DropNumber] = []

    package init() {}

    package var isEmpty: Bool {
        drops.isEmpty && untaken.isEmpty && cases.isEmpty && events.isEmpty && effects.isEmpty && done.isEmpty
            && closed.isEmpty && timersOver.isEmpty && timers.isEmpty && commandsOver.isEmpty && requests.isEmpty
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
    /// The lowest number no drop has had.
    func nextDropNumber() throws(LedgerError) -> DropNumber
    /// Stores all of `batch`, or nothing; questions see it at once.
    func commit(_ batch: LedgerBatch, durable: Durability) throws(LedgerError)
    /// The cases of these product orders of a channel, oldest first.
    func cases(channel: Channel, productOrders: [String]) throws(LedgerError) -> [Case]
    func cases(_ ids: [CaseID]) throws(LedgerError) -> [Case]
    /// Timers that are due at `now`, the oldest due first.
    func timersDue(at now: Instant, limit: Int) throws(LedgerError) -> [TimerRecord]
    /// When the earliest timer of all is due.
    func nextDue() throws(LedgerError) -> Instant?
    /// Drops not closed, lowest number first.
    func openDrops() throws(LedgerError) -> [DropRecord]
    /// Effects that are queued or leased, in the order they were stored.
    func pendingEffects() throws(LedgerError) -> [EffectRecord]
    /// The drop with this number, for operators and tests.
    func drop(_ number: DropNumber) throws(LedgerError) -> DropRecord?
    /// Requests that wait for their orders, in the order of drops.
    func waitingRequests() throws(LedgerError) -> [AnsweredRequest]
    /// What became of the requests of earlier drops with these bytes: fingerprint → requests of the first such drop.
    func earlierRequests(fingerprints: [String]) throws(LedgerError) -> [String: [RequestRecord]]
    /// What was decided to go back at the store after `start`, and was not stopped since.
    func moves(since start: Instant) throws(LedgerError) -> [MoneyFlow.Move]
    /// The cases that the limit for money stopped, and nobody has released.
    func heldByLimit() throws(LedgerError) -> Set<CaseID>
    /// Cases by state.
    func tallies() throws(LedgerError) -> [CaseState: Tally]
}

/// What can go wrong with the ledger.
package enum LedgerError: Error, Hashable, Sendable {
    /// Locked or busy: try again.
    case busy(String)
    /// Disk full, read-only, I/O error: stop taking work, keep what is there, try again later.
    case storage(String)
    /// Somebody else has stored a newer revision of this case: read it again and decide anew.
    case stale(CaseID)
    /// A constraint of the schema refused the batch: a bug, or a ledger from elsewhere.
    case conflict(String)
    /// The file is no ledger, or of a newer version.
    case unreadable(String)

    package var isTemporary: Bool {
        switch self {
        case .busy, .storage, .stale: true
        case .conflict, .unreadable: false
        }
    }

    /// What the operator can do.
    package var advice: String {
        switch self {
        case .stale: "Nothing: the case is read again and decided anew."
        case .busy: "Another program holds the ledger. Stop it, or wait."
        case .storage: "Make room on the disk of the spool, or mount it writable; Cancelbox goes on by itself."
        case .conflict: "Keep the ledger as it is and report this with the log around it."
        case .unreadable: "Put the right ledger.sqlite back, or start this version of Cancelbox with its own spool."
        }
    }
}

extension LedgerError: CustomStringConvertible {
    /// One line for the log and for a terminal; whoever prints it says first that it is about the ledger.
    package var description: String {
        switch self {
        case .busy(let message): "busy: \(message)"
        case .storage(let message), .unreadable(let message): message
        case .stale(let id): "case \(id.rawValue) has changed meanwhile"
        case .conflict(let message): "a change was refused: \(message)"
        }
    }
}
