// Why bytes are no JSON, and where. Owns the words for it; never shows what stood there, which may be private.

/// The first thing that made bytes unreadable as JSON.
package struct JSONError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Nothing but white space.
        case empty
        /// The bytes end inside a value: usually a file that was cut off.
        case endsEarly
        case notUTF8
        /// A byte that cannot stand here.
        case unexpected
        case controlCharacter
        case badEscape
        /// Half of a surrogate pair: `\ud83d` without its other half.
        case loneSurrogate
        case badNumber
        case trailingContent
        /// Two values of a sequence without a line break or record separator between them.
        case unseparated
        case tooDeep(limit: Int)
        case tooManyValues(limit: Int)
        case tooLong(limit: Int)
    }

    package let reason: Reason
    /// Byte offset, from 0.
    package let offset: Int
    /// Line and column, from 1; the column counts characters (Unicode scalars).
    package let line: Int
    package let column: Int

    init(_ reason: Reason, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.reason = reason
        self.offset = offset
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    /// For whoever made the file: where, what, and what belongs there.
    package var message: String { "line \(line), column \(column): \(explanation)" }

    private var explanation: String {
        switch reason {
        case .empty: "there is nothing here"
        case .endsEarly: "the text ends in the middle of a value"
        case .notUTF8: "this is not UTF-8 text"
        case .unexpected: "something else belongs here (a quote, comma, colon or bracket is missing or too many)"
        case .controlCharacter: "a line break or control character inside quotes must be written as \\n or \\u00…"
        case .badEscape: "no such backslash sequence exists in JSON"
        case .loneSurrogate: "half a character (\\ud8… to \\udf… must come in pairs)"
        case .badNumber: "this is not how JSON writes a number"
        case .trailingContent: "something follows after the end of the JSON value"
        case .unseparated: "two JSON values need a line break between them"
        case .tooDeep(let limit): "more than \(limit) brackets are open at once"
        case .tooManyValues(let limit): "more than \(limit) values"
        case .tooLong(let limit): "more than \(limit) bytes"
        }
    }
}
