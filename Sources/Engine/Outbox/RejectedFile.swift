// Rows that could not be read, as a table to be corrected and dropped again: `outbox/tasks/<drop>.rejected.csv`.

import Cancellation
package import Intake
import Ports

/// The column with the reasons; reading such a file passes it over.
private let reasonTitle = "오류 사유"

/// UTF-8 with a mark, which spreadsheets want for Korean; the columns as they were, and the reason behind them.
package func rejectedFileBytes(_ tables: [RejectedRows]) -> [UInt8] {
    var text = "\u{FEFF}"
    for table in tables {
        // A file of ours that came back has the column already: the old reasons go.
        let old = table.titles.firstIndex(of: reasonTitle)
        func line(_ cells: [String], _ reason: String) -> String {
            var fields = cells + Array(repeating: "", count: max(0, table.titles.count - cells.count))
            if let old, old < fields.count { fields.remove(at: old) }
            return (fields + [reason]).map(field).joined(separator: ",") + "\r\n"
        }
        text += line(table.titles, reasonTitle)
        for row in table.rows { text += line(row.cells, row.reason) }
    }
    return Array(text.utf8)
}

/// One field: nothing that a spreadsheet would run as a formula, and no number that it would round.
private func field(_ text: String) -> String {
    var text = text
    let isLongNumber = text.utf8.count > 11 && text.utf8.allSatisfy { (48...57).contains($0) }
    if isLongNumber {
        // Shown and saved as text with all its figures; reading takes the mark off again.
        text = "=\"\(text)\""
    } else if let first = text.unicodeScalars.first, formulaMarks.contains(first) {
        text = isTextMark(text) ? text : "'" + text
    }
    let needsQuotes = text.unicodeScalars.contains { "\",;|\t\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
}

/// `=+-@`, the full-width ones too, and what some programs strip before they look.
private let formulaMarks: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

/// Our own `="2026112312345678"`, with nothing but figures.
private func isTextMark(_ text: String) -> Bool {
    guard text.hasPrefix("=\""), text.hasSuffix("\"") else { return false }
    let inner = text.dropFirst(2).dropLast()
    return !inner.isEmpty && inner.utf8.allSatisfy { (48...57).contains($0) }
}

extension DropRecord {
    /// Rows of it could not be read, and were handed back. A decision that was not carried out is no row to be corrected.
    var hasRejectedRows: Bool {
        disposition == .archive && kind != DocumentKind.decision.rawValue && requests.contains { $0.problem != nil }
    }
}

extension Publisher {
    /// `<drop>.rejected.csv`; with the drop's number where another drop's rows wait under that name for somebody to correct them.
    func rejectedName(
        for drop: DropRecord, _ bytes: [UInt8], taken: inout Set<FileName>
    ) throws(FileSystemError) -> FileName {
        let plain = FileName(safeFileName(drop.name) + ".rejected.csv")
        if taken.insert(plain).inserted, try isFree(plain, for: bytes) { return plain }
        return FileName("\(safeFileName(drop.name)).\(WorkName.padded(drop.number)).rejected.csv")
    }

    /// Nobody has the name, or a run that was interrupted gave it to these very bytes.
    private func isFree(_ name: FileName, for bytes: [UInt8]) throws(FileSystemError) -> Bool {
        guard let facts = try files.inspect(name, in: Spool.tasks) else { return true }
        guard facts.kind == .regular, facts.size == bytes.count else { return false }
        let file = try files.open(name, in: Spool.tasks)
        defer { file.release() }
        return try file.read(limit: bytes.count) == bytes
    }
}
