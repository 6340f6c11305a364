// What cancelbox-watch says, read. The two programs share no code: Records.swift of cancelbox-watch states the same table, and
// a test runs that program against this reader. Never starts or ends anything.
//
// A record is a kind, the number of a folder in decimal, a space, a text, NUL. The text is empty but for `c` and `u`.
//
//   kind   folder   meaning
//   u      number   unwatched: this folder cannot be watched; the text is an errno in decimal
//   r      0        ready: every other folder is watched from here on, so list them now
//   c      number   changed: something has the name in the text (raw bytes) now, or was closed after writing
//   o      0        overflow: the kernel lost events of any folder
//   g      number   gone: the folder was removed, moved or unmounted; the last record

package import Ports

/// One thing the watcher says. Folders are counted from 0, in the order they were given to it.
package enum WatchRecord: Hashable, Sendable {
    case unwatched(folder: Int, code: Int32)
    case ready
    case changed(folder: Int, name: FileName)
    case overflow
    case gone(folder: Int)
    /// Not in the table: whatever wrote this is not our watcher, or the pipe lost its step.
    case garbage
}

/// Cuts a stream of bytes into records, however the pipe cut it.
package struct WatchRecordReader: Sendable {
    /// No file system has names as long as this.
    private static let longestRecord = 4096
    /// A record whose end has not arrived yet.
    private var rest: [UInt8] = []

    package init() {}

    /// The records that end in `bytes`.
    package mutating func read(_ bytes: some Sequence<UInt8>) -> [WatchRecord] {
        var records: [WatchRecord] = []
        for byte in bytes {
            if byte == 0 {
                records.append(WatchRecord(rest[...]))
                rest.removeAll(keepingCapacity: true)
            } else if rest.count < Self.longestRecord {
                rest.append(byte)
            } else {
                records.append(.garbage)
                rest.removeAll(keepingCapacity: true)
            }
        }
        return records
    }
}

extension WatchRecord {
    /// Reads what stands before a NUL.
    fileprivate init(_ bytes: ArraySlice<UInt8>) {
        let digits = bytes.dropFirst().prefix { $0 != 0x20 }
        let rest = bytes.dropFirst(1 + digits.count)
        guard let kind = bytes.first, rest.first == 0x20, !digits.isEmpty, digits.count < 10,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            self = .garbage
            return
        }
        let folder = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let name = rest.dropFirst()
        switch (kind, name.isEmpty) {
        case (UInt8(ascii: "u"), false):
            let code = Int32(String(decoding: name, as: UTF8.self))
            self = code.map { .unwatched(folder: folder, code: $0) } ?? .garbage
        case (UInt8(ascii: "r"), true): self = .ready
        case (UInt8(ascii: "o"), true): self = .overflow
        case (UInt8(ascii: "g"), true): self = .gone(folder: folder)
        case (UInt8(ascii: "c"), false): self = .changed(folder: folder, name: FileName(Array(name)))
        default: self = .garbage
        }
    }
}
