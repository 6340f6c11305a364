// The name of an acquired file in `work/`: all that an acquisition knows, so that the rename alone is the acquisition.

package import Cancellation
package import Ports

/// `0000000042~proved~inbox~mail.eml`: the number of the drop, how it was known that its writer was gone (`unknown` when that is
/// lost), the inbox by its name, and the name it was dropped under. Bytes outside
/// of a small safe set are written as `%` and two digits, so no dropped name can do harm, and none is lost.
package struct WorkName: Hashable {
    package var number: DropNumber
    package var writerGone: WriterGone?
    package var inbox: String
    package var name: [UInt8]

    /// No file system takes a longer name. An acquisition whose name is longer needs a row in the ledger before the rename.
    private static let limit = 255
    private static let unknown = "unknown"
    private static let separator = UInt8(ascii: "~")

    package init(number: DropNumber, writerGone: WriterGone?, inbox: String, name: [UInt8]) {
        self.number = number
        self.writerGone = writerGone
        self.inbox = inbox
        self.name = name
    }

    /// The name as it stands in `work/`; nil when a file system would not take it.
    package var fileName: FileName? {
        var bytes = Array(Self.padded(number).utf8)
        bytes.reserveCapacity(Self.limit)
        for part in [Array((writerGone?.rawValue ?? Self.unknown).utf8), Array(inbox.utf8), name] {
            bytes.append(Self.separator)
            for byte in part {
                if Self.isSafe(byte) { bytes.append(byte) } else { Self.escape(byte, into: &bytes) }
            }
        }
        return bytes.count <= Self.limit ? FileName(bytes) : nil
    }

    /// What `fileName` says; nil when the name is none of ours.
    package init?(_ fileName: FileName) {
        let parts = fileName.bytes.split(separator: Self.separator, omittingEmptySubsequences: false)
        guard parts.count == 4, let number = DropNumber(String(decoding: parts[0], as: UTF8.self)),
            let inbox = Self.unescaped(parts[2]), let name = Self.unescaped(parts[3])
        else { return nil }
        self.init(
            number: number, writerGone: WriterGone(rawValue: String(decoding: parts[1], as: UTF8.self)),
            inbox: String(decoding: inbox, as: UTF8.self), name: name)
        guard self.fileName == fileName else { return nil }
    }

    /// Ten digits at least, so that names sort as numbers do.
    static func padded(_ number: DropNumber) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: ","),
            UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "@"):
            true
        default: false
        }
    }

    private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func unescaped(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = part
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

extension DropRecord {
    /// Its name in `work/`, made of what the acquisition knows; the number alone when that would be too long.
    package var workName: FileName { fullWorkName ?? FileName(WorkName.padded(number)) }

    /// Whether the name in `work/` says all that the ledger would have to say about the acquisition.
    var isNamedInWork: Bool { fullWorkName != nil }

    private var fullWorkName: FileName? {
        WorkName(number: number, writerGone: writerGone, inbox: inbox, name: name).fileName
    }
}
