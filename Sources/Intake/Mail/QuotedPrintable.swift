// Quoted-printable (RFC 2045, section 6.7), read leniently: what is no code stands for itself.

/// The decoded bytes. Blanks at the end of a line were put there by a relay, as the RFC has it: a soft line break before them still is one.
func decodedQuotedPrintable(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var lines = Lines(text[...])
    while let line = lines.next() {
        var end = line.endIndex
        while end > line.startIndex, line[end - 1] == 32 || line[end - 1] == 9 { end -= 1 }
        let isSoft = end > line.startIndex && line[end - 1] == UInt8(ascii: "=")
        appendCodes(line[..<(isSoft ? end - 1 : end)], to: &out)
        if !isSoft { out.append(contentsOf: text[line.endIndex..<lines.place]) }
    }
    return out
}

/// `=XX` is a byte; what is none stays.
func appendCodes(_ line: ArraySlice<UInt8>, to out: inout [UInt8]) {
    var place = line.startIndex
    while place < line.endIndex {
        if line[place] == UInt8(ascii: "="), place + 2 < line.endIndex, let high = hexadecimal(line[place + 1]),
            let low = hexadecimal(line[place + 2])
        {
            out.append(high << 4 | low)
            place += 3
        } else {
            out.append(line[place])
            place += 1
        }
    }
}

private func hexadecimal(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
