// What a seller's configuration adds to the names and words that intake knows. Only turns YAML into values.

import Cancellation
import Intake

extension Configuration {
    static func fieldNames(_ root: inout YAMLSection) throws(ConfigurationError) -> FieldNames {
        var names = FieldNames.usual
        guard var section = try root.section("fieldNames") else { return names }
        for word in FieldNames.extensible {
            for name in try section.texts(word) ?? [] {
                do throws(FieldNameProblem) {
                    try names.add(name, for: word)
                } catch {
                    switch error {
                    case .taken: throw section.error(word, "has the name \(name), which means something else already")
                    case .noName, .unknownWord: throw section.error(word, "has a name that is empty or too long")
                    }
                }
            }
        }
        try section.finish()
        return names
    }

    static func lexicon(_ root: inout YAMLSection) throws(ConfigurationError) -> Lexicon {
        var lexicon = Lexicon.usual
        guard var section = try root.section("lexicon") else { return lexicon }
        for intent in Intent.allCases where intent != .none {
            try section.add(intent.rawValue, to: &lexicon, at: .wish(intent))
        }
        try section.add("passedOver", to: &lexicon, at: .passedOver)
        try section.add("footers", to: &lexicon, at: .footer)
        try section.add("history", to: &lexicon, at: .history)
        try section.add("announcements", to: &lexicon, at: .announcement)
        if var reasons = try section.section("reasons") {
            for code in Reason.knownCodes.sorted() { try reasons.add(code, to: &lexicon, at: .reason(code)) }
            try reasons.finish()
        }
        if var labels = try section.section("labels") {
            for label in Lexicon.labelNames { try labels.add(label, to: &lexicon, at: .label(label)) }
            try labels.finish()
        }
        try section.finish()
        return lexicon
    }
}

extension YAMLSection {
    /// Adds the words under `key`.
    fileprivate mutating func add(
        _ key: String, to lexicon: inout Lexicon, at place: Lexicon.Place
    ) throws(ConfigurationError) {
        for words in try texts(key) ?? [] {
            do throws(LexiconProblem) {
                try lexicon.add(words, to: place)
            } catch {
                throw self.error(key, "has `\(words)`, which \(error.advice)")
            }
        }
    }
}
