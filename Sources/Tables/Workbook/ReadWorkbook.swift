// The door for workbooks: XLSX, XLS, and both behind a password. Pure: bytes, limits and passwords in, sheets out.

/// Whether `bytes` begin like a ZIP file.
package func looksLikeZip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

/// Whether `bytes` begin like an OLE2 file: an XLS workbook, or any encrypted one.
package func looksLikeCompound(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// What a workbook's file turned out to be.
package enum WorkbookFormat: String, Hashable, Sendable {
    case xlsx, xls
}

/// The visible sheets of a workbook that `looksLikeZip` or `looksLikeCompound`.
/// - Parameter passwords: tried one after another where the workbook is protected.
package func readWorkbook(
    _ bytes: [UInt8], passwords: [String], limits: TableLimits
) throws(TableError) -> (format: WorkbookFormat, sheets: [Sheet]) {
    if looksLikeZip(bytes) { return (.xlsx, try readPackage(bytes, limits: limits)) }
    var budget = UnpackBudget(limits, packed: bytes.count)
    let file = try ContainerFile(bytes, .compound, limits: limits)
    if let info = try file.part("EncryptionInfo", &budget) {
        guard let package = try file.part("EncryptedPackage", &budget) else { throw .damaged("EncryptedPackage") }
        let opened = try opened(package, info: info, passwords: passwords, limits: limits)
        guard looksLikeZip(opened) else { throw .noWorkbook }
        return (.xlsx, try readPackage(opened, limits: limits))
    }
    if let stream = try file.part("Workbook", &budget) {
        return (.xls, try readOldWorkbook(stream, passwords: passwords, limits: limits))
    }
    if try file.part("Book", &budget) != nil { throw .oldFormat }
    throw .noWorkbook
}

private func readPackage(_ bytes: [UInt8], limits: TableLimits) throws(TableError) -> [Sheet] {
    var budget = UnpackBudget(limits, packed: bytes.count)
    let file = try ContainerFile(bytes, .zip, limits: limits)
    let parts = try WorkbookParts(file, &budget, limits: limits)
    var context = CellContext(since1904: parts.since1904)
    if let path = parts.styles, let styles = try file.part(path, &budget) {
        context.isDateStyle = try dateStyles(styles, part: path, limits: limits)
    }
    if let path = parts.sharedTexts, let texts = try file.part(path, &budget) {
        context.sharedTexts = try sharedTexts(texts, part: path, limits: limits)
    }
    var count = TableCount(limits)
    var sheets: [Sheet] = []
    for (name, path) in parts.sheets {
        guard let bytes = try file.part(path, &budget) else { throw .damaged(path) }
        sheets.append(Sheet(name: name, rows: try sheetRows(bytes, part: path, context, &count)))
    }
    return sheets
}
