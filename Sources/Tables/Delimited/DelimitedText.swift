// CSV and its relatives: UTF-8 text → rows. Owns quotes, line ends and the choice of the delimiter; knows no headers.

/// Reads delimited text. Quotes, doubled quotes and line breaks in quotes as RFC 4180 has them; LF, CRLF and CR end a row; rows may differ
/// in length; blank lines are left out. A first line `sep=;`, as Excel writes it, names the delimiter and is no row.
package struct DelimitedText: Hashable, Sendable {
    /// In the order of preference.
    package static let delimiters = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]

    package let delimiter: UInt8
    /// Where the rows begin: behind a line that names the delimiter.
    private let start: Int

    /// The delimiter that cuts the first lines of `text` into the most even rows; nil when none cuts anything.
    package init?(_ text: [UInt8]) {
        if let named = Self.namedDelimiter(text) {
            (delimiter, start) = named
            return
        }
        let scores = Self.delimiters.map { ($0, Self.evenness(of: text, cutBy: $0)) }
        guard let best = scores.max(by: { $0.1 < $1.1 }), best.1 > 0,
            let first = scores.first(where: { $0.1 == best.1 })
        else { return nil }
        (delimiter, start) = (first.0, 0)
    }

    /// Reads `text` with a delimiter that is known.
    package init(delimiter: UInt8) { (self.delimiter, start) = (delimiter, 0) }

    /// All rows of `text`, the whole file in UTF-8.
    package func sheet(of text: [UInt8], limits: TableLimits) throws(TableError) -> Sheet {
        var count = TableCount(limits)
        var sheet = Sheet()
        var cursor = DelimitedCursor(text, at: start, delimiter: delimiter)
        while let row = try cursor.nextRow(&count) {
            guard !row.cells.isEmpty else { continue }
            try count.countRow()
            sheet.rows.append(row)
        }
        return sheet
    }

    /// At most so many of the first rows, up to one that cannot be read; a row of more than `columns` cells is cut into several. What comes
    /// behind is not looked at, so that the work is bounded whatever the text is.
    package func beginning(of text: [UInt8], rows: Int, columns: Int) -> Sheet {
        var count = TableCount(.unbounded)
        var sheet = Sheet()
        var cursor = DelimitedCursor(text, at: start, delimiter: delimiter)
        // What cannot be read ends the beginning; reading the whole says why.
        while sheet.rows.count < rows, let row = try? cursor.nextRow(&count, columns: columns) {
            sheet.rows.append(row)
        }
        return sheet
    }

    /// `sep=` in the first line.
    private static func namedDelimiter(_ text: [UInt8]) -> (UInt8, Int)? {
        let mark: [UInt8] = text.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
        let name = mark + Array("sep=".utf8)
        guard text.count > name.count + 1, text.starts(with: name), [10, 13].contains(text[name.count + 1]) else {
            return nil
        }
        let isCRLF = text[name.count + 1] == 13 && text.count > name.count + 2 && text[name.count + 2] == 10
        return (text[name.count], name.count + (isCRLF ? 3 : 2))
    }

    /// How many of the first rows have the width that most have, wider ones winning between equals; 0 when most are one cell wide.
    private static func evenness(of text: [UInt8], cutBy delimiter: UInt8) -> Int {
        let beginning = Array(text.prefix(64 << 10))
        var count = TableCount(.unbounded)
        var cursor = DelimitedCursor(beginning, at: 0, delimiter: delimiter)
        var widths: [Int: Int] = [:]
        for _ in 0..<50 {
            // The beginning may end within a quote: what was seen before it counts.
            guard let row = try? cursor.nextRow(&count) else { break }
            if row.width > 1 { widths[row.width, default: 0] += 1 }
        }
        return widths.map { $0.value * 1000 + min($0.key, 999) }.max() ?? 0
    }
}

extension TableLimits {
    /// For a beginning that is bounded already.
    fileprivate static let unbounded = TableLimits(
        rows: .max, columns: .max, cells: .max, cellText: .max, sheets: 1, parts: 0, unpacked: 0, expansion: 0,
        unjudged: 0, passwordRounds: 0)
}
