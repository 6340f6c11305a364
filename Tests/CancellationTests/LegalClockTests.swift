// The legal clock of a refund: its last day, when interest begins, and what it comes to.

import Cancellation
import Testing

private func at(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

private func clock(_ text: String) throws -> LegalClock {
    LegalClock(withdrawnAt: try at(text), calendar: .korean)
}

struct LegalClockTests {
    @Test(arguments: [
        ("2026-11-23T10:00:00+09:00", "2026-11-26"),
        // Friday's last millisecond, and Saturday.
        ("2026-11-27T23:59:59.999+09:00", "2026-12-02"), ("2026-11-28T00:00:00+09:00", "2026-12-02"),
        // Over the new year, Seollal 2027, Chuseok 2028 and a leap day with a holiday behind it.
        ("2026-12-30T09:00:00+09:00", "2027-01-05"), ("2027-02-05T09:00:00+09:00", "2027-02-12"),
        ("2028-09-29T09:00:00+09:00", "2028-10-11"), ("2028-02-28T09:00:00+09:00", "2028-03-03"),
    ])
    func `the refund is due at the end of the third business day after the withdrawal`(
        withdrawn: String, lastDay: String
    ) throws {
        let clock = try clock(withdrawn)
        #expect(clock.deadline == (try at(lastDay + "T23:59:59.999+09:00")))
        #expect(clock.interestStartsAt.milliseconds == clock.deadline.milliseconds + 1)
        #expect(clock.isCertain)
    }

    @Test func `a seller's own holidays move the deadline`() throws {
        let extra = try #require(KoreanDate(iso8601: "2026-11-24"))
        let withdrawn = try at("2026-11-23T10:00:00+09:00")
        let clock = LegalClock(withdrawnAt: withdrawn, calendar: .korean.adding([extra]))
        #expect(clock.lastDay.description == "2026-11-27")
    }

    @Test(
        arguments: [
            // Every day that has begun counts whole, from the first millisecond after the deadline.
            ("2026-11-26T23:59:59.999+09:00", 0, 0), ("2026-11-27T00:00:00+09:00", 1, 42),
            ("2026-11-27T23:59:59.999+09:00", 1, 42), ("2026-11-28T00:00:00+09:00", 2, 83),
            // 100,000 won for 365 days are 15,000 won; the leap day of 2028 is one day more, not a longer year.
            ("2027-11-26T12:00:00+09:00", 365, 15_000), ("2028-11-26T12:00:00+09:00", 731, 30_042),
            ("2020-01-01T00:00:00+09:00", 0, 0),
        ] as [(String, Int, Int)])
    func `interest runs by the day and is rounded up`(until: String, days: Int, interest: Int) throws {
        let clock = try clock("2026-11-23T10:00:00+09:00")
        #expect(clock.daysLate(at: try at(until)) == days)
        #expect(clock.interest(on: 100_000, until: try at(until)) == interest)
    }

    @Test func `interest never falls with time or amount, and holds at the ends of numbers`() throws {
        let clock = try clock("2026-11-23T10:00:00+09:00")
        var before = 0
        for day in 0..<1500 {
            let interest = clock.interest(on: 26_900, until: clock.deadline.adding(seconds: Int64(day) * 86_400))
            #expect(interest >= before)
            before = interest
        }
        let late = clock.deadline.adding(seconds: 86_400)
        let wrong = (0..<3000).filter {
            clock.interest(on: $0, until: late) != Int((Double($0) * 0.15 / 365).rounded(.up))
        }
        #expect(wrong == [])
        #expect(clock.interest(on: -5, until: late) == 0)
        #expect(clock.interest(on: .max, until: late) == 3_790_426_864_460_867)
        #expect(clock.interest(on: .max, until: try at("9999-12-31T00:00:00Z")) == .max)
    }

    @Test func `years without known holidays make it uncertain, and it says so`() throws {
        let clock = try clock("2030-12-30T10:00:00+09:00")
        #expect(clock.lastDay.description == "2031-01-02")
        #expect(!clock.isCertain)
        #expect(clock.words(on: nil, at: clock.withdrawnAt).contains("주말만 뺀 날짜"))
    }

    @Test func `the seller reads it in one line`() throws {
        let clock = try clock("2026-11-23T10:00:00+09:00")
        #expect(clock.words(on: 100_000, at: clock.deadline) == "법정 환급 기한은 11월 26일(목)까지입니다(영업일 3일).")
        #expect(
            clock.words(on: 100_000, at: clock.interestStartsAt)
                == "법정 환급 기한 11월 26일(목)에서 1일 지나 지연배상금(연 15%)이 붙을 수 있습니다. 오늘 환급하면 42원입니다.")
        #expect(clock.words(on: nil, at: try at("2027-01-02T00:00:00+09:00")).contains("2026년 11월 26일(목)에서 37일"))
    }
}
