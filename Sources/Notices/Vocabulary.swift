// The words a template may use, and a check that it uses them in ways that leave no holes and give nothing away.

/// Names that templates may use, by what must stand around them.
enum Vocabulary {
    /// Always there.
    static let certain: Set<String> = ["shop", "mail", "case", "tag", "details", "oneOfSeveral", "missing", "inThread"]
    /// There or not: only within a section that asks for the value (`order` brings `orderTail` with it).
    static let uncertain: Set<String> = ["contact", "order", "orderTail", "saidProductOrder", "answer"]
    /// Only asked for, never written.
    static let questions: Set<String> = [
        "details", "oneOfSeveral", "missing", "inThread", "missingOrderNumber", "missingKnownOrderNumber",
        "missingProduct",
        "missingQuantity",
    ]
    /// What only the buyer may read: within `{{#details}}` alone.
    static let certainDetails: Set<String> = ["product", "quantity"]
    static let uncertainDetails: Set<String> = [
        "name", "option", "amount", "means", "refundGuide", "reason", "productOrder",
    ]
    /// Values that a particle may follow: `{{product.object}}`.
    static let words: Set<String> = ["shop", "order", "name", "product", "option", "means"]
}

/// The first thing wrong with how `text` uses the vocabulary and `partials`, as one line for the operator; nil when nothing is.
func firstFault(in text: String, partials: Set<String>) -> String? {
    var open: [(sign: Character, name: String)] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
        if line.unicodeScalars.contains(where: Placeholder.isMark) {
            return "line \(number + 1): a character between U+FDD0 and U+FDEF, which no text may hold"
        }
        var rest = line
        while let start = rest.firstRange(of: "{{") {
            guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
                return "line \(number + 1): {{ without }}"
            }
            let tag = Tag(rest[start.upperBound..<end.lowerBound])
            rest = rest[end.upperBound...]
            if let fault = fault(of: tag, within: open, partials: partials) {
                return "line \(number + 1): \(fault)"
            }
            switch tag.sign {
            case "#", "^": open.append((tag.sign, tag.name))
            case "/": open.removeLast()
            default: break
            }
        }
    }
    return open.last.map { "{{\($0.sign)\($0.name)}} is never closed" }
}

/// One `{{…}}`: its sign, or a space for a plain value, and its name.
private struct Tag {
    let sign: Character
    let name: String

    init(_ inside: Substring) {
        let text = inside.drop(while: \.isWhitespace)
        let first = text.first ?? " "
        sign = first.isLetter ? " " : first
        name = text.drop { $0 == first && !$0.isLetter }.trimmingSpaces()
    }
}

private func fault(of tag: Tag, within open: [(sign: Character, name: String)], partials: Set<String>) -> String? {
    let asked = { (name: String) in open.contains { $0 == ("#", name) } }
    switch tag.sign {
    case "!": return nil
    case ">": return partials.contains(tag.name) ? nil : "{{> \(tag.name)}} cannot be included here"
    case "/": return open.last?.name == tag.name ? nil : "{{/\(tag.name)}} closes nothing"
    case "#", "^", " ": break
    default: return "{{\(tag.sign) is not used in notices"
    }
    let parts = tag.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let name = parts[0]
    if parts.count > 1 {
        let particle = parts.count == 2 && Particle.allCases.contains { "\($0)" == parts[1] }
        guard tag.sign == " ", particle, Vocabulary.words.contains(name) else { return "{{\(tag.name)}} is not known" }
    }
    let ofBuyer = Vocabulary.certainDetails.union(Vocabulary.uncertainDetails)
    guard ofBuyer.union(Vocabulary.certain).union(Vocabulary.uncertain).union(Vocabulary.questions).contains(name)
    else {
        return "{{\(tag.name)}} is not known"
    }
    if ofBuyer.contains(name), !asked("details") { return "{{\(name)}} must stand within {{#details}}" }
    guard tag.sign == " " else { return nil }
    if Vocabulary.questions.contains(name) { return "{{\(name)}} is a question: write {{#\(name)}}" }
    let isUncertain = Vocabulary.uncertain.union(Vocabulary.uncertainDetails).contains(name)
    let question = name == "orderTail" ? "order" : name
    return isUncertain && !asked(question) ? "{{\(name)}} may be missing: write it within {{#\(question)}}" : nil
}

extension Substring {
    fileprivate func trimmingSpaces() -> String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
