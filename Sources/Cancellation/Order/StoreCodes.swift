// The store's own codes, kept verbatim: the lists grow, and an unknown code must never be taken for a known one.

/// A code of the store; unknown values survive unchanged and equal nothing we know.
package protocol StoreCode: RawRepresentable, Hashable, Codable, Sendable where RawValue == String {
    init(rawValue: String)
}

/// `productOrderStatus` (Commerce API, product-orders/query).
package struct ProductOrderStatus: StoreCode {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    /// 결제 대기
    package static let paymentWaiting = Self(rawValue: "PAYMENT_WAITING")
    /// 결제 완료
    package static let paid = Self(rawValue: "PAYED")
    /// 배송 중
    package static let delivering = Self(rawValue: "DELIVERING")
    /// 배송 완료
    package static let delivered = Self(rawValue: "DELIVERED")
    /// 구매 확정
    package static let purchaseDecided = Self(rawValue: "PURCHASE_DECIDED")
    /// 교환
    package static let exchanged = Self(rawValue: "EXCHANGED")
    /// 취소
    package static let cancelled = Self(rawValue: "CANCELED")
    /// 반품
    package static let returned = Self(rawValue: "RETURNED")
    /// 미결제 취소
    package static let cancelledUnpaid = Self(rawValue: "CANCELED_BY_NOPAYMENT")
}

/// `placeOrderStatus`: whether the seller has confirmed the order (발주확인).
package struct PlaceOrderStatus: StoreCode {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package static let notYet = Self(rawValue: "NOT_YET")
    package static let confirmed = Self(rawValue: "OK")
    package static let released = Self(rawValue: "CANCEL")
}

/// `claimType`.
package struct ClaimType: StoreCode {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package static let cancel = Self(rawValue: "CANCEL")
    package static let `return` = Self(rawValue: "RETURN")
    package static let exchange = Self(rawValue: "EXCHANGE")
    package static let decisionHoldback = Self(rawValue: "PURCHASE_DECISION_HOLDBACK")
    /// 직권 취소: NAVER's own action
    package static let adminCancel = Self(rawValue: "ADMIN_CANCEL")
}

/// `claimStatus`. Only `CANCEL_DONE` and `ADMIN_CANCEL_DONE` mean that a cancellation is finished.
package struct ClaimStatus: StoreCode {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    /// 취소 요청: the seller has to act
    package static let cancelRequest = Self(rawValue: "CANCEL_REQUEST")
    /// 취소 처리 중: the refund is not finished, or blocked
    package static let cancelling = Self(rawValue: "CANCELING")
    /// 취소 처리 완료
    package static let cancelDone = Self(rawValue: "CANCEL_DONE")
    /// 취소 철회: the buyer withdrew, or the seller dispatched; the order lives
    package static let cancelReject = Self(rawValue: "CANCEL_REJECT")
    package static let adminCancelDone = Self(rawValue: "ADMIN_CANCEL_DONE")
    package static let adminCancelReject = Self(rawValue: "ADMIN_CANCEL_REJECT")
    package static let returnReject = Self(rawValue: "RETURN_REJECT")
    package static let exchangeReject = Self(rawValue: "EXCHANGE_REJECT")
    package static let exchangeDone = Self(rawValue: "EXCHANGE_DONE")
    package static let holdbackRelease = Self(rawValue: "PURCHASE_DECISION_HOLDBACK_RELEASE")
}
