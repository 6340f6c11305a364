// One change of an order book as its journal keeps it: one line of JSON. Owns the line's form; never decides anything.

package import Cancellation
package import StrictJSON

/// What one accepted command did to one product order.
package struct OrderBookChange: Hashable, Sendable {
    package enum Command: String, Hashable, Sendable { case approveCancel, requestCancel }

    package var at: Instant
    package var command: Command
    package var productOrderID: ProductOrderID
    /// Nil only where the approved claim had no number.
    package var claimID: ClaimID?
    /// The claim's status afterwards: `CANCEL_REQUEST`, or `CANCEL_DONE` when money went back.
    package var claimStatus: ClaimStatus
    /// The product order's status afterwards.
    package var status: ProductOrderStatus
    /// How many pieces the claim is about.
    package var quantity: Int
    /// What the pieces cost the buyer, in won: what went back, or will.
    package var amount: Int
    /// How many pieces the product order has left once the claim is done. Nil in older journals.
    package var leaves: Int?
    /// The reason sent with `requestCancel`.
    package var reason: Reason?

    /// One piece of the product order's money went back to the buyer.
    package var isCancellation: Bool { claimStatus == .cancelDone }
}

extension Sequence<OrderBookChange> {
    /// How often each product order was cancelled, partly or wholly: never more than once per claim.
    package var cancellationsByProductOrder: [ProductOrderID: Int] {
        reduce(into: [:]) { counts, change in
            if change.isCancellation { counts[change.productOrderID, default: 0] += 1 }
        }
    }
}

extension OrderBookChange {
    /// The change as one line with its line feed.
    package var line: [UInt8] {
        JSONText.members(
            ("at", .string(at.iso8601)), ("command", .string(command.rawValue)),
            ("productOrderId", .string(productOrderID.rawValue)), ("claimId", .optional(claimID?.rawValue)),
            ("claimStatus", .string(claimStatus.rawValue)), ("productOrderStatus", .string(status.rawValue)),
            ("quantity", .integer(quantity)), ("amount", .integer(amount)), ("remainQuantity", .optional(leaves)),
            ("cancelReason", .optional(reason?.code)),
            ("cancelDetailedReason", .optional(reason?.text))
        ).bytes(indented: false)
    }

    /// Reads what `line` wrote; nil for anything else.
    package init?(line node: JSONNode) {
        guard let at = node["at"]?.string.flatMap({ Instant(iso8601: $0) }),
            let command = node["command"]?.string.flatMap(Command.init(rawValue:)),
            let productOrderID = node["productOrderId"]?.string.flatMap(ProductOrderID.init(rawValue:)),
            let claimStatus = node["claimStatus"]?.string, let status = node["productOrderStatus"]?.string,
            let quantity = node["quantity"]?.integer, let amount = node["amount"]?.integer
        else { return nil }
        self.at = at
        self.command = command
        self.productOrderID = productOrderID
        self.claimStatus = ClaimStatus(rawValue: claimStatus)
        self.status = ProductOrderStatus(rawValue: status)
        self.quantity = quantity
        self.amount = amount
        leaves = node["remainQuantity"]?.integer
        claimID = node["claimId"]?.string.flatMap(ClaimID.init(rawValue:))
        let (code, text) = (node["cancelReason"]?.string, node["cancelDetailedReason"]?.string)
        reason = code == nil && text == nil ? nil : Reason(code: code, text: text)
    }
}
