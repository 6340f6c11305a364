// What makes a wish to cancel too doubtful to be acted upon without a person. Lowers confidence; never makes a wish of anything.
//
// A wish is plain when its verb ends as wishes end (취소해 주세요, 취소합니다). 취소해 달라고 하셨잖아요, 취소해 주셔서, 취소하고 싶으면 hold the
// same verbs and are none. And beside a plain wish nothing else may be wanted: a wrong cancellation costs ten times a missed one.

internal import Cancellation

/// Whether one of the wishes to cancel is plain, or there is none that needs to be: a question whether it can be had, say.
func isPlainlyWished(_ readings: [SentenceReading]) -> Bool {
    var needsPlainness = false
    for reading in readings {
        for mention in reading.cancel {
            guard case .wish = mention.mention else { continue }
            if isPlain(mention, in: reading.sentence) { return true }
            needsPlainness = true
        }
    }
    return !needsPlainness
}

private func isPlain(_ mention: NounMention, in sentence: Sentence) -> Bool {
    if DoubtWords.otherThing.contains(where: { $0.leads(to: mention.noun.lowerBound, in: sentence) }) { return false }
    // English verbs have no such endings: their rules look at what stands before them.
    if let first = mention.noun.first, sentence.scalars[first].isASCII {
        return !DoubtWords.otherEnglishThing.contains { $0.end(in: sentence, from: mention.noun.upperBound) != nil }
    }
    return DoubtWords.plainEndings.contains { $0.end(in: sentence, from: mention.noun.upperBound) != nil }
}

/// Whether anything else is wanted or told that does not go with a cancellation.
func isContradicted(_ sentences: [Sentence]) -> Bool {
    // 2개만 보내주시고 1개는 취소, 나머지는 보내주세요: the others are meant.
    let isPartly = quantities(in: sentences).cancelled != nil
    return sentences.contains { sentence in
        let isOfTheRest =
            isPartly && (sentence.matches(SituationWords.keepsTheRest) || quantities(in: [sentence]).cancelled != nil)
        guard !isOfTheRest else { return false }
        if sentence.matches(DoubtWords.contradictions) { return true }
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
    func doubted(_ request: Request, isShared: Bool) -> Request {
        guard request.intent == .cancel, request.confidence > unsure else { return request }
        let mayBeMeant = bodySentences.contains { $0.matches(DoubtWords.notices) || saysMoreOfCancelling($0) }
        let mayBeSpared = isShared && bodySentences.contains { $0.matches(DoubtWords.sparing) }
        guard mayBeMeant || mayBeSpared else { return request }
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
