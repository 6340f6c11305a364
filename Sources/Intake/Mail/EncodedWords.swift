// Raw header values made ready for GMime. Neighbouring encoded words (RFC 2047), of whatever charsets, become one word in UTF-8:
// characters cut between words come together again, Korean charset names mean what their senders mean, and GMime, which
// stops at the padding of the first of several base64 words, sees only one. Structure is left to GMime.

internal import CGMime

/// `raw` with every run of encoded words as one UTF-8 word, and RFC 2231 charset names made effective.
func unified(_ raw: [UInt8]) -> [UInt8] {
    guard mayHoldWords(raw) else { return raw }
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var place = 0
    while place < raw.count {
        if let run = EncodedRun(in: raw, at: place) {
            appendWord(run.text, to: &out)
            place = run.end
        } else if let (charset, end) = extendedCharset(in: raw, at: place) {
            out.append(contentsOf: "*=\(effectiveCharset(charset))'".utf8)
            place = end
        } else {
            out.append(raw[place])
            place += 1
        }
    }
    return out
}

/// Whether `=?` or `*=` stands anywhere, as in few values.
private func mayHoldWords(_ raw: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    for byte in raw {
        if previous == UInt8(ascii: "="), byte == UInt8(ascii: "?") { return true }
        if previous == UInt8(ascii: "*"), byte == UInt8(ascii: "=") { return true }
        previous = byte
    }
    return false
}

/// Encoded words with nothing but folding between them.
private struct EncodedRun {
    var text = ""
    /// Just behind the last word.
    var end: Int

    init?(in raw: [UInt8], at start: Int) {
        guard let first = EncodedWord(in: raw, at: start) else { return nil }
        // A character may be cut between two words of one charset.
        var (charset, bytes) = (first.charset, first.bytes)
        end = first.end
        while true {
            var next = end
            while next < raw.count, [9, 10, 13, 32].contains(raw[next]) { next += 1 }
            guard let word = EncodedWord(in: raw, at: next) else { break }
            if word.charset != charset {
                text += decoded(bytes, charset: charset)
                (charset, bytes) = (word.charset, [])
            }
            bytes += word.bytes
            end = word.end
        }
        text += decoded(bytes, charset: charset)
    }
}

/// `=?charset?B|Q?text?=`
private struct EncodedWord {
    var charset: String
    var bytes: [UInt8]
    var end: Int

    init?(in raw: [UInt8], at start: Int) {
        guard start + 1 < raw.count, raw[start] == UInt8(ascii: "="), raw[start + 1] == UInt8(ascii: "?"),
            let mark = raw[(start + 2)...].prefix(64).firstIndex(of: UInt8(ascii: "?")), mark + 2 < raw.count,
            raw[mark + 2] == UInt8(ascii: "?")
        else { return nil }
        let name = raw[(start + 2)..<mark]
        guard !name.isEmpty, name.allSatisfy({ (33...126).contains($0) }) else { return nil }
        let text = mark + 3
        var close = text
        while close + 1 < raw.count, raw[close] != UInt8(ascii: "?") || raw[close + 1] != UInt8(ascii: "=") {
            // A word never spans header lines.
            guard raw[close] != 10 else { return nil }
            close += 1
        }
        guard close + 1 < raw.count else { return nil }
        switch raw[mark + 1] {
        case UInt8(ascii: "B"), UInt8(ascii: "b"): bytes = base64(raw[text..<close])
        case UInt8(ascii: "Q"), UInt8(ascii: "q"): bytes = quoted(raw[text..<close])
        default: return nil
        }
        // RFC 2231 lets a language follow the charset: `utf-8*ko`.
        charset = effectiveCharset(String(decoding: name.prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self))
        end = close + 2
    }
}

private func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var length: gsize = 0
    guard let data = g_base64_decode(String(decoding: text, as: UTF8.self), &length) else { return [] }
    defer { g_free(data) }
    return Array(UnsafeBufferPointer(start: data, count: Int(length)))
}

/// The Q encoding: `_` is a blank, the rest as in quoted-printable.
private func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    appendCodes(ArraySlice(text.map { $0 == UInt8(ascii: "_") ? 32 : $0 }), to: &out)
    return out
}

private func appendWord(_ text: String, to out: inout [UInt8]) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, let encoded = taken(g_base64_encode(bytes, gsize(bytes.count))) else { return }
    out.append(contentsOf: "=?utf-8?B?\(encoded)?=".utf8)
}

/// `*=charset'` as RFC 2231 writes the charset of a parameter.
private func extendedCharset(in raw: [UInt8], at start: Int) -> (String, Int)? {
    guard start + 2 < raw.count, raw[start] == UInt8(ascii: "*"), raw[start + 1] == UInt8(ascii: "="),
        let mark = raw[(start + 2)...].prefix(64).firstIndex(of: UInt8(ascii: "'"))
    else { return nil }
    let name = raw[(start + 2)..<mark]
    guard !name.isEmpty, name.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: ";") }) else { return nil }
    return (String(decoding: name, as: UTF8.self), mark + 1)
}
