// Lists of words looked for in folded text. Kept flat, with their first letters in one mask, because nearly every place of a
// text begins none of them, and that has to cost next to nothing.

/// Words in the order in which they are tried.
struct Words: Sendable {
    /// One bit for each first letter, by `bit(of:)`.
    private let heads: UInt64
    /// For each word its length, then its letters.
    private let cells: [UInt32]

    init(_ words: some Sequence<some StringProtocol>) {
        var heads: UInt64 = 0
        var cells: [UInt32] = []
        for word in words {
            let letters = word.unicodeScalars.map(\.value)
            if let head = letters.first { heads |= Words.bit(of: head) }
            cells.append(UInt32(letters.count))
            cells += letters
        }
        self.heads = heads
        self.cells = cells
    }

    /// Words parted by blanks.
    init(_ list: String) { self.init(list.split(separator: " ")) }

    /// A letter's bit: neighbours in the alphabet get different ones.
    private static func bit(of letter: UInt32) -> UInt64 { 1 << UInt64((letter &* 0x9E37_79B1) >> 26) }

    func canBegin(with letter: Unicode.Scalar) -> Bool { heads & Words.bit(of: letter.value) != 0 }

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
