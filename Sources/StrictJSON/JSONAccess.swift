// Short ways into a tree that was read. Owns no data; never converts what would lose something.

extension JSONNode {
    /// The first member with this key; nil when there is none, or this is no object.
    /// Keys are compared as text, so a decomposed (NFD) Hangul key equals the composed one.
    package subscript(key: String) -> JSONNode? {
        members?.first { $0.key == key }?.node
    }

    /// The members of an object; nil for anything else.
    package var members: [JSONMember]? {
        if case .object(let members) = value { members } else { nil }
    }

    /// The elements of an array; nil for anything else.
    package var array: [JSONNode]? {
        if case .array(let elements) = value { elements } else { nil }
    }

    /// The text of a string; nil for anything else.
    package var string: String? {
        if case .string(let text) = value { text } else { nil }
    }

    /// The digits of a number as they were written; nil for anything else.
    package var number: String? {
        if case .number(let digits) = value { digits } else { nil }
    }

    /// A number written as an integer that fits; nil for anything else, `2.0` and `2e0` included.
    package var integer: Int? { number.flatMap { Int($0) } }

    package var bool: Bool? {
        if case .bool(let flag) = value { flag } else { nil }
    }

    package var isNull: Bool { value == .null }

    /// The second member of the first key that stands twice in this object.
    package var repeatedMember: JSONMember? {
        guard let members, members.count > 1 else { return nil }
        var seen: Set<String> = []
        return members.first { !seen.insert($0.key).inserted }
    }
}
