// The parts of a mail that its writer wrote → one text.

/// What was written, piece by piece; an HTML piece that only says once more what stands above it is left out. Where no piece has a word:
/// what stands where the parts of a broken multipart should be, without its boundaries.
func text(of parts: MailParts) -> String? {
    var texts: [String] = []
    for piece in parts.pieces {
        guard let text = text(of: piece) else { continue }
        let isSaidAlready = piece.plain.isEmpty && texts.contains { squeezed($0) == squeezed(text) }
        if !isSaidAlready { texts.append(text) }
    }
    let words = texts.filter { !$0.trimmingBlanks().isEmpty }
    if !words.isEmpty { return words.joined(separator: "\n\n") }
    let broken = parts.attachments.first { $0.type.hasPrefix("multipart/") }.map { decoded($0.bytes(), charset: nil) }
    let rest = broken?.split(separator: "\n").filter { !isBoundary($0) }.joined(separator: "\n") ?? ""
    return rest.isEmpty ? texts.first : rest
}

private func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

/// The plain text of a piece, else its HTML as text: some mailers send a plain text without a word beside the HTML.
private func text(of piece: WrittenPiece) -> String? {
    let plain = piece.plain.map(text).joined(separator: "\n\n")
    if piece.html.isEmpty || !plain.trimmingBlanks().isEmpty && !isStub(plain) { return plain }
    return piece.html.map { readableText(html: decoded($0.bytes(), charset: $0.charset)) }.joined(separator: "\n\n")
}

/// How programs say that their mail is an HTML one.
private let stubs = [
    "not support html", "html e-mail", "html email", "html mail", "html 메일", "html을 지원", "html로 작성", "html 형식",
    "html로 보",
]

/// A short plain text that begins with that.
private func isStub(_ plain: String) -> Bool {
    guard plain.utf8.count < 400,
        let first = plain.split(whereSeparator: \.isNewline).first(where: { !$0.allSatisfy(\.isWhitespace) })
    else { return false }
    let words = first.lowercased()
    return stubs.contains(where: words.contains)
}

/// Whether a line looks like a boundary that no multipart has.
private func isBoundary(_ line: Substring) -> Bool { line.hasPrefix("--") && !line.contains(" ") }

/// A plain text, its lines put together again where they only flow.
private func text(of leaf: MimeLeaf) -> String {
    let text = decoded(leaf.bytes(), charset: leaf.charset)
    // What is left where a broken multipart should have held something.
    if text.utf8.count < 400, text.hasPrefix("--"), text.split(whereSeparator: \.isNewline).allSatisfy(isBoundary) {
        return ""
    }
    return leaf.flow.map { flowed(text, $0) } ?? text
}

/// Lines end with a line feed, however the mail travelled; evidence counts the bytes of this text.
func withPlainLineEnds(_ text: String) -> String {
    guard text.utf8.contains(13) else { return text }
    return String(unsafeUninitializedCapacity: text.utf8.count) { plain in
        var count = 0
        for byte in text.utf8 {
            if byte == 10, count > 0, plain[count - 1] == 13 { count -= 1 }
            plain[count] = byte
            count += 1
        }
        return count
    }
}
