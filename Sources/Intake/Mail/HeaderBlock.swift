// The header block of a mail as bytes, before anybody parses it: where it ends, what stands in it. Cheap and bounded.

internal import CGMime

/// The lines from the start of a mail to its first empty line.
struct HeaderBlock {
    /// Where the body starts; nil when no empty line ends the block.
    var bodyStart: Int?
    /// Names as they stand with their raw values, folded lines still folded, in order.
    private(set) var fields: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []

    /// Reads from `bytes.startIndex`, at most `most` bytes. Lines that are no fields are passed over.
    init(of bytes: ArraySlice<UInt8>, most: Int = 1 << 20) {
        var lines = Lines(bytes.prefix(most))
        while let line = lines.next() {
            if line.isEmpty {
                bodyStart = lines.place
                return
            }
            if let first = line.first, first == 32 || first == 9, let last = fields.indices.last {
                fields[last].value = bytes[fields[last].value.startIndex..<line.endIndex]
            } else if let colon = fieldColon(in: line) {
                fields.append((line[..<colon], line[(colon + 1)...]))
            }
        }
    }

    /// Whether this can be a mail without a body, whose words stand in its subject: the last line is whole, and no parts are announced.
    func mayBeWholeMail(in bytes: ArraySlice<UInt8>) -> Bool {
        let isOfParts = value("content-type")?.lowercased().hasPrefix("multipart/") == true
        return bytes.last == 10 && value("subject")?.isEmpty == false && value("from") != nil && !isOfParts
    }

    /// The first value of a field, unfolded and trimmed.
    func value(_ name: String) -> String? {
        fields.first { fieldName($0.name) == name }.map { field in
            String(decoding: field.value.filter { $0 != 10 && $0 != 13 }, as: UTF8.self).trimmingBlanks()
        }
    }
}

/// Lines without their line ends (`\n` or `\r\n`).
struct Lines {
    private let bytes: ArraySlice<UInt8>
    private(set) var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// The next line; nil at the end. A last line without a line end counts.
    mutating func next() -> ArraySlice<UInt8>? {
        guard place < bytes.endIndex else { return nil }
        let rest = bytes[place...]
        let length = rest.withUnsafeBytes { rest in
            rest.baseAddress.flatMap { start in memchr(start, 10, rest.count).map { UnsafeRawPointer($0) - start } }
        }
        let end = length.map { place + $0 } ?? bytes.endIndex
        var line = bytes[place..<end]
        if line.last == 13 { line = line.dropLast() }
        place = min(end + 1, bytes.endIndex)
        return line
    }
}

/// The colon behind a field name (RFC 5322: printable ASCII without colon; blanks before the colon are forgiven).
func fieldColon(in line: ArraySlice<UInt8>) -> Int? {
    guard let colon = line.prefix(256).firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
    var name = line[..<colon]
    while name.last == 32 || name.last == 9 { name = name.dropLast() }
    return !name.isEmpty && name.allSatisfy { (33...126).contains($0) } ? colon : nil
}

/// A field's name in lower case.
func fieldName(_ name: ArraySlice<UInt8>) -> String {
    String(decoding: name.lazy.filter { $0 > 32 }.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
}

extension String {
    /// Without blanks, tabs and line ends at both sides.
    func trimmingBlanks() -> String {
        let isBlank = { (scalar: Unicode.Scalar) in scalar.value <= 32 || scalar.value == 0xA0 || scalar.value == 0x3000
        }
        guard let first = unicodeScalars.firstIndex(where: { !isBlank($0) }),
            let last = unicodeScalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(unicodeScalars[first...last])
    }
}
