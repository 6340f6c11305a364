// Rows of words for a terminal, each column as wide as its widest word.

/// One line for each row, the first of them with the titles; the last column is not padded.
func aligned(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<max(0, columns - 1)).map { column in rows.map { width(of: $0[column]) }.max() ?? 0 }
    return rows.map { row in
        zip(row, widths).map { $0 + String(repeating: " ", count: $1 - width(of: $0)) }.joined(separator: "  ")
            + "  " + (row.last ?? "") + "\n"
    }.joined()
}

/// Columns of a terminal: Hangul and the like take two.
private func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ((0x1100...0xFFDC).contains($1.value) && $1.value != 0x2026 ? 2 : 1) }
}
