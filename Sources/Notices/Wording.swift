// The templates, parsed and checked: from the facts of one notice to its subject and text. Never escapes, never looks up.

import Cancellation
import Mustache
import Ports

/// What one notice says.
struct Words {
    /// The short form, where the template has one.
    var short: String?
    var subject: String
    var body: String
}

/// Every template of every kind and medium. Keeps what the library made of them; not for several threads.
final class Wording {
    private let forms: [Key: Form<MustacheTemplate>]
    private let library: MustacheLibrary
    /// By far the most notices of a kind have the same facts, so the library is asked only for the first of them.
    private var compiled: [Cut: Form<CompiledTemplate>] = [:]
    /// Bounds the memory, whatever combinations of facts come: a few MiB at most.
    private static let mostTemplates = 1024

    private struct Key: Hashable {
        let kind: NoticeKind
        let medium: Medium
    }

    private struct Cut: Hashable {
        let key: Key
        let outline: FieldSet
    }

    /// One template file, taken apart before any value gets near it: a value that looks like a `Subject:` changes nothing.
    private struct Form<Text> {
        var short: Text?
        var subject: Text
        var body: Text
    }

    /// - Throws: `.template` with the file's name and what is wrong in it, also when a kind has none or a file is for none.
    init(_ templates: Templates) throws(NoticeError) {
        var forms: [Key: Form<MustacheTemplate>] = [:]
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

    func words(_ kind: NoticeKind, _ medium: Medium, _ facts: TemplateValues) -> Words {
        let cut = Cut(key: Key(kind: kind, medium: medium), outline: facts.outline)
        guard let template = compiled[cut] ?? self.cut(cut) else { return Words(subject: "", body: "") }
        return Words(
            short: template.short?.filled(with: facts), subject: template.subject.filled(with: facts),
            body: template.body.filled(with: facts))
    }

    private func cut(_ cut: Cut) -> Form<CompiledTemplate>? {
        let blanks = cut.outline.blanks
        guard let form = forms[cut.key] else { return nil }
        let template = Form(
            short: form.short.map { CompiledTemplate(rendered($0, blanks)) },
            subject: CompiledTemplate(rendered(form.subject, blanks)),
            body: CompiledTemplate(rendered(form.body, blanks)))
        if compiled.count >= Self.mostTemplates { compiled = [:] }
        compiled[cut] = template
        return template
    }

    /// What the library itself makes of `values`, by the names of `Vocabulary`.
    func rendered(_ kind: NoticeKind, _ medium: Medium, _ values: [String: Any]) -> Words? {
        forms[Key(kind: kind, medium: medium)].map { form in
            Words(
                short: form.short.map { rendered($0, values) }, subject: rendered(form.subject, values),
                body: rendered(form.body, values))
        }
    }

    /// The text without what absent sections leave: space at ends of lines, and more than one empty line. No value is empty,
    /// begins or ends with a space or breaks a line, so that this comes to the same before and after blanks are filled.
    private func rendered(_ template: MustacheTemplate, _ values: [String: Any]) -> String {
        var lines: [Substring] = []
        for line in template.render(values, library: library).split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.droppingLastSpaces()
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func form(
        _ text: String, _ file: String, _ medium: Medium, _ partials: Set<String>
    ) throws(NoticeError) -> Form<MustacheTemplate> {
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
