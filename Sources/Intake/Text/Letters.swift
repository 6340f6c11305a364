// Which letters and pairs of letters a sentence holds, roughly: enough to tell at once that most wordings are not in it.

/// A set of letters and of neighbouring pairs that may take a few for members that are none.
struct Letters: Sendable {
    private var bits = [UInt64](repeating: 0, count: 32)

    /// What stands for the first two letters of `word`, or for its only one.
    static func mark(of word: some Sequence<UInt32>) -> UInt32 {
        var letters = word.makeIterator()
        guard let first = letters.next() else { return 0 }
        return letters.next().map { mark(first, $0) } ?? mark(first)
    }

    private static func mark(_ letter: UInt32) -> UInt32 { (letter &* 0x9E37_79B1) >> 21 }
    private static func mark(_ first: UInt32, _ second: UInt32) -> UInt32 {
        mark((first &* 0x85EB_CA6B) ^ second)
    }

    /// `letter` behind `previous`.
    mutating func insert(_ letter: Unicode.Scalar, behind previous: Unicode.Scalar?) {
        insert(Letters.mark(letter.value))
        if let previous { insert(Letters.mark(previous.value, letter.value)) }
    }

    private mutating func insert(_ mark: UInt32) { bits[Int(mark >> 6)] |= 1 << UInt64(mark & 63) }

    func mayHold(_ mark: UInt32) -> Bool { bits[Int(mark >> 6)] & 1 << UInt64(mark & 63) != 0 }
}
