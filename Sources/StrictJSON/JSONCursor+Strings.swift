// Strings of a JSON text: their UTF-8 is checked, their escapes resolved.

extension JSONCursor {
    /// Reads the string whose opening quote is here.
    mutating func readString() throws(JSONError) -> String {
        let start = position + 1
        var end = start
        var seen: UInt8 = 0
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                position = end + 1
                return try text(start..<end, isASCII: seen < 0x80)
            }
            if byte == UInt8(ascii: "\\") {
                return try readEscapedString(from: start, firstEscape: end)
            }
            guard byte >= 0x20 else { throw error(.controlCharacter, at: end) }
            seen |= byte
            end += 1
        }
        // A cut inside a character is a cut: only what is broken further ahead is no UTF-8.
        throw error(.endsEarly, at: bytes.count)
    }

    private func text(_ range: Range<Int>, isASCII: Bool) throws(JSONError) -> String {
        let slice = UnsafeBufferPointer(rebasing: bytes[range])
        if isASCII { return String(decoding: slice, as: UTF8.self) }
        do {
            return String(copying: try UTF8Span(validating: slice.span))
        } catch {
            throw self.error(.notUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
        }
    }

    /// The slow way, for strings with a backslash in them.
    private mutating func readEscapedString(from start: Int, firstEscape: Int) throws(JSONError) -> String {
        scratch.removeAll(keepingCapacity: true)
        var runStart = start
        position = firstEscape
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                try appendRun(runStart..<position)
                position += 1
                return String(decoding: scratch, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try appendRun(runStart..<position)
                position += 1
                try readEscape()
                runStart = position
            case 0..<0x20: throw error(.controlCharacter)
            default: position += 1
            }
        }
        throw error(.endsEarly)
    }

    /// Keeps bytes as they are, once they are known to be UTF-8 in themselves: an escape never completes a character.
    private mutating func appendRun(_ range: Range<Int>) throws(JSONError) {
        guard !range.isEmpty else { return }
        let slice = UnsafeBufferPointer(rebasing: bytes[range])
        do {
            _ = try UTF8Span(validating: slice.span)
        } catch {
            throw self.error(.notUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
        }
        scratch.append(contentsOf: slice)
    }

    /// Reads what follows a backslash.
    private mutating func readEscape() throws(JSONError) {
        guard let byte = peek else { throw error(.endsEarly) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): try readUnicodeEscape()
        default: throw error(.badEscape, at: position - 1)
        }
    }

    /// Reads `XXXX`, or `XXXX\uXXXX` for a surrogate pair.
    private mutating func readUnicodeEscape() throws(JSONError) {
        let start = position - 2
        let first = try readHexadecimal()
        var code = first
        if (0xD800..<0xDC00).contains(first) {
            guard !isAtEnd else { throw error(.endsEarly) }
            guard peek == UInt8(ascii: "\\") else { throw error(.loneSurrogate, at: start) }
            position += 1
            guard !isAtEnd else { throw error(.endsEarly) }
            guard peek == UInt8(ascii: "u") else { throw error(.loneSurrogate, at: start) }
            position += 1
            let second = try readHexadecimal()
            guard (0xDC00..<0xE000).contains(second) else { throw error(.loneSurrogate, at: start) }
            code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw error(.loneSurrogate, at: start) }
        scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek else { throw error(.endsEarly) }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 48)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 87)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 55)
            default: throw error(.badEscape)
            }
            position += 1
        }
        return value
    }
}
