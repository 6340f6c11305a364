// JSON as it was read: values that know where they stood. Owns the shape of what is handed out; converts nothing that would
// lose something.

/// One value and where it stood in the bytes that were read. A handle: copying it is free, and text is made when asked for.
package struct JSONNode: Sendable {
    let tape: JSONTape
    let index: Int

    package var kind: JSONKind { tape.marks[index].kind }

    /// Byte offsets from the first to past the last byte of the value; a string's quotes and an object's braces included.
    package var range: Range<Int> { tape.marks[index].range }

    /// The first member with this key; nil when there is none, or this is no object.
    /// Keys are compared as text, so a decomposed (NFD) Hangul key equals the composed one.
    package subscript(key: String) -> JSONNode? {
        guard kind == .object else { return nil }
        return tape.value(of: key, in: index).map { JSONNode(tape: tape, index: $0) }
    }

    /// The members of an object, in the order they stood, repeated keys included: whoever reads a meaning into them must
    /// refuse the repeats. Nil for anything else.
    package var members: JSONMembers? { kind == .object ? JSONMembers(object: self) : nil }

    /// The elements of an array; nil for anything else.
    package var array: [JSONNode]? {
        guard kind == .array else { return nil }
        var elements: [JSONNode] = []
        var place = index + 1
        while place < tape.marks[index].next {
            elements.append(JSONNode(tape: tape, index: place))
            place = tape.marks[place].next
        }
        return elements
    }

    /// The text of a string; nil for anything else.
    package var string: String? { kind == .string ? tape.text(at: index) : nil }

    /// The digits of a number as they were written, because a 16-digit order number must not pass through floating point; nil
    /// for anything else.
    package var number: String? { kind == .number ? tape.text(at: index) : nil }

    /// A number written as an integer that fits; nil for anything else, `2.0` and `2e0` included.
    package var integer: Int? { number.flatMap { Int($0) } }

    package var bool: Bool? { kind == .bool ? tape.bytes[range.lowerBound] == UInt8(ascii: "t") : nil }

    package var isNull: Bool { kind == .null }
}

/// One member of an object.
package struct JSONMember: Sendable {
    /// The value; its key is the mark before it.
    package let node: JSONNode

    package var key: String { node.tape.text(at: node.index - 1) }

    /// Where the key stood, quotes included.
    package var keyRange: Range<Int> { node.tape.marks[node.index - 1].range }

    /// Whether the key is ASCII without escapes, so that the bytes between its quotes are its text.
    package var hasPlainKey: Bool { node.tape.marks[node.index - 1].isPlain }

    /// The bytes of the key as they stood, without the quotes.
    package func withKeyBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let range = keyRange
        return node.tape.bytes.withUnsafeBufferPointer { bytes in
            body(UnsafeBufferPointer(rebasing: bytes[range.lowerBound + 1..<range.upperBound - 1]))
        }
    }
}

/// The members of one object.
package struct JSONMembers: Sequence, Sendable {
    let object: JSONNode

    package func makeIterator() -> Iterator {
        Iterator(tape: object.tape, place: object.index + 1, end: object.tape.marks[object.index].next)
    }

    package struct Iterator: IteratorProtocol {
        let tape: JSONTape
        var place: Int
        let end: Int

        package mutating func next() -> JSONMember? {
            guard place < end else { return nil }
            defer { place = tape.marks[place + 1].next }
            return JSONMember(node: JSONNode(tape: tape, index: place + 1))
        }
    }
}
