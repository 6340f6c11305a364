// Which columns of a table are what. Finds the row with the names of the columns, wherever it stands among the first ones.

import Tables

/// The columns of a table that say something to us.
struct TableHeader {
    /// By column.
    private(set) var fields: [Int: Field]
    /// Every column's own title.
    private(set) var titles: [String]
    /// Its number in the sheet.
    let row: Int

    /// The columns of the row `row`; nil when it is no header: that takes an order number, and something about it.
    init?(_ row: Row, names: FieldNames) {
        var fields: [Int: Field] = [:]
        let titles = row.cells.filter { $0.text.utf8.count <= longestTitle && !$0.text.trimmingSpaces.isEmpty }
        // Exact names first: whoever has a column 수량 does not mean 수량클레임 여부 by it.
        for cell in titles where cell.kind == .text || cell.kind == .untyped {
            fields[cell.column] = Self.field(of: cell.text, names)
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
        self.row = row.number
        self.titles = (0..<row.width).map { row[$0]?.text ?? "" }
    }

    /// The header among the first rows of a sheet, the row with most names, and where it stands.
    static func find(in sheet: Sheet, limits: Limits, names: FieldNames) -> (header: TableHeader, index: Int)? {
        let found = sheet.rows.prefix(limits.tableHeaderRows).enumerated().compactMap { index, row in
            TableHeader(row, names: names).map { ($0, index) }
        }
        guard let most = found.map(\.0.fields.count).max(),
            let richest = found.first(where: { $0.0.fields.count == most })
        else { return nil }
        // What stands above the richest is a notice, unless orders stand below it: two exports put one below the other.
        let isTable = { (header: TableHeader, index: Int) in
            sheet.rows[(index + 1)..<richest.1].contains { row in
                header.numberColumns.contains { (row[$0]?.text.count(where: \.isNumber) ?? 0) >= 10 }
            }
        }
        return found.first { $0.1 < richest.1 && isTable($0.0, $0.1) } ?? richest
    }

    /// The columns of order numbers.
    var numberColumns: [Int] { fields.filter { $0.value == .orderID || $0.value == .productOrderID }.map(\.key) }

    /// This header with the names of a second row of titles, which stand below titles that span several columns; nil when `row` is none.
    func with(subtitles row: Row, names: FieldNames) -> TableHeader? {
        guard !row.cells.isEmpty, numberColumns.allSatisfy({ row[$0] == nil }) else { return nil }
        let found = row.cells.compactMap { cell -> (Int, Field)? in
            guard cell.kind == .text || cell.kind == .untyped, fields[cell.column] == nil else { return nil }
            return Self.field(of: cell.text, names).map { (cell.column, $0) }
        }
        guard found.count >= 2 || found.count == row.cells.count else { return nil }
        var header = self
        for (column, field) in found where !header.fields.values.contains(field) { header.fields[column] = field }
        for cell in row.cells {
            header.titles += Array(repeating: "", count: max(0, cell.column + 1 - header.titles.count))
        }
        for cell in row.cells { header.titles[cell.column] = cell.text }
        return header
    }

    /// What a title names, with or without its brackets.
    private static func field(of title: String, _ names: FieldNames) -> Field? {
        names.meaning(of: title, in: .request).field
            ?? plainTitle(title).flatMap { names.meaning(of: $0, in: .request).field }
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

/// A title without brackets and what stands in them, and without the marks of mandatory columns. What in them changes the matter goes
/// before it: `수량(취소)` is 취소수량, `사유(반품)` is 반품사유.
private func plainTitle(_ title: String) -> String? {
    var (plain, bracketed) = ("", "")
    var depth = 0
    for character in title {
        if "([{（【".contains(character) {
            depth += 1
        } else if ")]}）】".contains(character) {
            depth = max(0, depth - 1)
        } else if depth == 0, !"*※:：•·#".contains(character) {
            plain.append(character)
        } else if depth > 0 {
            bracketed.append(character)
        }
    }
    let changes = ["취소", "반품", "교환", "환불", "클레임", "cancel", "return", "exchange", "refund"]
    guard changes.contains(where: bracketed.lowercased().contains) else { return plain }
    return changes.contains(where: plain.lowercased().contains) ? plain : bracketed + plain
}
