// Numbers of spreadsheets as text: whole numbers without a point, serial numbers of days as dates. No locale, no clock.

/// A number as its shortest text: whole ones that a double holds exactly without point and exponent.
func numberText(_ number: Double) -> String {
    // Up to here every whole number has a double of its own; beyond, digits would be made up.
    let exact = 9_007_199_254_740_992.0
    guard number.rounded() == number, abs(number) < exact else { return "\(number)" }
    return "\(Int64(number))"
}

/// The date and time of a spreadsheet's serial number (days since the end of 1899, or since 1904-01-01) as
/// `2026-11-23T10:14:00`; the time of day alone where there is no day. Nil outside the years 1900 to 9999.
package func dateText(serial: Double, since1904: Bool = false) -> String? {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
    let seconds = Int64((serial * 86_400).rounded())
    let (day, second) = (Int(seconds / 86_400), Int(seconds % 86_400))
    let clock = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    if day == 0, !since1904 { return clock }
    // Day 60 is a 29 February 1900 that never was; the days before it are counted from one day later.
    let origin = since1904 ? -24_107 : day < 60 ? -25_568 : -25_569
    guard let (year, month, date) = civil(daysSince1970: day + origin) else { return nil }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))T\(clock)"
}

/// Howard Hinnant's `civil_from_days`.
private func civil(daysSince1970: Int) -> (Int, Int, Int)? {
    let shifted = daysSince1970 + 719_468
    guard shifted >= 0 else { return nil }
    let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Which of a workbook's number formats show a date or a time.
struct DateFormats {
    private var formats: [Int: Bool] = [:]

    /// A format of the workbook's own.
    mutating func add(_ id: Int, code: String) { formats[id] = Self.showsDate(code) }

    /// Whether format `id` shows a date; those below 164 are built in (27…36 and 50…58 are the dates of East Asia).
    func isDate(_ id: Int) -> Bool {
        if let known = formats[id] { return known }
        return switch id {
        case 14...22, 27...36, 45...47, 50...58: true
        default: false
        }
    }

    /// Whether letters of dates stand outside quotes, brackets and escapes in the first section of a format.
    private static func showsDate(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var skips = false
        for character in code.unicodeScalars {
            if skips { skips = false; continue }
            switch character {
            case "\"": isQuoted.toggle()
            case _ where isQuoted: continue
            case "\\", "_", "*": skips = true
            case "[": isBracketed = true
            case "]": isBracketed = false
            case _ where isBracketed: continue
            case ";": return false
            case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S": return true
            default: continue
            }
        }
        return false
    }
}
