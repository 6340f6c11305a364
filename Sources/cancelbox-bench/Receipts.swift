// Receipts as they appear: the sign that a drop is done. Reads no file.

import Glibc

/// Hears of names in a folder of receipts, with the moment each was seen.
struct Receipts {
    private let descriptor: Int32
    private(set) var seen: [String: UInt64] = [:]

    init(folder: String) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK))
        inotify_add_watch(descriptor, folder, UInt32(IN_MOVED_TO))
    }

    /// Takes what has come, waiting at most `milliseconds` for something. Each receipt counts once, by the drop's name.
    mutating func listen(milliseconds: Int32) {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return }
        let now = monotonic()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        let count = read(descriptor, &buffer, buffer.count)
        var place = 0
        while place + 16 <= count {
            let length = buffer[place + 12..<place + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: buffer[place + 16..<place + 16 + length].prefix { $0 != 0 }, as: UTF8.self)
            // `name.status.json`, and the name has an extension of its own.
            let drop = name.split(separator: ".").dropLast(2).joined(separator: ".")
            if seen[drop] == nil { seen[drop] = now }
            place += 16 + length
        }
    }

    func close() { Glibc.close(descriptor) }
}

/// Nanoseconds of a clock that never jumps.
func monotonic() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
