// Mails whose lines end in two ways. GMime takes off as many bytes before a boundary as the boundary's own line ends with: a line
// feed alone before a boundary that ends with both costs the part its last letter, an order number its last figure.

/// `bytes` with a carriage return before each line feed that stands before a line of dashes ending with both; the same bytes in most mails.
func withWholeLinesBeforeBoundaries(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var places: [Int] = []
    bytes.withUnsafeBufferPointer { buffer in
        eachPlace(of: 10, in: buffer) { place in
            guard place > 0, buffer[place - 1] != 13, buffer[(place + 1)...].starts(with: "--".utf8) else { return }
            let line = buffer[(place + 1)...].prefix { $0 != 10 }
            if line.last == 13 { places.append(place) }
        }
    }
    guard !places.isEmpty else { return bytes }
    var whole: [UInt8] = []
    whole.reserveCapacity(bytes.count + places.count)
    var done = bytes.startIndex
    for place in places {
        whole += bytes[done..<bytes.startIndex + place]
        whole.append(13)
        done = bytes.startIndex + place
    }
    return (whole + bytes[done...])[...]
}
