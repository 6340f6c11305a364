// What must be done, in the imperative. Values: they are stored, compared and repeated, and one interpreter runs them.

/// What a store can be told to do to one product order.
package enum StoreCommand: Hashable, Codable, Sendable {
    /// Approve the buyer's open claim (`claim/cancel/approve`). Refunds real money; cannot be undone.
    case approveCancel(ProductOrderID)
    /// Cancel as the seller (`claim/cancel/request`); `quantity` nil means all. The code must be in `Reason.sendableCodes`.
    case requestCancel(ProductOrderID, code: String, detail: String?, quantity: Int?)

    package var productOrderID: ProductOrderID {
        switch self {
        case .approveCancel(let id), .requestCancel(let id, _, _, _): id
        }
    }
}

/// One thing to do for a case.
package enum Effect: Hashable, Codable, Sendable {
    /// Move money at the store. At most one of each kind per case, by the ledger's schema.
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
        case .command(.approveCancel): "\(subject.id)/approveCancel"
        case .command(.requestCancel): "\(subject.id)/requestCancel"
        case .reread: nil
        case .publishResult: "\(subject.id)/result/\(subject.revision)"
        case .send(let notice): "\(subject.id)/notice/\(notice.kind.rawValue)/\(notice.medium.rawValue)"
        case .openTask(let task): "\(subject.id)/task/\(task.kind.rawValue)" + (task.revision.map { "/\($0)" } ?? "")
        }
    }
}

/// The next case, and what must be done, in this order.
package struct Decision: Hashable, Sendable {
    package var subject: Case
    package var effects: [Effect]

    package init(subject: Case, effects: [Effect]) {
        self.subject = subject
        self.effects = effects
    }
}
