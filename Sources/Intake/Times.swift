// Dates and times as people, spreadsheets and shops write them → an instant. Without an offset a clock in Korea is meant.

package import Cancellation

/// The instant that `text` names; nil when it names none, or not one for sure.
///
/// Read are: ISO 8601 with or without offset; `2026-11-23 10:14(:05)`, also with `.` or `/` and without leading zeros;
/// `2026.11.23. 오전 10:14`, `2026년 11월 23일 오후 1시 5분`, `AM`/`PM`; the date alone (midnight); `20261123`, `2026112310`, `202611231014`,
/// `20261123101405`; seconds (10 digits) or milliseconds (13 digits) since 1970. An offset may follow a time of day.
package func time(in text: String) -> Instant? {
    let text = text.trimmingSpaces
    guard text.utf8.count <= 64 else { return nil }
    if let number = Int64(text), text.utf8.allSatisfy({ $0 &- 48 < 10 }) {
        return instant(number, digits: text.utf8.count)
    }
    return Instant(iso8601: text) ?? WrittenTime(text)?.instant
}

/// Figures without separators: which of the known writings they are follows from their number.
private func instant(_ number: Int64, digits: Int) -> Instant? {
    func figure(_ place: Int64, _ size: Int64) -> Int { Int(number / place % size) }
    return switch digits {
    case 8: Instant(year: figure(10_000, 10_000), month: figure(100, 100), day: figure(1, 100))
    // Before 2033 no second since 1970 is written 20….
    case 10 where number >= 2_000_000_000:
        Instant(
            year: figure(1_000_000, 10_000), month: figure(10_000, 100), day: figure(100, 100), hour: figure(1, 100))
    case 10: Instant(seconds: number)
    case 12:
        Instant(
            year: figure(100_000_000, 10_000), month: figure(1_000_000, 100), day: figure(10_000, 100),
            hour: figure(100, 100), minute: figure(1, 100))
    case 13: Instant(milliseconds: number)
    case 14:
        Instant(
            year: figure(10_000_000_000, 10_000), month: figure(100_000_000, 100), day: figure(1_000_000, 100),
            hour: figure(10_000, 100), minute: figure(100, 100), second: figure(1, 100))
    default: nil
    }
}

/// A date and time of day split into its figures.
private struct WrittenTime {
    private enum HalfDay { case morning, afternoon }

    /// Year, month, day, hour, minute, second, as many as there are.
    private var figures: [Int] = []
    private var halfDay: HalfDay?
    private var offsetMinutes = Instant.koreanOffsetMinutes

    /// Nil as soon as something stands there that belongs to no time.
    init?(_ text: String) {
        var rest = Substring(text)
        while let first = rest.unicodeScalars.first {
            if ("0"..."9").contains(first) {
                let digits = rest.prefix { ("0"..."9").contains($0) }
                guard let figure = Int(digits), digits.count <= (figures.isEmpty ? 4 : 2) || figures.count >= 6 else {
                    return nil
                }
                figures.append(figure)
                rest = rest.dropFirst(digits.count)
            } else if figures.count >= 5, first == "+" || first == "-" || first == "Z" {
                guard takeOffset(rest) else { return nil }
                break
            } else {
                guard let length = skippable(rest) else { return nil }
                rest = rest.dropFirst(length)
            }
        }
        // A fraction of a second, if any, is the seventh figure; nothing here needs it.
        guard figures.count == 3 || (5...7).contains(figures.count) || (figures.count == 4 && halfDay != nil) else {
            return nil
        }
        guard let year = figures.first, year > 1000 else { return nil }
    }

    /// How many characters of separator or half-day word stand at the start.
    private mutating func skippable(_ rest: Substring) -> Int? {
        for (word, half) in [
            ("오전", HalfDay.morning), ("오후", .afternoon), ("AM", .morning), ("PM", .afternoon), ("am", .morning),
            ("pm", .afternoon),
        ] where rest.hasPrefix(word) {
            guard halfDay == nil else { return nil }
            halfDay = half
            return word.count
        }
        if let first = rest.first, " -./:,T년월일시분초\u{A0}".contains(first) { return 1 }
        // The day of the week, as in `2026.11.23.(월)`.
        if rest.hasPrefix("("), rest.dropFirst(2).first == ")" { return 3 }
        return nil
    }

    /// `Z`, `+09:00`, `+0900` or `+09` to the end.
    private mutating func takeOffset(_ rest: Substring) -> Bool {
        if rest == "Z" {
            offsetMinutes = 0
            return true
        }
        let digits = rest.dropFirst().filter { $0 != ":" }
        guard digits.utf8.allSatisfy({ $0 &- 48 < 10 }), let number = Int(digits),
            digits.count == 2 || digits.count == 4
        else { return false }
        let minutes = digits.count == 2 ? number * 60 : number / 100 * 60 + number % 100
        offsetMinutes = rest.hasPrefix("-") ? -minutes : minutes
        return true
    }

    var instant: Instant? {
        let parts = figures + Array(repeating: 0, count: max(0, 6 - figures.count))
        var hour = parts[3]
        if let halfDay {
            // 12 시 is the first hour of each half.
            guard figures.count > 3, (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (halfDay == .afternoon ? 12 : 0)
        }
        return Instant(
            year: parts[0], month: parts[1], day: parts[2], hour: hour, minute: parts[4], second: parts[5],
            offsetMinutes: offsetMinutes)
    }
}

extension String {
    /// Without white space (no-break and ideographic spaces included) at both ends.
    var trimmingSpaces: String {
        // Most text has plain letters at both ends; no white space stands behind U+3000.
        let isPlain = { (scalar: Unicode.Scalar) in (0x21..<0x7F).contains(scalar.value) || scalar.value > 0x3000 }
        if let first = unicodeScalars.first, let last = unicodeScalars.last, isPlain(first), isPlain(last) {
            return self
        }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
