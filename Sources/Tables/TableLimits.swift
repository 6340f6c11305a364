// The limits of tables, and a count of what was used up. Whoever reads a table counts here before it keeps anything.

/// The most that is read of one table file.
package struct TableLimits: Hashable, Sendable {
    /// Rows that hold something, of all sheets.
    package var rows: Int
    /// Cells of one row of text, empty ones too. What a workbook has in columns beyond is passed over.
    package var columns: Int
    /// Cells that hold something, of all sheets.
    package var cells: Int
    /// Bytes of UTF-8 of one cell.
    package var cellText: Int
    package var sheets: Int
    /// Names in a ZIP or OLE2 file.
    package var parts: Int
    /// Bytes that are unpacked of one file.
    package var unpacked: Int
    /// How many times its own size a file may unpack to, once it is more than `unjudged` bytes.
    package var expansion: Int
    package var unjudged: Int
    /// Rounds of the digest that turns a password into a key.
    package var passwordRounds: Int

    package init(
        rows: Int, columns: Int, cells: Int, cellText: Int, sheets: Int, parts: Int, unpacked: Int, expansion: Int,
        unjudged: Int, passwordRounds: Int
    ) {
        self.rows = rows
        self.columns = columns
        self.cells = cells
        self.cellText = cellText
        self.sheets = sheets
        self.parts = parts
        self.unpacked = unpacked
        self.expansion = expansion
        self.unjudged = unjudged
        self.passwordRounds = passwordRounds
    }
}

/// What a table had too much of.
package enum Excess: String, Hashable, Sendable {
    case rows, columns, cells, cellText, sheets, parts, unpacked, expansion, passwordRounds
}

/// Rows and cells that were read so far.
struct TableCount {
    private let limits: TableLimits
    private var rows = 0
    private var cells = 0

    init(_ limits: TableLimits) { self.limits = limits }

    /// Whether a workbook's cell stands where cells are read.
    func isNear(_ column: Int) -> Bool { column < limits.columns }

    /// Before a field of text is read.
    func countField(of row: Row) throws(TableError) {
        guard row.width < limits.columns else { throw .tooMuch(.columns, limit: limits.columns) }
    }

    /// Before a cell is kept.
    mutating func countCell(bytes: Int) throws(TableError) {
        guard bytes <= limits.cellText else { throw .tooMuch(.cellText, limit: limits.cellText) }
        guard cells < limits.cells else { throw .tooMuch(.cells, limit: limits.cells) }
        cells += 1
    }

    /// Before a row is kept.
    mutating func countRow() throws(TableError) {
        guard rows < limits.rows else { throw .tooMuch(.rows, limit: limits.rows) }
        rows += 1
    }
}
