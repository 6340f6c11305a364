// What reading a mail would cost, counted before anybody reads it. GMime compares every line that begins with `--` with every
// open boundary, and builds a part for every hit, so a small hostile mail could keep it busy for minutes; and it calls itself for
// every colon of an address field, so that some thousands of them would end the process.

internal import CGMime

/// Why a mail is too costly to be parsed; nil when it is not. One pass, and a second over suspicious mails only.
func mimeCostProblem(_ bytes: ArraySlice<UInt8>, limits: Limits) -> String? {
    var boundaries: Set<[UInt8]> = []
    var dashLines = 0
    var colons = 0
    eachMark(in: bytes) { mark in
        switch mark {
        case .dashes: dashLines += 1
        case .addresses(let place): colons = max(colons, colonsOfField(in: bytes, at: place))
        case .boundary(let place) where boundaries.count <= mostBoundaries:
            boundaries.insert(boundaryText(in: bytes, at: place))
        case .boundary: break
        }
    }
    if colons > mostColons {
        return "메일 주소란에 쌍점(:)이 너무 많아 읽을 수 없습니다. 일반 메일로 다시 보내 주세요 (too many groups of addresses: send a plain mail)."
    }
    if dashLines * boundaries.count > mostComparisons {
        return "메일의 조각이 너무 깊고 많아 읽을 수 없습니다. 일반 메일로 다시 보내 주세요 (too many nested parts: send a plain mail)."
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
    guard parts > most else { return nil }
    return "메일의 조각이 \(most)개보다 많습니다. 일반 메일로 다시 보내 주세요 (more than \(most) parts: send a plain mail)."
}

/// About two seconds of GMime.
private let mostComparisons = 200_000_000

private let mostBoundaries = 5000

/// Of one address field; a call of some 200 bytes of stack each.
private let mostColons = 1000

private enum Mark {
    /// Behind the `--` at the start of a line.
    case dashes(Int)
    /// Behind the word `boundary`.
    case boundary(Int)
    /// The start of a line that may be a field of addresses.
    case addresses(Int)
}

private func eachMark(in bytes: ArraySlice<UInt8>, _ body: (Mark) -> Void) {
    let name = Array("boundary".utf8)
    let base = bytes.startIndex
    bytes.withUnsafeBufferPointer { buffer in
        eachLine(in: buffer) { place in
            let isDashed = buffer[place...].starts(with: "--".utf8)
            if isDashed { body(.dashes(base + place + 2)) }
            if startsLikeAddresses(buffer[place...]) { body(.addresses(base + place)) }
        }
        for letter in "bB".utf8 {
            eachPlace(of: letter, in: buffer) { place in
                let next = buffer[place...].prefix(name.count)
                if next.elementsEqual(name, by: { $0 | 0x20 == $1 }) { body(.boundary(base + place + name.count)) }
            }
        }
    }
}

/// `From:`, `Resent-To :` and their like, of which GMime parses the addresses.
private func startsLikeAddresses(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = line.first, "fstrcb".utf8.contains(first | 0x20) else { return false }
    let name = line.prefix(24).prefix { $0 != UInt8(ascii: ":") }
    var letters = name[...]
    while letters.last == 32 || letters.last == 9 { letters = letters.dropLast() }
    if letters.prefix(7).elementsEqual("resent-".utf8, by: { $0 | 0x20 == $1 }) { letters = letters.dropFirst(7) }
    return addressFields.contains { letters.elementsEqual($0, by: { $0 | 0x20 == $1 }) }
}

private let addressFields = ["from", "sender", "reply-to", "to", "cc", "bcc"].map { Array($0.utf8) }

/// Colons of the field that begins at `place`, its folded lines included.
private func colonsOfField(in bytes: ArraySlice<UInt8>, at place: Int) -> Int {
    var lines = Lines(bytes[place...])
    var count = 0
    var isFirst = true
    while let line = lines.next(), isFirst || line.first == 32 || line.first == 9 {
        isFirst = false
        count += line.count { $0 == UInt8(ascii: ":") }
    }
    return count
}

private func eachLine(in buffer: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    if !buffer.isEmpty { body(0) }
    eachPlace(of: 10, in: buffer) { if $0 + 1 < buffer.count { body($0 + 1) } }
}

func eachPlace(of byte: UInt8, in buffer: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
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
