// Which cell styles of a workbook show dates. Everything else of styles is passed over.

/// For each cell style, in order: whether it shows a number as a date.
func dateStyles(_ bytes: [UInt8], part: String, limits: TableLimits) throws(TableError) -> [Bool] {
    try XMLEvents.read(bytes, part: part) { events throws(TableError) in
        var formats = DateFormats()
        var styles: [Int] = []
        var isCellStyles = false
        while let event = try events.next() {
            switch event {
            case .start("numFmt"):
                if let id = events.attribute("numFmtId").flatMap({ Int($0) }), let code = events.attribute("formatCode")
                {
                    formats.add(id, code: code)
                }
            case .start("cellXfs"): isCellStyles = true
            case .end("cellXfs"): isCellStyles = false
            case .start("xf") where isCellStyles:
                guard styles.count < limits.cells else { throw .tooMuch(.cells, limit: limits.cells) }
                styles.append(events.attribute("numFmtId").flatMap { Int($0) } ?? 0)
            default: continue
            }
        }
        return styles.map { formats.isDate($0) }
    }
}
