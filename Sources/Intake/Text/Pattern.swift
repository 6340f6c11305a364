// A small language for wordings, matched against sentences without blanks, because nobody spaces Korean alike.
//
//   취소 를|을 ? …    steps stand directly behind one another; `|` parts alternatives, and a `?` makes the step before optional
//   취소 ~ 철회       `~` up to 8 characters between, `~~` up to 24; never across a condition (…면)
//   취소 !사유|번호   what must not follow here
//   취소 $            the end of the sentence; `^` its start

/// One wording. An object, because hundreds of rules that hold some are walked through for every noun.
final class Pattern: Sendable {
    private enum Step: Sendable {
        case words(Words, isOptional: Bool)
        case gap(Int)
        case not(Words)
        case start, end
    }

    /// As it was written.
    let notation: String
    private let steps: [Step]
    /// The words of the first step when it must match; most places of a text are ruled out by them.
    private let opening: Words?
    /// For each step that must match the marks of its words in `Letters`, each group closed by `groupEnd`. Nearly every
    /// wording is ruled out for a whole sentence by them.
    private let marks: [UInt32]
    private static let groupEnd = UInt32.max

    init(_ notation: String) {
        var steps: [Step] = []
        var groups: [[UInt32]] = []
        for word in notation.split(separator: " ") {
            switch word {
            case "~": steps.append(.gap(8))
            case "~~": steps.append(.gap(24))
            case "$": steps.append(.end)
            case "^": steps.append(.start)
            case "?":
                guard case .words(let words, isOptional: false) = steps.last else { continue }
                steps[steps.count - 1] = .words(words, isOptional: true)
                groups.removeLast()
            default:
                let alternatives = word.drop { $0 == "!" }.split(separator: "|")
                if word.hasPrefix("!") {
                    steps.append(.not(Words(alternatives)))
                } else {
                    let words = Words(alternatives)
                    steps.append(.words(words, isOptional: false))
                    groups.append(words.marks)
                }
            }
        }
        self.notation = notation
        self.steps = steps
        marks = groups.flatMap { $0 + [Pattern.groupEnd] }
        if case .words(let words, isOptional: false) = steps.first { opening = words } else { opening = nil }
    }

    /// Where a match that begins at `start` ends; nil when there is none.
    func end(in sentence: Sentence, from start: Int) -> Int? {
        guard canBegin(sentence.scalars, start), mayStand(in: sentence.letters) else { return nil }
        return match(0, sentence.scalars, start, end: sentence.scalars.count, mustReachEnd: false)
    }

    /// The first match anywhere.
    func first(in sentence: Sentence) -> Range<Int>? {
        guard mayStand(in: sentence.letters) else { return nil }
        let text = sentence.scalars
        for start in 0...text.count where canBegin(text, start) {
            if let end = match(0, text, start, end: text.count, mustReachEnd: false) { return start..<end }
        }
        return nil
    }

    /// Whether a match ends exactly at `end`, beginning at most 32 characters before.
    func leads(to end: Int, in sentence: Sentence) -> Bool {
        guard mayStand(in: sentence.letters) else { return false }
        let text = sentence.scalars
        return (max(0, end - 32)...end).contains { start in
            canBegin(text, start) && match(0, text, start, end: end, mustReachEnd: true) != nil
        }
    }

    private func mayStand(in letters: Letters) -> Bool {
        var isFound = false
        for mark in marks {
            if mark == Pattern.groupEnd {
                guard isFound else { return false }
                isFound = false
            } else if !isFound {
                isFound = letters.mayHold(mark)
            }
        }
        return true
    }

    private func canBegin(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
        guard let opening else { return true }
        return place < text.count && opening.canBegin(with: text[place])
    }

    private func match(_ step: Int, _ text: [Unicode.Scalar], _ place: Int, end: Int, mustReachEnd: Bool) -> Int? {
        func rest(_ place: Int) -> Int? { match(step + 1, text, place, end: end, mustReachEnd: mustReachEnd) }
        guard step < steps.count else { return mustReachEnd && place != end ? nil : place }
        switch steps[step] {
        case .start: return place == 0 ? rest(place) : nil
        case .end: return place == end ? rest(place) : nil
        case .not(let words): return words.begin(place..<end, of: text) ? nil : rest(place)
        case .gap(let most):
            for next in place...min(place + most, end) {
                if next > place, text[next - 1] == "면" { return nil }
                if let end = rest(next) { return end }
            }
            return nil
        case .words(let words, let isOptional):
            var number = 0
            while let (found, length) = words.match(in: text, place..<end, from: number) {
                if let end = rest(place + length) { return end }
                number = found + 1
            }
            return isOptional ? rest(place) : nil
        }
    }
}
