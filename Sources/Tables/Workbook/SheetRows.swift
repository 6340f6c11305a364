// One worksheet part → rows. Cells are taken where they say they are; the declared dimension is not even looked at. A formula is text
// that is passed over: the value that was calculated when the file was saved is the cell's.

/// What the cells of a workbook refer to.
struct CellContext {
    var sharedTexts: [String] = []
    var isDateStyle: [Bool] = []
    var since1904 = false
}

/// The rows of a worksheet, those without any text left out.
func sheetRows(
    _ bytes: [UInt8], part: String, _ context: CellContext, _ count: inout TableCount
) throws(TableError) -> [Row] {
    // A closure cannot be handed an inout of the caller's, so the count goes in and out.
    var counted = count
    defer { count = counted }
    return try XMLEvents.read(bytes, part: part) { events throws(TableError) in
        var rows: [Row] = []
        var merged: [MergedBlock] = []
        var row = Row(number: 0)
        var column = 0
        while let event = try events.next() {
            switch event {
            case .start("row"):
                let number = events.attribute("r").flatMap { Int($0) } ?? row.number + 1
                row = Row(number: number, isHidden: ["1", "true"].contains(events.attribute("hidden")))
                column = 0
            case .start("c"):
                if let place = events.attribute("r") { column = columnNumber(place) ?? column }
                if let cell = try cell(at: column, &events, context), counted.isNear(column) {
                    try counted.countCell(bytes: cell.text.utf8.count)
                    row.cells.append(cell)
                    row.width = max(row.width, column + 1)
                }
                column += 1
            case .end("row"):
                guard !row.cells.isEmpty else { continue }
                try counted.countRow()
                rows.append(row)
            case .start("mergeCell"):
                if let block = events.attribute("ref").flatMap(MergedBlock.init) { merged.append(block) }
            default: continue
            }
        }
        try fillDown(merged, in: &rows, &counted)
        return rows
    }
}

/// Cells that are merged over several rows: the value stands in the first of them and is meant for all.
private struct MergedBlock {
    var column: Int
    var rows: ClosedRange<Int>

    /// Reads `A2:A4`; nil for what does not reach over several rows.
    init?(_ place: String) {
        let ends = place.split(separator: ":")
        guard ends.count == 2, let column = columnNumber(String(ends[0])),
            let first = Int(ends[0].drop { $0.isLetter }), let last = Int(ends[1].drop { $0.isLetter }), first < last
        else { return nil }
        (self.column, rows) = (column, first...last)
    }
}

/// Writes the value of each merged cell into the rows below it that hold something, as a person reads them.
private func fillDown(
    _ merged: [MergedBlock], in rows: inout [Row], _ count: inout TableCount
) throws(TableError) {
    for block in merged {
        guard let top = rows.partition(from: block.rows.lowerBound), rows[top].number == block.rows.lowerBound,
            let value = rows[top].cells.first(where: { $0.column == block.column })
        else { continue }
        for index in (top + 1)..<rows.count {
            guard rows[index].number <= block.rows.upperBound else { break }
            guard !rows[index].cells.contains(where: { $0.column == block.column }) else { continue }
            try count.countCell(bytes: value.text.utf8.count)
            let place = rows[index].cells.firstIndex { $0.column > block.column } ?? rows[index].cells.count
            rows[index].cells.insert(value, at: place)
            rows[index].width = max(rows[index].width, block.column + 1)
        }
    }
}

extension [Row] {
    /// The index of the first row with this number or a later one; the rows are in their order. Nil when there is none.
    fileprivate func partition(from number: Int) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < count ? low : nil
    }
}

/// The cell whose element has just started; nil when it is empty.
private func cell(at column: Int, _ events: inout XMLEvents, _ context: CellContext) throws(TableError) -> Cell? {
    let type = events.attribute("t") ?? "n"
    let style = events.attribute("s").flatMap { Int($0) } ?? 0
    var value = ""
    var isFormula = false
    while let event = try events.next() {
        switch event {
        case .start("v"): value = try events.text(ofElement: "v")
        case .start("is"): value = try richText(of: "is", &events)
        case .start("f"):
            _ = try events.text(ofElement: "f")
            isFormula = true
        case .start(let other): _ = try events.text(ofElement: other)
        case .end:
            guard !value.isEmpty || type == "str" || !isFormula else {
                return Cell(column: column, text: "", kind: .uncalculated)
            }
            guard !value.isEmpty else { return nil }
            return Cell(column: column, value: value, type: type, style: style, context)
        case .text: continue
        }
    }
    return nil
}

extension Cell {
    /// - Parameter type: the attribute `t` of OOXML.
    fileprivate init?(column: Int, value: String, type: String, style: Int, _ context: CellContext) {
        switch type {
        case "s":
            guard let index = Int(value), context.sharedTexts.indices.contains(index),
                !context.sharedTexts[index].isEmpty
            else { return nil }
            self.init(column: column, text: context.sharedTexts[index], kind: .text)
        case "inlineStr": self.init(column: column, text: value, kind: .text)
        case "str": self.init(column: column, text: unescaped(value), kind: .text)
        case "b": self.init(column: column, text: value == "1" ? "TRUE" : "FALSE", kind: .boolean)
        case "e": self.init(column: column, text: value, kind: .error)
        case "d": self.init(column: column, text: value, kind: .date)
        default:
            let isDate = context.isDateStyle.indices.contains(style) && context.isDateStyle[style]
            self.init(column: column, number: value, isDate: isDate, since1904: context.since1904)
        }
    }

    /// A number cell, as the file writes the number.
    private init(column: Int, number text: String, isDate: Bool, since1904: Bool) {
        guard let number = Double(text) else {
            self.init(column: column, text: text, kind: .text)
            return
        }
        self.init(column: column, number: number, isDate: isDate, since1904: since1904)
    }

    /// A number cell.
    init(column: Int, number: Double, isDate: Bool, since1904: Bool) {
        if isDate, let date = dateText(serial: number, since1904: since1904) {
            self.init(column: column, text: date, kind: .date)
        } else {
            self.init(column: column, text: numberText(number), kind: .number)
        }
    }
}

/// The column of `B7`, from 0; nil when there are no letters, or more than any sheet has.
private func columnNumber(_ place: String) -> Int? {
    var number = 0
    for letter in place.utf8 {
        guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else { break }
        number = number * 26 + Int(letter - UInt8(ascii: "A")) + 1
        guard number <= 1 << 20 else { return nil }
    }
    return number > 0 ? number - 1 : nil
}
