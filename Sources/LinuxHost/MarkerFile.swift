// A number in a file that stays open: one pwrite to leave it, none of it synced, because only this process's end matters.

import Glibc
import Ports

/// Twenty bytes of a file: digits and spaces, or spaces alone.
final class MarkerFile: CrashMarker {
    private static let width = 20
    private let file: Descriptor
    private let path: String

    init(_ file: Descriptor, path: String) {
        self.file = file
        self.path = path
    }

    func number() throws(FileSystemError) -> Int64? {
        var bytes = [UInt8](repeating: 0, count: Self.width)
        let count = try checked("read note", path) { pread(file.number, &bytes, bytes.count, 0) }
        return Int64(String(decoding: bytes.prefix(Int(count)).prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self))
    }

    func leave(_ number: Int64?) throws(FileSystemError) {
        var bytes = Array((number.map(String.init) ?? "").utf8)
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: Self.width - bytes.count)
        try checked("write note", path) { pwrite(file.number, bytes, bytes.count, 0) }
    }
}
