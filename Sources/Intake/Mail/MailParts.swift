// Which parts of a mail are what its writer wrote, and which are attached (after RFC 8621, section 4.1.4; pictures
// and sound always count as attached).

/// The same words, once or in several shapes: parts of a mail that are read as one piece of its text.
struct WrittenPiece {
    /// Parts to be read as plain text, in order; `html` likewise.
    fileprivate(set) var plain: [MimeLeaf] = []
    fileprivate(set) var html: [MimeLeaf] = []
}

/// The parts of a mail by what they are for.
struct MailParts {
    /// What the writer wrote, piece by piece: some mailers cut the text at each picture, some lists add a piece below it.
    private(set) var pieces: [WrittenPiece] = []
    private(set) var attachments: [MimeLeaf] = []

    init(_ root: MimeNode) { sort([root], kind: "mixed", isOnePiece: false) }

    private mutating func sort(_ nodes: [MimeNode], kind: String, isOnePiece: Bool) {
        for (index, node) in nodes.enumerated() {
            switch node {
            case .multipart("alternative", let shapes) where !isOnePiece:
                pieces.append(WrittenPiece())
                sort(shapes, kind: "alternative", isOnePiece: true)
            case .multipart(let inner, let children): sort(children, kind: inner, isOnePiece: isOnePiece)
            case .leaf(let leaf) where isInline(leaf, first: index == 0, kind: kind):
                if !isOnePiece { pieces.append(WrittenPiece()) }
                place(leaf)
            case .leaf(let leaf): attachments.append(leaf)
            }
        }
    }

    /// Text to be read where it stands: not declared as attached, and not a further named part of something.
    private func isInline(_ leaf: MimeLeaf, first: Bool, kind: String) -> Bool {
        leaf.isText && !leaf.isDetached && (first || (kind != "related" && leaf.name == nil))
    }

    private mutating func place(_ leaf: MimeLeaf) {
        let last = pieces.count - 1
        if leaf.type == "text/plain" { pieces[last].plain.append(leaf) } else { pieces[last].html.append(leaf) }
    }
}
