// Why: the writer's own words, the store's code and the cause behind them. An explicit 사유 line wins over the rest.

package import Cancellation

/// The reason that `words` state, in the customer's own words up to `limit` bytes; nil when they state none we know.
package func reason(
    in words: String, limit: Int = Limits().reasonText, lexicon: Lexicon = .usual
) -> Reason? {
    let text = FoldedText(words, limit: limit)
    let all = sentences(in: text, lines: [0..<text.scalars.count])
    guard let (rule, _) = reasonRule(in: all, lexicon) else { return nil }
    return Reason(code: rule.code, cause: rule.cause, text: text.words(0..<text.scalars.count))
}

/// The first rule that fits any of the sentences, and the sentence.
private func reasonRule(in sentences: [Sentence], _ lexicon: Lexicon) -> (ReasonRule, Sentence)? {
    for rule in lexicon.reasons + ReasonWords.rules {
        if let sentence = sentences.first(where: { $0.matches(rule.patterns) }) { return (rule, sentence) }
    }
    return nil
}

/// The reason among the sentences of a mail, with its folded range.
func reason(
    in sentences: [Sentence], of text: FoldedText, limit: Int, _ lexicon: Lexicon
) -> (Reason, Range<Int>)? {
    // The sentence with the wish speaks of its own reason; another may speak of anything.
    let near = sentences.filter { IntentWords.cancel.occur(in: $0) }
    if let (rule, sentence) = reasonRule(in: near, lexicon) ?? reasonRule(in: sentences, lexicon) {
        let place = quotable(sentence.range, of: text)
        let words = FoldedText(text.words(place), limit: limit)
        return (Reason(code: rule.code, cause: rule.cause, text: words.words(0..<words.scalars.count)), place)
    }
    guard let sentence = near.first(where: { $0.matches(because) }) else { return nil }
    let place = quotable(sentence.range, of: text)
    let words = FoldedText(text.words(place), limit: limit)
    return (Reason(text: words.words(0..<words.scalars.count)), place)
}

/// What of a sentence reads well on its own: without the order's number at its start, which is said elsewhere, and with the
/// bracket that closes behind it.
private func quotable(_ sentence: Range<Int>, of text: FoldedText) -> Range<Int> {
    var range = sentence
    if let number = firstNumber(in: text, sentence), number.lowerBound - sentence.lowerBound <= 12 {
        var start = number.upperBound
        func skipGap() {
            while start < range.upperBound, !isWordScalar(text.scalars[start]), text.scalars[start] != "(" {
                start += 1
            }
        }
        // 2026…는 취소해 주세요: the particle belongs to the number.
        while start < range.upperBound, text.scalars[start] != " ", start - number.upperBound < 4 { start += 1 }
        skipGap()
        if let (_, length) = particles.match(in: text.scalars, start..<range.upperBound) {
            start += length
            skipGap()
        }
        if start < range.upperBound { range = start..<range.upperBound }
    }
    let opened = text.scalars[range].count { $0 == "(" } - text.scalars[range].count { $0 == ")" }
    if opened == 1, range.upperBound < text.scalars.count, text.scalars[range.upperBound] == ")" {
        range = range.lowerBound..<(range.upperBound + 1)
    }
    return range
}

/// What may stand behind a number with a blank between.
private let particles = Words(["으로 ", "로 ", "건 ", "는 ", "은 ", "을 ", "를 ", "번 "])

/// The reason that a 사유 label gives: kept whatever it says.
func labelledReason(_ value: Range<Int>, of text: FoldedText, limit: Int, _ lexicon: Lexicon) -> Reason? {
    let words = text.words(value)
    guard !words.isEmpty else { return nil }
    return reason(in: words, limit: limit, lexicon: lexicon) ?? Reason(text: FoldedText(words, limit: limit).words)
}

/// Endings that give a cause, in front of a wish.
private let because = ["때문|으로인해|이유로|관계로|사정|해서|어서|아서|라서|워서|여서|돼서|되어|되서|니까|으므로|느라"].map { Pattern($0) }

extension FoldedText {
    /// All of the original, trimmed.
    fileprivate var words: String { words(0..<scalars.count) }
}
