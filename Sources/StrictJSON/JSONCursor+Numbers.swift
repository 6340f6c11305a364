// Numbers of a JSON text: checked by the grammar, kept as written.

extension JSONCursor {
    /// Reads the number that starts here: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
    mutating func readNumber() throws(JSONError) {
        let start = position
        let place = begin(.number)
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") {
            position += 1
            if let byte = peek, isDigit(byte) { throw error(.badNumber, at: start) }
        } else {
            try skipDigits(of: start)
        }
        if peek == UInt8(ascii: ".") {
            position += 1
            try skipDigits(of: start)
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try skipDigits(of: start)
        }
        end(place)
    }

    /// Skips one or more digits.
    private mutating func skipDigits(of start: Int) throws(JSONError) {
        let first = position
        while let byte = peek, isDigit(byte) { position += 1 }
        guard position > first else { throw isAtEnd ? error(.endsEarly) : error(.badNumber, at: start) }
    }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
