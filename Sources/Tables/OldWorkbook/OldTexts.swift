// Texts of an XLS workbook: one or two bytes a character, with runs and phonetic guides behind them, and cut anywhere by CONTINUE records,
// which begin with a new width in the middle of a text.

/// Reads through the pieces of one record.
struct OldTextCursor {
    private let stream: [UInt8]
    private let pieces: [Range<Int>]
    private var piece = 0
    private var position: Int

    init(_ stream: [UInt8], _ record: Record, offset: Int = 0) {
        self.stream = stream
        pieces = record.pieces
        position = record.start + offset
    }

    private var left: Int { max(0, pieces[piece].upperBound - position) }

    /// A number of `size` bytes, lowest first. Numbers are never cut by a CONTINUE record; one may begin with them.
    mutating func number(_ size: Int) throws(TableError) -> Int {
        if left == 0 { try advance() }
        guard left >= size else { throw .damaged("SST") }
        defer { position += size }
        return stream.littleEndian(position, size)
    }

    /// A text whose length stands before it in `lengthSize` bytes.
    mutating func text(lengthSize: Int, limits: TableLimits) throws(TableError) -> String {
        let count = try number(lengthSize)
        let flags = try number(1)
        let runs = flags & 8 != 0 ? try number(2) : 0
        let guide = flags & 4 != 0 ? try number(4) : 0
        // Two bytes of UTF-16 make at most three of UTF-8; the exact limit is asked for where the text becomes a cell.
        guard count <= limits.cellText else { throw .tooMuch(.cellText, limit: limits.cellText) }
        let units = try characters(count, isWide: flags & 1 != 0)
        try skip(runs * 4)
        try skip(guide)
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func characters(_ count: Int, isWide: Bool) throws(TableError) -> [UInt16] {
        var isWide = isWide
        var units: [UInt16] = []
        units.reserveCapacity(count)
        while units.count < count {
            if left == 0 {
                try advance()
                isWide = try number(1) & 1 != 0
            }
            let size = isWide ? 2 : 1
            guard left >= size else { throw .damaged("SST") }
            units.append(UInt16(truncatingIfNeeded: stream.littleEndian(position, size)))
            position += size
        }
        return units
    }

    private mutating func skip(_ count: Int) throws(TableError) {
        var rest = count
        while rest > 0 {
            if left == 0 { try advance() }
            let step = min(rest, left)
            guard step > 0 else { throw .damaged("SST") }
            position += step
            rest -= step
        }
    }

    private mutating func advance() throws(TableError) {
        guard piece + 1 < pieces.count else { throw .damaged("SST") }
        piece += 1
        position = pieces[piece].lowerBound
    }
}

/// The texts that the cells of the workbook share.
func sharedTexts(
    _ stream: [UInt8], _ record: Record, limits: TableLimits
) throws(TableError) -> [String] {
    var cursor = OldTextCursor(stream, record, offset: 4)
    let count = try cursor.number(4)
    guard count <= limits.cells else { throw .tooMuch(.cells, limit: limits.cells) }
    var texts: [String] = []
    for _ in 0..<count { texts.append(trimmedOnce(try cursor.text(lengthSize: 2, limits: limits))) }
    return texts
}
