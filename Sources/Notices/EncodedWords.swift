// Texts of headers in ASCII (RFC 2047). By hand, because GMime 3.2 leaves text that already looks encoded as it is, so that a
// product's name could be shown as another, and writes words longer than the 75 characters that readers must take.

/// Appends `text` as the value of an unstructured header or a display name, folded: plain when it may be, else in encoded words.
func appendHeaderText(_ text: String, to out: inout [UInt8]) {
    let isPlain = text.utf8.allSatisfy { $0 == 32 || isAtomByte($0) } && !text.contains("=?")
    // With any header name before it, this fits the 78 characters that lines should have (RFC 5322, 2.1.1).
    guard !isPlain || text.utf8.count > 60 else { return out += text.utf8 }
    var rest = Array(text.utf8)[...]
    repeat {
        // 39 bytes are 52 characters of base64: with `Subject: ` and the frame 73.
        var end = min(rest.startIndex + 39, rest.endIndex)
        // Words are cut between characters.
        while end < rest.endIndex, rest[end] & 0xC0 == 0x80 { end -= 1 }
        out += "=?utf-8?B?".utf8
        appendBase64(rest[..<end], to: &out)
        out += "?=".utf8
        rest = rest[end...]
        if !rest.isEmpty { out += "\n ".utf8 }
    } while !rest.isEmpty
}

/// `atext` of RFC 5322, which a display name may hold without quotes.
private func isAtomByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        true
    default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
