// What the library is given to write: by name, each fact that is there. A word may be followed by a particle.

import Mustache

/// One value. `{{word}}` writes it, `{{word.topic}}` writes it as `withParticle` has it for 은 or 는, and so for every particle.
struct Word: MustacheParent, CustomStringConvertible {
    let description: String
    let withParticle: (Particle) -> String

    func child(named name: String) -> Any? { Particle.allCases.first { "\($0)" == name }.map(withParticle) }
}

extension FieldSet {
    /// The facts by the names of `Vocabulary`, each written as `text` and `withParticle` have it.
    func values(
        _ text: (Fact) -> String, withParticle: @escaping (Fact, Particle) -> String
    ) -> [String: Any] {
        var values: [String: Any] = [:]
        var own: [String: Any] = [:]
        for fact in Fact.allCases where contains(fact) || Vocabulary.certain.contains("\(fact)") {
            let written = contains(fact) ? text(fact) : ""
            let isWord = Vocabulary.words.contains("\(fact)")
            let word: Any = isWord ? Word(description: written) { withParticle(fact, $0) } : written
            let value: Any = fact.isQuestion ? contains(fact) : word
            if fact.isOfBuyer { own["\(fact)"] = value } else { values["\(fact)"] = value }
        }
        if contains(.details) { values["details"] = own }
        return values
    }

    /// A blank for each fact.
    var blanks: [String: Any] { values({ Placeholder.mark($0) }, withParticle: { Placeholder.mark($0, $1) }) }
}
