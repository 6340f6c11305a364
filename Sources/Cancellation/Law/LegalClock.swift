// The law's own clock for a refund. For the seller's eyes: what a customer is told never rests on it.

/// How long the law leaves for a refund of goods that were not supplied, and what being late costs.
///
/// 전자상거래법 Art. 18(2): within 3 business days from the day of the withdrawal, which is not counted itself; 시행령 Art. 21-3: then
/// 15 % a year. Goods that were supplied have another clock, from the day they come back, which this is not. Whether the store
/// repays in time by itself is not known here: it is what the seller has to answer for in the worst case.
package struct LegalClock: Hashable, Sendable {
    /// When the buyer withdrew: the time of the request to cancel.
    package let withdrawnAt: Instant
    /// The last day for the refund, in Korea.
    package let lastDay: KoreanDate
    /// False where the calendar does not know the public holidays of the days in question. The true deadline is then the same or
    /// later, never earlier.
    package let isCertain: Bool

    /// Business days the law gives.
    package static let businessDays = 3
    /// Per cent a year.
    package static let interestPercent = 15

    package init(withdrawnAt: Instant, calendar: BusinessCalendar) {
        self.withdrawnAt = withdrawnAt
        lastDay = calendar.businessDay(Self.businessDays, after: withdrawnAt)
        isCertain = calendar.covers(year: KoreanDate(withdrawnAt).year) && calendar.covers(year: lastDay.year)
    }

    /// The last millisecond in which the refund is in time.
    package var deadline: Instant { lastDay.end }

    /// When delay interest (지연배상금) starts to run: midnight after the last day.
    package var interestStartsAt: Instant { lastDay.adding(days: 1).start }

    /// Days of delay until `instant`: every Korean day that has begun after the last day, the one of `instant` included (the
    /// interest is owed from the day after the deadline to the day of payment, both counted). 0 while there is none.
    package func daysLate(at instant: Instant) -> Int {
        max(0, KoreanDate(instant).daysSince1970 - lastDay.daysSince1970)
    }

    /// Delay interest on `amount` won for a refund made at `instant`, in won.
    ///
    /// Days of 365 to the year, leap years too, and rounded up to the whole won: a seller who pays this has never paid too little.
    /// An interest that no `Int` holds is `Int.max`.
    package func interest(on amount: Int, until instant: Instant) -> Int {
        guard amount > 0 else { return 0 }
        let (rate, year) = (Self.interestPercent * daysLate(at: instant), 365 * 100)
        // In two parts, so that the product of a large amount and many days needs no wider number.
        let (whole, isTooMuch) = (amount / year).multipliedReportingOverflow(by: rate)
        let (sum, isOver) = whole.addingReportingOverflow((amount % year * rate + year - 1) / year)
        return isTooMuch || isOver ? .max : sum
    }

    /// The clock in one line for the seller, in Korean.
    package func words(on amount: Int?, at now: Instant) -> String {
        let day = lastDay.words(in: KoreanDate(now).year)
        let doubt = isCertain ? "" : " 공휴일 자료가 없는 해여서 주말만 뺀 날짜입니다."
        let late = daysLate(at: now)
        guard late > 0 else { return "법정 환급 기한은 \(day)까지입니다(영업일 \(Self.businessDays)일).\(doubt)" }
        let cost = amount.map { " 오늘 환급하면 \(interest(on: $0, until: now))원입니다." } ?? ""
        return "법정 환급 기한 \(day)에서 \(late)일 지나 지연배상금(연 \(Self.interestPercent)%)이 붙을 수 있습니다.\(cost)\(doubt)"
    }
}
