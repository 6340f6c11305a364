// What a reader leaves behind: the bytes, and one flat row of marks in place of a tree. Text is made only where it is asked for,
// so the hundred members of an order that nobody looks at cost sixteen bytes each.

/// What RFC 8259 knows.
package enum JSONKind: UInt8, Sendable {
    case null, bool, number, string, array, object
}

/// Where one value, or the key before one, stands.
struct JSONMark: Sendable {
    /// What the offsets can count.
    static let maximumBytes = Int(UInt32.max)

    private let start: UInt32
    private var end: UInt32 = 0
    private var behind: UInt32 = 0
    let kind: JSONKind
    /// A string of ASCII without escapes: its bytes are its text.
    var isPlain = false
    var hasEscapes = false

    init(_ kind: JSONKind, start: Int) {
        self.kind = kind
        self.start = UInt32(truncatingIfNeeded: start)
    }

    /// Quotes and brackets included.
    var range: Range<Int> { Int(start)..<Int(end) }

    /// The place of the mark behind this value and all it holds.
    var next: Int { Int(behind) }

    mutating func close(at offset: Int, next: Int) {
        end = UInt32(truncatingIfNeeded: offset)
        behind = UInt32(truncatingIfNeeded: next)
    }

    /// The text of a string or number.
    func text(in bytes: UnsafeBufferPointer<UInt8>) -> String {
        let quotes = kind == .string ? 1 : 0
        let inside = UnsafeBufferPointer(rebasing: bytes[Int(start) + quotes..<Int(end) - quotes])
        return hasEscapes ? unescaped(inside) : String(decoding: inside, as: UTF8.self)
    }

    /// Whether the text of this string is `wanted`. Compared as text, so a decomposed (NFD) Hangul key equals the composed one.
    func isText(_ wanted: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard isPlain else { return text(in: bytes) == String(decoding: wanted, as: UTF8.self) }
        let count = Int(end - start) - 2
        return wanted.count == count
            && wanted.elementsEqual(UnsafeBufferPointer(rebasing: bytes[Int(start) + 1..<Int(start) + 1 + count]))
    }
}

/// The bytes of a text and the marks of its values in the order they stood. Never changes.
final class JSONTape: Sendable {
    let bytes: [UInt8]
    let marks: [JSONMark]

    init(bytes: [UInt8], marks: [JSONMark]) {
        self.bytes = bytes
        self.marks = marks
    }

    func text(at index: Int) -> String { bytes.withUnsafeBufferPointer { marks[index].text(in: $0) } }

    /// The place of the value of the first member named `key` of the object at `index`.
    func value(of key: String, in index: Int) -> Int? {
        var key = key
        return key.withUTF8 { wanted in
            bytes.withUnsafeBufferPointer { bytes in
                var place = index + 1
                while place < marks[index].next {
                    if marks[place].isText(wanted, in: bytes) { return place + 1 }
                    place = marks[place + 1].next
                }
                return nil
            }
        }
    }
}
