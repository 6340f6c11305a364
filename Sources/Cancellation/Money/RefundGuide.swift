// When the money comes back, by means of payment, in words that promise nothing the store did not say.

/// What a customer can be told about the way of the money. Periods: NAVER's statement of 2024-07 (points, cards), general practice
/// for the others; DOMAIN §6.3. Only the store's own date is given as a date; all else is called an expectation.
package struct RefundGuide: Sendable {
    private let order: Order
    private let cancelledAt: Instant
    private let now: Instant
    private let calendar: BusinessCalendar

    /// The guide for `order`, in Korean, short enough for a text message (LMS) beside the rest of a notice. Nil where nothing was paid or
    /// only by means we do not know, about which nothing is said.
    /// - Parameters:
    ///   - cancelledAt: when the store finished the cancellation; while it has not, the time to count from for now.
    ///   - now: when it is read. A date that has passed by then is not told.
    ///   - calendar: what business days are counted with.
    package static func words(
        for order: Order, cancelledAt: Instant, now: Instant, calendar: BusinessCalendar
    ) -> String? {
        guard order.status != .cancelledUnpaid, order.status != .paymentWaiting else { return nil }
        if let expected = order.claim?.refundExpectedAt, KoreanDate(expected) >= KoreanDate(now) {
            return "스토어가 안내한 환불 예정일은 \(KoreanDate(expected).words())입니다."
        }
        return RefundGuide(order: order, cancelledAt: cancelledAt, now: now, calendar: calendar).words
    }

    private var words: String? {
        let means = order.paidBy
        guard means != [.other] else { return nil }
        let mixed = "결제수단별 환불 금액은 네이버페이에서 확인해 주세요."
        let others = [("카드사", [.card]), ("은행", [.account, .deposit])] as [(String, [PaymentMeans])]
        let who = others.filter { $0.1.contains(where: means.contains) }.map(\.0).joined(separator: "·")
        let caution = who.isEmpty ? [] : ["\(who) 사정에 따라 다를 수 있으며, 확정된 날짜는 아닙니다."]
        return ((means.count > 1 ? [mixed] : []) + means.map(sentence) + caution).joined(separator: " ")
    }

    private func sentence(_ means: PaymentMeans) -> String {
        switch means {
        case .points: "네이버페이 \(pointNames) 결제 금액은 보통 취소 완료와 함께 바로 되돌아갑니다."
        case .card: card
        case .account: "계좌 결제는 결제하신 계좌로 \(span(1...3)) 입금될 것으로 예상됩니다."
        case .deposit:
            "무통장입금은 등록하신 환불 계좌로 \(span(1...3)) 입금될 것으로 예상됩니다. 환불 계좌가 맞는지 네이버페이에서 확인해 주세요."
        case .phone: phone
        case .payLater: "후불결제 금액은 보통 후불 이용 금액에서 차감됩니다. 납부하셨다면 네이버페이 안내를 확인해 주세요."
        case .family: "패밀리결제 금액은 보통 결제하신 분의 결제수단으로 환불됩니다."
        case .other: "그 밖의 결제 금액은 네이버페이의 환불 안내를 확인해 주세요."
        }
    }

    private var pointNames: String {
        let names = order.paymentSplit?.pointNames ?? []
        return names.isEmpty ? "포인트·머니" : names.joined(separator: "·")
    }

    /// The store says 신용카드 of every card, so a check card is spoken of beside it unless it is named.
    private var card: String {
        guard order.paymentMeans?.contains("체크") != true else {
            return "체크카드 결제 취소는 \(span(3...7)) 반영될 것으로 예상됩니다."
        }
        return "카드 결제 취소는 카드사에 \(span(3...5)) 반영될 것으로 예상됩니다(체크카드는 3~7일 뒤). 이미 청구된 금액은 다음 청구서에서 차감될 수 있습니다."
    }

    /// A carrier takes a payment back only within the calendar month of the payment.
    private var phone: String {
        guard let paidAt = order.paidAt else {
            return "휴대폰 결제는 결제하신 달 안에는 보통 결제 자체가 취소되고, 달이 지났다면 다른 방법으로 환불될 수 있습니다. "
                + "자세한 내용은 네이버페이의 안내를 확인해 주세요."
        }
        return paidAt.isInEarlierMonth(than: cancelledAt)
            ? "휴대폰 결제는 결제하신 달이 지나 결제 취소가 아닌 다른 방법으로 환불될 수 있습니다. 환불 방법과 시기는 네이버페이의 안내를 확인해 주세요."
            : "휴대폰 결제는 결제하신 달 안에 취소되면 보통 결제 자체가 취소되어 휴대폰 요금에 청구되지 않습니다."
    }

    /// `보통 영업일 기준 3~5일 뒤, 12월 1일(화)~12월 3일(목)쯤`; without the dates where the holidays of their year are not known.
    private func span(_ days: ClosedRange<Int>) -> String {
        let words = "보통 영업일 기준 \(days.lowerBound)~\(days.upperBound)일 뒤"
        let first = calendar.businessDay(days.lowerBound, after: cancelledAt)
        let last = calendar.businessDay(days.upperBound, after: cancelledAt)
        let year = KoreanDate(cancelledAt).year
        guard calendar.covers(year: year), calendar.covers(year: last.year), first >= KoreanDate(now) else {
            return words
        }
        return words + ", \(first.words(in: year))~\(last.words(in: first.year))쯤"
    }
}

extension Instant {
    /// A calendar month of Korea before that of `other`.
    package func isInEarlierMonth(than other: Instant) -> Bool {
        let (own, other) = (KoreanDateTime(self), KoreanDateTime(other))
        return (own.year, own.month) < (other.year, other.month)
    }
}
