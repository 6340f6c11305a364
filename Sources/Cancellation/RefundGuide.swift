// When the money comes back, by means of payment, in words that promise nothing the store did not say.

/// What a customer can be told about the way of the money.
package enum RefundGuide {
    /// The guide for the store's `paymentMeans` text; nil for a means we do not know, about which nothing is said.
    /// Periods: NAVER's statement of 2024-07 (points, cards), general practice for the others; DOMAIN §6.3.
    package static func words(means: String?, expected: Instant?) -> String? {
        guard let means, let guide = guides.first(where: { means.contains($0.means) })?.words else {
            return expected.map { "스토어가 안내한 환불 예정일은 \(KoreanDateTime($0).date)입니다." }
        }
        guard let expected else { return guide }
        return guide + " 스토어가 안내한 환불 예정일은 \(KoreanDateTime(expected).date)입니다."
    }

    // The first that the text contains: `신용카드 간편결제` is a card, `계좌 간편결제` is not.
    private static let guides: [(means: String, words: String)] = [
        ("포인트", "네이버페이 포인트·머니는 취소 완료와 함께 바로 돌려드립니다."),
        ("카드", "카드 결제는 카드사 사정에 따라 취소 완료 후 영업일 기준 3~5일 정도 걸리며, 결제일이 지났다면 다음 청구서에서 차감됩니다."),
        ("계좌", "계좌 결제는 취소 완료 후 영업일 기준 1~3일 안에 결제하신 계좌로 입금됩니다."),
        ("무통장", "무통장입금은 등록하신 환불 계좌로 영업일 기준 1~3일 안에 입금됩니다. 환불 계좌는 네이버페이에서 확인해 주세요."),
        ("휴대폰", "휴대폰 결제는 결제하신 달 안에는 결제가 취소되고, 달이 지났다면 네이버페이가 정한 다른 방법으로 환불됩니다."),
        ("후불", "후불결제는 후불 이용 금액에서 차감됩니다."),
        ("패밀리", "패밀리결제는 결제하신 분의 결제수단으로 환불됩니다."),
    ]
}
