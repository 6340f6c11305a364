// What must be done, in the imperative. Values: they are stored, compared and repeated, and one interpreter runs them.

/// What a store can be told to do to one product order.
package enum StoreCommand: Hashable, Codable, Sendable {
    /// Approve the buyer's open claim (`claim/cancel/approve`). Refunds real money; cannot be undone.
    case approveCancel(ProductOrderID)
    /// Cancel as the seller (`claim/cancel/request`); `quantity` nil means all. The code must be in `Reason.sendableCodes`.
    case requestCancel(ProductOrderID, code: String, detail: String?, quantity: Int?)

    /// The kinds of commands. The names are part of effect keys: they do not change.
    package enum Kind: String, Sendable, CaseIterable { case approveCancel, requestCancel }

    package var kind: Kind {
        switch self {
        case .approveCancel: .approveCancel
        case .requestCancel: .requestCancel
        }
    }

    package var productOrderID: ProductOrderID {
        switch self {
        case .approveCancel(let id), .requestCancel(let id, _, _, _): id
        }
    }
}

/// One thing to do for a case.
package enum Effect: Hashable, Codable, Sendable {
    /// Move money at the store: queued, and given when its turn comes. At most one of each kind per case, by the ledger's schema.
    case command(StoreCommand)
    /// Read the order again; harmless, so it is repeated rather than recorded.
    case reread
    /// Write `results/<case>.json` for the case as it now is.
    case publishResult
    case send(Notice)
    case openTask(OperatorTask)

    /// The idempotency key within a case, stored before the first try. Nil for what is repeated rather than recorded.
    package func key(of subject: Case) -> String? {
        switch self {
        case .command(let command): "\(subject.id)/\(command.kind.rawValue)"
        case .reread: nil
        case .publishResult: "\(subject.id)/result/\(subject.revision)"
        case .send(let notice): "\(subject.id)/notice/\(notice.kind.rawValue)/\(notice.medium.rawValue)"
        case .openTask(let task): "\(subject.id)/task/\(task.kind.rawValue)" + (task.revision.map { "/\($0)" } ?? "")
        }
    }
}

/// The next case, what must be done, in this order, and when to look at it again.
package struct Decision: Hashable, Sendable {
    package var subject: Case
    package var effects: [Effect]
    package var timers: TimerChanges
    /// The rule that decided in this step; nil where none did.
    package var rule: String?

    package init(
        subject: Case, effects: [Effect], timers: TimerChanges = TimerChanges(), rule: String? = nil
    ) {
        self.subject = subject
        self.effects = effects
        self.timers = timers
        self.rule = rule
    }
}
