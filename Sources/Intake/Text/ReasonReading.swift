// Why: the writer's own words, the store's code and the cause behind them. An explicit 사유 line wins over the rest.

package import Cancellation

/// The reason that `words` state, in the customer's own words up to `limit` bytes; nil when they state none we know.
package func reason(in words: String, limit: Int = Limits().reasonText) -> Reason? {
    let text = FoldedText(words, limit: limit)
    let all = sentences(in: text, lines: [0..<text.scalars.count])
    guard let (rule, _) = reasonRule(in: all) else { return nil }
    return Reason(code: rule.code, cause: rule.cause, text: text.words(0..<text.scalars.count))
}

/// The first rule that fits any of the sentences, and the sentence.
private func reasonRule(in sentences: [Sentence]) -> (ReasonRule, Sentence)? {
    for rule in ReasonWords.rules {
        if let sentence = sentences.first(where: { $0.matches(rule.patterns) }) { return (rule, sentence) }
    }
    return nil
}

/// The reason among the sentences of a mail, with its folded range.
func reason(in sentences: [Sentence], of text: FoldedText, limit: Int) -> (Reason, Range<Int>)? {
    // The sentence with the wish speaks of its own reason; another may speak of anything.
    let near = sentences.filter { sentence in IntentWords.cancel.contains { contains(sentence.scalars, $0) } }
    if let (rule, sentence) = reasonRule(in: near) ?? reasonRule(in: sentences) {
        let words = FoldedText(text.words(sentence.range), limit: limit)
        return (Reason(code: rule.code, cause: rule.cause, text: words.words(0..<words.scalars.count)), sentence.range)
    }
    guard let sentence = near.first(where: { $0.matches(because) }) else { return nil }
    let words = FoldedText(text.words(sentence.range), limit: limit)
    return (Reason(text: words.words(0..<words.scalars.count)), sentence.range)
}

/// The reason that a 사유 label gives: kept whatever it says.
func labelledReason(_ value: Range<Int>, of text: FoldedText, limit: Int) -> Reason? {
    let words = text.words(value)
    guard !words.isEmpty else { return nil }
    return reason(in: words, limit: limit) ?? Reason(text: FoldedText(words, limit: limit).words)
}

/// Endings that give a cause, in front of a wish.
private let because = ["때문|으로인해|이유로|관계로|사정|해서|어서|아서|라서|워서|여서|돼서|되어|되서|니까|으므로|느라"].map { Pattern($0) }

private func contains(_ scalars: [Unicode.Scalar], _ word: [Unicode.Scalar]) -> Bool {
    scalars.indices.contains { scalars[$0...].starts(with: word) }
}

extension FoldedText {
    /// All of the original, trimmed.
    fileprivate var words: String { words(0..<scalars.count) }
}
