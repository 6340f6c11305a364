// Which letters and pairs of letters a sentence holds, roughly: enough to tell at once that most wordings are not in it.

/// A set of letters and of neighbouring pairs that may take a few for members that are none.
struct Letters: Sendable {
    private var bits = [UInt64](repeating: 0, count: 32)

    /// What stands for the first two letters of `word`, or for its only one.
    static func mark(of word: [UInt32]) -> UInt32 { word.count > 1 ? mark(word[0], word[1]) : mark(word[0]) }

    private static func mark(_ letter: UInt32) -> UInt32 { (letter &* 0x9E37_79B1) >> 21 }
    private static func mark(_ first: UInt32, _ second: UInt32) -> UInt32 {
        mark((first &* 0x85EB_CA6B) ^ second)
    }

    init(_ scalars: [Unicode.Scalar]) {
        bits.withUnsafeMutableBufferPointer { bits in
            var previous: UInt32?
            for letter in scalars.lazy.map(\.value) {
                let mark = Letters.mark(letter)
                bits[Int(mark >> 6)] |= 1 << UInt64(mark & 63)
                if let previous {
                    let mark = Letters.mark(previous, letter)
                    bits[Int(mark >> 6)] |= 1 << UInt64(mark & 63)
                }
                previous = letter
            }
        }
    }

    func mayHold(_ mark: UInt32) -> Bool { bits[Int(mark >> 6)] & 1 << UInt64(mark & 63) != 0 }
}
