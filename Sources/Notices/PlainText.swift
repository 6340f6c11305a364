// Values from outside (names, products, reasons) made harmless: one visible line of bounded length, whatever they held.

import CGMime

/// `text` on one line: composed (NFC), without control, direction or invisible characters, with single spaces, and of at
/// most `limit` Unicode scalars, the last being `…` where something was cut. Nil when nothing visible is left.
func oneLine(_ text: String, limit: Int) -> String? {
    // Nearly every value is that already, and looking costs next to nothing.
    if isPlainLine(text, limit: limit) { return text }
    // Bounded before the costly part: a value of megabytes costs no more than one of a few pages.
    let bounded = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit * 16)))
    var kept = String.UnicodeScalarView()
    var gap = false
    for scalar in composed(bounded).unicodeScalars {
        switch role(of: scalar) {
        case .nothing: continue
        case .space: gap = !kept.isEmpty
        case .visible:
            if gap { kept.append(" ") }
            gap = false
            kept.append(scalar)
        }
    }
    return kept.isEmpty ? nil : cut(String(kept), limit: limit)
}

/// Whether `text` is one clean line of printable ASCII and whole Hangul syllables: `oneLine` would leave it as it is.
private func isPlainLine(_ text: String, limit: Int) -> Bool {
    guard (1...limit * 3).contains(text.utf8.count) else { return false }
    var text = text
    return text.withUTF8 { bytes in
        var place = 0
        var count = 0
        while place < bytes.count {
            switch bytes[place] {
            case 0x20:
                let isBetween = place > 0 && place + 1 < bytes.count && bytes[place + 1] != 0x20
                guard isBetween else { return false }
                place += 1
            case 0x21...0x7E: place += 1
            case 0xEA...0xED:
                // U+AC00 to U+D7A3; the bytes are well-formed, so that the two that follow are there.
                let scalar = UInt32(bytes[place] & 15) << 12 | UInt32(bytes[place + 1] & 63) << 6
                guard (0xAC00...0xD7A3).contains(scalar | UInt32(bytes[place + 2] & 63)) else { return false }
                place += 3
            default: return false
            }
            count += 1
        }
        return count <= limit
    }
}

private enum Role {
    case visible, space, nothing
}

private func role(of scalar: Unicode.Scalar) -> Role {
    switch scalar.value {
    // Letters by their class, yet blank on every screen: Hangul fillers and the empty Braille cell.
    case 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0: return .space
    // The joiners inside emoji and some scripts.
    case 0x200C, 0x200D: return .visible
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: .space
    case .format, .privateUse, .surrogate: .nothing
    default: .visible
    }
}

/// At most `limit` scalars, cut between characters.
private func cut(_ text: String, limit: Int) -> String {
    guard text.unicodeScalars.count > limit else { return text }
    var room = limit - 1
    let whole = text.prefix { character in
        room -= character.unicodeScalars.count
        return room >= 0
    }
    return whole + "…"
}

/// Hangul that was stored in pieces (as some file systems do) put together again; text messages can carry nothing else.
private func composed(_ text: String) -> String {
    guard let result = g_utf8_normalize(text, -1, G_NORMALIZE_NFC) else { return text }
    defer { g_free(result) }
    return String(cString: result)
}

/// The parts that a compatibility character stands for: `é` is `e` and an accent, `🄰` is `A`.
func decomposed(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    guard let result = g_utf8_normalize(String(scalar), -1, G_NORMALIZE_NFKD) else { return .init() }
    defer { g_free(result) }
    return String(cString: result).unicodeScalars
}
