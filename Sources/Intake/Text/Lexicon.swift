// The words by which free text is understood, as a value: those everybody uses, and those a seller adds. The usual ones stand beside the
// code that means something by them; config/lexicon.yaml shows them all.

package import Cancellation

/// What a seller's own customers say.
package struct Lexicon: Sendable {
    /// The words that are known without being told.
    package static let usual = Lexicon()

    /// Sentences that say outright what is wanted.
    private(set) var wishes: [Intent: [Pattern]] = [:]
    /// Sentences that are passed over, whatever they say.
    private(set) var passedOver: [Pattern] = []
    /// Tried before the usual ones.
    private(set) var reasons: [ReasonRule] = []
    /// Folded, without blanks.
    private(set) var labels: [[Unicode.Scalar]: Label] = [:]
    /// Folded beginnings of lines: of one that nobody wrote, of one below which all is history, and parts of one that adverts have.
    private(set) var footers: [[Unicode.Scalar]] = []
    private(set) var historyStarts: [[Unicode.Scalar]] = []
    private(set) var announcements: [[Unicode.Scalar]] = []

    /// Where words can be added, by the names the configuration has for it.
    package enum Place: Hashable, Sendable {
        case wish(Intent)
        case passedOver
        /// For a code of the store (`claimReason`).
        case reason(String)
        /// One of `labelNames`.
        case label(String)
        case footer, history, announcement
    }

    /// What a label can announce.
    package static var labelNames: [String] { Label.allCases.map(\.rawValue) }

    /// Adds `words` at `place`: for wishes, reasons and what is passed over in the notation of docs/INTAKE.md, elsewhere plain words.
    package mutating func add(_ words: String, to place: Place) throws(LexiconProblem) {
        guard words.utf8.count <= 400 else { throw .tooLong }
        switch place {
        case .wish(let intent): wishes[intent, default: []].append(try pattern(words))
        case .passedOver: passedOver.append(try pattern(words))
        case .reason(let code):
            guard Reason.knownCodes.contains(code) else { throw .unknownName }
            let pattern = try pattern(words)
            reasons.append(ReasonRule(code, [pattern]))
        case .label(let name):
            guard let label = Label(rawValue: name) else { throw .unknownName }
            let letters = folded(words).filter { $0 != " " }
            guard letters.count >= 2 else { throw .tooShort }
            guard letters.count <= 24, letters.allSatisfy({ isWordScalar($0) || $0 == "#" }) else { throw .noLabel }
            if let known = Label.of(letters.indices, in: letters) ?? labels[letters], known != label { throw .taken }
            labels[letters] = label
        case .footer: footers.append(try plain(words))
        case .history: historyStarts.append(try plain(words))
        case .announcement: announcements.append(try plain(words).filter { $0 != " " })
        }
    }

    /// The sentences that are not passed over.
    func heard(_ sentences: [Sentence]) -> [Sentence] {
        passedOver.isEmpty ? sentences : sentences.filter { !$0.matches(passedOver) }
    }

    /// The label that the letters of `range` are, blanks left out.
    func label(of range: Range<Int>, in text: [Unicode.Scalar]) -> Label? {
        Label.of(range, in: text) ?? (labels.isEmpty ? nil : labels[text[range].filter { $0 != " " }])
    }

    func canBeginLabel(with letter: Unicode.Scalar) -> Bool {
        Label.canBegin(with: letter) || labels.keys.contains { $0.first == letter }
    }

    private func pattern(_ words: String) throws(LexiconProblem) -> Pattern {
        var steps: [String] = []
        for step in words.split(separator: " ") {
            if ["~", "~~", "?", "^", "$"].contains(step) {
                steps.append(String(step))
                continue
            }
            let alternatives = step.drop { $0 == "!" }.split(separator: "|").map { alternative in
                String(String.UnicodeScalarView(folded(String(alternative)).filter(isWordScalar)))
            }
            guard !alternatives.isEmpty, alternatives.allSatisfy({ !$0.isEmpty }) else { throw .noWords }
            steps.append((step.hasPrefix("!") ? "!" : "") + alternatives.joined(separator: "|"))
        }
        guard steps.first != "?", !steps.dropFirst().contains("^"), !steps.dropLast().contains("$") else {
            throw .misplaced
        }
        // One letter stands in nearly every sentence.
        let letters = zip(steps, steps.dropFirst() + [""]).reduce(0) { sum, pair in
            let (step, next) = pair
            guard next != "?", !["~", "~~", "?", "^", "$"].contains(step), !step.hasPrefix("!") else { return sum }
            return sum + (step.split(separator: "|").map(\.unicodeScalars.count).min() ?? 0)
        }
        guard letters >= 2 else { throw .tooShort }
        return Pattern(steps.joined(separator: " "))
    }

    private func plain(_ words: String) throws(LexiconProblem) -> [Unicode.Scalar] {
        let letters = folded(words.trimmingBlanks())
        guard letters.count >= 3 else { throw .tooShort }
        return letters
    }

    private func folded(_ words: String) -> [Unicode.Scalar] { FoldedText(words, limit: 400).scalars }
}

/// Why words cannot be added to a lexicon.
package enum LexiconProblem: Error, Hashable, Sendable {
    case tooLong
    /// Too short to mean anything by itself: two letters that must stand there, three of a line.
    case tooShort
    /// An alternative without a letter, as in `취소||철회`.
    case noWords
    /// A `?` with nothing before it, a `^` that is not first, a `$` that is not last.
    case misplaced
    /// No code of the store, or no kind of label.
    case unknownName
    case noLabel
    /// The label means something else already.
    case taken

    /// What to do about it.
    package var advice: String {
        switch self {
        case .tooLong: "is longer than 400 bytes: use the few words that matter"
        case .tooShort: "is too short: it would be found in nearly every text"
        case .noWords: "has an empty alternative: between two | there must be a word"
        case .misplaced: "has a mark in the wrong place: ^ stands first, $ last, and ? behind a word"
        case .unknownName: "is not known"
        case .noLabel: "is no label: at most 24 letters and digits"
        case .taken: "is the label of something else already"
        }
    }
}
