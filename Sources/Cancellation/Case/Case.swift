// The life of one cancellation of one product order.

/// What makes two requests the same case. Unique in the ledger's schema.
package struct CaseKey: Hashable, Codable, Sendable {
    package var channel: Channel
    /// The product order; empty when no order could be matched.
    package var productOrder: String
    /// The store's claim number (with `/2` and so on for a further case of one claim); `local` while the store knows no claim; the request's fingerprint when no order matched.
    package var claim: String

    package init(channel: Channel, productOrder: String, claim: String) {
        self.channel = channel
        self.productOrder = productOrder
        self.claim = claim
    }
}

/// What was decided, and why.
package struct Verdict: Hashable, Codable, Sendable {
    package enum Outcome: String, Codable, Sendable, CaseIterable {
        case approve, refuse, ask, review, withdraw, duplicate
    }

    package var outcome: Outcome
    /// The name of the rule that matched.
    package var rule: String
    /// The facts the rule looked at, in words.
    package var because: [String]
    /// The version of the policy that held the rule.
    package var policy: String
    /// What a refused customer is told, where the rule says it otherwise than to the seller.
    package var say: String?

    package init(outcome: Outcome, rule: String, because: [String], policy: String, say: String? = nil) {
        self.outcome = outcome
        self.rule = rule
        self.because = because
        self.policy = policy
        self.say = say
    }
}

/// The money that goes back. Amounts in whole won.
package struct Refund: Hashable, Codable, Sendable {
    package enum Status: String, Codable, Sendable {
        /// Nothing is to be paid back.
        case none
        /// Cancelled at the store; no word yet that the money arrived.
        case pending
        /// The store may or may not have cancelled.
        case unknown
        /// The store says the refund is done (`refundStandbyStatus` 환불처리완료).
        case succeeded
        case failed
    }

    package var status: Status
    package var means: String?
    package var amount: Int?
    /// When the money comes back by this means, in the words of the customer's language (Korean).
    package var guide: String?

    package init(status: Status = .none, means: String? = nil, amount: Int? = nil, guide: String? = nil) {
        self.status = status
        self.means = means
        self.amount = amount
        self.guide = guide
    }
}

/// One drop (or one row of it) that speaks for a case.
package struct Evidence: Hashable, Codable, Sendable {
    /// SHA-256 of the dropped bytes, in hexadecimal: the drop's name for good, whatever the file was called.
    package var drop: String
    /// The name the file was dropped under, made printable.
    package var name: String
    /// Which request of the drop, counted from 0.
    package var index: Int
    package var sources: FactSources
    /// How it was known that these bytes were complete; nil when that was not recorded.
    package var writerGone: WriterGone?

    package init(drop: String, name: String, index: Int, sources: FactSources, writerGone: WriterGone? = nil) {
        self.drop = drop
        self.name = name
        self.index = index
        self.sources = sources
        self.writerGone = writerGone
    }
}

/// One step in the life of a case.
package struct HistoryEntry: Hashable, Codable, Sendable {
    package var at: Instant
    package var event: String
    package var state: CaseState
    package var note: String?
    /// The person whose doing it was; nil for what happened by itself.
    package var by: OperatorName?

    package init(at: Instant, event: String, state: CaseState, note: String? = nil, by: OperatorName? = nil) {
        self.at = at
        self.event = event
        self.state = state
        self.note = note
        self.by = by
    }
}

/// A notice that was decided upon for a case.
package struct NoticeRecord: Hashable, Codable, Sendable {
    package var kind: NoticeKind
    package var medium: Medium
    package var at: Instant
    /// File name in the outbox.
    package var file: String

    package init(kind: NoticeKind, medium: Medium, at: Instant, file: String) {
        self.kind = kind
        self.medium = medium
        self.at = at
        self.file = file
    }
}

/// One case. A value: `decide` takes one and returns the next.
package struct Case: Hashable, Codable, Sendable {
    package var id: CaseID
    package var key: CaseKey
    package var state: CaseState
    /// Counts the decisions; a higher revision replaces the result in the outbox.
    package var revision: Int
    /// The request as the evidence so far tells it.
    package var request: Request
    /// Where the first request came from: decides how the customer is answered.
    package var provenance: Provenance
    /// The order as the store showed it last.
    package var order: Order?
    package var receivedAt: Instant
    package var decidedAt: Instant?
    package var cancelledAt: Instant?
    package var verdict: Verdict?
    package var refund: Refund
    package var notices: [NoticeRecord]
    package var evidence: [Evidence]
    package var history: [HistoryEntry]
    /// When the present state was entered.
    package var enteredAt: Instant
    /// When the store was told something last: reads from shortly after may still show what was before.
    package var givenAt: Instant?
    /// How often the command of the present decision was given.
    package var attempts: Int
    /// The customer took the request back while the store may have cancelled: decided by what it shows.
    package var isWithdrawalAsked: Bool
    /// When the store took the cancellation, or was seen to be at it.
    package var acceptedAt: Instant?
    /// Set once the limit for money has stopped this case.
    package var moneyHold: MoneyHold?
    /// What the customer was asked for; a case asks once. Nil while nobody asked.
    package var asked: [MissingFact]?
    /// The kinds of tasks that were opened for persons, in their order; nil while there was none.
    package var tasks: [TaskKind]?
    /// Names of the task files that wait for a person, and of those that nobody has to do any more; nil while there was none.
    package var openTasks: [String]?
    package var doneTasks: [String]?
    /// When the latest withdrawal was written, by its own word: only what was written later opens the matter again.
    package var withdrawalWrittenAt: Instant?
    /// The customer named the purchase, and it holds further products.
    package var isOneOfSeveral: Bool?
    /// The product order has no more pieces left than this: the store has shown it with a finished cancellation, of this case or an earlier
    /// one. A read that shows more is an old one.
    package var mostLeft: Int?

    /// A case about to hear its first event.
    package init(
        id: CaseID, key: CaseKey, request: Request, provenance: Provenance, receivedAt: Instant
    ) {
        self.id = id
        self.key = key
        self.request = request
        self.provenance = provenance
        self.receivedAt = receivedAt
        state = .received
        revision = 0
        refund = Refund()
        notices = []
        evidence = []
        history = []
        enteredAt = receivedAt
        attempts = 0
        isWithdrawalAsked = false
    }

    /// An order is named, and the store does not know it: as soon as it does, the case of that order takes the request over.
    package var isSeekingOrder: Bool {
        let isOpen = [.received, .asking, .reviewing, .held].contains(state)
        return isOpen && key.productOrder.isEmpty && !(request.orderID == nil && request.productOrderID == nil)
    }

    /// The order is read again by itself.
    package var isPolled: Bool { state.isPolled || isSeekingOrder && state != .held }

    /// How many pieces the case is about: what was asked for, else the claim's, else all that is left.
    package var quantity: Int? {
        request.cancelQuantity ?? order?.openCancelClaim?.quantity ?? order?.remainingQuantity
    }
}
