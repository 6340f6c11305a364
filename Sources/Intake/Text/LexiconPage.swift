// config/lexicon.yaml: all words by which free text is understood, rendered from the code that matches them. Decides nothing.

internal import Cancellation

extension Lexicon {
    /// The page. YAML, so that editors show it well; nothing reads it.
    package static var page: String {
        let parts: [String] = [
            heading,
            section(
                "The nouns that wishes hang on, in every spelling.",
                [
                    list("cancel", IntentWords.cancel.list), list("refund", IntentWords.refund.list),
                    list("exchange", IntentWords.exchange.list), list("return", IntentWords.giveBack.list),
                ]),
            section(
                "What is said of a noun. The first line that fits decides; `before` stands before the noun, `behind` behind it.",
                [
                    mentions("ofCancel", IntentWords.cancelRules), mentions("ofRefund", IntentWords.refundRules),
                    mentions("ofExchangeAndReturn", IntentWords.otherRules),
                ]),
            section("What a sentence says without a noun.", situations),
            section(
                "Doubts: a wish that is not plain, or that something speaks against, is shown to a person.",
                [
                    list("doubt.plainEndings", DoubtWords.plainEndings.map(\.notation)),
                    list("doubt.otherThing", DoubtWords.otherThing.map(\.notation)),
                    list("doubt.plainOpenings", DoubtWords.plainOpenings.list),
                    list("doubt.plainEnglishThing", DoubtWords.plainEnglishThing.map(\.notation)),
                    list("doubt.englishAsides", DoubtWords.englishAsides.map(\.notation)),
                    list("doubt.besideAttachments", DoubtWords.besideAttachments.map(\.notation)),
                    list("doubt.partial", DoubtWords.partial.map(\.notation)),
                    list("doubt.whole", DoubtWords.whole.map(\.notation)),
                    list("doubt.contradictions", DoubtWords.contradictions.map(\.notation)),
                    list("doubt.keepsGoods", DoubtWords.keepsGoods.map(\.notation)),
                    list("doubt.noGoods", DoubtWords.noGoods.list),
                    list("doubt.delivery", DoubtWords.delivery.map(\.notation)),
                    list("doubt.answers", DoubtWords.answers.list),
                    list("doubt.notices", DoubtWords.notices.map(\.notation)),
                    list("doubt.secondThoughts", DoubtWords.secondThoughts.map(\.notation)),
                    list("doubt.sparing", DoubtWords.sparing.map(\.notation)),
                    list("doubt.positions", DoubtWords.positions.map(\.notation)),
                    list("doubt.unheardConditions", DoubtWords.unheardConditions.map(\.notation)),
                    list("doubt.conditions", DoubtWords.conditions.list),
                    list("doubt.noConditions", DoubtWords.noConditions.list),
                    list("doubt.politeness", DoubtWords.politeness.list),
                ]),
            section("Reasons: the first that fits decides.", reasons),
            section(
                "What stands before a colon.",
                Label.allCases.map { list("label.\($0.rawValue)", Label.usual[$0] ?? []) }),
            section(
                "What nobody wrote this time.",
                [
                    list("history.between", historyMarks.list), list("history.attribution", attributionEnds.list),
                    list("history.sender", senderLabels.list), list("history.heading", headingLabels.list),
                    list("footer.start", footerStarts.list), list("footer.end", footerEnds.list),
                ]),
            section(
                "Mails to many.",
                [
                    list("announcement.title", AnnouncementWords.titles.list),
                    list("announcement.titleStart", AnnouncementWords.titleStarts.list),
                    list("announcement.line", AnnouncementWords.lines.list),
                    list("announcement.sender", AnnouncementWords.senders.list),
                    list("announcement.not", AnnouncementWords.claims.list),
                ]),
        ]
        return parts.joined(separator: "\n")
    }

    private static let heading = """
        # The words by which free Korean and English text is understood. This page is rendered from the program and read by nobody but you:
        # to add words of your own customers, write them into cancelbox.yaml under `lexicon`; docs/INTAKE.md, "Free text", says how.
        # Notation: texts are compared in lower case and without blanks; | parts alternatives; `?` makes the step before it optional; ~ stands for
        # up to 8 letters, ~~ for up to 24; ! for what must not follow; ^ and $ for the start and the end of a sentence.

        """

    private static func section(_ title: String, _ lines: [String]) -> String {
        "# \(title)\n" + lines.joined()
    }

    private static func list(_ name: String, _ words: [String]) -> String {
        "\(name):\n" + words.map { "  - \(quoted($0))\n" }.joined()
    }

    private static func mentions(_ name: String, _ rules: [MentionRule]) -> String {
        "\(name):\n"
            + rules.map { rule in
                let before = rule.before.map { "before: \(quoted($0.notation)), " } ?? ""
                return "  - { says: \(rule.mention.word), \(before)behind: \(quoted(rule.behind.notation)) }\n"
            }.joined()
    }

    private static var situations: [String] {
        let groups: [(String, [Pattern])] = [
            ("condition", SituationWords.condition), ("conditionBefore", [SituationWords.conditionBefore]),
            ("noCondition", SituationWords.noCondition), ("keep", SituationWords.keep),
            ("keepsTheRest", SituationWords.keepsTheRest), ("verbFirst", SituationWords.verbFirst),
            ("setApart", SituationWords.setApart), ("received", SituationWords.received),
            ("notReceived", SituationWords.notReceived), ("damaged", SituationWords.damaged),
            ("change", SituationWords.change), ("changeHappened", SituationWords.changeHappened),
            ("question", SituationWords.question), ("feedback", SituationWords.feedback),
            ("noPurchase", SituationWords.noPurchase), ("beforeBuying", DoubtWords.beforeBuying),
        ]
        return groups.map { list($0.0, $0.1.map(\.notation)) }
    }

    private static var reasons: [String] {
        ["reasons:\n"]
            + ReasonWords.rules.map { rule in
                let cause = rule.cause.map { "    cause: \($0.rawValue)\n" } ?? ""
                let patterns = rule.patterns.map { "      - \(quoted($0.notation))\n" }.joined()
                return "  - code: \(rule.code)\n\(cause)    words:\n\(patterns)"
            }
    }

    /// In single quotes, doubled within.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}

extension Mention {
    fileprivate var word: String {
        switch self {
        case .wish(let strength): "wish, strength: \(strength)"
        case .possible: "possible"
        case .applied: "applied"
        case .complaint: "complaint"
        case .negated: "negated"
        case .past: "past"
        case .topic: "topic"
        }
    }
}
