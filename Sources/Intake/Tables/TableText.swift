// The bytes of a delimited text as UTF-8. Owns the recognition of UTF-16 and CP949 among bytes that declare nothing.

/// `bytes` as UTF-8, a byte order mark of UTF-8 kept, so that places count the bytes as dropped; nil when they are text in none of the charsets
/// that tables come in. For UTF-16 and CP949 places count the bytes of the same text in UTF-8.
func tableText(_ bytes: [UInt8]) -> [UInt8]? {
    if let isLittleEndian = utf16Order(of: bytes) {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: 0, to: bytes.count, by: 2).map { place in
            let (one, other) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return isLittleEndian ? other << 8 | one : one << 8 | other
        }
        let text = units.first == 0xFEFF ? Array(units.dropFirst()) : units
        return String(validating: text, as: UTF16.self).map { Array($0.utf8) }
    }
    guard !bytes.prefix(4096).contains(0) else { return nil }
    if String(validating: bytes, as: UTF8.self) != nil || isCutInCharacter(bytes) { return bytes }
    return strictlyKorean(bytes).map { Array($0.utf8) }
}

/// Whether `bytes` are UTF-8 that ends within a character: they were cut off.
func isCutInCharacter(_ bytes: [UInt8]) -> Bool {
    guard let lead = bytes.suffix(3).lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes[lead] >= 0xC2 else { return false }
    let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
    guard bytes.count - lead < length else { return false }
    let whole = bytes[..<lead]
    return whole.contains { $0 >= 0x80 } && String(validating: whole, as: UTF8.self) != nil
}

/// Whether the bytes are UTF-16, by a mark or by the delimiters, digits and line ends that every table has: true for the lower byte first.
private func utf16Order(of bytes: [UInt8]) -> Bool? {
    if bytes.starts(with: [0xFF, 0xFE]) { return true }
    if bytes.starts(with: [0xFE, 0xFF]) { return false }
    let beginning = bytes.prefix(4096)
    let even = beginning.indices.count { $0 % 2 == 0 && bytes[$0] == 0 }
    let odd = beginning.indices.count { $0 % 2 == 1 && bytes[$0] == 0 }
    guard even + odd > beginning.count / 16, min(even, odd) == 0 else { return nil }
    return even == 0
}
