// Order numbers that a spreadsheet has damaged: it keeps 15 digits, order numbers have 16. What is lost is never guessed.

import Tables

/// Recognises damaged order numbers of one table.
struct OrderNumberCells {
    /// Most long numbers that stand there as plain text end in what a spreadsheet puts in place of lost digits.
    private let isRounded: Bool

    /// - Parameter cells: all of the columns of order numbers, below the header.
    init(_ cells: [Cell]) {
        let plain = cells.filter { $0.kind == .untyped && $0.text.utf8.count > 15 }.map { figures($0.text) }
        let long = Set(plain.filter { $0.count > 15 && isFigures($0) })
        // One in ten order numbers ends in 0; three different ones, and two of three altogether, are no accident.
        let rounded = long.count(where: endsRounded)
        isRounded = rounded >= 3 && rounded * 3 >= long.count * 2
    }

    /// Whether digits of the order number are lost, or may be.
    func isDamaged(_ cell: Cell) -> Bool {
        let text = figures(cell.text)
        if isExponential(text) { return true }
        guard isFigures(text), text.count > 15 else { return false }
        return switch cell.kind {
        // Whoever wrote all 16 digits into a number did not use a spreadsheet; a 0 at the end may be anything.
        case .number: endsRounded(text)
        case .untyped: isRounded && endsRounded(text) || text.hasSuffix("000")
        default: false
        }
    }
}

/// Without the blanks and hyphens that formats of cells put around and between the figures.
private func figures(_ text: String) -> String { text.trimmingSpaces.filter { $0 != "-" && $0 != " " } }

/// Whether every figure after the fifteenth is 0.
private func endsRounded(_ text: String) -> Bool { text.dropFirst(15).allSatisfy { $0 == "0" } }

private func isFigures(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 &- 48 < 10 } }

/// `2.02611E+15`, also without the point or the sign.
private func isExponential(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, let power = Int(parts[1]), power >= 3, let first = parts[0].first, first.isASCII else {
        return false
    }
    return Double(parts[0]) != nil && first.isNumber
}
