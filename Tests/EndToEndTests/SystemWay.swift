// Ways of arriving that no shell command has.

import Foundation
import Glibc
import Testing

/// How a program may lay down a file.
enum SystemWay: CaseIterable, CustomTestStringConvertible {
    /// A file without a name, that gets one when it is whole.
    case unnamedFile
    /// Written through a mapping that outlives the descriptor, with a pause in the middle: no event tells of it.
    case mapping
    /// Held open for a second after the last byte.
    case heldOpen
    /// One byte at a time.
    case trickle
    /// Made at full length first and filled backwards, as downloads in pieces are.
    case backwards

    var testDescription: String { "\(self)" }

    func deliver(_ bytes: [UInt8], to path: String) throws {
        switch self {
        case .unnamedFile: try nameLate(bytes, path)
        case .mapping: try map(bytes, path)
        case .heldOpen:
            try writing(path) { file in
                try #require(write(file, bytes, bytes.count) == bytes.count)
                sleep(1)
            }
        case .trickle:
            try writing(path) { file in
                for byte in bytes { try #require(withUnsafeBytes(of: byte) { write(file, $0.baseAddress, 1) } == 1) }
            }
        case .backwards:
            try writing(path) { file in
                try #require(ftruncate(file, off_t(bytes.count)) == 0)
                for start in stride(from: 0, to: bytes.count, by: 64).reversed() {
                    let piece = Array(bytes[start..<min(start + 64, bytes.count)])
                    try #require(pwrite(file, piece, piece.count, off_t(start)) == piece.count)
                    usleep(50_000)
                }
            }
        }
    }

    private func writing(_ path: String, _ body: (Int32) throws -> Void) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        try body(file)
    }

    private func nameLate(_ bytes: [UInt8], _ path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        // O_TMPFILE, which the overlay does not show: 0o20000000 with O_DIRECTORY.
        let file = open(folder, O_WRONLY | O_DIRECTORY | 0o20000000 | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        try #require(write(file, bytes, bytes.count) == bytes.count)
        try #require(linkat(AT_FDCWD, "/proc/self/fd/\(file)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0)
    }

    private func map(_ bytes: [UInt8], _ path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        try #require(file >= 0 && ftruncate(file, off_t(bytes.count)) == 0)
        let memory = try #require(mmap(nil, bytes.count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0))
        try #require(memory != MAP_FAILED)
        close(file)
        defer { munmap(memory, bytes.count) }
        let half = bytes.count / 2
        memory.copyMemory(from: Array(bytes[..<half]), byteCount: half)
        sleep(2)
        (memory + half).copyMemory(from: Array(bytes[half...]), byteCount: bytes.count - half)
    }
}
