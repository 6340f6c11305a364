// Why somebody wants to cancel: the store's code, our cause, and the words that were used.

/// A stated reason. What was not said is nil; nothing is invented.
package struct Reason: Hashable, Codable, Sendable {
    /// The store's own code, verbatim, such as `INTENT_CHANGED`; the list grows, so unknown codes are kept.
    package var code: String?
    /// The cause for analysis; follows from the code or from the words.
    package var cause: Cause?
    /// The customer's or the seller's own words.
    package var text: String?

    package init(code: String? = nil, cause: Cause? = nil, text: String? = nil) {
        self.code = code
        self.cause = cause ?? code.map(Cause.init(storeCode:))
        self.text = text
    }
}

/// What lies behind a cancellation. The first four are the ones the business is asked about most.
package enum Cause: String, Codable, Sendable, CaseIterable {
    /// 고객의 단순 변심
    case changeOfMind
    /// 잘못된 결제 정보 입력, and payments to be made again another way
    case wrongPayment
    /// 제품의 재고 부족
    case outOfStock
    /// 배송 일정 변경, late or changed delivery
    case deliverySchedule
    /// The wrong product, colour or size was ordered.
    case wrongChoice
    /// What was offered differs from what was described, or arrived wrong or damaged.
    case productProblem
    /// Dissatisfied with the service.
    case dissatisfaction
    case other

    /// The cause behind one of the store's `claimReason` codes (Commerce API, product-orders/query, `cancelReason`).
    package init(storeCode: String) {
        self = Cause.ofStoreCode[storeCode] ?? .other
    }

    fileprivate static let ofStoreCode: [String: Cause] = [
        "INTENT_CHANGED": .changeOfMind, "SIMPLE_INTENT_CHANGED": .changeOfMind, "GIFT_INTENT_CHANGED": .changeOfMind,
        "GIFT_REFUSAL": .changeOfMind,
        "ASYNC_FAIL_PAYMENT": .wrongPayment, "ASYNC_LONG_WAIT_PAYMENT": .wrongPayment, "FAIL_PAYMENT": .wrongPayment,
        "FAMILY_PAY_REJECTED": .wrongPayment, "BUSINESSMALL_PAY_REJECTED": .wrongPayment,
        "NOT_YET_PAYMENT": .wrongPayment,
        "SOLD_OUT": .outOfStock, "OUT_OF_STOCK": .outOfStock,
        "DELAYED_DELIVERY": .deliverySchedule, "DELAYED_DELIVERY_BY_PURCHASER": .deliverySchedule,
        "DROPPED_DELIVERY": .deliverySchedule, "NOT_YET_DELIVERY": .deliverySchedule,
        "NOT_YET_RECEIVE": .deliverySchedule, "WRONG_DELAYED_DELIVERY": .deliverySchedule,
        "COLOR_AND_SIZE": .wrongChoice, "WRONG_ORDER": .wrongChoice, "MISTAKE_ORDER": .wrongChoice,
        "INCORRECT_INFO": .productProblem, "INCORRECT_INFO_BY_PURCHASER": .productProblem, "BROKEN": .productProblem,
        "BROKEN_AND_BAD": .productProblem, "WRONG_DELIVERY": .productProblem, "WRONG_OPTION": .productProblem,
        "PRODUCT_UNSATISFIED": .dissatisfaction, "PRODUCT_UNSATISFIED_BY_PURCHASER": .dissatisfaction,
    ]
}

extension Reason {
    /// The store's codes whose cause is known.
    package static var knownCodes: Set<String> { Set(Cause.ofStoreCode.keys) }

    /// The codes a seller may send with `claim/cancel/request` (Commerce API, `requestCancelClaimReason`).
    package static let sendableCodes: Set<String> = [
        "INTENT_CHANGED", "COLOR_AND_SIZE", "WRONG_ORDER", "PRODUCT_UNSATISFIED", "DELAYED_DELIVERY", "SOLD_OUT",
        "INCORRECT_INFO",
    ]
}
