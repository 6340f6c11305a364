// From what the sentences say to what the mail wants. A wrong cancel costs ten times a missed one: in doubt the reading is
// the harmless one, and the confidence falls.

internal import Cancellation

/// The confidence of a wish that may be meant otherwise: below what any rule acts upon (`minimumConfidence`, 0.6), so a person looks.
let unsure = 0.55

/// What a text wants, how surely, and where it says so.
struct IntentReading {
    var intent: Intent
    var confidence: Double
    var isConditional = false
    /// Something speaks against a wish to cancel, or it is not plain.
    var isDoubtful = false
    /// Folded range of the words that decided.
    var range: Range<Int>?

    /// A reading that says what is to happen to an order.
    var isDecisive: Bool { [.cancel, .withdraw, .return, .exchange, .change].contains(intent) }
}

/// Sums the sentences of one text up. `isReply` lets "just send it" take an earlier wish back.
func intent(of sentences: [Sentence], isReply: Bool, _ lexicon: Lexicon) -> IntentReading {
    let evidence = IntentEvidence(lexicon.heard(sentences), lexicon)
    var reading = evidence.decided(isReply: isReply)
    guard reading.isDecisive, reading.intent != .withdraw else { return reading }
    if reading.intent == .cancel, evidence.isDoubtful {
        reading.isDoubtful = true
        reading.confidence = min(reading.confidence, unsure)
    }
    if let condition = evidence.condition {
        reading.isConditional = true
        reading.confidence -= 0.1
        reading.range = reading.range ?? condition
    }
    return reading
}

/// The strongest of each kind of mention, with the sentence it stands in.
private struct IntentEvidence {
    private struct Found {
        var strength: Double
        /// Counted through the text, to see what was said last.
        var sentence: Int
        var range: Range<Int>
    }

    private let sentences: [Sentence]
    private let readings: [SentenceReading]
    private let lexicon: Lexicon
    private var cancel, possible, applied, complaint, negated: Found?
    private var refund, exchange, giveBack, keep: Found?

    /// Whether a person has to look before anything is cancelled.
    var isDoubtful: Bool { !isPlainlyWished(readings) || isContradicted(sentences) }

    var condition: Range<Int>? { readings.lazy.compactMap(\.condition).first }

    init(_ sentences: [Sentence], _ lexicon: Lexicon) {
        self.sentences = sentences
        self.lexicon = lexicon
        readings = sentences.map(SentenceReading.init)
        for (index, reading) in readings.enumerated() {
            for mention in reading.cancel {
                let found = Found(strength: 0, sentence: index, range: sentence(index, mention))
                switch mention.mention {
                case .wish(let strength): cancel = stronger(cancel, found, strength)
                case .possible: possible = stronger(possible, found, unsure)
                case .applied: applied = stronger(applied, found, unsure)
                case .complaint: complaint = stronger(complaint, found, 0.5)
                case .negated: negated = found
                case .past, .topic: break
                }
            }
            refund = wish(in: reading.refund, index) ?? refund
            exchange = wish(in: reading.exchange, index) ?? exchange
            giveBack = wish(in: reading.giveBack, index) ?? giveBack
            hearWishes(of: reading.sentence, index)
            if reading.keeps { keep = Found(strength: 0.8, sentence: index, range: reading.sentence.range) }
        }
    }

    /// What a seller's own words say outright.
    private mutating func hearWishes(of sentence: Sentence, _ index: Int) {
        for (intent, patterns) in lexicon.wishes where sentence.matches(patterns) {
            let found = Found(strength: 0.8, sentence: index, range: sentence.range)
            switch intent {
            case .cancel: cancel = stronger(cancel, found, 0.8)
            case .withdraw: negated = found
            case .return: giveBack = found
            case .exchange: exchange = found
            case .change, .question, .feedback, .none: break
            }
        }
    }

    private func sentence(_ index: Int, _ mention: NounMention) -> Range<Int> { sentences[index].range(mention.noun) }

    private func stronger(_ old: Found?, _ new: Found, _ strength: Double) -> Found {
        var new = new
        new.strength = strength
        guard let old, old.strength > strength else { return new }
        return old
    }

    private func wish(in mentions: [NounMention], _ index: Int) -> Found? {
        for mention in mentions {
            let range = sentence(index, mention)
            switch mention.mention {
            case .wish(let strength): return Found(strength: strength, sentence: index, range: range)
            case .possible: return Found(strength: 0.6, sentence: index, range: range)
            default: continue
            }
        }
        return nil
    }

    private func says(_ sentence: Sentence, _ intent: Intent) -> Bool {
        lexicon.wishes[intent].map(sentence.matches) ?? false
    }

    private func says(_ patterns: [Pattern]) -> Bool { sentences.contains { $0.matches(patterns) } }

    private var isReceived: Bool { says(SituationWords.received) && !says(SituationWords.notReceived) }

    private func reading(_ intent: Intent, _ confidence: Double, _ found: Found? = nil) -> IntentReading {
        IntentReading(intent: intent, confidence: confidence, range: found?.range)
    }

    func decided(isReply: Bool) -> IntentReading {
        takenBack(isReply: isReply) ?? goodsBack() ?? cancelled() ?? changed() ?? asked()
    }

    /// Withdrawal and negation, unless a plain wish to cancel comes after them.
    private func takenBack(isReply: Bool) -> IntentReading? {
        if let negated {
            // 발송 전이면 취소, 발송하셨으면 취소 안 하고 받을게요: the other branch of one condition takes nothing back.
            if let cancel, cancel.sentence != negated.sentence, readings[cancel.sentence].condition != nil,
                readings[negated.sentence].condition != nil
            {
                return reading(.cancel, cancel.strength, cancel)
            }
            if let exchange { return reading(.exchange, exchange.strength, exchange) }
            if let change { return reading(.change, 0.75, change) }
            if let cancel, cancel.sentence > negated.sentence, cancel.strength >= 0.85 {
                return reading(.cancel, 0.5, cancel)
            }
            return reading(.withdraw, cancel == nil ? 0.9 : 0.6, negated)
        }
        guard let keep else { return nil }
        if let cancel { return cancel.sentence < keep.sentence ? reading(.withdraw, 0.5, keep) : nil }
        let isAboutCancelling = readings.contains { !$0.cancel.isEmpty }
        return isAboutCancelling || isReply ? reading(.withdraw, isAboutCancelling ? 0.85 : 0.6, keep) : nil
    }

    /// Return and exchange: asked for outright, or a cancellation of what has arrived.
    private func goodsBack() -> IntentReading? {
        let isDamaged = says(SituationWords.damaged)
        if let exchange, giveBack == nil || isDamaged { return reading(.exchange, exchange.strength, exchange) }
        if let giveBack { return reading(.return, cancel == nil ? giveBack.strength : 0.6, giveBack) }
        guard isReceived || (isDamaged && cancel == nil), let wish = refund ?? cancel ?? possible else { return nil }
        return reading(.return, isDamaged ? 0.8 : 0.6, wish)
    }

    private func cancelled() -> IntentReading? {
        if says(DoubtWords.beforeBuying),
            sentences.contains(where: { $0.isQuestion || $0.matches(SituationWords.question) })
        {
            return nil
        }
        if let cancel {
            // Who knows of a defect has the goods, as a rule: a person looks first.
            return reading(
                .cancel, says(SituationWords.damaged) ? min(cancel.strength, unsure) : cancel.strength, cancel)
        }
        if let possible { return reading(.cancel, possible.strength, possible) }
        if let applied { return reading(asksAboutProgress ? .question : .cancel, unsure, applied) }
        if let complaint { return reading(.cancel, 0.5, complaint) }
        if let refund { return reading(.cancel, 0.5, refund) }
        let sentence = sentences.firstIndex { $0.matches(SituationWords.noPurchase) }
        return sentence.map { reading(.cancel, 0.5, Found(strength: 0.5, sentence: $0, range: sentences[$0].range)) }
    }

    /// Whoever has cancelled at the store already and asks when the money comes wants an answer, no second cancellation.
    private var asksAboutProgress: Bool {
        readings.contains { reading in
            reading.refund.contains { $0.mention == .topic || $0.mention == .complaint } || reading.sentence.isQuestion
        }
    }

    private var change: Found? {
        let index = sentences.firstIndex { sentence in
            says(sentence, .change)
                || sentence.matches(SituationWords.change) && !sentence.matches(SituationWords.changeHappened)
        }
        return index.map { Found(strength: 0.75, sentence: $0, range: sentences[$0].range) }
    }

    private func changed() -> IntentReading? { change.map { reading(.change, $0.strength, $0) } }

    private func asked() -> IntentReading {
        if let asked = sentences.first(where: {
            $0.isQuestion || says($0, .question) || $0.matches(SituationWords.question)
        }) {
            return IntentReading(intent: .question, confidence: 0.7, range: asked.range)
        }
        if let spoken = readings.first(where: { !($0.cancel + $0.refund + $0.exchange + $0.giveBack).isEmpty }) {
            let isPast = spoken.cancel.contains { $0.mention == .past }
            if !isPast { return IntentReading(intent: .question, confidence: 0.4, range: spoken.sentence.range) }
        }
        if let said = sentences.first(where: { says($0, .feedback) || $0.matches(SituationWords.feedback) }) {
            return IntentReading(intent: .feedback, confidence: 0.6, range: said.range)
        }
        return IntentReading(intent: .none, confidence: 0.6)
    }
}
