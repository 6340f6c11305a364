// Recognising mails by their first bytes, and judging whether they arrived whole. Never parses.

/// Whether `bytes` begin like one mail (RFC 5322): header fields, one of which only mails have.
func looksLikeMail(_ bytes: [UInt8]) -> Bool { hasMailHeader(mailStart(bytes)) }

/// Whether header fields begin here, one of which only mails have.
func hasMailHeader(_ bytes: ArraySlice<UInt8>) -> Bool {
    var lines = Lines(bytes.prefix(2048))
    guard let first = lines.next(), fieldColon(in: first) != nil || isSeparatorLine(first) else { return false }
    var header = Lines(bytes.prefix(64 << 10))
    while let line = header.next(), !line.isEmpty {
        guard line.first != 32, line.first != 9, let colon = fieldColon(in: line) else { continue }
        if mailFields.contains(fieldName(line[..<colon])) { return true }
    }
    return false
}

/// Whether `bytes` begin like an mbox: a separator line, then a header field. Behind one that no program should have written, a mail must
/// follow.
func looksLikeMbox(_ bytes: [UInt8]) -> Bool {
    let bytes = mailStart(bytes)
    var lines = Lines(bytes.prefix(2048))
    guard let first = lines.next(), first.starts(with: "From ".utf8), let second = lines.next() else { return false }
    if isSeparatorLine(first) || isUndatedSeparator(first) { return fieldColon(in: second) != nil }
    return first.count < 512 && hasMailHeader(bytes[second.startIndex...])
}

/// A mail whose lines end with carriage returns alone, with line feeds in their place; nil when `bytes` are no such mail.
func linesOfOldMail(_ bytes: [UInt8]) -> [UInt8]? {
    let beginning = bytes.prefix(2048)
    guard beginning.contains(13), !beginning.contains(10) else { return nil }
    let lines = bytes.map { $0 == 13 ? 10 : $0 }
    return looksLikeMail(lines) ? lines : nil
}

/// Without what stands before some mails: the byte order mark of editors, blank lines, and the `>` that was put before a separator.
func mailStart(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    // A header never begins with a blank, so that whole blank lines and nothing of it are passed over.
    let start = rest.prefix(4096).firstIndex { ![9, 10, 13, 32].contains($0) } ?? rest.startIndex
    let isOwnLine = start == rest.startIndex || rest[start - 1] == 10
    let mail = isOwnLine ? rest[start...] : rest
    return mail.starts(with: ">From ".utf8) ? mail.dropFirst() : mail
}

private let mailFields: Set<String> = [
    "from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version", "content-type",
    "delivered-to", "reply-to", "sender", "cc", "x-original-to", "dkim-signature", "in-reply-to", "references",
    "authentication-results",
    "arc-authentication-results", "arc-seal", "arc-message-signature", "received-spf", "x-received",
]

/// Whether a mail is whole by its own form. A plain mail and an mbox cannot tell.
func mailCompleteness(_ bytes: [UInt8]) -> Completeness {
    let block = HeaderBlock(of: mailStart(bytes))
    guard let body = block.bodyStart else { return .cut }
    // The first message of an mbox says nothing of the last.
    guard !looksLikeMbox(bytes), let type = block.value("content-type"), type.lowercased().hasPrefix("multipart/"),
        let boundary = boundary(in: type)
    else { return .unclear }
    return hasLine("--\(boundary)--", in: bytes[body...]) ? .whole : .cut
}

/// The boundary parameter of a Content-Type value.
func boundary(in type: String) -> String? {
    let bytes = Array(type.utf8)
    let lower = Array(type.lowercased().utf8)
    let name = Array("boundary".utf8)
    var place = 0
    while place + name.count < bytes.count {
        defer { place += 1 }
        guard lower[place...].starts(with: name), place > 0, [32, 9, 59].contains(bytes[place - 1]) else { continue }
        var value = bytes[(place + name.count)...].drop { $0 == 32 || $0 == 9 }
        guard value.first == UInt8(ascii: "=") else { continue }
        value = value.dropFirst().drop { $0 == 32 || $0 == 9 }
        let text =
            value.first == UInt8(ascii: "\"")
            ? value.dropFirst().prefix { $0 != UInt8(ascii: "\"") }.filter { $0 != UInt8(ascii: "\\") }
            : Array(value.prefix { $0 != UInt8(ascii: ";") && $0 > 32 })
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self).trimmingBlanks()
    }
    return nil
}

/// Searches backwards, because the last boundary of a whole mail stands at its end.
private func hasLine(_ text: String, in bytes: ArraySlice<UInt8>) -> Bool {
    let wanted = Array(text.utf8)
    var end = bytes.endIndex
    while end > bytes.startIndex {
        let start = bytes[..<end].lastIndex(of: 10).map { $0 + 1 } ?? bytes.startIndex
        if bytes[start..<end].starts(with: wanted),
            bytes[start..<end].dropFirst(wanted.count).allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 })
        {
            return true
        }
        end = start - 1
    }
    return false
}
