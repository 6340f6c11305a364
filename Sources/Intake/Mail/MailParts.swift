// Which parts of a mail are what its writer wrote, and which are attached (the reading of RFC 8621, section 4.1.4).

/// The parts of a mail by what they are for.
struct MailParts {
    /// Parts to be read as plain text, in order; `html` likewise.
    private(set) var plain: [MimeLeaf] = []
    private(set) var html: [MimeLeaf] = []
    private(set) var attachments: [MimeLeaf] = []

    init(_ root: MimeNode) {
        sort([root], kind: "mixed", within: Reading())
    }

    /// What the branch of an alternative leaves to be read: inside one, text of one kind rules the other out.
    private struct Reading {
        var inAlternative = false
        var plain = true
        var html = true
    }

    private mutating func sort(_ nodes: [MimeNode], kind: String, within outer: Reading) {
        var reading = outer
        for (index, node) in nodes.enumerated() {
            switch node {
            case .multipart(let inner, let children):
                var deeper = reading
                deeper.inAlternative = reading.inAlternative || inner == "alternative"
                sort(children, kind: inner, within: deeper)
            case .leaf(let leaf) where isInline(leaf, first: index == 0, kind: kind):
                place(leaf, kind: kind, &reading)
            case .leaf(let leaf):
                attachments.append(leaf)
            }
        }
    }

    private func isInline(_ leaf: MimeLeaf, first: Bool, kind: String) -> Bool {
        guard !leaf.isDetached, leaf.isText || leaf.isMedia else { return false }
        return first || (kind != "related" && (leaf.isMedia || leaf.name == nil))
    }

    private mutating func place(_ leaf: MimeLeaf, kind: String, _ reading: inout Reading) {
        if kind == "alternative" {
            switch leaf.type {
            case "text/plain": plain.append(leaf)
            case "text/html": html.append(leaf)
            default: attachments.append(leaf)
            }
            return
        }
        if reading.inAlternative {
            if leaf.type == "text/plain" { reading.html = false }
            if leaf.type == "text/html" { reading.plain = false }
        }
        if leaf.type == "text/plain" { plain.append(leaf) }
        if leaf.type == "text/html" { html.append(leaf) }
        if leaf.isMedia, !(reading.plain && reading.html) { attachments.append(leaf) }
    }
}
