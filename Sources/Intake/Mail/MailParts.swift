// Which parts of a mail are what its writer wrote, and which are attached (after RFC 8621, section 4.1.4; pictures
// and sound always count as attached).

/// The parts of a mail by what they are for.
struct MailParts {
    /// Parts to be read as plain text, in order; `html` likewise.
    private(set) var plain: [MimeLeaf] = []
    private(set) var html: [MimeLeaf] = []
    private(set) var attachments: [MimeLeaf] = []

    init(_ root: MimeNode) { sort([root], kind: "mixed") }

    private mutating func sort(_ nodes: [MimeNode], kind: String) {
        for (index, node) in nodes.enumerated() {
            switch node {
            case .multipart(let inner, let children): sort(children, kind: inner)
            case .leaf(let leaf) where isInline(leaf, first: index == 0, kind: kind): place(leaf)
            case .leaf(let leaf): attachments.append(leaf)
            }
        }
    }

    /// Text to be read where it stands: not declared as attached, and not a further named part of something.
    private func isInline(_ leaf: MimeLeaf, first: Bool, kind: String) -> Bool {
        leaf.isText && !leaf.isDetached && (first || (kind != "related" && leaf.name == nil))
    }

    private mutating func place(_ leaf: MimeLeaf) {
        if leaf.type == "text/plain" { plain.append(leaf) } else { html.append(leaf) }
    }
}
