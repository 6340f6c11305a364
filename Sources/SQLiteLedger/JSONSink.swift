// The text of one JSON value as it grows. Knows commas, brackets and escapes; knows no Swift type.

/// Brackets are closed by whoever goes on outside of them, because an encoding container is never told that it is finished.
final class JSONSink {
    // Unchecked: one encoder at a time owns a sink, no access overlaps another, and the checks took half of the time.
    @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
    /// The closing brackets that are owed, the innermost last. Their number is the level of nesting.
    @exclusivity(unchecked) private var owed: [UInt8] = []
    @exclusivity(unchecked) private var needsComma = false

    init() { bytes.reserveCapacity(4096) }

    var level: Int { owed.count }

    func openObject() -> Int { open("{", "}") }
    func openArray() -> Int { open("[", "]") }

    private func open(_ bracket: Unicode.Scalar, _ closing: Unicode.Scalar) -> Int {
        bytes.append(UInt8(ascii: bracket))
        owed.append(UInt8(ascii: closing))
        needsComma = false
        return owed.count
    }

    func close(to level: Int) {
        while owed.count > level {
            bytes.append(owed.removeLast())
            needsComma = true
        }
    }

    /// Begins the next element of the array, or member of the object, that was opened as `level`.
    func beginElement(of level: Int) {
        close(to: level)
        precondition(owed.count == level, "written to a container after one outside of it")
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    func beginMember(_ name: String, of level: Int) {
        beginElement(of: level)
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A number or a word of JSON, as it is.
    func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var rest = utf8[...]
            while let special = rest.firstIndex(where: {
                $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
            }) {
                bytes.append(contentsOf: rest[..<special])
                escape(rest[special])
                rest = rest[(special + 1)...]
            }
            bytes.append(contentsOf: rest)
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        if byte >= 0x20 {
            bytes.append(byte)
        } else {
            bytes.append(contentsOf: "u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        }
    }
}
