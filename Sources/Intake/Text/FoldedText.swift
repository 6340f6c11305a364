// Text made uniform for reading, with the way back to the bytes it came from. Never judges what it says.

internal import Cancellation

/// `original` with full-width forms as ASCII, letters in lower case, every blank as a space, every line end as `\n`, Hangul
/// composed, a final ㅆ as the ㅅ that is so often written for it (햇어요, 시켯는데), and invisible characters left out; each scalar knows its bytes in `original`.
struct FoldedText {
    /// UTF-8, at most the limit of bytes, cut between characters.
    let original: [UInt8]
    private(set) var scalars: [Unicode.Scalar] = []
    private var starts: [Int] = []
    private var ends: [Int] = []

    init(_ text: String, limit: Int = .max) {
        var bytes = Array(text.utf8.prefix(limit))
        if bytes.count < text.utf8.count {
            while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
            if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        }
        original = bytes
        scalars.reserveCapacity(bytes.count)
        starts.reserveCapacity(bytes.count)
        ends.reserveCapacity(bytes.count)
        var place = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let end = place + UTF8.width(scalar)
            if isUniform(scalar) {
                scalars.append(scalar)
                starts.append(place)
                ends.append(end)
            } else {
                append(scalar, from: place, to: end)
            }
            place = end
        }
    }

    /// Where the folded scalars of `range` stand in the original.
    func bytes(_ range: Range<Int>) -> ByteRange {
        guard let first = range.first, let last = range.last else { return ByteRange(offset: 0, length: 0) }
        return ByteRange(offset: starts[first], length: ends[last] - starts[first])
    }

    /// The original words of `range`, trimmed.
    func words(_ range: Range<Int>) -> String {
        let place = bytes(range)
        return String(decoding: original[place.offset..<(place.offset + place.length)], as: UTF8.self).trimmingBlanks()
    }

    private mutating func append(_ scalar: Unicode.Scalar, from start: Int, to end: Int) {
        guard let folded = uniform(scalar) else { return }
        if folded == "\n", scalars.last == "\n", start > 0, original[start] == 10, original[start - 1] == 13 {
            ends[ends.count - 1] = end
        } else if let last = scalars.last, let composed = syllable(last, folded) {
            scalars[scalars.count - 1] = composed
            ends[ends.count - 1] = end
        } else {
            scalars.append(folded)
            starts.append(start)
            ends.append(end)
        }
    }
}

/// Most letters are uniform already and complete nothing.
private func isUniform(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 32...64, 91...126: true
    case 0xAC00...0xD7A3: !endsInDoubleS(scalar.value)
    default: false
    }
}

/// The uniform form of a scalar; nil for what nobody sees.
private func uniform(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 65...90: Unicode.Scalar(scalar.value + 32)
    case 0xAC00...0xD7A3: Unicode.Scalar(withSingleS(scalar.value))
    case 10, 13, 0x2028, 0x2029: "\n"
    case 0...32, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0x3164: " "
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF, 0xFE00...0xFE0F: nil
    case 0xFF21...0xFF3A: Unicode.Scalar(scalar.value - 0xFF01 + 33 + 32)
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFF01 + 33)
    case 0x2010...0x2015, 0x2212, 0x30FC, 0xFE58, 0xFE63: "-"
    case 0x2018, 0x2019, 0x2032: "'"
    case 0x201C, 0x201D: "\""
    default: scalar
    }
}

/// The syllable that `next` completes, by the arithmetic of Hangul (Unicode, section 3.12); nil when it completes none.
private func syllable(_ last: Unicode.Scalar, _ next: Unicode.Scalar) -> Unicode.Scalar? {
    let (first, second) = (last.value, next.value)
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
        return Unicode.Scalar(0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28)
    }
    if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0, (0x11A8...0x11C2).contains(second) {
        return Unicode.Scalar(withSingleS(first + second - 0x11A7))
    }
    return nil
}

/// Whether a syllable ends in ㅆ, the twentieth final of twenty-eight.
private func endsInDoubleS(_ syllable: UInt32) -> Bool { (syllable - 0xAC00) % 28 == 20 }

/// A letter of Hangul as texts are folded: 했 as 햇. Other letters stay.
func withSingleS(_ letter: UInt32) -> UInt32 {
    (0xAC00...0xD7A3).contains(letter) && endsInDoubleS(letter) ? letter - 1 : letter
}
