// Reading JSON strictly by RFC 8259, with the place of every value. The doors; the work is done by JSONCursor.

/// A strict reader of UTF-8 JSON of less than 4 GiB.
///
/// Refused: invalid UTF-8, lone surrogates, a byte order mark, anything RFC 8259 does not allow, and what goes beyond the limits.
/// Repeated keys are kept, since RFC 8259 allows them; whoever gives a key a meaning refuses its repeats.
package struct JSONReader {
    /// How many brackets may be open at once where nothing else is said.
    package static let usualDepth = 128

    /// Reads exactly one value with nothing but white space around it.
    /// - Parameter maximumDepth: brackets that may be open at once; taken as at most 1000, for the stack's sake.
    /// - Parameter maximumValues: values in all, since a small file can make a large tree.
    package static func read(
        _ bytes: [UInt8], maximumDepth: Int = usualDepth, maximumValues: Int = .max
    ) throws(JSONError) -> JSONNode {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            var cursor = try JSONCursor(buffer, maximumDepth: maximumDepth, maximumValues: maximumValues)
            cursor.marks.reserveCapacity(marksExpected(in: bytes))
            cursor.skipWhiteSpace()
            guard !cursor.isAtEnd else { throw cursor.error(.empty) }
            try cursor.readValue()
            cursor.skipWhiteSpace()
            guard cursor.isAtEnd else { throw cursor.error(.trailingContent) }
            return JSONNode(tape: JSONTape(bytes: bytes, marks: cursor.marks), index: 0)
        }
    }

    /// Reads values one after another, each set apart from the last by a line break (NDJSON) or a record separator
    /// (RFC 7464, 0x1E). No value at all is an error.
    /// - Parameter maximumCount: top-level values.
    package static func readSequence(
        _ bytes: [UInt8], maximumCount: Int, maximumDepth: Int = usualDepth, maximumValues: Int = .max
    ) throws(JSONError) -> [JSONNode] {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            var cursor = try JSONCursor(buffer, maximumDepth: maximumDepth, maximumValues: maximumValues)
            cursor.marks.reserveCapacity(marksExpected(in: bytes))
            var places: [Int] = []
            while true {
                let isSeparated = cursor.skipSeparators()
                if cursor.isAtEnd { break }
                guard isSeparated || places.isEmpty else { throw cursor.error(.unseparated) }
                guard places.count < maximumCount else { throw cursor.error(.tooManyValues(limit: maximumCount)) }
                places.append(cursor.marks.count)
                try cursor.readValue()
            }
            guard !places.isEmpty else { throw cursor.error(.empty) }
            let tape = JSONTape(bytes: bytes, marks: cursor.marks)
            return places.map { JSONNode(tape: tape, index: $0) }
        }
    }

    /// Reads one object and hands over the elements of its array `key` one by one, so that a large export never stands in
    /// memory as a tree. Everything else in the object is read, checked and dropped.
    /// - Returns: how many elements were handed over; nil when the value is no object with an array under `key`.
    package static func readElements(
        of key: String, in bytes: [UInt8], maximumDepth: Int = usualDepth, _ body: (JSONNode) -> Void
    ) throws(JSONError) -> Int? {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            var cursor = try JSONCursor(buffer, maximumDepth: maximumDepth, maximumValues: .max)
            cursor.skipWhiteSpace()
            guard !cursor.isAtEnd else { throw cursor.error(.empty) }
            let count = try cursor.readElements(of: key) { marks in
                body(JSONNode(tape: JSONTape(bytes: bytes, marks: marks), index: 0))
            }
            cursor.skipWhiteSpace()
            guard cursor.isAtEnd else { throw cursor.error(.trailingContent) }
            return count
        }
    }
}

/// Rather too many than too few: memory that is not touched costs nothing, and moving what was read does.
private func marksExpected(in bytes: [UInt8]) -> Int { bytes.count / 10 }
