// The words of a structured header field: comments, quotes and folding are taken away, their order is kept. One pass, no meaning.

/// Walks over the value of one field.
struct FieldScanner {
    /// `name`, or `name=value`.
    struct Word: Hashable {
        var name: String
        var value: String?
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ field: String) { bytes = Array(field.utf8) }

    /// The first word of a field, without its comments; empty for a field without words.
    static func firstWord(of field: String) -> String {
        var scanner = FieldScanner(field)
        return scanner.statement(most: 1).first?.name ?? ""
    }

    /// The words up to the next semicolon or the end; those after the first `most` are passed over.
    mutating func statement(most: Int) -> [Word] {
        var words: [Word] = []
        while let word = nextWord() {
            if words.count < most { words.append(word) }
        }
        return words
    }

    /// Whether a semicolon stands here; then it is passed over.
    mutating func skipsSemicolon() -> Bool {
        guard peek == UInt8(ascii: ";") else { return false }
        place += 1
        return true
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func nextWord() -> Word? {
        skipBlanks()
        guard let first = peek, first != UInt8(ascii: ";") else { return nil }
        var name = text(endsAtEquals: true)
        skipBlanks()
        // Blanks and comments may stand around the dot of `ptype.property` and the slash of `method/version`.
        while let next = peek,
            Self.joints.contains(next) || name.last.flatMap(\.asciiValue).map(Self.joints.contains) == true,
            next != UInt8(ascii: ";"), next != UInt8(ascii: "=")
        {
            name += text(endsAtEquals: true)
            skipBlanks()
        }
        guard peek == UInt8(ascii: "=") else { return Word(name: name, value: nil) }
        place += 1
        skipBlanks()
        return Word(name: name, value: text(endsAtEquals: false))
    }

    private static let joints: Set<UInt8> = [UInt8(ascii: "."), UInt8(ascii: "/")]

    /// Up to a blank, a comment or a semicolon; quoted pieces may hold all of these.
    private mutating func text(endsAtEquals: Bool) -> String {
        var out: [UInt8] = []
        while let byte = peek {
            if byte == UInt8(ascii: "\"") {
                quoted(into: &out)
            } else if Self.ends(byte) || (endsAtEquals && byte == UInt8(ascii: "=")) {
                break
            } else {
                out.append(byte)
                place += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func ends(_ byte: UInt8) -> Bool {
        byte <= 32 || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "(")
    }

    /// A string in quotes; one without an end goes to the end of the field.
    private mutating func quoted(into out: inout [UInt8]) {
        place += 1
        while let byte = peek {
            place += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\"), let escaped = peek {
                place += 1
                out.append(escaped)
            } else if byte != 10, byte != 13 {
                out.append(byte)
            }
        }
    }

    /// Blanks, line ends and comments; a comment without an end goes to the end of the field, so that nothing within it is
    /// ever taken for a finding.
    private mutating func skipBlanks() {
        var depth = 0
        while let byte = peek {
            if byte == UInt8(ascii: "(") {
                depth += 1
            } else if byte == UInt8(ascii: ")"), depth > 0 {
                depth -= 1
            } else if byte == UInt8(ascii: "\\"), depth > 0 {
                place += 1
            } else if depth == 0, byte > 32 {
                return
            }
            place += 1
        }
    }
}
