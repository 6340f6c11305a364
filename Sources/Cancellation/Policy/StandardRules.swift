// The rules that ship with Cancelbox; config/policy.yaml is rendered from them. Data only.
//
// Facts: who may cancel when (SmartStore help, Commerce API claim pages), 전자상거래법 Art. 17 (made to order), NAVER's
// 판매관리 페널티 (DOMAIN §6.1, §6.4, §6.7).

extension Rule {
    /// Tried in this order: what is settled, what is no plain wish to cancel, what cannot be cancelled, then what may be.
    package static let standard: [Rule] = settled + notPlain + impossible + claimed + untaken

    private static let settled = [
        Rule(
            "already-cancelled",
            when: [.intent([.cancel, .withdraw]), .orderStatus([.cancelled, .cancelledUnpaid])], then: .acknowledge,
            because: "스토어에서 이미 취소가 완료된 상품주문입니다.")
    ]

    private static let notPlain = [
        Rule(
            "unsure", when: [.intent([.cancel, .withdraw]), .circumstance(.unsure, true)], then: .review(.review),
            because: "요청 내용을 확실하게 읽지 못했습니다. 원문을 읽고 결정해 주세요."),
        Rule(
            "withdrawn", when: [.intent([.withdraw])], then: .withdraw, because: "고객이 취소 요청을 철회했습니다."),
        Rule(
            "return-or-exchange", when: [.intent([.return, .exchange])], then: .review(.returnOrExchange),
            because: "취소가 아니라 반품·교환 요청입니다. 스토어 센터에서 처리해야 합니다."),
        Rule(
            "not-a-cancellation", when: [.intent([.change, .question, .feedback, .none])], then: .review(.review),
            because: "취소 요청이 아닌 내용이므로 사람이 확인해야 합니다."),
        Rule(
            "conditional", when: [.circumstance(.conditional, true)], then: .review(.review),
            because: "조건이 붙은 요청이므로 사람이 판단해야 합니다."),
    ]

    private static let impossible = [
        Rule(
            "dispatched", when: [.orderStatus([.delivering, .delivered])], then: .refuse(.refusedDispatched),
            because: "이미 발송되어 취소할 수 없고, 수령 후 반품으로 진행해야 합니다."),
        Rule(
            "purchase-decided", when: [.orderStatus([.purchaseDecided])], then: .review(.review),
            because: "구매확정된 주문입니다. 스토어 센터의 '구매확정 후 취소처리'로만 취소할 수 있고, 충전금 잔액이 환불 금액보다 많아야 합니다."),
        Rule(
            "returned-or-exchanged", when: [.orderStatus([.returned, .exchanged])], then: .review(.review),
            because: "이미 반품 또는 교환이 끝난 주문입니다. 무엇을 원하는지 확인해 주세요."),
        Rule(
            "unpaid", when: [.orderStatus([.paymentWaiting])], then: .refuse(.refused),
            because: "입금 전 주문이라 취소할 결제가 없습니다. 입금 기한이 지나면 스토어가 주문을 닫습니다.",
            say: "아직 입금되지 않은 주문이어서 취소할 결제가 없습니다. 입금하지 않으시면 입금 기한이 지난 뒤 주문이 자동으로 취소됩니다. 네이버페이 주문내역에서 바로 취소하실 수도 있습니다."),
        Rule(
            "other-claim-open", when: [.claim([.other])], then: .review(.review),
            because: "스토어에 다른 클레임(반품·교환·직권 취소 등)이 진행 중입니다."),
        Rule(
            "direct-contract", when: [.circumstance(.directContract, true)], then: .review(.review),
            because: "N배송(직계약 물류) 상품입니다. 물류사만 처리할 수 있으므로 스토어 센터에서 확인해 주세요."),
        Rule(
            "quantity-differs-from-claim", when: [.circumstance(.quantityDiffersFromClaim, true)],
            then: .review(.review), because: "요청한 수량이 스토어에 접수된 취소 수량과 다릅니다."),
        Rule(
            "quantity-impossible", when: [.circumstance(.quantityImpossible, true)], then: .ask([.quantity]),
            because: "취소할 수량이 남은 수량과 맞지 않습니다."),
        Rule(
            "made-to-order",
            when: [
                .product(["주문제작", "맞춤제작", "각인", "이니셜"]), .placeOrderStatus([.confirmed]), .claim([.none, .requested]),
            ], then: .review(.review),
            because: "주문 제작 상품이고 발주가 확인되었습니다. 제작을 시작했는지, 청약철회 제한을 미리 알리고 동의를 받았는지 확인해 주세요 (전자상거래법 제17조 제2항)."),
    ]

    private static let claimed = [
        Rule(
            "already-cancelling", when: [.orderStatus([.paid]), .claim([.cancelling])], then: .await,
            because: "스토어가 이미 취소를 처리하고 있습니다. 완료될 때까지 확인합니다."),
        Rule(
            "claim-open",
            when: [
                .intent([.cancel]), .orderStatus([.paid]), .claim([.requested]), .circumstance(.unsure, false),
                .circumstance(.conditional, false),
            ], then: .approve, because: "구매자가 스토어에 로그인하여 접수한 취소 요청이 열려 있습니다."),
    ]

    private static let untaken = [
        Rule(
            "partly-cancelled", when: [.circumstance(.partlyCancelled, true)], then: .review(.review),
            because: "이미 일부가 취소된 상품주문입니다. 새로운 요청인지, 이미 처리된 요청인지 확인해야 합니다."),
        Rule(
            "unproven-sender", when: [.requester([.unproven])], then: .review(.review),
            because: "요청한 사람이 구매자인지 확인되지 않았고, 스토어에 접수된 취소 요청도 없습니다."),
        Rule(
            "reason-not-sendable", when: [.circumstance(.reasonSendable, false)], then: .review(.review),
            because: "스토어에 보낼 수 있는 취소 사유가 없습니다. 사유를 바꾸어 보내지 않습니다."),
        Rule(
            "gift", when: [.circumstance(.gift, true)], then: .review(.review),
            because: "선물 주문은 주문한 분의 연락처가 가려져 있어 결과를 알릴 수 없습니다. 확인 후 처리해 주세요."),
        Rule(
            "phone-payment-of-earlier-month",
            when: [.payment([.phone]), .circumstance(.paidInEarlierMonth, true)], then: .review(.review),
            because: "결제한 달이 지난 휴대폰 결제입니다. 결제 취소가 아닌 다른 방법으로 환불되므로 고객에게 먼저 안내해 주세요."),
        Rule(
            "sold-out",
            when: asSeller + [.reason(["SOLD_OUT"])], then: .sellerCancel,
            because: "판매자가 품절로 취소한 주문입니다. 사유는 품절 그대로 보내며, 판매관리 페널티 2점이 부과됩니다."),
        Rule(
            "cancel-as-seller", when: asSeller, then: .sellerCancel,
            because: "요청한 사람이 확인되었고(판매자가 신뢰하는 수신함 또는 확인된 구매자) 아직 발송 전입니다."),
    ]

    private static let asSeller: [Condition] = [
        .intent([.cancel]), .orderStatus([.paid]), .claim([.none]), .requester([.inbox, .buyer]),
        .circumstance(.reasonSendable, true), .circumstance(.unsure, false), .circumstance(.conditional, false),
    ]
}
