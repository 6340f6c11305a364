// The templates, parsed and checked: from the facts of one notice to its subject and text. Never escapes, never looks up.

import Cancellation
import Mustache
import Ports

/// Every template of every kind and medium.
struct Wording {
    private let forms: [Key: Form]
    private let library: MustacheLibrary

    private struct Key: Hashable {
        let kind: NoticeKind
        let medium: Medium
    }

    /// One template file, taken apart before any value gets near it: a value that looks like a `Subject:` changes nothing.
    private struct Form {
        var short: MustacheTemplate?
        var subject: MustacheTemplate
        var body: MustacheTemplate
    }

    /// - Throws: `.template` with the file's name and what is wrong in it, also when a kind has none or a file is for none.
    init(_ templates: Templates) throws(NoticeError) {
        var forms: [Key: Form] = [:]
        var rest = templates.texts
        for kind in NoticeKind.allCases {
            for medium in [Medium.email, .sms] {
                let file = "\(kind.rawValue).\(medium.rawValue).mustache"
                guard let text = rest.removeValue(forKey: file) else { throw .template("\(file) is missing") }
                forms[Key(kind: kind, medium: medium)] = try Wording.form(text, file, medium, partials(of: templates))
            }
        }
        var library = MustacheLibrary()
        for (file, text) in rest.sorted(by: { $0.key < $1.key }) {
            guard let name = partialName(file) else { throw .template("\(file) is a template of no kind of notice") }
            // No partials in partials: one that includes itself would never end.
            library.register(try Wording.parsed(text, file, []), named: name)
        }
        self.forms = forms
        self.library = library
    }

    /// The short form, where the template has one.
    func short(_ kind: NoticeKind, _ medium: Medium, _ facts: Facts) -> String? {
        forms[Key(kind: kind, medium: medium)]?.short.map { render($0, facts) }
    }

    func subject(_ kind: NoticeKind, _ medium: Medium, _ facts: Facts) -> String {
        forms[Key(kind: kind, medium: medium)].map { render($0.subject, facts) } ?? ""
    }

    func body(_ kind: NoticeKind, _ medium: Medium, _ facts: Facts) -> String {
        forms[Key(kind: kind, medium: medium)].map { render($0.body, facts) } ?? ""
    }

    /// The text without what absent sections leave: space at ends of lines, and more than one empty line.
    private func render(_ template: MustacheTemplate, _ facts: Facts) -> String {
        var lines: [Substring] = []
        for line in template.render(facts.values, library: library).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let line = line.droppingLastSpaces()
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func form(
        _ text: String, _ file: String, _ medium: Medium, _ partials: Set<String>
    ) throws(NoticeError) -> Form {
        // Once as a whole, so that the line numbers are the file's; each piece is checked again when it is parsed.
        if let fault = firstFault(in: text, partials: partials) { throw .template("\(file): \(fault)") }
        var lines = lines(of: text)[...]
        var short: MustacheTemplate?
        if medium == .sms, let rule = lines.firstIndex(of: "---") {
            short = try parsed(lines[..<rule].joined(separator: "\n"), file, partials)
            lines = lines[(rule + 1)...]
        }
        guard let subject = lines.popFirst(), subject.hasPrefix("Subject: "), lines.popFirst()?.isEmpty == true else {
            throw .template("\(file): the text must start with a line `Subject: …` and an empty line")
        }
        guard medium == .sms || subject.contains("{{tag}}") else {
            throw .template("\(file): the subject must hold {{tag}}, by which an answer finds its case")
        }
        return Form(
            short: short, subject: try parsed(String(subject.dropFirst(9)), file, partials),
            body: try parsed(lines.joined(separator: "\n"), file, partials))
    }

    private static func parsed(
        _ text: String, _ file: String, _ partials: Set<String>
    ) throws(NoticeError) -> MustacheTemplate {
        if let fault = firstFault(in: text, partials: partials) { throw .template("\(file): \(fault)") }
        do {
            // Plain text: without this line `<` would arrive as `&lt;`.
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
        } catch {
            throw .template("\(file): \(error)")
        }
    }
}

private func lines(of text: String) -> [String] {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
}

private func partials(of templates: Templates) -> Set<String> {
    Set(templates.texts.keys.compactMap(partialName))
}

/// `foot` of `foot.mustache`; nil for the templates of notices and for anything else.
private func partialName(_ file: String) -> String? {
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1] == "mustache" ? String(parts[0]) : nil
}

extension Substring {
    fileprivate func droppingLastSpaces() -> Substring {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
