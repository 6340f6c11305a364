// Base64 as mails have it (RFC 2045, 6.8), written behind what is there already. Never decodes.

/// Appends `bytes` in base64, without line breaks.
func appendBase64(_ bytes: ArraySlice<UInt8>, to out: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { appendSextets(of: $0, to: &out) }
}

/// Appends `bytes` in base64, in lines of at most 76 characters that end with a line feed.
func appendBase64Lines(_ bytes: [UInt8], to out: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
        for start in stride(from: 0, to: bytes.count, by: 57) {
            let line = UnsafeBufferPointer(rebasing: bytes[start..<min(start + 57, bytes.count)])
            appendSextets(of: line, to: &out)
            out.append(10)
        }
    }
}

private func appendSextets(of bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    var place = 0
    while place + 2 < bytes.count {
        let bits = UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2])
        out.append(letter(bits >> 18))
        out.append(letter(bits >> 12))
        out.append(letter(bits >> 6))
        out.append(letter(bits))
        place += 3
    }
    guard place < bytes.count else { return }
    let second = place + 1 < bytes.count ? UInt32(bytes[place + 1]) : nil
    let bits = UInt32(bytes[place]) << 16 | (second ?? 0) << 8
    out.append(letter(bits >> 18))
    out.append(letter(bits >> 12))
    out.append(second == nil ? UInt8(ascii: "=") : letter(bits >> 6))
    out.append(UInt8(ascii: "="))
}

/// The character of the last six of `bits`.
private func letter(_ bits: UInt32) -> UInt8 {
    switch UInt8(truncatingIfNeeded: bits & 63) {
    case let value where value < 26: value + UInt8(ascii: "A")
    case let value where value < 52: value - 26 + UInt8(ascii: "a")
    case let value where value < 62: value - 52 + UInt8(ascii: "0")
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
}
