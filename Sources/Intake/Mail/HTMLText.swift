// HTML → text as a person sees it. A reader of tags, not of HTML: no tree, and no styles but those that hide.

/// Readable text of `html`: block elements and `<br>` break lines, the cells of a row stay on one line, a
/// heading cell with its value as `heading: value`, a quotation gets `> ` as in plain mail, entities are decoded; scripts, styles and hidden elements are left out.
func readableText(html: String) -> String {
    var reader = HTMLReader(Array(html.utf8))
    return reader.read()
}

private struct HTMLReader {
    private let bytes: [UInt8]
    private var place = 0
    private var out: [UInt8] = []
    /// What stands between the last text and the next; nothing is written before there is a next.
    private var gap = Gap.none
    private var rowHasText = false
    /// Nothing was written since the cell began: its own blocks must not tear it from its row.
    private var atCellStart = false
    /// The last cell with text was a heading: what follows in its row is what it heads.
    private var isBehindHeading = false
    private var cell = ""
    private var quotes = 0
    /// The element in which a mail program quotes, and how many of its name are open.
    private var quoting: (name: String, depth: Int)?
    private var preformatted = 0
    /// The element that hides its content, and how many of its name are open.
    private var hidden: (name: String, depth: Int)?

    private enum Gap: Int { case none, blank, line, paragraph }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        out.reserveCapacity(bytes.count)
    }

    mutating func read() -> String {
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "<"), let tag = HTMLTag(in: bytes, at: place) {
                place = tag.end
                handle(tag)
            } else {
                readText()
            }
        }
        if !out.isEmpty { out.append(10) }
        return String(decoding: out, as: UTF8.self)
    }

    private mutating func handle(_ tag: HTMLTag) {
        if let open = hidden {
            guard tag.name == open.name else { return }
            let depth = open.depth + (tag.isClosing ? -1 : 1)
            hidden = depth == 0 ? nil : (open.name, depth)
        } else if tag.isRaw {
            if !tag.isClosing { place = endOfRawElement(tag.name, in: bytes, from: place) }
        } else if tag.hides {
            hidden = (tag.name, 1)
        } else {
            lay(tag)
        }
    }

    private mutating func lay(_ tag: HTMLTag) {
        followQuotation(tag)
        switch tag.name {
        case "br": gap = gap.rawValue >= Gap.line.rawValue ? .paragraph : .line
        case "td", "th":
            guard !tag.isClosing else { return }
            isBehindHeading = rowHasText && cell == "th" && tag.name == "td"
            // A cell behind another continues the line, whatever blocks the other ended with; a heading behind a value begins a pair.
            gap = !rowHasText ? gap : cell == "td" && tag.name == "th" ? .line : .blank
            cell = tag.name
            atCellStart = true
        case "tr", "table", "thead", "tbody":
            rowHasText = false
            breakLine()
        case "pre":
            preformatted = max(0, preformatted + (tag.isClosing ? -1 : 1))
            breakLine()
        case "blockquote":
            quotes = max(0, quotes + (tag.isClosing ? -1 : 1))
            breakLine()
        default:
            if tag.isBlock, !(atCellStart && rowHasText) { breakLine() }
        }
    }

    /// What mail programs mark as an earlier mail becomes what it is in plain text: `> `, or a line above it.
    private mutating func followQuotation(_ tag: HTMLTag) {
        if let open = quoting {
            guard tag.name == open.name else { return }
            let depth = open.depth + (tag.isClosing ? -1 : 1)
            quoting = depth == 0 ? nil : (open.name, depth)
            if depth == 0 {
                quotes -= 1
                breakLine()
            }
            return
        }
        switch tag.quotation {
        case .inside:
            quoting = (tag.name, 1)
            quotes += 1
            breakLine()
        // Nothing was written yet: a forwarded mail is all there is.
        case .behind where !out.isEmpty:
            breakLine()
            for scalar in "-----Original Message-----".unicodeScalars { write(scalar) }
            breakLine()
        case .behind, nil: break
        }
    }

    private mutating func breakLine() {
        if gap.rawValue < Gap.line.rawValue { gap = .line }
    }

    /// Reads up to the next `<`, at least one byte.
    private mutating func readText() {
        let end = bytes[(place + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        defer { place = end }
        guard hidden == nil else { return }
        for scalar in decodedEntities(bytes[place..<end]).unicodeScalars {
            switch scalar.value {
            case 10 where preformatted > 0: gap = gap.rawValue >= Gap.line.rawValue ? .paragraph : .line
            case 9, 10, 13, 32, 0xA0: if gap == .none { gap = .blank }
            default: write(scalar)
            }
        }
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        if out.isEmpty {
            startLine()
        } else if gap == .blank {
            if isBehindHeading, atCellStart, out.last != UInt8(ascii: ":") { out.append(UInt8(ascii: ":")) }
            out.append(32)
        } else if gap != .none {
            if gap == .paragraph { out.append(10) }
            out.append(10)
            startLine()
        }
        gap = .none
        rowHasText = true
        atCellStart = false
        out.append(contentsOf: String(scalar).utf8)
    }

    private mutating func startLine() {
        for _ in 0..<min(quotes, 8) { out.append(contentsOf: "> ".utf8) }
    }
}

/// Behind the closing tag of the element `name`, whose content is no HTML and begins at `start`.
func endOfRawElement(_ name: String, in bytes: [UInt8], from start: Int) -> Int {
    let close = Array("</\(name)".utf8)
    var next = start
    while let mark = bytes[next...].firstIndex(of: UInt8(ascii: "<")) {
        if bytes[mark...].prefix(close.count).elementsEqual(close, by: { $0 | 0x20 == $1 | 0x20 }) {
            return HTMLTag(in: bytes, at: mark)?.end ?? bytes.count
        }
        next = mark + 1
    }
    return bytes.count
}
