// Which days are business days (영업일) in Korea, and how they are counted. Days only: the hour of an instant never matters.

/// A calendar of business days: neither Saturday nor Sunday nor a holiday. Every date is one of Asia/Seoul.
package struct BusinessCalendar: Hashable, Sendable {
    private var holidays: [KoreanDate: String]
    /// The years whose public holidays are known; in any other year only weekends are.
    private let coveredYears: ClosedRange<Int>

    /// Korean public holidays as `KoreanHolidays.swift` lists them.
    package static let korean = BusinessCalendar(holidays: koreanHolidays, coveredYears: koreanHolidayYears)

    init(holidays: [KoreanDate: String], coveredYears: ClosedRange<Int>) {
        self.holidays = holidays
        self.coveredYears = coveredYears
    }

    /// This calendar with further days off, such as a shop's own or a temporary public holiday (임시공휴일).
    package func adding(_ days: [KoreanDate], called name: String = "휴무일") -> BusinessCalendar {
        var calendar = self
        for day in days where calendar.holidays[day] == nil { calendar.holidays[day] = name }
        return calendar
    }

    /// This calendar without these holidays. A Saturday or Sunday stays no business day.
    package func removing(_ days: [KoreanDate]) -> BusinessCalendar {
        var calendar = self
        for day in days { calendar.holidays[day] = nil }
        return calendar
    }

    /// The Korean name of the holiday on `day`; nil when it is none, also on an ordinary Sunday.
    package func holiday(on day: KoreanDate) -> String? { holidays[day] }

    /// Whether the public holidays of `year` are known. Where they are not, a count may be too short by some days.
    package func covers(year: Int) -> Bool { coveredYears.contains(year) }

    package func isBusinessDay(_ day: KoreanDate) -> Bool { !day.isWeekend && holidays[day] == nil }

    /// Whether it is a business day in Korea at `instant`.
    package func isBusinessDay(at instant: Instant) -> Bool { isBusinessDay(KoreanDate(instant)) }

    /// The `count`-th business day after the day of `instant`, which itself does not count, as periods are counted
    /// (민법 제157조). Below 1: the day of `instant`.
    package func businessDay(_ count: Int, after instant: Instant) -> KoreanDate {
        var day = KoreanDate(instant)
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            if isBusinessDay(day) { left -= 1 }
        }
        return day
    }

    /// The last millisecond of the `count`-th business day after the day of `instant`.
    package func endOfBusinessDay(_ count: Int, after instant: Instant) -> Instant {
        businessDay(count, after: instant).end
    }

    /// How many business days begin after the day of `start`, up to and with the day of `end`; 0 when `end` is not later.
    package func businessDays(after start: Instant, through end: Instant) -> Int {
        let (first, last) = (KoreanDate(start).adding(days: 1), KoreanDate(end))
        guard first <= last else { return 0 }
        // Whole weeks at once, so that an instant far off (a store's slip of the pen) costs nothing.
        let weeks = (last.daysSince1970 - first.daysSince1970 + 1) / 7
        var count = weeks * 5
        var day = first.adding(days: weeks * 7)
        while day <= last {
            if !day.isWeekend { count += 1 }
            day = day.adding(days: 1)
        }
        return count - holidays.keys.count { $0 >= first && $0 <= last && !$0.isWeekend }
    }
}
