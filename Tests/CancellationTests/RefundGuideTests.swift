// What a customer is told about the way of the money: by means, with dates only as an expectation, and nothing promised.

import Cancellation
import Testing

private let cancelled = Instant(seconds: 1_795_402_800)  // Monday, 2026-11-23T12:00:00+09:00
private let caution = "사정에 따라 다를 수 있으며, 확정된 날짜는 아닙니다."

private func at(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

private func paid(by means: String?, _ split: PaymentSplit? = nil, at paidAt: Instant? = nil) -> Order {
    anOrder().with(\.paymentMeans, means).with(\.paymentSplit, split).with(\.paidAt, paidAt)
}

private func guide(_ order: Order, at time: Instant = cancelled, _ calendar: BusinessCalendar = .korean) -> String? {
    RefundGuide.words(for: order, cancelledAt: time, now: time, calendar: calendar)
}

struct RefundGuideTests {
    @Test(arguments: [
        (
            "신용카드 간편결제",
            "카드 결제 취소는 카드사에 보통 영업일 기준 3~5일 뒤, 11월 26일(목)~11월 30일(월)쯤 반영될 것으로 예상됩니다(체크카드는 3~7일 뒤). "
                + "이미 청구된 금액은 다음 청구서에서 차감될 수 있습니다. 카드사 " + caution
        ),
        ("체크카드", "체크카드 결제 취소는 보통 영업일 기준 3~7일 뒤, 11월 26일(목)~12월 2일(수)쯤 반영될 것으로 예상됩니다. 카드사 " + caution),
        ("계좌 간편결제", "계좌 결제는 결제하신 계좌로 보통 영업일 기준 1~3일 뒤, 11월 24일(화)~11월 26일(목)쯤 입금될 것으로 예상됩니다. 은행 " + caution),
        (
            "무통장입금",
            "무통장입금은 등록하신 환불 계좌로 보통 영업일 기준 1~3일 뒤, 11월 24일(화)~11월 26일(목)쯤 입금될 것으로 예상됩니다. "
                + "환불 계좌가 맞는지 네이버페이에서 확인해 주세요. 은행 " + caution
        ),
        ("포인트/머니결제", "네이버페이 포인트·머니 결제 금액은 보통 취소 완료와 함께 바로 되돌아갑니다."),
        ("후불결제", "후불결제 금액은 보통 후불 이용 금액에서 차감됩니다. 납부하셨다면 네이버페이 안내를 확인해 주세요."),
        ("패밀리결제", "패밀리결제 금액은 보통 결제하신 분의 결제수단으로 환불됩니다."),
    ])
    func `each means has its words, and dates are an expectation`(means: String, words: String) {
        #expect(guide(paid(by: means)) == words)
    }

    @Test(arguments: [
        // To the last millisecond of the month in Korea, over the year, and in a leap February.
        ("2026-11-20T09:12:43+09:00", "2026-11-30T23:59:59.999+09:00", false),
        ("2026-11-20T09:12:43+09:00", "2026-12-01T00:00:00+09:00", true),
        ("2026-12-31T23:59:59+09:00", "2027-01-01T00:00:00+09:00", true),
        ("2026-01-05T09:00:00+09:00", "2027-01-05T09:00:00+09:00", true),
        ("2028-02-01T00:00:00+09:00", "2028-02-29T23:59:59+09:00", false),
        ("2028-02-29T23:59:59+09:00", "2028-03-01T00:00:00+09:00", true),
        // It is December in Korea while it is November in Greenwich.
        ("2026-11-30T15:00:00Z", "2026-12-15T00:00:00Z", false),
        // Clocks of store and server that differ make no earlier month.
        ("2026-12-01T00:00:01+09:00", "2026-11-30T23:59:59+09:00", false),
    ])
    func `a mobile phone pays back within the month of payment in Korea`(
        paidAt: String, cancelledAt: String, isLater: Bool
    ) throws {
        for means in ["휴대폰", "휴대폰 간편결제"] {
            let words = try #require(guide(paid(by: means, at: try at(paidAt)), at: try at(cancelledAt)))
            #expect(words.contains(isLater ? "결제하신 달이 지나" : "결제하신 달 안에 취소되면"))
            #expect(words.contains("다른 방법으로") == isLater)
        }
    }

    @Test func `without the time of payment both ways of a mobile phone are told`() throws {
        let words = try #require(guide(paid(by: "휴대폰")))
        #expect(words.contains("결제하신 달 안에는") && words.contains("달이 지났다면"))
    }

    @Test func `points beside a card are told apart, and no amount is guessed`() throws {
        let order = paid(by: "신용카드", PaymentSplit(general: 24_900, points: 2_000, money: 0))
        #expect(order.paidBy == [.card, .points])
        let words = try #require(guide(order))
        #expect(words.hasPrefix("결제수단별 환불 금액은 네이버페이에서 확인해 주세요. 카드 결제 취소는"))
        #expect(words.contains("네이버페이 포인트 결제 금액은 보통"))
        #expect(words.hasSuffix(" 카드사 " + caution))
        #expect(!words.contains("24") || !words.contains("900"))
    }

    @Test(
        arguments: [
            ("신용카드", nil, [.card]), ("신용카드", PaymentSplit(general: 10, points: 0, payLater: 0), [.card]),
            // Nothing but points, whatever the means says; and what is not said is believed of the means.
            ("신용카드", PaymentSplit(general: 0, points: 5), [.points]),
            ("신용카드", PaymentSplit(points: 5, accumulation: 1), [.card, .points]),
            ("신용카드", PaymentSplit(general: 0, points: 0), [.card]), ("신용카드", PaymentSplit(), [.card]),
            ("계좌 간편결제", PaymentSplit(general: 1, money: 2, payLater: 3), [.account, .payLater, .points]),
            // Some stores count the points as the general means too.
            ("포인트/머니결제", PaymentSplit(general: 33_500, points: 0), [.points]),
            ("포인트/머니결제", PaymentSplit(general: 0, points: 3, money: 4), [.points]),
            ("후불결제", PaymentSplit(general: 0, payLater: 9), [.payLater]),
            ("후불결제", PaymentSplit(general: 9, payLater: 9), [.payLater]), (nil, PaymentSplit(general: 9), [.other]),
            (nil, PaymentSplit(general: 9, money: 1), [.other, .points]),
        ] as [(String?, PaymentSplit?, [PaymentMeans])])
    func `the split says which means took part`(means: String?, split: PaymentSplit?, kinds: [PaymentMeans]) {
        #expect(paid(by: means, split).paidBy == kinds)
    }

    @Test func `points have the names under which they were paid`() throws {
        let words = try #require(guide(paid(by: "포인트/머니결제", PaymentSplit(general: 0, points: 1, accumulation: 1))))
        #expect(words.contains("네이버페이 포인트·적립금 결제 금액은"))
        let mixed = try #require(guide(paid(by: nil, PaymentSplit(general: 9, money: 1))))
        #expect(mixed.contains("그 밖의 결제 금액은") && mixed.contains("네이버페이 머니 결제 금액은"))
    }

    @Test func `a store's own date is all that is said then`() throws {
        let expected = try at("2026-11-27T00:00:00+09:00")
        for means in ["신용카드", "휴대폰", "CARD", nil] {
            var order = anOrder(claim: .cancelDone).with(\.paymentMeans, means)
            order.paymentSplit = PaymentSplit(general: 1, points: 1)
            order.claim?.refundExpectedAt = expected
            #expect(guide(order) == "스토어가 안내한 환불 예정일은 2026년 11월 27일(금)입니다.")
        }
    }

    @Test func `nothing is said of a means we do not know, or where nothing was paid`() {
        #expect(guide(paid(by: "CARD")) != nil)
        #expect(guide(paid(by: "암호화폐")) == nil)
        #expect(guide(paid(by: nil)) == nil)
        #expect(guide(paid(by: "무통장입금").with(\.status, .cancelledUnpaid)) == nil)
        #expect(guide(paid(by: "무통장입금").with(\.status, .paymentWaiting)) == nil)
    }

    @Test(arguments: [
        // Over the new year the year is named; Chuseok 2028 moves the days by a week; Friday night and Saturday are the same.
        ("2026-12-29T12:00:00+09:00", "3~5일 뒤, 2027년 1월 4일(월)~1월 6일(수)쯤"),
        ("2026-12-24T12:00:00+09:00", "3~5일 뒤, 12월 30일(수)~2027년 1월 4일(월)쯤"),
        ("2028-09-29T12:00:00+09:00", "3~5일 뒤, 10월 11일(수)~10월 13일(금)쯤"),
        ("2026-11-27T23:59:59.999+09:00", "3~5일 뒤, 12월 2일(수)~12월 4일(금)쯤"),
        ("2026-11-28T00:00:00+09:00", "3~5일 뒤, 12월 2일(수)~12월 4일(금)쯤"),
        // No dates where the holidays are not known.
        ("2030-12-27T12:00:00+09:00", "3~5일 뒤 반영"), ("2031-03-03T12:00:00+09:00", "3~5일 뒤 반영"),
    ])
    func `the expected days are business days`(time: String, words: String) throws {
        #expect(guide(paid(by: "신용카드"), at: try at(time))?.contains(words) == true)
    }

    @Test func `a seller's own day off moves the expected days`() throws {
        let extra = try #require(KoreanDate(iso8601: "2026-11-24"))
        let words = guide(paid(by: "계좌 간편결제"), .korean.adding([extra]))
        #expect(words?.contains("11월 25일(수)~11월 27일(금)쯤") == true)
    }

    @Test func `every guide leaves room for the rest of a text message, and none speaks in absolutes`() {
        let means = ["신용카드", "체크카드", "계좌 간편결제", "무통장입금", "휴대폰", "포인트/머니결제", "후불결제", "패밀리결제", "상품권"]
        let everything = PaymentSplit(general: 1, points: 1, money: 1, accumulation: 1, payLater: 1)
        // The second one has the longest days: two figures, and a year.
        for time in [cancelled, Instant(seconds: 1_798_081_200)] {
            for words in means.compactMap({ guide(paid(by: $0, everything), at: time) }) {
                // A notice cuts a guide behind 300 characters; an LMS holds 1,000.
                #expect(words.unicodeScalars.count <= 300, "\(words)")
                #expect(!words.contains("반드시") && !words.contains("안에 입금됩니다") && words.contains("보통"))
            }
        }
    }

    @Test func `the days count from the cancellation that the store shows, not from the decision`() throws {
        let open = LookUp.found([anOrder(claim: .cancelRequest)])
        let approved = fresh().hearing(.requested(aRequest(), aProvenance(), open), at: cancelled).subject
        #expect(approved.refund.guide?.contains("11월 26일(목)~11월 30일(월)쯤") == true)
        var done = anOrder(.cancelled, claim: .cancelDone)
        done.claim?.completedAt = try at("2026-11-25T09:00:00+09:00")
        let reflecting = approved.hearing(.cancelAccepted, at: cancelled).subject
        let subject = reflecting.hearing(.reread(.found([done])), at: try at("2026-11-27T09:00:00+09:00")).subject
        #expect(subject.refund.guide?.contains("11월 30일(월)~12월 2일(수)쯤") == true)
    }
}
