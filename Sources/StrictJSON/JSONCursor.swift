// Walking through the bytes of a JSON text. Owns the position, the limits and the grammar of values and containers; strings
// and numbers are in files of their own. Never looks past the end: every look is guarded by `isAtEnd` or `peek`.

/// A place in a JSON text. Lives only as long as the buffer it was made for.
struct JSONCursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// What was read so far.
    var marks: [JSONMark] = []
    /// The first byte that is no UTF-8; the end where all is. A string that reaches beyond it is broken.
    let firstInvalid: Int
    private var depth = 0
    private var values = 0
    private let maximumDepth: Int
    private let maximumValues: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, maximumValues: Int) throws(JSONError) {
        self.bytes = bytes
        // A thread's stack may be 512 KiB; a thousand levels of `readValue` stay well below it.
        self.maximumDepth = min(maximumDepth, 1000)
        self.maximumValues = maximumValues
        do {
            _ = try UTF8Span(validating: bytes.span)
            firstInvalid = bytes.count
        } catch {
            firstInvalid = error.byteOffsets.lowerBound
        }
        guard bytes.count <= JSONMark.maximumBytes else {
            throw error(.tooLong(limit: JSONMark.maximumBytes), at: 0)
        }
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The byte here; nil at the end.
    @inline(__always) var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(reason, at: offset ?? position, in: bytes)
    }

    /// For a place where a byte was needed: the end, or the wrong one.
    func unexpected() -> JSONError { error(isAtEnd ? .endsEarly : .unexpected) }

    mutating func skipWhiteSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// Skips what may stand between the values of a sequence; true when a line break or record separator was among it.
    mutating func skipSeparators() -> Bool {
        var isSeparated = false
        while let byte = peek {
            switch byte {
            case 0x20, 0x09: break
            case 0x0A, 0x0D, 0x1E: isSeparated = true
            default: return isSeparated
            }
            position += 1
        }
        return isSeparated
    }

    /// Reads the value that starts here.
    mutating func readValue() throws(JSONError) {
        values += 1
        guard values <= maximumValues else { throw error(.tooManyValues(limit: maximumValues)) }
        guard let first = peek else { throw error(.endsEarly) }
        switch first {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "{"): try readObject()
        case UInt8(ascii: "["): try readArray()
        case UInt8(ascii: "t"): try readWord("true", as: .bool)
        case UInt8(ascii: "f"): try readWord("false", as: .bool)
        case UInt8(ascii: "n"): try readWord("null", as: .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        default: throw unexpected()
        }
    }

    /// Begins a mark here. Returns its place.
    mutating func begin(_ kind: JSONKind) -> Int {
        marks.append(JSONMark(kind, start: position))
        return marks.count - 1
    }

    /// Ends the mark at `place` here.
    mutating func end(_ place: Int) {
        marks[place].close(at: position, next: marks.count)
    }

    private mutating func readWord(_ word: StaticString, as kind: JSONKind) throws(JSONError) {
        let place = begin(kind)
        for index in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[index] else { throw unexpected() }
            position += 1
        }
        end(place)
    }

    private mutating func readArray() throws(JSONError) {
        let place = begin(.array)
        try readItems(upTo: UInt8(ascii: "]")) { cursor throws(JSONError) in try cursor.readValue() }
        end(place)
    }

    private mutating func readObject() throws(JSONError) {
        let place = begin(.object)
        try readItems(upTo: UInt8(ascii: "}")) { cursor throws(JSONError) in
            try cursor.readKey()
            try cursor.readValue()
        }
        end(place)
    }

    /// See `JSONReader.readElements`. What was handed over or is not wanted leaves no mark behind.
    mutating func readElements(of wanted: String, _ body: ([JSONMark]) -> Void) throws(JSONError) -> Int? {
        guard peek == UInt8(ascii: "{") else {
            try readValue()
            return nil
        }
        var count: Int?
        try readItems(upTo: UInt8(ascii: "}")) { cursor throws(JSONError) in
            cursor.marks.removeAll(keepingCapacity: true)
            try cursor.readKey()
            guard cursor.marks[0].text(in: cursor.bytes) == wanted, cursor.peek == UInt8(ascii: "[") else {
                return try cursor.readValue()
            }
            count = count ?? 0
            try cursor.readItems(upTo: UInt8(ascii: "]")) { cursor throws(JSONError) in
                cursor.marks.removeAll(keepingCapacity: true)
                try cursor.readValue()
                count = (count ?? 0) + 1
                body(cursor.marks)
            }
        }
        return count
    }

    /// Reads an opening bracket, what `readItem` reads, as often as a comma follows, and `closing`.
    @inline(__always)
    private mutating func readItems(
        upTo closing: UInt8, _ readItem: (inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open()
        if takeClosing(closing) { return }
        repeat { try readItem(&self) } while try !takeCommaOrClosing(closing)
    }

    /// Reads `"key" :` and stops at its value.
    private mutating func readKey() throws(JSONError) {
        guard peek == UInt8(ascii: "\"") else { throw unexpected() }
        try readString()
        skipWhiteSpace()
        guard peek == UInt8(ascii: ":") else { throw unexpected() }
        position += 1
        skipWhiteSpace()
    }

    /// Steps over an opening bracket.
    private mutating func open() throws(JSONError) {
        depth += 1
        guard depth <= maximumDepth else { throw error(.tooDeep(limit: maximumDepth)) }
        position += 1
        skipWhiteSpace()
    }

    /// Steps over the closing bracket of an empty container, if it is here.
    private mutating func takeClosing(_ bracket: UInt8) -> Bool {
        guard peek == bracket else { return false }
        position += 1
        depth -= 1
        return true
    }

    /// Steps over a comma and what follows it (false), or over the closing bracket (true).
    private mutating func takeCommaOrClosing(_ bracket: UInt8) throws(JSONError) -> Bool {
        skipWhiteSpace()
        if takeClosing(bracket) { return true }
        guard peek == UInt8(ascii: ",") else { throw unexpected() }
        position += 1
        skipWhiteSpace()
        return false
    }
}
