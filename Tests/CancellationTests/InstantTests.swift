// Time as it is written in Korea, and money divided by pieces.

import Cancellation
import Testing

struct InstantTests {
    @Test(
        arguments: [
            ("2026-11-23T10:14:51.794+09:00", 1_795_396_491_794),
            ("2026-11-23T01:14:51.794Z", 1_795_396_491_794),
            ("1970-01-01T09:00:00+09:00", 0),
            ("2024-02-29T23:59:59.999+09:00", 1_709_218_799_999),
            ("2026-11-23 10:14", 1_795_396_440_000),
            ("1969-12-31T23:59:59Z", -1_000),
            ("2026-11-22T20:14:00-05:00", 1_795_396_440_000),
        ] as [(String, Int64)])
    func `ISO 8601 is read to the millisecond`(_ text: String, _ milliseconds: Int64) {
        #expect(Instant(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-23", "2026-11-23T25:00:00Z", "", "어제",
        "2026-11-23T10:14:00.+09:00",
    ])
    func `what is no time is none`(_ text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test func `every day of four centuries comes back as it was written`() {
        var day = Instant(seconds: -86_400 * 365 * 200)
        for _ in 0..<146_097 {
            day = day.adding(seconds: 86_400)
            guard Instant(iso8601: day.iso8601) == day else {
                Issue.record("\(day) is read back differently")
                return
            }
        }
    }

    @Test func `a part is paid back by its share, never more than was paid`() {
        var three = anOrder(quantity: 3)
        three.remainingPayment = 10_000
        #expect(three.payment(for: 1) == 3_333)
        #expect(three.payment(for: 2) == 6_666)
        #expect(three.payment(for: 3) == 10_000)
        #expect(three.payment(for: 9) == 10_000)
    }
}
