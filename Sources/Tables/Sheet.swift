// What a table is, whatever file it came from: sheets of rows of text cells, each cell with its place. Interprets no cell.

/// What the file says a cell holds.
package enum CellKind: String, Hashable, Sendable {
    /// Delimited text has no kinds.
    case untyped
    case text, number, boolean, error
    /// A formula without the value that saving it in a spreadsheet would have left there; the text is empty.
    case uncalculated
    /// A number that the workbook shows as a date or time; the text is ISO 8601 without an offset.
    case date
}

/// One cell that holds something.
package struct Cell: Hashable, Sendable {
    /// From 0.
    package var column: Int
    package var text: String
    package var kind: CellKind
    /// In the UTF-8 text of a delimited file, quotes included; empty for a workbook's.
    package var range: Range<Int>

    package init(column: Int, text: String, kind: CellKind, range: Range<Int> = 0..<0) {
        self.column = column
        self.text = text
        self.kind = kind
        self.range = range
    }
}

/// One row with the cells that hold something, in their order.
package struct Row: Hashable, Sendable {
    /// From 1: the row of a sheet, or the line of a text where the row begins.
    package var number: Int
    package var cells: [Cell]
    /// The columns up to the last one that is written, empty ones too.
    package var width: Int
    /// Hidden by hand or by a filter.
    package var isHidden: Bool

    package init(number: Int, cells: [Cell] = [], width: Int = 0, isHidden: Bool = false) {
        self.number = number
        self.cells = cells
        self.width = width
        self.isHidden = isHidden
    }

    /// The cell in `column`; nil when it is empty.
    package subscript(_ column: Int) -> Cell? {
        // Nearly always every column before holds something, so the place is the column.
        if column < cells.count, cells[column].column == column { return cells[column] }
        return cells.first { $0.column == column }
    }
}

/// One sheet of a workbook, or the whole of a delimited text.
package struct Sheet: Hashable, Sendable {
    /// Empty for delimited text.
    package var name: String
    package var rows: [Row]

    package init(name: String = "", rows: [Row] = []) {
        self.name = name
        self.rows = rows
    }

    /// Where a cell stands, the way spreadsheets write it: `취소관리!B7`.
    package func place(of cell: Cell, in row: Row) -> String { "\(name)!\(columnName(cell.column))\(row.number)" }
}

/// A, B, … Z, AA, …
package func columnName(_ column: Int) -> String {
    var (name, rest) = ("", column + 1)
    while rest > 0 {
        name = String(UnicodeScalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))) + name
        rest = (rest - 1) / 26
    }
    return name
}
