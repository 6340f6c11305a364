// Base64 as mails have it (RFC 2045, 6.8), written behind what is there already. Never decodes.

/// Appends `bytes` in base64, without line breaks.
func appendBase64(_ bytes: some Collection<UInt8>, to out: inout [UInt8]) {
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        held += 1
        guard held == 3 else { continue }
        appendSextets(of: bits, 4, to: &out)
        (bits, held) = (0, 0)
    }
    guard held > 0 else { return }
    appendSextets(of: bits << UInt32(8 * (3 - held)), held + 1, to: &out)
    out.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - held))
}

/// Appends `bytes` in base64, in lines of at most 76 characters that end with a line feed.
func appendBase64Lines(_ bytes: [UInt8], to out: inout [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
        appendBase64(rest.prefix(57), to: &out)
        out.append(10)
        rest = rest.dropFirst(57)
    }
}

private func appendSextets(of bits: UInt32, _ count: Int, to out: inout [UInt8]) {
    for index in 0..<count {
        out.append(alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)])
    }
}

private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
