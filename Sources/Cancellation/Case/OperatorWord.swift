// What a person said about a case: who, why, and the file it was written in. A value; what follows is decided elsewhere.

/// Which person did something.
package struct OperatorName: Hashable, Codable, Sendable {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A person's word on one case.
package struct OperatorWord: Hashable, Codable, Sendable {
    package var by: OperatorName
    /// Why, in the person's own words; a refused customer reads it.
    package var note: String?
    /// The decision file, which makes the same bytes dropped again no second word; nil for a word that came by no file.
    package var evidence: Evidence?
    /// Cancel although nobody has asked for that.
    package var cancelsAnyway: Bool?
    /// The store's code of the reason to cancel for, where the customer gave none that the store takes.
    package var reason: String?
    /// The customer is to read the note.
    package var tells: Bool?

    package init(
        _ by: OperatorName, note: String? = nil, evidence: Evidence? = nil, cancelsAnyway: Bool? = nil,
        reason: String? = nil, tells: Bool? = nil
    ) {
        self.cancelsAnyway = cancelsAnyway
        self.reason = reason
        self.tells = tells
        self.by = by
        self.note = note
        self.evidence = evidence
    }
}

extension Event {
    /// What a person said, where this is a person's doing.
    package var word: OperatorWord? {
        switch self {
        case .approvedByPerson(let word, _), .refusedByPerson(let word), .askedByPerson(let word, _),
            .heldByPerson(let word), .releasedByPerson(let word), .noted(let word), .retriedByPerson(let word),
            .closedByPerson(let word), .dismissedByPerson(let word), .undoneByPerson(let word),
            .linkedByPerson(let word, _):
            word
        case .requested, .answered, .joined, .overLimit, .commandGiven, .cancelAccepted, .cancelConflicted,
            .cancelRefused, .cancelDeferred, .cancelUnanswered, .reread, .fellDue, .feedbackReceived, .noticeFailed:
            nil
        }
    }
}
