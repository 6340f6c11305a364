// What one sentence says of the nouns that wishes hang on. Sums nothing up.

/// One noun found in a sentence, and what is said of it.
struct NounMention {
    var mention: Mention
    /// Squeezed indexes of the noun.
    var noun: Range<Int>
}

/// Every occurrence of `nouns`, judged by the first rule that fits it; by none: spoken about.
func mentions(of nouns: Words, by rules: [MentionRule], in sentence: Sentence) -> [NounMention] {
    guard nouns.mayOccur(in: sentence) else { return [] }
    var found: [NounMention] = []
    let end = sentence.scalars.count
    var place = 0
    while place < end {
        guard let (_, length) = nouns.match(in: sentence.scalars, place..<end) else {
            place += 1
            continue
        }
        let range = place..<(place + length)
        let rule = rules.first { rule in
            rule.behind.end(in: sentence, from: range.upperBound) != nil
                && (rule.before?.leads(to: range.lowerBound, in: sentence) ?? true)
        }
        found.append(NounMention(mention: rule?.mention ?? .topic, noun: range))
        place = range.upperBound
    }
    return found
}

/// What one sentence says, as far as anybody may want something of an order.
struct SentenceReading {
    let sentence: Sentence
    let cancel: [NounMention]
    let refund: [NounMention]
    let exchange: [NounMention]
    let giveBack: [NounMention]
    /// Folded range of a condition that bears on the order.
    let condition: Range<Int>?
    let keeps: Bool

    init(_ sentence: Sentence) {
        self.sentence = sentence
        let condition = Self.condition(in: sentence)
        // 이미 출고되었다면 반품 절차를 …: what follows such a condition is no wish by itself.
        let isHypothetical = { (mention: NounMention) in
            condition.map { $0.upperBound <= mention.noun.lowerBound } ?? false
        }
        cancel = mentions(of: IntentWords.cancel, by: IntentWords.cancelRules, in: sentence)
        refund = mentions(of: IntentWords.refund, by: IntentWords.refundRules, in: sentence)
        exchange = mentions(of: IntentWords.exchange, by: IntentWords.otherRules, in: sentence).filter {
            !isHypothetical($0)
        }
        giveBack = mentions(of: IntentWords.giveBack, by: IntentWords.otherRules, in: sentence).filter {
            !isHypothetical($0)
        }
        let wish = cancel.first { if case .wish = $0.mention { true } else { false } }
        let isBeforeWish =
            wish.map { wish in
                SituationWords.conditionBefore.leads(to: wish.noun.lowerBound, in: sentence)
                    || hasCondition(before: wish.noun.lowerBound, in: sentence)
            } ?? false
        let place = condition ?? (isBeforeWish ? wish.map { 0..<$0.noun.lowerBound } : nil)
        self.condition = sentence.matches(SituationWords.noCondition) ? nil : place.map { sentence.range($0) }
        keeps =
            sentence.matches(SituationWords.keep) && condition == nil && !sentence.matches(SituationWords.keepsTheRest)
    }

    private static func condition(in sentence: Sentence) -> Range<Int>? {
        for pattern in SituationWords.condition {
            if let found = pattern.first(in: sentence) { return found }
        }
        return nil
    }
}
