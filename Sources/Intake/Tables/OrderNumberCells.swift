// Order numbers that a spreadsheet has damaged: it keeps 15 digits, order numbers have 16. What is lost is never guessed.

import Tables

/// Recognises damaged order numbers of one column.
struct OrderNumberCells {
    /// Every long number of an untyped column ends in what a spreadsheet puts in place of lost digits.
    private let isRounded: Bool

    /// - Parameter cells: all of the column, below the header.
    init(_ cells: [Cell]) {
        let long = Set(cells.filter { $0.kind == .untyped && $0.text.count > 15 && isFigures($0.text) }.map(\.text))
        // One in ten order numbers ends in 0; three different ones, and none that does not, are no accident.
        isRounded = long.count >= 3 && long.allSatisfy(endsRounded)
    }

    /// Whether digits of the order number are lost, or may be.
    func isDamaged(_ cell: Cell) -> Bool {
        let text = cell.text.trimmingSpaces
        if isExponential(text) { return true }
        guard isFigures(text), text.count > 15 else { return false }
        return switch cell.kind {
        // Whoever wrote all 16 digits into a number did not use a spreadsheet; a 0 at the end may be anything.
        case .number: endsRounded(text)
        case .untyped: isRounded || text.hasSuffix("000")
        default: false
        }
    }
}

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
