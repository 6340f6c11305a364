// The reason among one request's facts: the store's code, its label, the writer's own words.

import Cancellation

extension RequestFacts {
    /// Nil when none was given. Codes stay verbatim, unknown ones too.
    var reason: Reason? {
        let code = reasonCode?.text
        let words = reasonWords?.text
        guard code != nil || words != nil else { return nil }
        let label = self[.reasonLabel] ?? plainReason.flatMap { isCode($0.text) ? nil : $0 }
        let cause = code == nil ? label.flatMap { causeByLabel[normalised($0.text)] } : nil
        return Reason(code: code, cause: cause, text: words)
    }

    /// The fact that holds a code.
    var reasonCode: Fact? {
        self[.reasonCode] ?? plainReason.flatMap { isCode($0.text) ? $0 : nil }
    }

    /// The fact that holds the fullest words.
    var reasonWords: Fact? {
        self[.reasonText] ?? plainReason.flatMap { isCode($0.text) ? nil : $0 } ?? self[.reasonLabel]
    }

    private var plainReason: Fact? { self[.reason] ?? self[.returnReason] ?? self[.exchangeReason] }
}

/// The store's codes are capitals and underscores: `INTENT_CHANGED`, `ETC`.
private func isCode(_ text: String) -> Bool {
    text.utf8.count >= 3 && text.utf8.allSatisfy { (65...90).contains($0) || $0 == 95 || (48...57).contains($0) }
}

/// What the store's labels of reasons (Commerce API, `claimReason`) are about. The codes behind them are not made up from here:
/// several codes share one label.
private let causeByLabel: [String: Cause] = [
    "구매의사취소": .changeOfMind, "단순변심": .changeOfMind, "보내기취소": .changeOfMind, "선물거절": .changeOfMind,
    "결제승인실패": .wrongPayment, "구매자의미결제로인한거부": .wrongPayment, "상품품절": .outOfStock, "품절": .outOfStock,
    "재고부족으로인한판매불가": .outOfStock, "배송지연": .deliverySchedule, "배송누락": .deliverySchedule, "미배송": .deliverySchedule,
    "상품미수취": .deliverySchedule, "오배송및지연": .deliverySchedule, "색상및사이즈변경": .wrongChoice,
    "다른상품잘못주문": .wrongChoice, "주문실수": .wrongChoice, "상품정보상이": .productProblem, "상품파손": .productProblem,
    "오배송": .productProblem, "색상등다른상품잘못배송": .productProblem, "파손및불량": .productProblem,
    "서비스불만족": .dissatisfaction, "기타": .other,
]
