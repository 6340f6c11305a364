// The tables of a web page: order tools write one and call it .xls, and Excel opens it. Owns the way from tags to rows; what a row means is
// every table's alike.

import Tables

/// Whether `bytes` begin like a web page or a part of one.
func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
    let start = pageStart(bytes)
    return ["<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<body"].contains(where: start.hasPrefix)
}

/// Whether `bytes` begin like a workbook of Excel 2003 in XML.
func looksLikeXMLWorkbook(_ bytes: [UInt8]) -> Bool {
    let start = pageStart(bytes)
    return start.hasPrefix("<?xml") && start.contains("urn:schemas-microsoft-com:office:spreadsheet")
}

private func pageStart(_ bytes: [UInt8]) -> String {
    var rest = bytes.prefix(2048)
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    return String(decoding: rest.drop { $0 <= 32 }, as: UTF8.self).lowercased()
}

/// The tables of the page `bytes`, as far as `limits` let.
func pageTables(_ bytes: [UInt8], limits: Limits) throws(TableError) -> [Sheet] {
    var reader = PageReader(Array(decoded(bytes, charset: declaredCharset(bytes)).utf8), limits: limits)
    try reader.read()
    return reader.sheets
}

/// `charset=` of the first lines.
private func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
    guard let mark = head.firstRange(of: "charset=") else { return nil }
    let name = head[mark.upperBound...].drop { "\"' ".contains($0) }.prefix {
        $0.isLetter || $0.isNumber || "-_".contains($0)
    }
    return name.isEmpty ? nil : String(name)
}

/// One pass over the tags. A table within a cell is a table of its own.
private struct PageReader {
    private let bytes: [UInt8]
    private let limits: Limits
    private var place = 0
    private var open: [OpenTable] = []
    private(set) var sheets: [Sheet] = []
    private var rows = 0
    private var cells = 0
    /// The element that takes its content out of sight or strikes it out, and how many of its name are open.
    private var hidden: (name: String, depth: Int)?

    private struct OpenTable {
        var sheet = Sheet()
        var row: Row?
        var cell: OpenCell?
        /// Cells that reach into the rows below: by column, and into how many more.
        var hanging: [Int: (cell: Cell, rows: Int)] = [:]
    }

    private struct OpenCell {
        var column: Int
        var span: (columns: Int, rows: Int)
        var text = ""
    }

    init(_ bytes: [UInt8], limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func read() throws(TableError) {
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<"), let tag = HTMLTag(in: bytes, at: place) else {
                readText()
                continue
            }
            place = tag.end
            if tag.isRaw, !tag.isClosing {
                place = endOfRawElement(tag.name, in: bytes, from: place)
            } else {
                followHiding(tag)
                try follow(tag)
            }
        }
        while !open.isEmpty { try endTable() }
    }

    /// Rows and cells say it themselves, and may end without a closing tag.
    private mutating func followHiding(_ tag: HTMLTag) {
        if let open = hidden {
            guard tag.name == open.name else { return }
            let depth = open.depth + (tag.isClosing ? -1 : 1)
            hidden = depth == 0 ? nil : (open.name, depth)
        } else if tag.hides, !["tr", "td", "th"].contains(tag.name) {
            hidden = (tag.name, 1)
        }
    }

    private mutating func follow(_ tag: HTMLTag) throws(TableError) {
        switch tag.name {
        case "table" where tag.isClosing: try endTable()
        case "table":
            // Nobody nests tables so deep; what is deeper is read as part of the last one.
            if open.count < 32 { open.append(OpenTable()) }
        case "tr":
            try endRow()
            if !tag.isClosing { try beginRow(isHidden: tag.hides || hidden != nil) }
        case "td", "th":
            try endCell()
            if !tag.isClosing { try beginCell(tag) }
        case "br", "p", "div": add(" ")
        default: break
        }
    }

    private mutating func endTable() throws(TableError) {
        try endRow()
        guard let table = open.popLast() else { return }
        if !table.sheet.rows.isEmpty { sheets.append(Sheet(name: "표 \(sheets.count + 1)", rows: table.sheet.rows)) }
        guard sheets.count <= limits.workbookSheets else { throw .tooMuch(.sheets, limit: limits.workbookSheets) }
    }

    private mutating func beginRow(isHidden: Bool) throws(TableError) {
        guard let last = open.indices.last else { return }
        guard rows < limits.tableRows else { throw .tooMuch(.rows, limit: limits.tableRows) }
        rows += 1
        var row = Row(number: open[last].sheet.rows.count + 1)
        row.isHidden = isHidden
        open[last].row = row
    }

    private mutating func beginCell(_ tag: HTMLTag) throws(TableError) {
        guard let last = open.indices.last else { return }
        if open[last].row == nil { try beginRow(isHidden: false) }
        try fillHanging(of: last)
        guard let row = open[last].row else { return }
        guard row.width < limits.tableColumns else { throw .tooMuch(.columns, limit: limits.tableColumns) }
        open[last].cell = OpenCell(column: row.width, span: tag.span)
    }

    private mutating func endCell() throws(TableError) {
        guard let last = open.indices.last, let cell = open[last].cell else { return }
        open[last].cell = nil
        let text = cell.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard text.utf8.count <= limits.tableCellText else { throw .tooMuch(.cellText, limit: limits.tableCellText) }
        open[last].row?.width += min(cell.span.columns, limits.tableColumns)
        guard !text.isEmpty else { return }
        let read = Cell(column: cell.column, text: text, kind: .untyped)
        try keep(read, in: last)
        if cell.span.rows > 1 { open[last].hanging[cell.column] = (read, cell.span.rows - 1) }
    }

    private mutating func keep(_ cell: Cell, in table: Int) throws(TableError) {
        guard cells < limits.tableCells else { throw .tooMuch(.cells, limit: limits.tableCells) }
        cells += 1
        open[table].row?.cells.append(cell)
    }

    /// A cell of a row above that stands where the next one would begin.
    private mutating func fillHanging(of table: Int) throws(TableError) {
        while let column = open[table].row?.width, let (cell, rows) = open[table].hanging[column] {
            open[table].hanging[column] = rows > 1 ? (cell, rows - 1) : nil
            open[table].row?.width += 1
            try keep(cell, in: table)
        }
    }

    private mutating func endRow() throws(TableError) {
        try endCell()
        guard let last = open.indices.last, open[last].row != nil else { return }
        try fillHanging(of: last)
        guard let row = open[last].row else { return }
        open[last].row = nil
        open[last].sheet.rows.append(row)
    }

    /// Up to the next `<`, at least one byte.
    private mutating func readText() {
        let end = bytes[(place + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        if open.last?.cell != nil { add(decodedEntities(bytes[place..<end])) }
        place = end
    }

    private mutating func add(_ text: String) {
        guard let last = open.indices.last, let length = open[last].cell?.text.utf8.count else { return }
        // A row of which a part is struck out, or not seen, is a person's.
        if hidden != nil, text.contains(where: { !$0.isWhitespace }) { open[last].row?.isHidden = true }
        // What is beyond the limit is an error already.
        if length <= limits.tableCellText { open[last].cell?.text += text }
    }
}
