// One pass over delimited text, byte by byte. Owns the grammar of fields and rows.

struct DelimitedCursor {
    private let text: [UInt8]
    private let delimiter: UInt8
    private var position: Int
    private var line = 1

    private static let quote = UInt8(ascii: "\"")

    init(_ text: [UInt8], at start: Int, delimiter: UInt8) {
        self.text = text
        self.delimiter = delimiter
        position = start > 0 ? start : text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        line = start > 0 ? 2 : 1
    }

    /// The next row, or its next `columns` cells; nil at the end of the text.
    mutating func nextRow(_ count: inout TableCount, columns: Int = .max) throws(TableError) -> Row? {
        guard position < text.count else { return nil }
        var row = Row(number: line)
        while true {
            try count.countField(of: row)
            let begin = position
            let field = try nextField()
            if !field.isEmpty {
                try count.countCell(bytes: field.count)
                let cell = Cell(
                    column: row.width, text: String(decoding: field, as: UTF8.self), kind: .untyped,
                    range: begin..<position)
                row.cells.append(cell)
            }
            row.width += 1
            guard position < text.count else { return row }
            let end = text[position]
            position += 1
            if end == delimiter {
                if row.width == columns { return row }
                continue
            }
            if end == 13, position < text.count, text[position] == 10 { position += 1 }
            line += 1
            return row
        }
    }

    /// A field, up to the delimiter or line end behind it. What follows a closing quote belongs to it as it stands.
    private mutating func nextField() throws(TableError) -> [UInt8] {
        guard position < text.count, text[position] == Self.quote else { return Array(plainRun()) }
        let openedAt = line
        var field: [UInt8] = []
        position += 1
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte == Self.quote {
                guard position < text.count, text[position] == Self.quote else {
                    return field + plainRun()
                }
                position += 1
            } else if byte == 10 || (byte == 13 && !(position < text.count && text[position] == 10)) {
                line += 1
            }
            field.append(byte)
        }
        throw .openQuote(line: openedAt)
    }

    private mutating func plainRun() -> ArraySlice<UInt8> {
        let begin = position
        while position < text.count, text[position] != delimiter, text[position] != 10, text[position] != 13 {
            position += 1
        }
        return text[begin..<position]
    }
}
