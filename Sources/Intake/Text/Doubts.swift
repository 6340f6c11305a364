// What makes a wish to cancel too doubtful to be acted upon without a person. Lowers confidence; never makes a wish of anything.
//
// A wish is plain when its verb ends as wishes end (취소해 주세요, 취소합니다). 취소해 달라고 하셨잖아요, 취소해 주셔서, 취소하고 싶으면 hold the
// same verbs and are none. And beside a plain wish nothing else may be wanted: a wrong cancellation costs ten times a missed one.

internal import Cancellation

/// Whether one of the wishes to cancel is plain, or there is none that needs to be: a question whether it can be had, say.
func isPlainlyWished(_ readings: [SentenceReading]) -> Bool {
    var needsPlainness = false
    for reading in readings {
        let wishes = reading.cancel.filter { if case .wish = $0.mention { true } else { false } }
        guard !wishes.isEmpty else { continue }
        needsPlainness = true
        let surroundings = Surroundings(reading.sentence)
        // Whoever says it more often than that says it no plainer.
        if wishes.prefix(16).contains(where: { isPlain($0, in: reading.sentence, surroundings) }) { return true }
    }
    return !needsPlainness
}

/// What a sentence says besides its wish, looked for once however often it wishes.
private struct Surroundings {
    let hasEnglishAside: Bool
    /// Folded range of the pieces that are told.
    let pieces: Range<Int>?

    init(_ sentence: Sentence) {
        hasEnglishAside = sentence.matches(DoubtWords.englishAsides)
        let told = quantities(in: [sentence])
        pieces = told.cancelled == nil ? nil : told.range
    }
}

private func isPlain(_ mention: NounMention, in sentence: Sentence, _ surroundings: Surroundings) -> Bool {
    if DoubtWords.otherThing.contains(where: { $0.leads(to: mention.noun.lowerBound, in: sentence) }) { return false }
    // English verbs have no such endings: what they are about stands behind them.
    if let first = mention.noun.first, sentence.scalars[first].isASCII {
        if surroundings.hasEnglishAside { return false }
        return isNumber(at: mention.noun.upperBound, in: sentence)
            || surroundings.pieces != nil
            || DoubtWords.plainEnglishThing.contains { $0.end(in: sentence, from: mention.noun.upperBound) != nil }
    }
    guard isOpenedPlainly(mention, in: sentence, surroundings.pieces) else { return false }
    return DoubtWords.plainEndings.contains { $0.end(in: sentence, from: mention.noun.upperBound) != nil }
}

/// Whether what stands directly before the noun goes with cancelling an order: the order itself, a reason that ends there, a word of haste. A
/// name that nobody knows may be of another thing (수거 취소, 구매확정 취소), or of one thing of several.
private func isOpenedPlainly(_ mention: NounMention, in sentence: Sentence, _ pieces: Range<Int>?) -> Bool {
    let start = mention.noun.lowerBound
    if start == 0 || DoubtWords.plainOpenings.end(0..<start, of: sentence.scalars) { return true }
    // 2026112012345671 취소, 2026112012345671번을 취소.
    let behindNumber = sentence.scalars[..<start].suffix(3).reversed().prefix { !isDigit($0) }
    let figures = sentence.scalars[..<(start - behindNumber.count)].suffix(8)
    if figures.count == 8, figures.allSatisfy(isDigit), behindNumber.count <= 2 {
        return behindNumber.allSatisfy { "번은는을를도이건요".unicodeScalars.contains($0) }
    }
    // 2개 중 1개만 취소: what is read as a quantity is no riddle.
    guard let pieces else { return false }
    return pieces.contains(sentence.places[start - 1]) || start > 1 && pieces.contains(sentence.places[start - 2])
}

private func isNumber(at place: Int, in sentence: Sentence) -> Bool {
    sentence.scalars[place...].prefix(8).count(where: isDigit) == 8
}

/// Whether anything else is wanted or told that does not go with a cancellation.
func isContradicted(_ sentences: [Sentence]) -> Bool {
    // 2개만 보내주시고 1개는 취소, 나머지는 보내주세요: the others are meant.
    let isPartly = quantities(in: sentences).cancelled != nil
    return sentences.contains { sentence in
        let isOfTheRest =
            isPartly && (sentence.matches(SituationWords.keepsTheRest) || quantities(in: [sentence]).cancelled != nil)
        guard !isOfTheRest else { return false }
        // 답변 기다릴게요, 확인 메일 부탁드려요.
        let isOfAnswers = DoubtWords.answers.occur(in: sentence)
        if !isOfAnswers, sentence.matches(DoubtWords.contradictions) { return true }
        // 환불은 카드로 받을게요, 계좌로 보내 주세요: no goods.
        return !DoubtWords.noGoods.occur(in: sentence) && sentence.matches(DoubtWords.keepsGoods)
    }
}

/// Whether a condition stands before the wish: an ending in 면 that is no noun's (화면, 라면).
func hasCondition(before end: Int, in sentence: Sentence) -> Bool {
    sentence.scalars[..<end].indices.contains { place in
        guard sentence.scalars[place] == "면", place > 0 else { return false }
        // 면 티셔츠 begins a word.
        guard sentence.places[place] - sentence.places[place - 1] == 1 else { return false }
        let isNoun = DoubtWords.noConditions.end(0..<(place + 1), of: sentence.scalars)
        // 라면 한 박스, but 품절이라면; 도와주시면 좋겠어요, 도와주시면 감사하겠습니다.
        if isNoun { return DoubtWords.conditions.end(0..<(place + 1), of: sentence.scalars) }
        return !DoubtWords.politeness.begin((place + 1)..<sentence.scalars.count, of: sentence.scalars)
    }
}

extension WrittenMail {
    /// `request`, held back where the mail says something besides.
    /// - Parameter isShared: the order has no words of its own in a mail with several.
    /// - Parameter count: how many orders the mail names: 아래 3건 of three are all of them.
    func doubted(_ request: Request, isShared: Bool, of count: Int = 1) -> Request {
        guard request.intent == .cancel, request.confidence > unsure else { return request }
        let mayBeMeant = bodySentences.contains { $0.matches(DoubtWords.notices) || saysMoreOfCancelling($0) }
        let all = Words("\(count)건 \(count)개주문 all\(count)")
        let mayBeSpared =
            isShared && bodySentences.contains { $0.matches(DoubtWords.sparing) && !all.occur(in: $0) }
        // 윗 주문, 아래 것: which of several that is, only a number beside it says.
        let mayBeAnother =
            count > 1
            && bodySentences.contains { sentence in
                let isNumbered = bodyNumbers.contains { $0.range.overlaps(sentence.range) }
                return !isNumbered && sentence.matches(DoubtWords.positions)
            }
        // Some of it, and nobody can tell how much.
        let mayBePart =
            request.cancelQuantity == nil
            && (bodySentences + subjectSentences).contains {
                $0.matches(DoubtWords.partial) && !$0.matches(DoubtWords.whole)
            }
        guard mayBeMeant || mayBeSpared || mayBeAnother || mayBePart else { return request }
        var request = request
        request.confidence = unsure
        return request
    }

    /// A condition before 취소, or a doubt behind it, that the rules for nouns did not understand.
    private func saysMoreOfCancelling(_ sentence: Sentence) -> Bool {
        guard IntentWords.cancel.mayOccur(in: sentence) else { return false }
        // A condition that was understood makes the request conditional, which the rules know how to hold back.
        let isUnderstood = intent.isConditional
        return sentence.matches(DoubtWords.secondThoughts)
            || !isUnderstood && sentence.matches(DoubtWords.unheardConditions)
    }
}
