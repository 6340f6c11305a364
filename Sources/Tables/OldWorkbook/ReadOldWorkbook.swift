// The stream `Workbook` of an XLS file → sheets. Owns the globals of the workbook; cells are OldSheet's.

/// What the records before the first sheet say.
private struct Globals {
    var context = CellContext()
    /// Visible worksheets: name, and where their records begin.
    var sheets: [(name: String, start: Int)] = []
}

/// The visible sheets of an XLS workbook.
func readOldWorkbook(
    _ stream: [UInt8], passwords: [String], limits: TableLimits
) throws(TableError) -> [Sheet] {
    var stream = stream
    if let filePass = try filePass(of: stream) {
        stream = try opened(stream, filePass: filePass, passwords: passwords)
    }
    let globals = try globals(of: stream, limits: limits)
    var count = TableCount(limits)
    var sheets: [Sheet] = []
    for (name, start) in globals.sheets {
        var sheet = OldSheet(globals.context, limits: limits)
        sheets.append(Sheet(name: name, rows: try sheet.rows(of: stream, at: start, &count)))
    }
    return sheets
}

/// The record that says how the workbook is protected; it stands before all that is.
private func filePass(of stream: [UInt8]) throws(TableError) -> Record? {
    var cursor = RecordCursor(stream)
    while let record = cursor.next(), record.type != 0x0A {
        if record.type == 0x2F { return record }
    }
    return nil
}

private func globals(of stream: [UInt8], limits: TableLimits) throws(TableError) -> Globals {
    var globals = Globals()
    var formats = DateFormats()
    var styles: [Int] = []
    var cursor = RecordCursor(stream)
    guard let first = cursor.next(), first.type == 0x809 else { throw .damaged("Workbook") }
    guard stream.littleEndian(first.start, 2) == 0x600 else { throw .oldFormat }
    while let record = cursor.next(), record.type != 0x0A {
        let place = record.start
        switch record.type {
        case 0x22: globals.context.since1904 = stream.littleEndian(place, 2) == 1
        case 0x85 where record.count >= 8:
            guard stream.littleEndian(place + 4, 1) & 3 == 0, stream.littleEndian(place + 5, 1) == 0 else { continue }
            guard globals.sheets.count < limits.sheets else { throw .tooMuch(.sheets, limit: limits.sheets) }
            var name = OldTextCursor(stream, record, offset: 6)
            globals.sheets.append((try name.text(lengthSize: 1, limits: limits), stream.littleEndian(place, 4)))
        case 0xFC where record.count >= 8:
            globals.context.sharedTexts = try sharedTexts(stream, record, limits: limits)
        case 0x41E where record.count > 2:
            var code = OldTextCursor(stream, record, offset: 2)
            formats.add(stream.littleEndian(place, 2), code: try code.text(lengthSize: 2, limits: limits))
        case 0xE0 where record.count >= 4:
            guard styles.count < 1 << 16 else { throw .damaged("XF") }
            styles.append(stream.littleEndian(place + 2, 2))
        default: continue
        }
    }
    globals.context.isDateStyle = styles.map { formats.isDate($0) }
    return globals
}
