// The rows of the ledger as the engine knows them.

package import Cancellation

/// The number of a drop, rising in the order of acquisitions; never used twice in one ledger.
package typealias DropNumber = Int64

/// Where a drop is on its way through the spool.
package enum DropState: String, Codable, Sendable, CaseIterable {
    /// About to be moved from the inbox to `work/`, or moved. Ledgers call it by the word of the first version.
    case acquired = "claimed"
    /// Read and decided; its receipt and its move out of `work/` may be outstanding.
    case decided
    /// In the archive (or the quarantine), receipt written.
    case closed

    /// What is true in this state, and what recovery does; rendered into docs/STATES.md.
    package var meaning: String {
        switch self {
        case .acquired:
            "In `inbox/` under its own name, or in `work/` under its number. Recovery: not in `work/` → the acquisition never happened, the row goes and the sweep finds the file; in `work/` → it is read (again), unless reading it ended the process three times. Most acquisitions need no row: their name in `work/` says it all."
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
    /// The spool whose `work/` holds it; nil in ledgers of earlier versions, where there was only one.
    package var owner: String?
    /// Which inbox of the configuration, by its name.
    package var inbox: String
    /// The name it was dropped under: raw bytes, evidence, never a path.
    package var name: [UInt8]
    package var state: DropState
    /// How often the process ended while it was reading this drop.
    package var attempts: Int
    package var acquiredAt: Instant
    /// How it was known at the acquisition that the writer was gone; nil for what was found in `work/` without a row.
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
        number: DropNumber, inbox: String, name: [UInt8], state: DropState = .acquired, attempts: Int = 0,
        acquiredAt: Instant, writerGone: WriterGone? = nil, sha256: String? = nil, bytes: Int? = nil,
        kind: String? = nil,
        disposition: Disposition? = nil, place: String? = nil, problem: String? = nil, requests: [RequestRecord] = [],
        owner: String? = nil
    ) {
        self.number = number
        self.owner = owner
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

/// A hold on an effect. Until it ends nobody else takes the effect up.
package struct EffectLease: Hashable, Codable, Sendable {
    /// The spool whose daemon holds it.
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
