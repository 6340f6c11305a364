// Times as they are written in exports and mails.

import Cancellation
import Intake
import Testing

struct TimesTests {
    @Test(arguments: [
        "2026-11-23T10:14:00+09:00", "2026-11-23T01:14:00Z", "2026-11-23T10:14", "2026-11-23T10:14:00.000",
        "2026-11-23 10:14",
        "2026-11-23 10:14:00", "2026.11.23. 오전 10:14", "2026. 11. 23. 오전 10:14:00", "2026/11/23 10:14",
        "20261123101400",
        "202611231014", "1795396440", "1795396440000", " 2026-11-23 10:14 ", "2026년 11월 23일 10시 14분",
        "2026년 11월 23일 오전 10시 14분 00초", "2026-11-23 10:14 AM", "2026-11-23 01:14:00 +0000", "2026-11-23 01:14:00Z",
        "2026-11-23 10:14:00 +09:00", "2026-11-23 10:14:00.500", "2026.11.23.(월) 10:14", "2026-11-22T20:14:00-05:00",
    ])
    func `one moment, many writings`(text: String) throws {
        let moment = try #require(Instant(iso8601: "2026-11-23T10:14:00+09:00"))
        let read = try #require(time(in: text))
        #expect(read.milliseconds / 1000 == moment.milliseconds / 1000)
    }

    @Test(arguments: [
        ("2026-11-23", "2026-11-23T00:00"), ("2026/1/5", "2026-01-05T00:00"), ("20261123", "2026-11-23T00:00"),
        ("2026. 1. 5. 오후 1:05", "2026-01-05T13:05"), ("2026-01-05 오전 12:30", "2026-01-05T00:30"),
        ("2026-01-05 12:30 PM", "2026-01-05T12:30"), ("2026년 1월 5일 오후 3시", "2026-01-05T15:00"),
    ])
    func `a day without an hour begins at midnight, and 12 is the first hour of each half`(
        text: String, expected: String
    ) throws {
        let read = try #require(time(in: text))
        #expect(read == Instant(iso8601: expected))
    }

    @Test(arguments: [
        "", " ", "어제", "2026-13-01", "2026-02-30", "2026-11-23 25:00", "11/23/2026", "23.11.2026 10:14", "2026-11",
        "20261341",
        "2026-11-23 오후 13:00", "2026-11-23 오전 오후 1:00", "12345", "2026-11-23 10:14 somewhere", "-1", "２０２６-11-23",
        "2026-11-23 10:14:00 +9", String(repeating: "1", count: 100),
    ])
    func `what names no moment for sure is none`(text: String) {
        #expect(time(in: text) == nil)
    }
}
