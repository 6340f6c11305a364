// What of a domain value stands in a column of its own, for searching, counting and the constraints of the schema.

internal import Cancellation
internal import Foundation

extension Case {
    /// What goes back or would go back, in won: what the refund says, else the share of what was paid, else nothing known.
    var amount: Int {
        refund.amount ?? order.map { $0.payment(for: quantity ?? $0.remainingQuantity) } ?? 0
    }
}

extension Effect {
    /// The name under which the schema knows it; the two commands move money.
    var kind: String {
        switch self {
        case .command(.approveCancel): "approveCancel"
        case .command(.requestCancel): "requestCancel"
        case .reread: "reread"
        case .publishResult: "publishResult"
        case .send: "send"
        case .openTask: "openTask"
        }
    }
}

extension [UInt8] {
    var data: Data { Data(self) }
}

extension String {
    /// The same text with U+FFFD for each NUL: SQLite's texts, as they are bound here, end at the first one.
    var withoutNUL: String {
        utf8.contains(0) ? String(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) }) : self
    }
}
