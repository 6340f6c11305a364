// Building `product-orders/query` answers for the tests of this folder.

import StrictJSON

/// One item of `data`, with just what a test wants to vary.
struct OrderItem {
    var order = "2026112098765431"
    var productOrder = "2026112012345671"
    var status = "PAYED"
    var quantity = 2
    var payment = 26_900
    /// Status of the cancel claim under `currentClaim`.
    var cancel: String?
    var cancelQuantity: Int?
    /// Pieces that are left, where that is not all of them.
    var remains: Int?
    var more: [(String, JSONText)] = []

    var json: JSONText {
        let claim = cancel.map { status in
            JSONText.members(
                ("claimId", .string("C" + productOrder)), ("claimStatus", .string(status)),
                ("claimRequestDate", .string("2026-11-21T21:40:10.000+09:00")),
                ("cancelReason", .string("INTENT_CHANGED")),
                ("cancelDetailedReason", .string("재결제 예정")), ("requestQuantity", .optional(cancelQuantity ?? quantity)))
        }
        let members: [(String, JSONText)] =
            [
                (
                    "order",
                    .members(
                        ("orderId", .string(order)), ("orderDate", .string("2026-11-20T09:12:01.000+09:00")),
                        ("paymentMeans", .string("신용카드")), ("ordererName", .string("홍길동")),
                        ("ordererTel", .string("010-1234-5678")))
                ),
                (
                    "productOrder",
                    .members(
                        ("productOrderId", .string(productOrder)), ("productOrderStatus", .string(status)),
                        ("placeOrderStatus", .string("OK")), ("productName", .string("겨울 니트 장갑")),
                        ("productOption", .string("색상: 네이비")), ("quantity", .integer(quantity)),
                        ("initialQuantity", .integer(quantity)), ("remainQuantity", .integer(remains ?? quantity)),
                        ("remainPaymentAmount", .integer(payment)), ("giftReceivingStatus", .null))
                ),
                ("currentClaim", claim.map { .members(("cancel", $0)) } ?? .null),
            ] + more
        return .object(members.map { JSONText.Member(key: $0.0, value: $0.1) })
    }
}

extension OrderItem {
    /// The item when `pieces` are left, and `claim` was the last that was done.
    func left(_ pieces: Int, after claim: String?) -> OrderItem {
        var item = self
        item.remains = pieces
        if let claim {
            let done = JSONText.members(
                ("claimId", .string(claim)), ("claimType", .string("CANCEL")), ("claimStatus", .string("CANCEL_DONE")),
                ("requestQuantity", .integer(1)))
            item.more.append(("completedClaims", .array([done])))
        }
        return item
    }
}

extension [OrderItem] {
    /// The answer with these items.
    var answer: [UInt8] { JSONText.members(("data", .array(map(\.json)))).bytes(indented: false) }
}
