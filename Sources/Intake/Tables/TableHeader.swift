// Which columns of a table are what. Finds the row with the names of the columns, wherever it stands among the first ones.

import Tables

/// The columns of a table that say something to us.
struct TableHeader {
    /// By column.
    let fields: [Int: Field]
    /// Every column's own title.
    let titles: [String]

    /// The columns of the row `row`; nil when it is no header: that takes an order number, and something about it.
    init?(_ row: Row, names: FieldNames) {
        var fields: [Int: Field] = [:]
        let titles = row.cells.filter { $0.text.utf8.count <= longestTitle && !$0.text.trimmingSpaces.isEmpty }
        // Exact names first: whoever has a column 수량 does not mean 수량클레임 여부 by it.
        for cell in titles where cell.kind == .text || cell.kind == .untyped {
            fields[cell.column] =
                names.meaning(of: cell.text, in: .request).field
                ?? names.meaning(of: plainTitle(cell.text), in: .request).field
        }
        let exact = Set(fields.values)
        var guessed: [Field: [Int]] = [:]
        for cell in titles where fields[cell.column] == nil && cell.kind != .number {
            guard let field = fieldNamed(within: cell.text), !exact.contains(field) else { continue }
            guessed[field, default: []].append(cell.column)
        }
        // Two columns that might be it are none.
        for (field, columns) in guessed where columns.count == 1 { fields[columns[0]] = field }
        guard fields.count >= 2, fields.values.contains(where: { $0 == .orderID || $0 == .productOrderID }) else {
            return nil
        }
        self.fields = fields
        self.titles = (0..<row.width).map { row[$0]?.text ?? "" }
    }

    /// The header among the first rows of a sheet, the row with most names, and where it stands.
    static func find(in sheet: Sheet, limits: Limits, names: FieldNames) -> (header: TableHeader, index: Int)? {
        let found = sheet.rows.prefix(limits.tableHeaderRows).enumerated().compactMap { index, row in
            TableHeader(row, names: names).map { ($0, index) }
        }
        guard let most = found.map(\.0.fields.count).max() else { return nil }
        return found.first { $0.0.fields.count == most }
    }

    /// A column says what is wanted or why, so that a row can ask for something.
    var canAsk: Bool {
        let asking: Set<Field> = [
            .action, .kind, .claimType, .claimStatus, .orderStatus, .cancelQuantity, .reason, .reasonCode, .reasonLabel,
            .reasonText, .returnReason, .exchangeReason, .cancelRequestedAt, .schema,
        ]
        return fields.values.contains(where: asking.contains)
    }
}

extension Row {
    /// A quick look for the title of a column of order numbers.
    func namesOrderColumn(_ names: FieldNames) -> Bool {
        cells.contains { cell in
            guard cell.text.utf8.count <= 64, let first = cell.text.utf8.first, !(48...57).contains(first) else {
                return false
            }
            let field = names.meaning(of: cell.text, in: .request).field
            return field == .orderID || field == .productOrderID
        }
    }
}

/// Bytes. Titles with explanations in brackets are long, but no chapters.
private let longestTitle = 2048

/// A title without brackets and what stands in them, and without the marks of mandatory columns.
private func plainTitle(_ title: String) -> String {
    var plain = ""
    var depth = 0
    for character in title {
        if "([{（【".contains(character) {
            depth += 1
        } else if ")]}）】".contains(character) {
            depth = max(0, depth - 1)
        } else if depth == 0, !"*※:：•·#".contains(character) {
            plain.append(character)
        }
    }
    return plain
}
