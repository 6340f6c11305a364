// A point in time, and how it is written in Korea. The core never asks for the time; it is told.

/// Milliseconds since 1970-01-01 UTC. Written as ISO 8601 with the Korean offset, the way the store does (+09:00, no summer time).
package struct Instant: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }
    package init(seconds: Int64) { milliseconds = seconds * 1000 }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// This instant moved by `seconds` (negative: earlier).
    package func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }

    /// Minutes that Korean clocks are ahead of UTC.
    package static let koreanOffsetMinutes = 540
}

/// A calendar date and time of day as a Korean clock shows it.
package struct KoreanDateTime: Hashable, Sendable {
    package var year, month, day, hour, minute, second, millisecond: Int

    /// What a Korean clock shows at `instant`.
    package init(_ instant: Instant) {
        let local = instant.milliseconds + Int64(Instant.koreanOffsetMinutes) * 60_000
        let days = Int(local.dividingFloor(by: 86_400_000))
        var rest = Int(local - Int64(days) * 86_400_000)
        (year, month, day) = civilDate(daysSince1970: days)
        millisecond = rest % 1000
        rest /= 1000
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// 0 for Sunday to 6 for Saturday.
    package var weekday: Int {
        // 1970-01-01 was a Thursday.
        let days = daysSince1970 + 4
        return days - days.dividingFloor(by: 7) * 7
    }

    /// Days from 1970-01-01 to this date.
    package var daysSince1970: Int { Cancellation.daysSince1970(year: year, month: month, day: day) }

    /// `2026-11-23`
    package var date: String {
        var text: [UInt8] = []
        appendDate(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    fileprivate func appendDate(to text: inout [UInt8]) {
        append(year, 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(month, 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(day, 2, to: &text)
    }
}

extension Instant {
    /// The instant at which a clock `offsetMinutes` ahead of UTC shows these figures; nil when they are no date or time of day.
    package init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0,
        offsetMinutes: Int = koreanOffsetMinutes
    ) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...daysIn(month: month, of: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
            (0...999).contains(millisecond), abs(offsetMinutes) <= 18 * 60
        else { return nil }
        let days = Int64(daysSince1970(year: year, month: month, day: day))
        let clock = Int64((hour * 60 + minute - offsetMinutes) * 60 + second)
        milliseconds = (days * 86_400 + clock) * 1000 + Int64(millisecond)
    }

    /// Reads ISO 8601 date-times such as `2022-01-01T01:01:01.001+09:00`, `…Z`, without seconds, fraction or offset (then Korean).
    package init?(iso8601 text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        func number(_ digits: Int) -> Int? {
            guard bytes.count >= digits else { return nil }
            var value = 0
            for byte in bytes.prefix(digits) {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            bytes = bytes.dropFirst(digits)
            return value
        }
        func take(_ characters: String) -> Bool {
            guard let first = bytes.first, characters.utf8.contains(first) else { return false }
            bytes = bytes.dropFirst()
            return true
        }
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2), take("T "),
            let hour = number(2), take(":"), let minute = number(2)
        else { return nil }
        var second = 0
        var millisecond = 0
        if take(":") {
            guard let seconds = number(2) else { return nil }
            second = seconds
            if take(".,") {
                let fraction = bytes.prefix { (48...57).contains($0) }
                guard !fraction.isEmpty else { return nil }
                bytes = bytes.dropFirst(fraction.count)
                millisecond = (Array(fraction.prefix(3)) + [48, 48, 48]).prefix(3).reduce(0) { $0 * 10 + Int($1 - 48) }
            }
        }
        var offset = Instant.koreanOffsetMinutes
        if take("Zz") {
            offset = 0
        } else if let sign = bytes.first, sign == 43 || sign == 45 {
            bytes = bytes.dropFirst()
            guard let hours = number(2) else { return nil }
            _ = take(":")
            guard let minutes = bytes.isEmpty ? 0 : number(2), minutes < 60 else { return nil }
            offset = (sign == 43 ? 1 : -1) * (hours * 60 + minutes)
        }
        guard bytes.isEmpty else { return nil }
        self.init(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond,
            offsetMinutes: offset)
    }

    /// `2026-11-23T10:14:51.794+09:00`
    package var iso8601: String {
        let clock = KoreanDateTime(self)
        var text: [UInt8] = []
        text.reserveCapacity(32)
        clock.appendDate(to: &text)
        text.append(UInt8(ascii: "T"))
        append(clock.hour, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(clock.minute, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(clock.second, 2, to: &text)
        text.append(UInt8(ascii: "."))
        append(clock.millisecond, 3, to: &text)
        text.append(contentsOf: "+09:00".utf8)
        return String(decoding: text, as: UTF8.self)
    }
}

extension Instant: Codable, CustomStringConvertible {
    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package var description: String { iso8601 }
}

/// Appends `value` in at least `width` digits, a sign being one of them.
private func append(_ value: Int, _ width: Int, to text: inout [UInt8]) {
    let digits = value < 0 ? Array(String(value).utf8) : []
    guard digits.isEmpty else {
        text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
        text.append(contentsOf: digits)
        return
    }
    var unit = 1
    for _ in 1..<width { unit *= 10 }
    while value / unit > 9 { unit *= 10 }
    while unit > 0 {
        text.append(UInt8(ascii: "0") + UInt8(value / unit % 10))
        unit /= 10
    }
}

private func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}

/// Days from 1970-01-01, by the proleptic Gregorian calendar whose years are counted from March.
private func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y.dividingFloor(by: 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func civilDate(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = z.dividingFloor(by: 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
}

extension BinaryInteger {
    fileprivate func dividingFloor(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
