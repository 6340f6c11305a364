// What reading the parts of a mail would cost, counted before anybody reads them. GMime compares every line that begins
// with `--` with every open boundary, and builds a part for every hit, so a small hostile mail could keep it busy for minutes.

internal import CGMime

/// Why a mail is too costly to be parsed; nil when it is not. One pass, and a second over suspicious mails only.
func mimeCostProblem(_ bytes: ArraySlice<UInt8>, limits: Limits) -> String? {
    var boundaries: Set<[UInt8]> = []
    var dashLines = 0
    eachMark(in: bytes) { mark in
        switch mark {
        case .dashes: dashLines += 1
        case .boundary(let place) where boundaries.count <= mostBoundaries:
            boundaries.insert(boundaryText(in: bytes, at: place))
        case .boundary: break
        }
    }
    if dashLines * boundaries.count > mostComparisons {
        return "The mail has too many nested parts to be read. Send a plain mail."
    }
    // Messages within the message have parts too, which the walk does not count; the limit allows for some.
    let most = limits.mimeParts * 8
    guard dashLines > most, !boundaries.isEmpty else { return nil }
    var parts = 0
    eachMark(in: bytes) { mark in
        guard case .dashes(let place) = mark, parts <= most else { return }
        let line = bytes[place...].prefix(80).prefix { $0 > 32 }
        if boundaries.contains(Array(line)) { parts += 1 }
    }
    return parts > most ? "The mail has more than \(most) parts. Send the request as a plain mail." : nil
}

/// About two seconds of GMime.
private let mostComparisons = 200_000_000

private let mostBoundaries = 5000

private enum Mark {
    /// Behind the `--` at the start of a line.
    case dashes(Int)
    /// Behind the word `boundary`.
    case boundary(Int)
}

private func eachMark(in bytes: ArraySlice<UInt8>, _ body: (Mark) -> Void) {
    let name = Array("boundary".utf8)
    let base = bytes.startIndex
    bytes.withUnsafeBufferPointer { buffer in
        eachLine(in: buffer) { place in
            let isDashed = buffer[place...].starts(with: "--".utf8)
            if isDashed { body(.dashes(base + place + 2)) }
        }
        for letter in "bB".utf8 {
            eachPlace(of: letter, in: buffer) { place in
                let next = buffer[place...].prefix(name.count)
                if next.elementsEqual(name, by: { $0 | 0x20 == $1 }) { body(.boundary(base + place + name.count)) }
            }
        }
    }
}

private func eachLine(in buffer: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    if !buffer.isEmpty { body(0) }
    eachPlace(of: 10, in: buffer) { if $0 + 1 < buffer.count { body($0 + 1) } }
}

private func eachPlace(of byte: UInt8, in buffer: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    guard let start = UnsafeRawPointer(buffer.baseAddress) else { return }
    var place = 0
    while place < buffer.count, let found = memchr(start + place, Int32(byte), buffer.count - place) {
        place = UnsafeRawPointer(found) - start
        body(place)
        place += 1
    }
}

/// The boundary as its lines will show it, behind `=`, ` = ` or `*0*=`.
private func boundaryText(in bytes: ArraySlice<UInt8>, at place: Int) -> [UInt8] {
    let equals = bytes[place...].prefix(8).firstIndex(of: UInt8(ascii: "=")).map { $0 + 1 } ?? place
    let value = bytes[equals...].prefix(90).drop { $0 == 32 || $0 == 9 }
    return value.first == UInt8(ascii: "\"")
        ? Array(value.dropFirst().prefix { $0 != UInt8(ascii: "\"") && $0 != 10 })
        : Array(value.prefix { $0 > 32 && $0 != UInt8(ascii: ";") })
}
