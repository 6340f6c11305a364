// One item of the Commerce API's `product-orders/query` answer → `Order`. Owns the field names of that answer; never guesses
// an amount, a state or a number that is not there. Field names: product-orders/query (POST), reference of 2026-03-13.

package import Cancellation
package import StrictJSON

/// Why an item is no product order we can work with. Names fields, never their content.
package struct CommerceOrderError: Error, Hashable, Sendable {
    /// Dotted name of the field, such as `productOrder.productOrderId`.
    package let field: String
    package let isMissing: Bool
}

/// Reads one item of `data` (or one `content` of the conditional query).
///
/// The claim is the one under `currentClaim`; before 2026-10-28 it stood directly in the item, and some exports have only the flat
/// `claimType`/`claimStatus`. Without any of them it is the last of `completedClaims`: that is how a finished partial
/// cancellation shows. Dates that cannot be read count as not given.
package func commerceOrder(_ item: JSONNode) throws(CommerceOrderError) -> Order {
    let order = try Fields(item["order"], named: "order")
    let product = try Fields(item["productOrder"], named: "productOrder")
    let quantity = try product.integer(either: "initialQuantity", or: "quantity")
    let delivery = item["delivery"]
    return Order(
        orderID: try order.identifier("orderId"),
        productOrderID: try product.identifier("productOrderId"),
        status: ProductOrderStatus(
            rawValue: try product.requiredText("productOrderStatus")),
        placeOrderStatus: try product.text("placeOrderStatus").map { PlaceOrderStatus(rawValue: $0) },
        claim: try claim(of: item, product),
        productName: try product.text("productName") ?? "",
        option: try product.text("productOption"),
        quantity: quantity,
        remainingQuantity: try product.integer("remainQuantity") ?? quantity,
        remainingPayment: try product.integer(either: "remainPaymentAmount", or: "totalPaymentAmount"),
        paymentMeans: try order.text("paymentMeans"),
        paymentSplit: paymentSplit(order),
        orderedAt: try order.instant("orderDate"),
        paidAt: try order.instant("paymentDate"),
        dispatchDueAt: try product.instant("shippingDueDate"),
        dispatchedAt: delivery?["sendDate"]?.string.flatMap { Instant(iso8601: $0) },
        orderer: Orderer(name: try order.text("ordererName"), phone: try order.text("ordererTel")),
        isGift: try product.text("giftReceivingStatus") != nil,
        isDirectContract: product.flag("logisticsDirectContracted"),
        deliveryAttribute: try product.text("deliveryAttributeType"))
}

/// Nil when none of the amounts is given, or one cannot be read: it only serves the words of a refund guide, so a slip there keeps
/// nobody from cancelling, and half of it would say that points were everything.
private func paymentSplit(_ order: Fields) -> PaymentSplit? {
    do throws(CommerceOrderError) {
        let split = PaymentSplit(
            general: try order.integer("generalPaymentAmount"),
            points: try order.integer("naverMileagePaymentAmount"),
            money: try order.integer("chargeAmountPaymentAmount"),
            accumulation: try order.integer("checkoutAccumulationPaymentAmount"),
            payLater: try order.integer("payLaterPaymentAmount"))
        return split == PaymentSplit() ? nil : split
    } catch {
        return nil
    }
}

private func claim(of item: JSONNode, _ product: Fields) throws(CommerceOrderError) -> Claim? {
    for (key, type) in claimKeys {
        let node = item["currentClaim"]?[key] ?? item[key]
        guard let node, node.members != nil else { continue }
        return try openClaim(Fields(node, named: "currentClaim.\(key)"), key: key, type: type)
    }
    let completed = item["completedClaims"]?.array?.last
    if let status = try product.text("claimStatus") {
        let id: ClaimID? = try product.optionalIdentifier("claimId")
        if let completed, let id, completed["claimId"]?.string == id.rawValue { return try completedClaim(completed) }
        let type = try product.requiredText("claimType")
        return Claim(id: id, type: ClaimType(rawValue: type), status: ClaimStatus(rawValue: status))
    }
    guard let completed else { return nil }
    return try completedClaim(completed)
}

/// Where the claims stand under `currentClaim`; the key also begins the names of their reasons (`cancelReason`).
private let claimKeys: [(String, ClaimType)] = [("cancel", .cancel), ("return", .return), ("exchange", .exchange)]

private func openClaim(_ claim: Fields, key: String, type: ClaimType) throws(CommerceOrderError) -> Claim {
    Claim(
        id: try claim.optionalIdentifier("claimId"),
        type: type,
        status: ClaimStatus(rawValue: try claim.requiredText("claimStatus")),
        requestedAt: try claim.instant("claimRequestDate"),
        reason: try claim.reason(code: "\(key)Reason", text: "\(key)DetailedReason"),
        quantity: try claim.integer("requestQuantity"),
        completedAt: try claim.instant("\(key)CompletedDate"),
        refundExpectedAt: try claim.instant("refundExpectedDate"),
        refundStandbyStatus: try claim.text("refundStandbyStatus"))
}

private func completedClaim(_ node: JSONNode) throws(CommerceOrderError) -> Claim {
    let claim = try Fields(node, named: "completedClaims")
    return Claim(
        id: try claim.optionalIdentifier("claimId"),
        type: ClaimType(rawValue: try claim.requiredText("claimType")),
        status: ClaimStatus(rawValue: try claim.requiredText("claimStatus")),
        requestedAt: try claim.instant("claimRequestDate"),
        reason: try claim.reason(code: "claimRequestReason", text: "claimRequestDetailContent"),
        quantity: try claim.integer("requestQuantity"),
        completedAt: try claim.instant("claimCompleteOperationDate"),
        refundExpectedAt: try claim.instant("refundExpectedDate"),
        refundStandbyStatus: try claim.text("refundStandbyStatus"))
}

/// Typed looks into one object of the answer.
private struct Fields {
    let node: JSONNode
    let name: String

    init(_ node: JSONNode?, named name: String) throws(CommerceOrderError) {
        guard let node, node.members != nil else { throw CommerceOrderError(field: name, isMissing: node == nil) }
        guard node.repeatedMember == nil else { throw CommerceOrderError(field: name, isMissing: false) }
        self.node = node
        self.name = name
    }

    /// Text that is there and not empty.
    func text(_ key: String) throws(CommerceOrderError) -> String? {
        guard let value = node[key], !value.isNull else { return nil }
        guard let text = value.string else { throw CommerceOrderError(field: "\(name).\(key)", isMissing: false) }
        return text.isEmpty ? nil : text
    }

    func requiredText(_ key: String) throws(CommerceOrderError) -> String {
        guard let text = try text(key) else { throw CommerceOrderError(field: "\(name).\(key)", isMissing: true) }
        return text
    }

    func integer(_ key: String) throws(CommerceOrderError) -> Int? {
        guard let value = node[key], !value.isNull else { return nil }
        guard let number = value.integer ?? value.string.flatMap(wholeNumber), number >= 0 else {
            throw CommerceOrderError(field: "\(name).\(key)", isMissing: false)
        }
        return number
    }

    /// The first of two numbers that is there.
    func integer(either key: String, or other: String) throws(CommerceOrderError) -> Int {
        if let number = try integer(key) { return number }
        guard let number = try integer(other) else {
            throw CommerceOrderError(field: "\(name).\(key)", isMissing: true)
        }
        return number
    }

    func flag(_ key: String) -> Bool { node[key]?.bool ?? false }

    func instant(_ key: String) throws(CommerceOrderError) -> Instant? {
        guard let text = try text(key) else { return nil }
        return Instant(iso8601: text)
    }

    func identifier<ID: Identifier>(_ key: String) throws(CommerceOrderError) -> ID {
        guard let id: ID = try optionalIdentifier(key) else {
            throw CommerceOrderError(field: "\(name).\(key)", isMissing: true)
        }
        return id
    }

    func optionalIdentifier<ID: Identifier>(_ key: String) throws(CommerceOrderError) -> ID? {
        guard let text = try text(key) else { return nil }
        guard let id = ID(rawValue: text) else { throw CommerceOrderError(field: "\(name).\(key)", isMissing: false) }
        return id
    }

    func reason(code: String, text: String) throws(CommerceOrderError) -> Reason? {
        let (code, words) = (try self.text(code), try self.text(text))
        return code == nil && words == nil ? nil : Reason(code: code, text: words)
    }
}

/// A number as text, as tools that went through a spreadsheet write it: `594000`, `594,000`. Nothing else is guessed at.
private func wholeNumber(_ text: String) -> Int? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped =
        groups.count == 1 || ((1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 })
    guard isGrouped, groups.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
    return Int(groups.joined())
}
