// SPDX-License-Identifier: GPL-2.0-or-later OR Apache-2.0
// What this program says. WatchProtocol.swift of the daemon reads it; the programs share no code, so a test of the
// daemon runs this one. Never watches anything.
//
// A record is a kind, the number of a folder in decimal, a space, a text, NUL. The text is empty but for `c` and `u`.
//
//   kind   folder   meaning
//   u      number   unwatched: this folder cannot be watched; the text is an errno in decimal
//   r      0        ready: every other folder is watched from here on, so list them now
//   c      number   changed: something has the name in the text (raw bytes) now, or was closed after writing
//   o      0        overflow: the kernel lost events of any folder
//   g      number   gone: the folder was removed, moved or unmounted; the last record

import Glibc

/// Records that wait to be written together.
struct Records {
    enum Kind: UInt8 {
        case unwatched = 0x75
        case ready = 0x72
        case changed = 0x63
        case overflow = 0x6F
        case gone = 0x67
    }

    /// Enough to be worth a write, though more may be ready to be added.
    var isFull: Bool { bytes.count >= 32_768 }
    private var bytes: [UInt8] = []

    mutating func add(
        _ kind: Kind, folder: Int = 0, name: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) {
        bytes.append(kind.rawValue)
        bytes.append(contentsOf: String(folder).utf8)
        bytes.append(0x20)
        bytes.append(contentsOf: name)
        bytes.append(0)
    }

    mutating func add(_ kind: Kind, folder: Int, text: String) {
        var text = text
        text.withUTF8 { add(kind, folder: folder, name: UnsafeRawBufferPointer($0)) }
    }

    /// Writes all to standard output, waiting while its reader is busy: the kernel queues events meanwhile, and says so when
    /// it has to drop some.
    mutating func flush() {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(STDOUT_FILENO, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno != EINTR {
                end(.inputOutput, "cannot write records: \(message(of: errno)); cancelbox starts this again")
            }
            written += max(0, count)
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
