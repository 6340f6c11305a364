// How many names a ZIP or OLE2 file holds, told from a few of its bytes before any library opens it. Owns nothing else of the formats.

/// The number of names in the ZIP file's directory; nil where there is no directory, or one of the 64-bit kind, which no workbook needs.
func zipNames(in bytes: [UInt8]) -> Int? {
    guard let end = zipDirectoryEnd(in: bytes) else { return nil }
    let names = bytes.littleEndian(end + 10, 2)
    return names == 0xFFFF ? nil : names
}

/// `bytes` with every `\\` in the ZIP file's names as `/`: some programs on Windows write them so, and Excel opens them.
func withForwardSlashes(_ bytes: [UInt8]) -> [UInt8] {
    guard let end = zipDirectoryEnd(in: bytes) else { return bytes }
    var plain = bytes
    var place = bytes.littleEndian(end + 16, 4)
    for _ in 0..<bytes.littleEndian(end + 10, 2) {
        guard place + 46 <= end, bytes[place...].starts(with: [0x50, 0x4B, 1, 2]) else { break }
        let length = bytes.littleEndian(place + 28, 2)
        let local = bytes.littleEndian(place + 42, 4)
        for start in [place + 46, local + 30] where start >= 0 && start + length <= bytes.count {
            for index in start..<(start + length) where plain[index] == UInt8(ascii: "\\") {
                plain[index] = UInt8(ascii: "/")
            }
        }
        place += 46 + length + bytes.littleEndian(place + 30, 2) + bytes.littleEndian(place + 32, 2)
    }
    return plain
}

/// Whether the ZIP file's directory lies where its end says, up to the last byte.
package func isWholeZip(_ bytes: [UInt8]) -> Bool {
    guard let end = zipDirectoryEnd(in: bytes) else { return false }
    return bytes.littleEndian(end + 12, 4) + bytes.littleEndian(end + 16, 4) == end
        && end + 22 + bytes.littleEndian(end + 20, 2) == bytes.count
}

/// Where the record at the end of the directory begins. A comment of at most 65,535 bytes may follow it.
private func zipDirectoryEnd(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    var place = bytes.count - 22
    let last = max(0, place - 65_535)
    while place >= last {
        if bytes[place] == 0x50, bytes[place...].starts(with: [0x50, 0x4B, 5, 6]) { return place }
        place -= 1
    }
    return nil
}

/// The most names that the OLE2 file's directory has room for; nil when its chains of sectors are broken or go round in circles.
func compoundNames(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 512 else { return nil }
    let shift = bytes.littleEndian(30, 2)
    guard shift == 9 || shift == 12 else { return nil }
    let size = 1 << shift
    let sectors = bytes.count / size
    guard let tables = allocationTables(of: bytes, size: size, sectors: sectors) else { return nil }
    var sector = bytes.littleEndian(48, 4)
    var count = 0
    while sector < 0xFFFF_FFFA {
        let table = sector / (size / 4)
        guard sector < sectors, count <= sectors, table < tables.count else { return nil }
        count += 1
        sector = bytes.littleEndian((tables[table] + 1) * size + sector % (size / 4) * 4, 4)
    }
    return count * size / 128
}

/// The sectors that hold the table of all chains, in their order: 109 in the header, more in a chain of their own.
private func allocationTables(of bytes: [UInt8], size: Int, sectors: Int) -> [Int]? {
    var tables = (0..<109).map { bytes.littleEndian(76 + $0 * 4, 4) }
    var next = bytes.littleEndian(68, 4)
    var count = 0
    while next < 0xFFFF_FFFA {
        guard next < sectors, count <= sectors else { return nil }
        count += 1
        let start = (next + 1) * size
        tables += (0..<(size / 4 - 1)).map { bytes.littleEndian(start + $0 * 4, 4) }
        next = bytes.littleEndian(start + size - 4, 4)
    }
    let used = Array(tables.prefix { $0 < 0xFFFF_FFFA })
    return used.allSatisfy { $0 < sectors } ? used : nil
}

extension [UInt8] {
    /// The number of `size` bytes at `offset`, lowest byte first; bytes beyond the end count as 0.
    func littleEndian(_ offset: Int, _ size: Int) -> Int {
        var number = 0
        for index in (0..<size).reversed() {
            let place = offset + index
            number = number << 8 | (place < count ? Int(self[place]) : 0)
        }
        return number
    }
}
