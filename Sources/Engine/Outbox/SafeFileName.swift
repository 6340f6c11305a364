// A dropped name as part of a file name of ours: readable, harmless, and different for different names.

import Digest

/// The longest safe name in bytes; leaves room in 255 for `.accepted.json`.
private let longest = 200

/// Valid UTF-8 stays readable (Korean too); control characters, `%`, `/`, a leading dot or dash and everything that is no
/// UTF-8 become `%XX`. Names too long are cut and end in a fingerprint of the whole.
package func safeFileName(_ name: [UInt8]) -> String {
    var safe = ""
    var rest = name[...]
    while let byte = rest.first {
        if let character = firstScalar(of: rest) {
            let isFirst = safe.isEmpty
            safe +=
                isHarmless(character, isFirst: isFirst) ? String(character) : escaped(rest.prefix(character.utf8.count))
            rest = rest.dropFirst(character.utf8.count)
        } else {
            safe += escaped([byte])
            rest = rest.dropFirst()
        }
    }
    guard safe.utf8.count > longest else { return safe.isEmpty ? "%" : safe }
    var cut = ""
    for character in safe.unicodeScalars {
        guard cut.utf8.count + character.utf8.count <= longest - 13 else { break }
        cut.unicodeScalars.append(character)
    }
    return cut + "~" + sha256(name).prefix(12)
}

private func isHarmless(_ character: Unicode.Scalar, isFirst: Bool) -> Bool {
    switch character {
    case "%", "/", "\\", ":", "*", "?", "\"", "<", ">", "|": false
    case ".", "-", "~": !isFirst
    default:
        switch character.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}

private func escaped(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(contentsOf: ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]) }
    return String(text)
}

/// The first character of valid UTF-8, or nil when the bytes do not begin with one.
private func firstScalar(of bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return scalar
}

extension Unicode.Scalar {
    fileprivate var utf8: String.UTF8View { String(self).utf8 }
}
