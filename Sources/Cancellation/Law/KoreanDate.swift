// A day as a Korean calendar shows it, without a time. What is counted in days is counted in these; hours never come in.

/// A calendar day in Asia/Seoul.
package struct KoreanDate: Hashable, Comparable, Sendable {
    /// Days from 1970-01-01 to this one.
    package let daysSince1970: Int

    /// The day on which `instant` falls in Korea.
    package init(_ instant: Instant) { daysSince1970 = KoreanDateTime(instant).daysSince1970 }

    /// Nil when these figures are no date.
    package init?(year: Int, month: Int, day: Int) {
        guard let start = Instant(year: year, month: month, day: day) else { return nil }
        self.init(start)
    }

    /// Reads `2026-12-31` and nothing else.
    package init?(iso8601 text: String) {
        guard let start = Instant(iso8601: text + "T00:00") else { return nil }
        self.init(start)
    }

    private init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

    package static func < (left: KoreanDate, right: KoreanDate) -> Bool { left.daysSince1970 < right.daysSince1970 }

    /// This day moved by `days` (negative: earlier).
    package func adding(days: Int) -> KoreanDate { KoreanDate(daysSince1970: daysSince1970 + days) }

    /// Midnight at its beginning.
    package var start: Instant {
        Instant(seconds: Int64(daysSince1970) * 86_400 - Int64(Instant.koreanOffsetMinutes) * 60)
    }

    /// Its last millisecond, 23:59:59.999.
    package var end: Instant { Instant(milliseconds: adding(days: 1).start.milliseconds - 1) }

    package var year: Int { KoreanDateTime(start).year }

    /// Saturday or Sunday.
    package var isWeekend: Bool { weekday == 0 || weekday == 6 }

    /// 0 for Sunday to 6 for Saturday.
    package var weekday: Int { KoreanDateTime(start).weekday }

    /// `12월 1일(화)`, for people; with its year (`2027년 1월 4일(월)`) where that is not `year`.
    package func words(in year: Int? = nil) -> String {
        let clock = KoreanDateTime(start)
        let names = ["일", "월", "화", "수", "목", "금", "토"]
        let day = "\(clock.month)월 \(clock.day)일(\(names[clock.weekday]))"
        return year == clock.year ? day : "\(clock.year)년 \(day)"
    }
}

extension KoreanDate: CustomStringConvertible {
    /// `2026-12-31`
    package var description: String { KoreanDateTime(start).date }
}
