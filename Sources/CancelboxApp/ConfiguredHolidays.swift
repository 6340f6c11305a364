// The days off that a seller's configuration adds to the Korean public holidays, or takes from them. Only turns YAML into values.

import Cancellation

extension Configuration {
    /// The calendar with what `holidays` says.
    static func calendar(_ root: inout YAMLSection) throws(ConfigurationError) -> BusinessCalendar {
        guard var section = try root.section("holidays") else { return .korean }
        let added = try section.dates("add")
        let removed = try section.dates("remove")
        if let day = added.first(where: removed.contains) {
            throw section.error("remove", "takes away \(day), which `add` adds")
        }
        // A slip of the pen would silently change nothing.
        if let day = removed.first(where: { BusinessCalendar.korean.holiday(on: $0) == nil }) {
            throw section.error("remove", "has \(day), which is no public holiday here")
        }
        try section.finish()
        return BusinessCalendar.korean.adding(added).removing(removed)
    }
}

extension YAMLSection {
    /// The days under `key`, written `2026-12-31`.
    fileprivate mutating func dates(_ key: String) throws(ConfigurationError) -> [KoreanDate] {
        var dates: [KoreanDate] = []
        for text in try texts(key) ?? [] {
            guard let date = KoreanDate(iso8601: text) else {
                throw error(key, "has `\(text)`, which is no date such as 2026-12-31")
            }
            dates.append(date)
        }
        return dates
    }
}
