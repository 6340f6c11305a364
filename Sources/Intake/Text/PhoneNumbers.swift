// Korean telephone numbers in text. Never an order number, and kept as written but for the width of digits.

/// The number that a 연락처 label gives: its digits and hyphens.
func phone(in text: FoldedText, _ value: Range<Int>) -> String? {
    let scalars = text.scalars[value].drop { !isDigit($0) && $0 != "+" }
        .prefix { isDigit($0) || "- .+()".unicodeScalars.contains($0) }
    let number = String(String.UnicodeScalarView(scalars)).trimmingBlanks()
    return (8...15).contains(number.unicodeScalars.count(where: isDigit)) ? number : nil
}

/// Mobile numbers (010 and its predecessors) of one line, with hyphens between their groups.
func mobileNumbers(in text: FoldedText, _ line: Range<Int>) -> [String] {
    var found: [String] = []
    var place = line.lowerBound
    while place < line.upperBound {
        guard isDigit(text.scalars[place]) else {
            place += 1
            continue
        }
        let start = place
        var digits = String.UnicodeScalarView()
        while place < line.upperBound {
            let scalar = text.scalars[place]
            if isDigit(scalar) {
                digits.append(scalar)
            } else if !["-", " ", "."].contains(scalar) || place + 1 == line.upperBound
                || !isDigit(text.scalars[place + 1])
            {
                break
            }
            place += 1
        }
        let number = String(digits)
        guard (10...11).contains(number.count), ["010", "011", "016", "017", "018", "019"].contains(number.prefix(3)),
            start == line.lowerBound || text.scalars[start - 1] != "+"
        else { continue }
        let middle = number.dropFirst(3).dropLast(4)
        found.append("\(number.prefix(3))-\(middle)-\(number.suffix(4))")
    }
    return found
}
