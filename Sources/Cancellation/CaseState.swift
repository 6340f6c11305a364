// Where a case can be. docs/STATES.md is rendered from `meaning`, so that the page cannot differ from the code.

/// The state of a case. Every state that is not closed waits for something named in `meaning`.
package enum CaseState: String, Codable, Sendable, CaseIterable {
    case received, asking, reviewing, held, approved, uncertain, reflecting, failed
    case cancelled, refused, withdrawn, expired

    /// Nothing more will happen by itself; only a new request or a person opens the matter again.
    package var isClosed: Bool {
        switch self {
        case .cancelled, .refused, .withdrawn, .expired: true
        case .received, .asking, .reviewing, .held, .approved, .uncertain, .reflecting, .failed: false
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
        case .approved: "The decision to cancel and its effect are in the ledger; the store's answer is not known yet."
        case .uncertain:
            "The store may or may not have cancelled. The order is read again before anything else is tried."
        case .reflecting:
            "The store accepted the cancellation and does not show it as done yet. The order is read again."
        case .failed:
            "The store refused the cancellation for good; a task lies in the outbox. Ends with a person's decision."
        case .cancelled: "The store shows the cancellation as done."
        case .refused: "Not cancelled, and the customer told why. Ends here."
        case .withdrawn: "The customer took the request back. Nothing was cancelled."
        case .expired: "The question stayed unanswered, or its answer went to the case of the order it named."
        }
    }
}
