// The records of an XLS stream (BIFF8): type, length, bytes, and the CONTINUE records behind them. Interprets none.

struct Record {
    var type: Int
    /// Where its bytes stand in the stream, those of its CONTINUE records too.
    var pieces: [Range<Int>]

    var start: Int { pieces[0].lowerBound }
    var count: Int { pieces[0].count }
}

struct RecordCursor {
    let stream: [UInt8]
    private var position: Int

    static let continuation = 0x3C

    init(_ stream: [UInt8], at position: Int = 0) {
        self.stream = stream
        self.position = position
    }

    /// The next record; nil at the end of the stream, or where a record would reach beyond it.
    mutating func next() -> Record? {
        guard let (type, first) = header(at: position) else { return nil }
        position = first.upperBound
        var pieces = [first]
        // The texts of all cells are one record of any length; nothing else that is read here continues.
        while type == 0xFC, let (next, piece) = header(at: position), next == Self.continuation {
            pieces.append(piece)
            position = piece.upperBound
        }
        return Record(type: type, pieces: pieces)
    }

    private func header(at place: Int) -> (Int, Range<Int>)? {
        guard place >= 0, place + 4 <= stream.count else { return nil }
        let start = place + 4
        let end = start + stream.littleEndian(place + 2, 2)
        guard end <= stream.count else { return nil }
        return (stream.littleEndian(place, 2), start..<end)
    }
}
