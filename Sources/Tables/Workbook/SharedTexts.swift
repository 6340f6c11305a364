// The texts that cells share, and text as OOXML writes it. Owns runs, phonetic guides and `_x000D_`.

/// The shared texts of a workbook, in their order.
func sharedTexts(_ bytes: [UInt8], part: String, limits: TableLimits) throws(TableError) -> [String] {
    try XMLEvents.read(bytes, part: part) { events throws(TableError) in
        var texts: [String] = []
        while let event = try events.next() {
            guard event == .start("si") else { continue }
            let text = try richText(of: "si", &events)
            guard text.utf8.count <= limits.cellText else { throw .tooMuch(.cellText, limit: limits.cellText) }
            guard texts.count < limits.cells else { throw .tooMuch(.cells, limit: limits.cells) }
            texts.append(trimmedOnce(text))
        }
        return texts
    }
}

/// Without the blanks at its ends: thousands of cells may share one text, and each would look through them.
func trimmedOnce(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
        let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
}

/// The text of an `si` or `is` element: that of its `t`, whole or in runs, without the guides to pronunciation.
func richText(of element: String, _ events: inout XMLEvents) throws(TableError) -> String {
    var text = ""
    while let event = try events.next() {
        switch event {
        case .start("t"): text += try events.text(ofElement: "t")
        case .start("rPh"): _ = try events.text(ofElement: "rPh")
        case .end(element): return unescaped(text)
        default: continue
        }
    }
    return unescaped(text)
}

/// `_x000D_` and its like as the characters they stand for.
func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    var result = ""
    var rest = text[...]
    while let place = rest.firstRange(of: "_x") {
        result += rest[..<place.lowerBound]
        rest = rest[place.lowerBound...]
        let digits = rest.dropFirst(2).prefix(4)
        let isEscape = digits.count == 4 && digits.allSatisfy(\.isHexDigit) && rest.dropFirst(6).first == "_"
        if isEscape, let code = UInt32(digits, radix: 16), let character = Unicode.Scalar(code) {
            result.unicodeScalars.append(character)
            rest = rest.dropFirst(7)
        } else {
            result += rest.prefix(2)
            rest = rest.dropFirst(2)
        }
    }
    return result + rest
}
