// Lists of words looked for in folded text. Kept flat, with their first letters in one mask, because nearly every place of a
// text begins none of them, and that has to cost next to nothing.

/// Words in the order in which they are tried.
struct Words: Sendable {
    /// One bit for each first letter; neighbours in the alphabet get different ones.
    private let heads: SIMD4<UInt64>
    /// For each word its length, then its letters.
    private let cells: [UInt32]
    /// For each word its mark in `Letters`.
    let marks: [UInt32]
    /// The words as they were given, in their order.
    let list: [String]

    init(_ words: some Collection<some StringProtocol>) {
        var heads = SIMD4<UInt64>()
        var cells: [UInt32] = []
        var marks: [UInt32] = []
        for word in words {
            // As texts are folded.
            let letters = word.unicodeScalars.map { withSingleS($0.value) }
            guard let first = letters.first else { continue }
            let head = Words.head(of: first)
            heads[head >> 6] |= 1 << UInt64(head & 63)
            marks.append(Letters.mark(of: letters))
            cells.append(UInt32(letters.count))
            cells += letters
        }
        self.heads = heads
        self.cells = cells
        self.marks = marks
        list = words.map { String($0) }
    }

    /// Words parted by blanks.
    init(_ list: String) { self.init(list.split(separator: " ")) }

    private static func head(of letter: UInt32) -> Int { Int((letter &* 0x9E37_79B1) >> 24) }

    func canBegin(with letter: Unicode.Scalar) -> Bool {
        let head = Words.head(of: letter.value)
        return heads[head >> 6] & 1 << UInt64(head & 63) != 0
    }

    /// The first word that stands at the start of `range`: its number in the list and its length.
    ///
    /// - Parameter next: the number of the first word to try.
    func match(in text: [Unicode.Scalar], _ range: Range<Int>, from next: Int = 0) -> (number: Int, length: Int)? {
        guard let first = range.first, canBegin(with: text[first]) else { return nil }
        var cell = 0
        var number = 0
        while cell < cells.count {
            let length = Int(cells[cell])
            if number >= next, length <= range.count, stands(at: first, in: text, from: cell + 1, length) {
                return (number, length)
            }
            cell += 1 + length
            number += 1
        }
        return nil
    }

    /// Whether one of the words stands at the start of `range`.
    func begin(_ range: Range<Int>, of text: [Unicode.Scalar]) -> Bool { match(in: text, range) != nil }

    /// Whether one of the words stands at the end of `range`.
    func end(_ range: Range<Int>, of text: [Unicode.Scalar]) -> Bool {
        var cell = 0
        while cell < cells.count {
            let length = Int(cells[cell])
            if length <= range.count, stands(at: range.upperBound - length, in: text, from: cell + 1, length) {
                return true
            }
            cell += 1 + length
        }
        return false
    }

    /// Whether `range` is one of the words.
    func hold(_ range: Range<Int>, of text: [Unicode.Scalar]) -> Bool {
        guard let first = range.first, canBegin(with: text[first]) else { return false }
        var cell = 0
        while cell < cells.count {
            let length = Int(cells[cell])
            if length == range.count, stands(at: first, in: text, from: cell + 1, length) { return true }
            cell += 1 + length
        }
        return false
    }

    /// Whether one of the words stands anywhere in `sentence`.
    func occur(in sentence: Sentence) -> Bool {
        mayOccur(in: sentence) && occur(in: sentence.scalars)
    }

    /// False when none of the words stands in `sentence`.
    func mayOccur(in sentence: Sentence) -> Bool { marks.contains(where: sentence.letters.mayHold) }

    /// Whether one of the words stands anywhere in `range`.
    func occur(in text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
        range.contains { match(in: text, $0..<range.upperBound) != nil }
    }

    func occur(in text: [Unicode.Scalar]) -> Bool { occur(in: text, 0..<text.count) }

    private func stands(at place: Int, in text: [Unicode.Scalar], from cell: Int, _ length: Int) -> Bool {
        for offset in 0..<length where text[place + offset].value != cells[cell + offset] { return false }
        return true
    }
}
