// Walking through the bytes of a JSON text. Owns the position, the limits and the grammar of values and containers; strings
// and numbers are in files of their own. Never looks past the end: every look is guarded by `isAtEnd` or `peek`.

/// A place in a JSON text. Lives only as long as the buffer it was made for.
struct JSONCursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// Holds the bytes of a string with escapes while it is put together; kept, so that it is allocated once.
    var scratch: [UInt8] = []
    private var depth = 0
    private var values = 0
    private let maximumDepth: Int
    private let maximumValues: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, maximumValues: Int) {
        self.bytes = bytes
        // A thread's stack may be 512 KiB; a thousand levels of `readValue` stay well below it.
        self.maximumDepth = min(maximumDepth, 1000)
        self.maximumValues = maximumValues
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The byte here; nil at the end.
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

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
    mutating func readValue() throws(JSONError) -> JSONNode {
        let start = position
        values += 1
        guard values <= maximumValues else { throw error(.tooManyValues(limit: maximumValues)) }
        guard let first = peek else { throw error(.endsEarly) }
        let value: JSONValue
        switch first {
        case UInt8(ascii: "\""): value = .string(try readString())
        case UInt8(ascii: "{"): value = .object(try readObject())
        case UInt8(ascii: "["): value = .array(try readArray())
        case UInt8(ascii: "t"): value = try readWord("true", as: .bool(true))
        case UInt8(ascii: "f"): value = try readWord("false", as: .bool(false))
        case UInt8(ascii: "n"): value = try readWord("null", as: .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): value = .number(try readNumber())
        default: throw unexpected()
        }
        return JSONNode(value: value, range: start..<position)
    }

    private mutating func readWord(_ word: StaticString, as value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[index] else { throw unexpected() }
            position += 1
        }
        return value
    }

    private mutating func readArray() throws(JSONError) -> [JSONNode] {
        var elements: [JSONNode] = []
        try readElements { elements.append($0) }
        return elements
    }

    private mutating func readElements(_ body: (JSONNode) -> Void) throws(JSONError) {
        try open()
        if takeClosing(UInt8(ascii: "]")) { return }
        while true {
            body(try readValue())
            if try takeCommaOrClosing(UInt8(ascii: "]")) { return }
        }
    }

    private mutating func readObject() throws(JSONError) -> [JSONMember] {
        var members: [JSONMember] = []
        try open()
        if takeClosing(UInt8(ascii: "}")) { return members }
        while true {
            let (key, keyRange) = try readKey()
            members.append(JSONMember(key: key, keyRange: keyRange, node: try readValue()))
            if try takeCommaOrClosing(UInt8(ascii: "}")) { return members }
        }
    }

    /// See `JSONReader.readElements`.
    mutating func readElements(of wanted: String, _ body: (JSONNode) -> Void) throws(JSONError) -> Int? {
        guard peek == UInt8(ascii: "{") else {
            _ = try readValue()
            return nil
        }
        var count: Int?
        try open()
        if takeClosing(UInt8(ascii: "}")) { return nil }
        while true {
            let (key, _) = try readKey()
            if key == wanted, peek == UInt8(ascii: "[") {
                var elements = count ?? 0
                try readElements {
                    elements += 1
                    body($0)
                }
                count = elements
            } else {
                _ = try readValue()
            }
            if try takeCommaOrClosing(UInt8(ascii: "}")) { return count }
        }
    }

    /// Reads `"key" :` and stops at its value.
    private mutating func readKey() throws(JSONError) -> (String, Range<Int>) {
        guard peek == UInt8(ascii: "\"") else { throw unexpected() }
        let start = position
        let key = try readString()
        let range = start..<position
        skipWhiteSpace()
        guard peek == UInt8(ascii: ":") else { throw unexpected() }
        position += 1
        skipWhiteSpace()
        return (key, range)
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
