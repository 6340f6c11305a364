// A person's decision as a decision file says it: read strictly, judged by nobody yet.

package import Cancellation

/// One decision about one case.
package struct PersonDecision: Hashable, Sendable {
    package enum Action: String, Sendable, CaseIterable {
        case approve, refuse, ask, hold, release, retry, note, close, dismiss, link, undo

        /// Whether it says nothing without a reason.
        package var needsNote: Bool {
            switch self {
            case .approve, .refuse, .hold, .note, .close, .undo: true
            case .ask, .release, .retry, .dismiss, .link: false
            }
        }
    }

    package var caseID: CaseID
    package var action: Action
    /// Who decided, by their own word.
    package var operatorName: OperatorName?
    package var note: String?
    /// What the customer is asked for; empty unless the action is `ask`.
    package var missing: [MissingFact]
    /// Cancel although nobody has asked for that; says something only beside `approve`.
    package var cancelsAnyway = false
    /// The store's code of the reason to cancel for; only beside `approve`.
    package var reason: String?
    /// The customer is to read the note; only beside `close`.
    package var tells = false
    /// Which order the case is about; only beside `link`.
    package var order: OrderID?
    /// SHA-256 of the token in hexadecimal. The token itself is forgotten where it was read.
    package var tokenSHA256: String?
    /// Where each of these stands in the file; the token's place is left out.
    package var evidence: FactSources

    package init(
        caseID: CaseID, action: Action, operatorName: OperatorName? = nil, note: String? = nil,
        missing: [MissingFact] = [], tokenSHA256: String? = nil, evidence: FactSources = FactSources()
    ) {
        self.caseID = caseID
        self.action = action
        self.operatorName = operatorName
        self.note = note
        self.missing = missing
        self.tokenSHA256 = tokenSHA256
        self.evidence = evidence
    }
}
