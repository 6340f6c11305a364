// JSON as it was read: values that know where they stood. Owns the shape of the tree; never reads or writes bytes.

/// One value and where it stood in the bytes that were read.
package struct JSONNode: Hashable, Sendable {
    package let value: JSONValue
    /// Byte offsets from the first to past the last byte of the value; a string's quotes and an object's braces included.
    package let range: Range<Int>

    package init(value: JSONValue, range: Range<Int>) {
        self.value = value
        self.range = range
    }
}

/// A JSON value as RFC 8259 has it.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Verbatim, because a 16-digit order number must not pass through floating point.
    case number(String)
    case string(String)
    case array([JSONNode])
    /// In the order they stood, repeated keys included: whoever reads a meaning into them must refuse the repeats.
    case object([JSONMember])
}

/// One member of an object.
package struct JSONMember: Hashable, Sendable {
    package let key: String
    /// Where the key stood, quotes included.
    package let keyRange: Range<Int>
    package let node: JSONNode

    package init(key: String, keyRange: Range<Int>, node: JSONNode) {
        self.key = key
        self.keyRange = keyRange
        self.node = node
    }
}
