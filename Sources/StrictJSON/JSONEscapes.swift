// The text behind the escapes of a string that was checked before. Never meets anything that is no JSON.

/// The text of a string's inside, with each escape resolved.
func unescaped(_ inside: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: inside.count) { text in
        var count = 0
        func append(_ bytes: some Sequence<UInt8>) {
            for byte in bytes {
                text[count] = byte
                count += 1
            }
        }
        var place = 0
        while place < inside.count {
            guard inside[place] == UInt8(ascii: "\\") else {
                append(CollectionOfOne(inside[place]))
                place += 1
                continue
            }
            guard inside[place + 1] == UInt8(ascii: "u") else {
                append(CollectionOfOne(character(escapedBy: inside[place + 1])))
                place += 2
                continue
            }
            var code = unit(inside, at: place + 2)
            place += 6
            if (0xD800..<0xDC00).contains(code) {
                code = 0x10000 + (code - 0xD800) << 10 + (unit(inside, at: place + 2) - 0xDC00)
                place += 6
            }
            append(Unicode.Scalar(code).flatMap(UTF8.encode) ?? UTF8.encodedReplacementCharacter)
        }
        return count
    }
}

/// The value of a hexadecimal figure.
func hexadecimalFigure(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 48)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - 55)
    default: nil
    }
}

private func unit(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt32 {
    bytes[place..<place + 4].reduce(0) { $0 << 4 | (hexadecimalFigure($1) ?? 0) }
}

private func character(escapedBy letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
}
