// Business days in Korea: the days that are easily got wrong one by one, and what must hold for all days of all years.

import Cancellation
import Testing

/// Every day on which a count could begin, from before the first to after the last year with holidays.
private let everyDay: [KoreanDate] = {
    guard let first = KoreanDate(iso8601: "2024-11-01") else { return [] }
    return (0..<2500).map { first.adding(days: $0) }
}()

private func day(_ text: String) throws -> KoreanDate { try #require(KoreanDate(iso8601: text)) }
private func at(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

struct BusinessCalendarTests {
    let calendar = BusinessCalendar.korean

    @Test(arguments: [
        ("2025-01-27", "임시공휴일"), ("2025-05-05", "어린이날, 부처님오신날"), ("2025-05-06", "대체공휴일(어린이날)"),
        ("2025-06-03", "대통령선거일"), ("2025-10-08", "대체공휴일(추석)"), ("2026-05-01", "노동절"), ("2026-05-25", "대체공휴일(부처님오신날)"),
        ("2026-07-17", "제헌절"), ("2026-10-05", "대체공휴일(개천절)"), ("2027-02-09", "대체공휴일(설날)"),
        ("2027-12-27", "대체공휴일(기독탄신일)"),
        ("2028-10-03", "추석, 개천절"), ("2028-10-05", "대체공휴일(추석)"), ("2029-09-24", "대체공휴일(추석)"),
        ("2030-06-12", "지방선거일"),
    ])
    func `a public holiday has its name and is no business day`(text: String, name: String) throws {
        #expect(calendar.holiday(on: try day(text)) == name)
        #expect(!calendar.isBusinessDay(try day(text)))
    }

    // The 1st of May 2025 and the 17th of July 2025 came before the law; 현충일 and 1월 1일 have no substitute day.
    @Test(arguments: ["2025-05-01", "2025-07-17", "2026-06-08", "2028-01-03", "2026-09-28", "2026-11-24", "2028-02-29"])
    func `an ordinary weekday is a business day`(text: String) throws {
        #expect(calendar.holiday(on: try day(text)) == nil)
        #expect(calendar.isBusinessDay(try day(text)))
    }

    @Test func `no year has fewer holidays than the law counts, and each stands in its year`() {
        for year in 2025...2030 {
            let names = everyDay.filter { $0.year == year }.compactMap(calendar.holiday)
            #expect(names.count >= 18, "\(year)")
            #expect(names.count { $0 == "설날 연휴" || $0 == "추석 연휴" } == 4, "\(year)")
        }
        #expect(everyDay.count { calendar.holiday(on: $0) != nil } == 124)
    }

    @Test(
        arguments: [
            // Midnight: the last second of Friday and the first of Saturday both begin to count on Monday.
            ("2026-11-27T23:59:59.999+09:00", 1, "2026-11-30"), ("2026-11-28T00:00:00+09:00", 1, "2026-11-30"),
            ("2026-11-29T23:59:59+09:00", 1, "2026-11-30"), ("2026-11-30T00:00:00+09:00", 1, "2026-12-01"),
            // It is Tuesday in Korea while it is Monday in Greenwich.
            ("2026-11-23T15:00:00Z", 1, "2026-11-25"), ("2026-11-23T14:59:59Z", 1, "2026-11-24"),
            // Month end and year end, with a holiday behind it.
            ("2026-11-27T10:00:00+09:00", 3, "2026-12-02"), ("2026-12-31T10:00:00+09:00", 1, "2027-01-04"),
            ("2026-12-30T18:00:00+09:00", 3, "2027-01-05"),
            // Leap day: 2028 has one, 2027 has none; the 1st of March is a holiday in both.
            ("2028-02-28T10:00:00+09:00", 1, "2028-02-29"), ("2028-02-28T10:00:00+09:00", 2, "2028-03-02"),
            ("2027-02-26T10:00:00+09:00", 1, "2027-03-02"),
            // Seollal 2027: Saturday to Monday, and Tuesday for the Sunday. Chuseok 2028: Monday to Wednesday with 개천절 in it, and
            // Thursday for that; Chuseok 2025: a whole week.
            ("2027-02-05T10:00:00+09:00", 1, "2027-02-10"), ("2028-09-29T10:00:00+09:00", 1, "2028-10-06"),
            ("2028-10-03T10:00:00+09:00", 3, "2028-10-11"), ("2025-10-02T10:00:00+09:00", 1, "2025-10-10"),
            // Not counted at all.
            ("2026-11-28T12:00:00+09:00", 0, "2026-11-28"), ("2026-11-28T12:00:00+09:00", -3, "2026-11-28"),
        ] as [(String, Int, String)])
    func `the n-th business day ends at midnight in Korea`(start: String, count: Int, expected: String) throws {
        let start = try at(start)
        #expect(calendar.businessDay(count, after: start).description == expected)
        #expect(calendar.endOfBusinessDay(count, after: start) == (try at(expected + "T23:59:59.999+09:00")))
    }

    @Test func `the n-th business day is one, comes later than the one before, and never before its start`() {
        for start in everyDay {
            var before = start
            for count in 1...12 {
                let next = calendar.businessDay(count, after: start.end)
                guard calendar.isBusinessDay(next), next > before, next == calendar.businessDay(1, after: before.start)
                else {
                    Issue.record("\(count) after \(start) is \(next)")
                    return
                }
                before = next
            }
        }
    }

    @Test func `a later start never has an earlier n-th business day`() {
        for (early, late) in zip(everyDay, everyDay.dropFirst()) {
            for count in [1, 3, 7]
            where calendar.businessDay(count, after: early.start) > calendar.businessDay(count, after: late.start) {
                Issue.record("\(count) after \(early) is later than after \(late)")
            }
        }
    }

    @Test func `days between are those that are counted one by one`() throws {
        for start in everyDay.prefix(2200) {
            for span in [0, 1, 6, 7, 8, 30, 100] {
                let end = start.adding(days: span)
                let counted = (0..<span).count { calendar.isBusinessDay(start.adding(days: $0 + 1)) }
                guard calendar.businessDays(after: start.end, through: end.start) == counted else {
                    Issue.record("from \(start) to \(end) there are \(counted)")
                    return
                }
            }
            let seventh = calendar.endOfBusinessDay(7, after: start.start)
            #expect(calendar.businessDays(after: start.start, through: seventh) == 7)
        }
        #expect(calendar.businessDays(after: try at("2026-11-24T12:00Z"), through: try at("2026-11-02T12:00Z")) == 0)
    }

    @Test func `a seller adds and removes days, and a Sunday stays a Sunday`() throws {
        let (extra, election, sunday) = (try day("2026-12-31"), try day("2028-04-12"), try day("2026-11-29"))
        let own = calendar.adding([extra], called: "창립기념일").removing([election, sunday])
        #expect(own.holiday(on: extra) == "창립기념일")
        #expect(!own.isBusinessDay(extra) && calendar.isBusinessDay(extra))
        #expect(own.isBusinessDay(election) && !calendar.isBusinessDay(election))
        #expect(!own.isBusinessDay(sunday))
        // A holiday that is there keeps its name.
        #expect(own.adding([try day("2026-12-25")]).holiday(on: try day("2026-12-25")) == "기독탄신일")
        #expect(own.businessDay(1, after: try at("2026-12-30T09:00:00+09:00")).description == "2027-01-04")
    }

    @Test func `beyond the years with holidays only weekends are days off, and that can be asked`() throws {
        #expect((2024...2031).map(calendar.covers) == [false, true, true, true, true, true, true, false])
        #expect(calendar.isBusinessDay(try day("2031-01-01")))
        #expect(!calendar.isBusinessDay(try day("2031-01-04")))
        #expect(calendar.isBusinessDay(at: try at("2031-01-02T23:59:59Z")))
        #expect(calendar.businessDay(1, after: try at("2099-12-31T12:00:00+09:00")).description == "2100-01-01")
    }
}

struct KoreanDateTests {
    @Test(arguments: [
        "2026-02-29", "2026-1-1", "2026-01-01T", "2026-01-01T10:00", " 2026-01-0", "20260101", "내일", "", "2026-12-32",
    ])
    func `what is no date is none`(text: String) {
        #expect(KoreanDate(iso8601: text) == nil)
    }

    @Test func `a day begins and ends at midnight in Korea`() throws {
        let day = try day("2028-02-29")
        #expect(day.start.iso8601 == "2028-02-29T00:00:00.000+09:00")
        #expect(day.end.iso8601 == "2028-02-29T23:59:59.999+09:00")
        #expect(KoreanDate(day.start) == day && KoreanDate(day.end) == day)
        #expect(KoreanDate(Instant(milliseconds: -1)).description == "1970-01-01")
        #expect(day.words(in: 2028) == "2월 29일(화)")
        #expect(day.words(in: 2027) == "2028년 2월 29일(화)")
        #expect(day.words() == "2028년 2월 29일(화)")
    }
}
