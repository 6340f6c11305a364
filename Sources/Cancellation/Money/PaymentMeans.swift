// How an order was paid, told from the store's own words.

/// The kinds of payment that differ in how money comes back. Names: `order.paymentMeans`, DOMAIN §2.7.
package enum PaymentMeans: String, Codable, Sendable, CaseIterable {
    /// 신용카드, 신용카드 간편결제
    case card
    /// 계좌 간편결제
    case account
    /// 무통장입금: to a refund account that the buyer gave NAVER
    case deposit
    /// 휴대폰, 휴대폰 간편결제
    case phone
    /// 포인트/머니결제
    case points
    /// 후불결제
    case payLater
    /// 패밀리결제: paid by another person than the orderer
    case family
    /// Not said, or a means that this version does not know.
    case other

    /// The kind behind the store's text, such as `신용카드 간편결제`.
    package init(_ text: String?) {
        let kind = text.flatMap { text in Self.marks.first { text.contains($0.mark) }?.means }
        self = kind ?? .other
    }

    // The first that the text contains: `신용카드 간편결제` is a card, `계좌 간편결제` is not.
    private static let marks: [(mark: String, means: PaymentMeans)] = [
        ("카드", .card), ("CARD", .card), ("휴대폰", .phone), ("계좌", .account), ("무통장", .deposit), ("후불", .payLater),
        ("패밀리", .family), ("포인트", .points), ("머니", .points),
    ]
}
