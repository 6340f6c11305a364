// Strings of a JSON text: checked here to the last escape, put together only when somebody asks for them.

extension JSONCursor {
    /// Reads the string whose opening quote is here.
    mutating func readString() throws(JSONError) {
        let place = begin(.string)
        position += 1
        var seen: UInt64 = 0
        var hasEscapes = false
        while true {
            skipPlain(&seen)
            guard let byte = peek else { throw error(.endsEarly) }
            position += 1
            if byte == UInt8(ascii: "\"") { break }
            guard byte == UInt8(ascii: "\\") else { throw error(.controlCharacter, at: position - 1) }
            hasEscapes = true
            try skipEscape()
        }
        // A cut inside a character is a cut: only what is broken further ahead is no UTF-8.
        guard position <= firstInvalid else { throw error(.notUTF8, at: firstInvalid) }
        marks[place].hasEscapes = hasEscapes
        marks[place].isPlain = !hasEscapes && seen & 0x8080_8080_8080_8080 == 0
        end(place)
    }

    /// Steps to the next quote, backslash or control character, eight bytes at a time; `seen` collects the bits on the way.
    private mutating func skipPlain(_ seen: inout UInt64) {
        while position + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let stops =
                zeroBytes(word ^ 0x2222_2222_2222_2222) | zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
                | ((word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080)
            guard stops != 0 else {
                seen |= word
                position += 8
                continue
            }
            // The lowest stop is a true one; borrows make false ones only above it.
            let count = stops.trailingZeroBitCount >> 3
            seen |= word & ((1 << UInt64(count * 8)) &- 1)
            position += count
            return
        }
        while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            seen |= UInt64(byte)
            position += 1
        }
    }

    /// Steps over what follows a backslash.
    private mutating func skipEscape() throws(JSONError) {
        guard let byte = peek else { throw error(.endsEarly) }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"): try skipUnicodeEscape()
        default: throw error(.badEscape)
        }
    }

    /// Steps over `uXXXX`, or `uXXXX\uXXXX` for a surrogate pair.
    private mutating func skipUnicodeEscape() throws(JSONError) {
        let start = position - 1
        position += 1
        let first = try readHexadecimal()
        guard (0xD800..<0xE000).contains(first) else { return }
        guard first < 0xDC00 else { throw error(.loneSurrogate, at: start) }
        for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
            guard let byte = peek else { throw error(.endsEarly) }
            guard byte == expected else { throw error(.loneSurrogate, at: start) }
            position += 1
        }
        guard (0xDC00..<0xE000).contains(try readHexadecimal()) else { throw error(.loneSurrogate, at: start) }
    }

    private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek else { throw error(.endsEarly) }
            guard let figure = hexadecimalFigure(byte) else { throw error(.badEscape) }
            value = value << 4 | figure
            position += 1
        }
        return value
    }
}

/// The high bit of every byte of `word` that is 0, and perhaps of some above the lowest.
private func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}
