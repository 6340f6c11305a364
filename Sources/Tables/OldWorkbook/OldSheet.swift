// The cell records of one XLS sheet → rows. Formulas give the value that was calculated when the file was saved.

struct OldSheet {
    private let context: CellContext
    private let limits: TableLimits
    /// By row, in the order in which they came.
    private var rows: [Int: Row] = [:]
    /// A formula whose text stands in the STRING record behind it.
    private var formula: (row: Int, column: Int)?
    /// Hidden by hand or by a filter.
    private var hidden: Set<Int> = []

    init(_ context: CellContext, limits: TableLimits) {
        self.context = context
        self.limits = limits
    }

    /// The rows from `start` to the sheet's end.
    mutating func rows(
        of stream: [UInt8], at start: Int, _ count: inout TableCount
    ) throws(TableError) -> [Row] {
        var cursor = RecordCursor(stream, at: start)
        // Charts within a sheet are sheets within it.
        var depth = 0
        while let record = cursor.next() {
            switch record.type {
            case 0x809: depth += 1
            case 0x0A: depth -= 1
            default: if depth == 1 { try take(record, stream, &count) }
            }
            if depth <= 0 { break }
        }
        let found = rows.values.sorted { $0.number < $1.number }
        for _ in found { try count.countRow() }
        return found.map(inOrder)
    }

    private mutating func take(_ record: Record, _ stream: [UInt8], _ count: inout TableCount) throws(TableError) {
        let place = record.start
        func number(_ offset: Int, _ size: Int) -> Int { stream.littleEndian(place + offset, size) }
        if record.type == 0x207, let (row, column) = formula {
            formula = nil
            var text = OldTextCursor(stream, record)
            return try add(
                row, Cell(column: column, text: try text.text(lengthSize: 2, limits: limits), kind: .text), &count)
        }
        guard record.count >= 6 else { return }
        let (row, column, style) = (number(0, 2), number(2, 2), number(4, 2))
        switch record.type {
        case 0xFD where record.count >= 10:  // LABELSST
            let index = number(6, 4)
            guard context.sharedTexts.indices.contains(index) else { throw .damaged("LABELSST") }
            try add(row, Cell(column: column, text: context.sharedTexts[index], kind: .text), &count)
        case 0x204, 0xD6:  // LABEL, RSTRING
            var text = OldTextCursor(stream, record, offset: 6)
            try add(row, Cell(column: column, text: try text.text(lengthSize: 2, limits: limits), kind: .text), &count)
        case 0x203 where record.count >= 14:  // NUMBER
            try add(row, cell(column, style, Self.double(stream, place + 6)), &count)
        case 0x27E where record.count >= 10:  // RK
            try add(row, cell(column, style, Self.packed(number(6, 4))), &count)
        case 0xBD:  // MULRK: style and number for each column, then the last column
            for index in 0..<((record.count - 6) / 6) {
                let value = Self.packed(number(6 + index * 6, 4))
                try add(row, cell(column + index, number(4 + index * 6, 2), value), &count)
            }
        case 0x205 where record.count >= 8:  // BOOLERR
            try add(row, Self.boolean(column, number(6, 1), isError: number(7, 1) == 1), &count)
        case 0x208 where record.count >= 16:  // ROW: bit 5 of its options says hidden
            if number(12, 2) & 0x20 != 0 { hidden.insert(number(0, 2) + 1) }
        case 0x06 where record.count >= 20: try takeFormula(row, column, style, stream, place + 6, &count)
        default: break
        }
    }

    /// The calculated value of a formula: a number, or behind 0xFFFF a kind and what it says.
    private mutating func takeFormula(
        _ row: Int, _ column: Int, _ style: Int, _ stream: [UInt8], _ place: Int, _ count: inout TableCount
    ) throws(TableError) {
        guard stream.littleEndian(place + 6, 2) == 0xFFFF else {
            return try add(row, cell(column, style, Self.double(stream, place)), &count)
        }
        switch stream.littleEndian(place, 1) {
        case 0: formula = (row, column)
        case 1: try add(row, Self.boolean(column, stream.littleEndian(place + 2, 1), isError: false), &count)
        case 2: try add(row, Self.boolean(column, stream.littleEndian(place + 2, 1), isError: true), &count)
        default: break
        }
    }

    private mutating func add(_ row: Int, _ cell: Cell, _ count: inout TableCount) throws(TableError) {
        guard !cell.text.isEmpty, count.isNear(cell.column) else { return }
        // A copy that stays in the table would be copied with every cell.
        var known = rows.removeValue(forKey: row) ?? Row(number: row + 1)
        try count.countCell(bytes: cell.text.utf8.count)
        known.cells.append(cell)
        known.width = max(known.width, cell.column + 1)
        rows[row] = known
    }

    private func cell(_ column: Int, _ style: Int, _ number: Double) -> Cell {
        let isDate = context.isDateStyle.indices.contains(style) && context.isDateStyle[style]
        return Cell(column: column, number: number, isDate: isDate, since1904: context.since1904)
    }

    private func inOrder(_ row: Row) -> Row {
        var row = row
        row.isHidden = hidden.contains(row.number)
        row.cells.sort { $0.column < $1.column }
        return row
    }

    private static func boolean(_ column: Int, _ value: Int, isError: Bool) -> Cell {
        guard isError else { return Cell(column: column, text: value == 0 ? "FALSE" : "TRUE", kind: .boolean) }
        let names = [
            0: "#NULL!", 7: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
        ]
        return Cell(column: column, text: names[value] ?? "#ERROR", kind: .error)
    }

    private static func double(_ stream: [UInt8], _ place: Int) -> Double {
        Double(bitPattern: UInt64(bitPattern: Int64(stream.littleEndian(place, 8))))
    }

    /// RK: the upper 30 bits of a double, or a whole number; perhaps a hundred times what is meant.
    private static func packed(_ bits: Int) -> Double {
        let number =
            bits & 2 != 0
            ? Double(Int32(truncatingIfNeeded: bits) >> 2) : Double(bitPattern: UInt64(bits & 0xFFFF_FFFC) << 32)
        return bits & 1 != 0 ? number / 100 : number
    }
}
