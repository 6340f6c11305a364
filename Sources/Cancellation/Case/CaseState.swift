// Where a case can be. docs/STATES.md is rendered from `meaning`, so that the page cannot differ from the code.

/// The state of a case. Every state that is not closed waits for something named in `meaning`.
package enum CaseState: String, Codable, Sendable, CaseIterable {
    case received, asking, reviewing, held, approved, commanding, unknown, reflecting, rejected
    case cancelled, refused, withdrawn, expired

    /// Nothing more will happen by itself; only a new request or a person opens the matter again.
    package var isClosed: Bool {
        switch self {
        case .cancelled, .refused, .withdrawn, .expired: true
        case .received, .asking, .reviewing, .held, .approved, .commanding, .unknown, .reflecting, .rejected: false
        }
    }

    /// A command was given to the store, so the store may have cancelled. Nothing stops it any more; only reading tells.
    package var isGiven: Bool {
        switch self {
        case .commanding, .unknown, .reflecting: true
        case .received, .asking, .reviewing, .held, .approved, .rejected, .cancelled, .refused, .withdrawn, .expired:
            false
        }
    }

    /// The order is read again by itself.
    package var isPolled: Bool { self == .received || self == .approved || isGiven }

    /// Nothing happens before a person decides; a task in the outbox says so.
    package var awaitsPerson: Bool {
        switch self {
        case .reviewing, .held, .rejected: true
        case .received, .asking, .approved, .commanding, .unknown, .reflecting, .cancelled, .refused, .withdrawn,
            .expired:
            false
        }
    }

    /// The store has still to carry out what was decided, or to show that it did.
    package var awaitsStore: Bool {
        switch self {
        case .received, .approved, .commanding, .unknown, .reflecting: true
        case .asking, .reviewing, .held, .rejected, .cancelled, .refused, .withdrawn, .expired: false
        }
    }

    /// What is true in this state, and what ends it.
    package var meaning: String {
        switch self {
        case .received:
            "The request is known; the store has not answered what it knows of the order. Asked again until it does."
        case .asking:
            "Facts are missing; the customer was asked. Ends with an answer, a withdrawal or the expiry of the question."
        case .reviewing: "A person decides; a task lies in the outbox. Ends with that decision or a withdrawal."
        case .held: "An operator parked it. Ends with a release."
        case .approved:
            "Decided; the command is queued and not given yet. A hold, a withdrawal, the money limit or a changed claim still stops it. The order is read once more before the command is given."
        case .commanding: "The command is given to the store. Nothing stops it any more. Ends with the store's answer."
        case .unknown:
            "Nobody knows whether the store has cancelled. The order is read, ever more slowly, until it shows one or the other; nobody is told anything before."
        case .reflecting:
            "The store accepted the cancellation and does not show it as done yet. The order is read again."
        case .rejected:
            "The store refused the cancellation for good; a task lies in the outbox. Ends with a person's decision."
        case .cancelled: "The store shows the cancellation as done."
        case .refused: "Not cancelled, and the customer told why. Ends here."
        case .withdrawn: "The customer took the request back. Nothing was cancelled."
        case .expired: "The question stayed unanswered, or its answer went to the case of the order it named."
        }
    }
}
