// What can go wrong with the ledger, and what the operator can do about it.

package import Cancellation

/// What can go wrong with the ledger.
package enum LedgerError: Error, Hashable, Sendable {
    /// Locked or busy: try again.
    case busy(String)
    /// Disk full, read-only, I/O error: stop taking work, keep what is there, try again later.
    case storage(String)
    /// Somebody else has stored a newer revision of this case: read it again and decide anew.
    case stale(CaseID)
    /// Somebody else has moved money meanwhile: the limit is to be looked at again.
    case moneyMoved
    /// A constraint of the schema refused the batch: a bug, or a ledger from elsewhere.
    case conflict(String)
    /// The file is no ledger, or of a newer version.
    case unreadable(String)

    package var isTemporary: Bool {
        switch self {
        case .busy, .storage, .stale, .moneyMoved: true
        case .conflict, .unreadable: false
        }
    }

    /// What the operator can do.
    package var advice: String {
        switch self {
        case .moneyMoved: "Nothing: the limit for money is looked at again."
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
        case .moneyMoved: "another daemon has moved money meanwhile"
        case .conflict(let message): "a change was refused: \(message)"
        }
    }
}
