// Lines of the form `label: value`. Finds them and their values; says nothing of what they mean for the request.

/// One labelled value.
struct LabelledValue {
    var label: Label
    /// Where the label begins.
    var start: Int
    /// Folded indexes of the value, without blanks around it; may be empty.
    var value: Range<Int>
}

/// The labelled values of one line, several of which may stand behind `/`, `|`, `,` or wide blanks.
func labelledValues(in text: FoldedText, line: Range<Int>, _ lexicon: Lexicon) -> [LabelledValue] {
    var found: [(label: Label, start: Int, valueStart: Int)] = []
    var place = line.lowerBound
    var canStart = true
    while place < line.upperBound {
        if canStart, let (label, valueStart) = label(in: text, line: line, at: place, isFirst: found.isEmpty, lexicon) {
            found.append((label, place, valueStart))
            place = max(valueStart, place + 1)
            canStart = false
            continue
        }
        let scalar = text.scalars[place]
        // Behind a separator, a bullet or a bracket a label may begin, and blanks do not spoil it.
        canStart = !isWordScalar(scalar) && (canStart || scalar != " " || isWide(text, at: place, in: line))
        place += 1
    }
    return found.indices.map { index in
        let end = index + 1 < found.count ? found[index + 1].start : line.upperBound
        return LabelledValue(
            label: found[index].label, start: found[index].start,
            value: trimmed(text, found[index].valueStart..<max(found[index].valueStart, end)))
    }
}

/// A label of at most 24 characters, blanks allowed within, then a colon or a closing bracket. In a table the colon is missing.
private func label(
    in text: FoldedText, line: Range<Int>, at start: Int, isFirst: Bool, _ lexicon: Lexicon
) -> (Label, valueStart: Int)? {
    guard isWordScalar(text.scalars[start]), lexicon.canBeginLabel(with: text.scalars[start]) else { return nil }
    for place in start..<min(line.upperBound, start + 24) {
        switch text.scalars[place] {
        case "#": continue
        case " ":
            if isFirst, let label = Label.withoutColon(start..<place, in: text.scalars),
                !startsWithColon(text, place, line)
            {
                return (label, place)
            }
        case ":", "]", "=", ">":
            guard let label = lexicon.label(of: start..<place, in: text.scalars) else { return nil }
            let hasColon =
                place + 1 < line.upperBound && text.scalars[place] != ":" && text.scalars[place + 1] == ":"
            return (label, hasColon ? place + 2 : place + 1)
        case let scalar: guard isWordScalar(scalar) else { return nil }
        }
    }
    return nil
}

private func startsWithColon(_ text: FoldedText, _ place: Int, _ line: Range<Int>) -> Bool {
    text.scalars[place..<line.upperBound].first { $0 != " " } == ":"
}

private func isWide(_ text: FoldedText, at place: Int, in line: Range<Int>) -> Bool {
    place > line.lowerBound && text.scalars[place - 1] == " "
}

private func trimmed(_ text: FoldedText, _ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, isEdge(text.scalars[first]) { range = (first + 1)..<range.upperBound }
    while let last = range.last, isEdge(text.scalars[last]) { range = range.lowerBound..<last }
    return range
}

private func isEdge(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "/", "|", ",", "·", "-", "•", "*", "[": true
    default: false
    }
}

/// Letters and digits: what words are made of, whatever the script.
func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 48...57, 97...122, 0xAC00...0xD7A3: true
    // Single letters of Hangul: ㅠㅠ, ㅋㅋ, ㄱㄱ.
    case 0x3131...0x318E: false
    default: scalar.value > 0x2E7F && scalar.value < 0xFE00 && scalar.properties.isAlphabetic
    }
}

func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
