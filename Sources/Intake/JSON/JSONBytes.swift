// The bytes of a JSON drop as UTF-8 text. Owns byte order marks and the recognition of UTF-16, UTF-32 and CP949.

/// UTF-8 text and where it stands in the dropped bytes.
struct JSONBytes {
    let utf8: [UInt8]
    /// What to add to an offset in `utf8` to get one in the dropped bytes; 0 as well when the drop was not UTF-8.
    let shift: Int

    /// Recognises the encoding by its byte order mark, else by the NULs among the first four bytes (RFC 4627, section 3), else
    /// takes bytes that cannot be UTF-8 for CP949 where all of them can be that.
    init(_ bytes: [UInt8]) throws(JSONProblem) {
        let start = Array(bytes.prefix(4))
        switch start {
        case _ where start.starts(with: [0xEF, 0xBB, 0xBF]):
            utf8 = Array(bytes.dropFirst(3))
            shift = 3
            return
        case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0, 0, 0, start.last], [start.first, 0, 0, 0]:
            utf8 = try transcoded(units(of: bytes, size: 4, littleEndian: start[0] != 0), as: UTF32.self)
        case _ where start.starts(with: [0xFF, 0xFE]) || (start.count > 1 && start[0] != 0 && start[1] == 0):
            utf8 = try transcoded(units(of: bytes, size: 2, littleEndian: true), as: UTF16.self)
        case _ where start.starts(with: [0xFE, 0xFF]) || (start.count > 1 && start[0] == 0 && start[1] != 0):
            utf8 = try transcoded(units(of: bytes, size: 2, littleEndian: false), as: UTF16.self)
        default: utf8 = korean(bytes) ?? bytes
        }
        shift = 0
    }
}

/// The text of bytes in CP949; nil when they are UTF-8, or look like UTF-8 that was damaged: then more Hangul than broken pieces
/// comes out of it, and read as CP949 its Korean keys and words would silently become others.
private func korean(_ bytes: [UInt8]) -> [UInt8]? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var surplus = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        if scalar == "\u{FFFD}" { surplus -= 1 }
        if ("가"..."힣").contains(scalar) { surplus += 1 }
    }
    guard surplus < 0 else { return nil }
    return strictlyKorean(bytes).map { Array($0.utf8) }
}

/// The code units, without a byte order mark; bytes left over at the end make a unit that no text can have.
private func units<Unit: FixedWidthInteger & UnsignedInteger>(
    of bytes: [UInt8], size: Int, littleEndian: Bool
) -> [Unit] {
    guard bytes.count % size == 0 else { return [Unit(0xD800)] }
    let all = stride(from: 0, to: bytes.count, by: size).map { start in
        (0..<size).reduce(Unit(0)) { unit, index in
            unit << 8 | Unit(bytes[littleEndian ? start + size - 1 - index : start + index])
        }
    }
    return all.first == 0xFEFF ? Array(all.dropFirst()) : all
}

private func transcoded<Encoding: Unicode.Encoding>(
    _ units: [Encoding.CodeUnit], as encoding: Encoding.Type
) throws(JSONProblem) -> [UInt8] {
    guard let text = String(validating: units, as: encoding) else { throw .badUTF16or32 }
    return Array(text.utf8)
}
