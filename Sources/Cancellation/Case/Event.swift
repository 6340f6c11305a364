// What happened to a case, in the past tense. Outcomes of effects come back as events.

/// Why something did not work.
package struct Failure: Hashable, Codable, Sendable, Error {
    /// The store's code, verbatim, if it gave one.
    package var code: String?
    /// What was tried, what happened, what to do: for the operator. Names no customer.
    package var message: String
    /// The store said when to ask again: in so many seconds. Nil when it did not say.
    package var retryAfter: Int64?

    package init(code: String? = nil, message: String, retryAfter: Int64? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }
}

/// What the store said when asked for the order of a request.
package enum LookUp: Hashable, Codable, Sendable {
    /// The request names no order, so nothing was asked.
    case notAsked
    /// One product order, or all product orders of the purchase that was named.
    case found([Order])
    case missing
    case unavailable(Failure)
}

/// What happened. The names are part of the ledger and of results: they do not change.
package enum Event: Hashable, Codable, Sendable {
    /// A request arrived, the first of its case or another one.
    case requested(Request, Provenance, LookUp)
    /// The command is about to be given: the order was read in the same moment in which this was decided.
    case commandGiven
    /// The store took the command. Only reading proves that it took.
    case cancelAccepted
    /// The state of the order is not what was thought: to be read, then decided.
    case cancelConflicted(Failure)
    /// The store said no, for good.
    case cancelRefused(Failure)
    /// The store said later: certainly not done.
    case cancelDeferred(Failure)
    /// No answer came back: neither done nor not done.
    case cancelUnanswered(Failure)
    /// The order was read again.
    case reread(LookUp)
    /// The customer answered a question of ours.
    case answered(Request, Provenance, LookUp)
    /// The answer named an order that another case is about: it was told there.
    case joined(CaseID)
    /// The cancellation that was just decided is more than the policy lets pass in an hour: why.
    case overLimit(String)
    /// A timer of the case has come due. Polls are no events: what they show is.
    case fellDue(TimerKind)
    case feedbackReceived(String)
    /// A notice could not be written, so nobody was told: which one, and why.
    case noticeFailed(NoticeKind, Medium, String)
    // A person acted.
    /// With what the store shows at that moment: nobody approves an order as it was once.
    case approvedByPerson(OperatorWord, LookUp)
    case refusedByPerson(OperatorWord)
    case askedByPerson(OperatorWord, [MissingFact])
    case heldByPerson(OperatorWord)
    case releasedByPerson(OperatorWord)
    case noted(OperatorWord)
    case retriedByPerson(OperatorWord)
    /// Answered without a cancellation.
    case closedByPerson(OperatorWord)
    /// Not ours: spam, or a machine.
    case dismissedByPerson(OperatorWord)
    /// What a person has decided before, and has not gone out, is to be decided anew.
    case undoneByPerson(OperatorWord)
    /// The case is about the order with this number; which of the two kinds of numbers it is, the store knows.
    case linkedByPerson(OperatorWord, OrderID)

    /// The customer has answered a question of ours.
    var isAnswer: Bool { if case .answered = self { true } else { false } }

    /// The name under which the event stands in histories.
    package var name: String {
        switch self {
        case .requested(let request, _, _): "requested:\(request.intent.rawValue)"
        case .commandGiven: "commandGiven"
        case .cancelAccepted: "cancelAccepted"
        case .cancelConflicted: "cancelConflicted"
        case .cancelDeferred: "cancelDeferred"
        case .cancelRefused: "cancelRefused"
        case .cancelUnanswered: "cancelUnanswered"
        case .reread: "reread"
        case .answered: "answered"
        case .joined: "joined"
        case .overLimit: "overLimit"
        case .fellDue: "fellDue"
        case .feedbackReceived: "feedbackReceived"
        case .noticeFailed: "noticeFailed"
        case .approvedByPerson: "approvedByPerson"
        case .refusedByPerson: "refusedByPerson"
        case .askedByPerson: "askedByPerson"
        case .heldByPerson: "heldByPerson"
        case .releasedByPerson: "releasedByPerson"
        case .noted: "noted"
        case .retriedByPerson: "retriedByPerson"
        case .closedByPerson: "closedByPerson"
        case .dismissedByPerson: "dismissedByPerson"
        case .undoneByPerson: "undoneByPerson"
        case .linkedByPerson: "linkedByPerson"
        }
    }
}
