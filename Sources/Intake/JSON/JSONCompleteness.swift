// Whether a JSON drop is all there, told from its brackets and quotes alone.

/// Whether `bytes` are one JSON object or array that closes (`whole`), end inside a value (`cut`), or do not tell. One pass.
/// A well-formed whole is still to be read: this looks at nothing but brackets, quotes and white space.
package func jsonCompleteness(_ bytes: [UInt8]) -> Completeness {
    var scan = BracketScan()
    // A byte order mark is no value.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for index in start..<bytes.count {
        guard scan.take(bytes[index]) else { return .unclear }
    }
    return scan.result
}

/// What is open after the bytes so far.
private struct BracketScan {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// Objects and arrays that were closed at the outermost level.
    private var closed = 0

    /// False when the bytes cannot be objects and arrays one after another.
    mutating func take(_ byte: UInt8) -> Bool {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            return true
        }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            if depth == 0 { closed += 1 }
            return depth >= 0
        case UInt8(ascii: "\"") where depth > 0: isInString = true
        case 0x20, 0x0A, 0x0D, 0x09: break
        default: return depth > 0
        }
        return true
    }

    var result: Completeness {
        if depth > 0 || closed == 0 { return .cut }
        return closed == 1 ? .whole : .unclear
    }
}
