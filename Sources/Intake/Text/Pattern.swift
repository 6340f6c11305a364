// A small language for wordings, matched against sentences without blanks, because nobody spaces Korean alike.
//
//   취소 를|을 ? …    steps stand directly behind one another; `|` parts alternatives, and a `?` makes the step before optional
//   취소 ~ 철회       `~` up to 8 characters between, `~~` up to 24; never across a condition (…면)
//   취소 !사유|번호   what must not follow here
//   취소 $            the end of the sentence; `^` its start

/// One wording.
struct Pattern: Sendable {
    private enum Step: Sendable {
        case words([[Unicode.Scalar]], isOptional: Bool)
        case gap(Int)
        case not([[Unicode.Scalar]])
        case start, end
    }

    private let steps: [Step]
    /// The characters that a match can begin with; empty where anything can. Most places of a text are ruled out by this.
    private let heads: [Unicode.Scalar]

    init(_ notation: String) {
        var steps: [Step] = []
        for word in notation.split(separator: " ") {
            switch word {
            case "~": steps.append(.gap(8))
            case "~~": steps.append(.gap(24))
            case "$": steps.append(.end)
            case "^": steps.append(.start)
            case "?":
                if case .words(let words, _) = steps.last { steps[steps.count - 1] = .words(words, isOptional: true) }
            default:
                let isNegative = word.hasPrefix("!")
                let words = word.drop { $0 == "!" }.split(separator: "|").map { Array($0.unicodeScalars) }
                steps.append(isNegative ? .not(words) : .words(words, isOptional: false))
            }
        }
        self.steps = steps
        if case .words(let words, isOptional: false) = steps.first {
            heads = words.compactMap(\.first)
        } else {
            heads = []
        }
    }

    private func canBegin(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
        heads.isEmpty || (place < text.count && heads.contains(text[place]))
    }

    /// Where a match that begins at `start` ends; nil when there is none.
    func end(in text: [Unicode.Scalar], from start: Int) -> Int? { match(steps[...], text[...], start) }

    /// The first match anywhere.
    func first(in text: [Unicode.Scalar]) -> Range<Int>? {
        for start in 0...text.count where canBegin(text, start) {
            if let end = end(in: text, from: start) { return start..<end }
        }
        return nil
    }

    /// Whether a match ends exactly at `end`, beginning at most 32 characters before.
    func leads(to end: Int, in text: [Unicode.Scalar]) -> Bool {
        let steps = steps + [.end]
        return (max(0, end - 32)...end).contains { canBegin(text, $0) && match(steps[...], text[..<end], $0) != nil }
    }

    private func match(_ steps: ArraySlice<Step>, _ text: ArraySlice<Unicode.Scalar>, _ place: Int) -> Int? {
        guard let step = steps.first else { return place }
        let rest = steps.dropFirst()
        switch step {
        case .start: return place == 0 ? match(rest, text, place) : nil
        case .end: return place == text.endIndex ? match(rest, text, place) : nil
        case .not(let words):
            return words.contains { text[place...].starts(with: $0) } ? nil : match(rest, text, place)
        case .gap(let most):
            for next in place...min(place + most, text.endIndex) {
                if next > place, text[next - 1] == "면" { return nil }
                if let end = match(rest, text, next) { return end }
            }
            return nil
        case .words(let words, let isOptional):
            for word in words where text[place...].starts(with: word) {
                if let end = match(rest, text, place + word.count) { return end }
            }
            return isOptional ? match(rest, text, place) : nil
        }
    }
}
