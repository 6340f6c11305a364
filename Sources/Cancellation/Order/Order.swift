// A product order as the store itself shows it. This is the only source of facts about money and state.

/// A claim (클레임) that the store shows on a product order.
package struct Claim: Hashable, Codable, Sendable {
    package var id: ClaimID?
    package var type: ClaimType
    package var status: ClaimStatus
    package var requestedAt: Instant?
    package var reason: Reason?
    /// How many the claim is about (`requestQuantity`).
    package var quantity: Int?
    /// When the store says it was finished (`cancelCompletedDate`).
    package var completedAt: Instant?
    /// `refundExpectedDate`, when the store gives one.
    package var refundExpectedAt: Instant?
    /// `refundStandbyStatus`, free Korean text; `환불처리완료` is the only value known to mean that the money went back.
    package var refundStandbyStatus: String?

    package init(
        id: ClaimID? = nil, type: ClaimType, status: ClaimStatus, requestedAt: Instant? = nil, reason: Reason? = nil,
        quantity: Int? = nil, completedAt: Instant? = nil, refundExpectedAt: Instant? = nil,
        refundStandbyStatus: String? = nil
    ) {
        self.id = id
        self.type = type
        self.status = status
        self.requestedAt = requestedAt
        self.reason = reason
        self.quantity = quantity
        self.completedAt = completedAt
        self.refundExpectedAt = refundExpectedAt
        self.refundStandbyStatus = refundStandbyStatus
    }
}

/// The buyer as the store knows them; gift orders come masked.
package struct Orderer: Hashable, Codable, Sendable {
    package var name: String?
    package var phone: String?

    package init(name: String? = nil, phone: String? = nil) {
        self.name = name
        self.phone = phone
    }
}

/// One product order with what its order says about payment and buyer. Money in whole won (KRW).
package struct Order: Hashable, Codable, Sendable {
    package var orderID: OrderID
    package var productOrderID: ProductOrderID
    package var status: ProductOrderStatus
    package var placeOrderStatus: PlaceOrderStatus?
    package var claim: Claim?
    package var productName: String
    package var option: String?
    /// Ordered at first, and left after earlier partial cancellations (`initialQuantity`, `remainQuantity`).
    package var quantity: Int
    package var remainingQuantity: Int
    /// `remainPaymentAmount`: what the buyer paid for what is left, in won.
    package var remainingPayment: Int
    /// `order.paymentMeans`, Korean text, verbatim.
    package var paymentMeans: String?
    /// What was paid by which means for the whole order; nil when the store does not say.
    package var paymentSplit: PaymentSplit?
    package var orderedAt: Instant?
    package var paidAt: Instant?
    /// `shippingDueDate`: dispatch after this costs the seller points.
    package var dispatchDueAt: Instant?
    package var dispatchedAt: Instant?
    package var orderer: Orderer
    /// Gift orders (`giftReceivingStatus` present): the orderer is masked and not the receiver.
    package var isGift: Bool
    /// N배송/direct-contract goods (`logisticsDirectContracted`): only the logistics company may act on them.
    package var isDirectContract: Bool
    /// `deliveryAttributeType`, such as `NORMAL`, `TODAY`, `PRE_ORDER`; nil when the store does not say.
    package var deliveryAttribute: String?

    package init(
        orderID: OrderID, productOrderID: ProductOrderID, status: ProductOrderStatus,
        placeOrderStatus: PlaceOrderStatus? = nil, claim: Claim? = nil, productName: String, option: String? = nil,
        quantity: Int, remainingQuantity: Int, remainingPayment: Int, paymentMeans: String? = nil,
        paymentSplit: PaymentSplit? = nil, orderedAt: Instant? = nil, paidAt: Instant? = nil,
        dispatchDueAt: Instant? = nil, dispatchedAt: Instant? = nil,
        orderer: Orderer = Orderer(), isGift: Bool = false, isDirectContract: Bool = false,
        deliveryAttribute: String? = nil
    ) {
        self.orderID = orderID
        self.productOrderID = productOrderID
        self.status = status
        self.placeOrderStatus = placeOrderStatus
        self.claim = claim
        self.productName = productName
        self.option = option
        self.quantity = quantity
        self.remainingQuantity = remainingQuantity
        self.remainingPayment = remainingPayment
        self.paymentMeans = paymentMeans
        self.paymentSplit = paymentSplit
        self.orderedAt = orderedAt
        self.paidAt = paidAt
        self.dispatchDueAt = dispatchDueAt
        self.dispatchedAt = dispatchedAt
        self.orderer = orderer
        self.isGift = isGift
        self.isDirectContract = isDirectContract
        self.deliveryAttribute = deliveryAttribute
    }
}

extension Order {
    /// The whole product order is cancelled, whoever asked for it.
    package var isCancelled: Bool { status == .cancelled || status == .cancelledUnpaid }

    /// The buyer's own open request to cancel, made at the store while logged in.
    package var openCancelClaim: Claim? {
        guard let claim, claim.type == .cancel, claim.status == .cancelRequest || claim.status == .cancelling else {
            return nil
        }
        return claim
    }

    /// What cancelling `count` of the remaining pieces gives back, in won: the share of what was paid, rounded down.
    package func payment(for count: Int) -> Int {
        guard remainingQuantity > 0, count < remainingQuantity else { return remainingPayment }
        return remainingPayment / remainingQuantity * count
            + remainingPayment % remainingQuantity * count / remainingQuantity
    }
}
