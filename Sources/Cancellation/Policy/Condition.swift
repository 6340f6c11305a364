// What a rule may ask: named facts and the values of them that it wants. Written in config/policy.yaml under the names that stand here.

/// What the store shows of claims on a product order, as far as a cancellation is concerned.
package enum ClaimFact: String, Codable, Sendable, CaseIterable {
    /// None, or one that has ended.
    case none
    /// The buyer's own request to cancel, which the seller has not answered (`CANCEL_REQUEST`).
    case requested
    /// The store is at it (`CANCELING`): not done, and nobody can stop it.
    case cancelling
    /// A return, an exchange, NAVER's own action, or a state this version does not know.
    case other
}

/// Who is known to stand behind a request.
package enum RequesterProof: String, Codable, Sendable, CaseIterable {
    /// The seller: the inbox is configured to be trusted with this kind of request.
    case inbox
    /// The buyer: a bound address, and a receiving server that vouches for it.
    case buyer
    /// Anybody. Name and order number in a mail prove nothing.
    case unproven
}

/// A fact that is so or not.
package enum Circumstance: String, Codable, Sendable, CaseIterable {
    /// Said with an "if".
    case conditional
    /// The reader was less sure than `Policy.minimumConfidence`.
    case unsure
    /// The request says how many, and it is another number than the claim's.
    case quantityDiffersFromClaim
    /// More is to be cancelled than is left, or less than one.
    case quantityImpossible
    /// Fewer than are left are to be cancelled.
    case partial
    /// Some pieces of the product order were cancelled earlier.
    case partlyCancelled
    /// The stated reason is one that a seller may send to the store.
    case reasonSendable
    /// A gift: who ordered is masked, and is not who receives.
    case gift
    /// N배송/direct-contract goods, which only the logistics company may act on.
    case directContract
    /// To be sent at an announced date (`deliveryAttributeType` `PRE_ORDER`).
    case preOrder
    /// Paid in an earlier calendar month, in Korea: a mobile-phone payment is then refunded another way.
    case paidInEarlierMonth
    /// The store's dispatch date (`shippingDueDate`) has passed.
    case dispatchOverdue
}

/// When a rule applies. Named facts only, so that a policy can be written down, checked and explained.
package enum Condition: Hashable, Sendable {
    case intent(Set<Intent>)
    case orderStatus(Set<ProductOrderStatus>)
    /// Never holds while the store does not say.
    case placeOrderStatus(Set<PlaceOrderStatus>)
    case claim(Set<ClaimFact>)
    case requester(Set<RequesterProof>)
    case payment(Set<PaymentMeans>)
    /// The store's codes, such as `SOLD_OUT`; never holds without one.
    case reason(Set<String>)
    /// Product name or option holds one of these words, white space and case aside.
    case product(Set<String>)
    /// What would go back, in won.
    case amountAtLeast(Int)
    case amountBelow(Int)
    /// Korean calendar days since the payment; never holds while it is not known.
    case daysSincePaymentAtLeast(Int)
    case daysSincePaymentBelow(Int)
    /// The hour on a Korean clock at the decision, 0 to 23.
    case hour(Set<Int>)
    case circumstance(Circumstance, Bool)

    /// Every word that can stand under `when`, in the order in which a policy is written out.
    package static let names =
        [
            "intent", "orderStatus", "placeOrderStatus", "claim", "requester", "payment", "reason", "product",
            "amountAtLeast", "amountBelow", "daysSincePaymentAtLeast", "daysSincePaymentBelow", "hour",
        ] + Circumstance.allCases.map(\.rawValue)

    /// The name it has in a policy.
    package var name: String {
        switch self {
        case .intent: "intent"
        case .orderStatus: "orderStatus"
        case .placeOrderStatus: "placeOrderStatus"
        case .claim: "claim"
        case .requester: "requester"
        case .payment: "payment"
        case .reason: "reason"
        case .product: "product"
        case .amountAtLeast: "amountAtLeast"
        case .amountBelow: "amountBelow"
        case .daysSincePaymentAtLeast: "daysSincePaymentAtLeast"
        case .daysSincePaymentBelow: "daysSincePaymentBelow"
        case .hour: "hour"
        case .circumstance(let circumstance, _): circumstance.rawValue
        }
    }

    /// The values it wants, in a fixed order, as a policy writes them.
    package var values: [String] {
        switch self {
        case .intent(let intents): Intent.allCases.filter(intents.contains).map(\.rawValue)
        case .orderStatus(let statuses): statuses.map(\.rawValue).sorted()
        case .placeOrderStatus(let statuses): statuses.map(\.rawValue).sorted()
        case .claim(let claims): ClaimFact.allCases.filter(claims.contains).map(\.rawValue)
        case .requester(let proofs): RequesterProof.allCases.filter(proofs.contains).map(\.rawValue)
        case .payment(let means): PaymentMeans.allCases.filter(means.contains).map(\.rawValue)
        case .reason(let codes): codes.sorted()
        case .product(let words): words.sorted()
        case .amountAtLeast(let won), .amountBelow(let won): [String(won)]
        case .daysSincePaymentAtLeast(let days), .daysSincePaymentBelow(let days): [String(days)]
        case .hour(let hours): hours.sorted().map(String.init)
        case .circumstance(_, let wanted): [String(wanted)]
        }
    }

    /// `orderStatus: DELIVERING or DELIVERED`, for people.
    package var words: String { "\(name): \(values.joined(separator: " or "))" }
}
