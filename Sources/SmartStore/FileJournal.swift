// An order book's journal in a file: one line of JSON per change, flushed before anybody hears of it. Owns the file and its lock.

import Cancellation
import Glibc
import StrictJSON

/// The journal on disk. Held by one program at a time.
package final class FileJournal: OrderBookJournal {
    private let descriptor: Int32
    /// How much of the file is known to be whole lines that were flushed.
    private var length: off_t = 0
    /// An append failed and may have left something behind `length`.
    private var isDoubtful = false
    /// Until the file was read, `length` says nothing.
    private var isLoaded = false

    /// Opens the journal at `path`, creating it (mode 0600) when it is not there.
    package init(path: String) throws(OrderBookError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .storage(call: "open", errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .journalInUse : .storage(call: "flock", errno: errno)
        }
        // The name must last as well as the lines, or a power cut takes the whole journal.
        try syncFolder(of: path)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    package func load() throws(OrderBookError) -> [OrderBookChange] {
        let bytes = try readAll()
        var changes: [OrderBookChange] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            // An error here means the same as a line with other content: not ours.
            guard let node = try? JSONReader.read(Array(bytes[start..<end])), let change = OrderBookChange(line: node)
            else { throw .unreadableJournal(line: changes.count + 1) }
            changes.append(change)
            start = end + 1
        }
        isLoaded = true
        length = off_t(start)
        isDoubtful = start < bytes.count
        try settle()
        return changes
    }

    package func append(_ changes: [OrderBookChange]) throws(OrderBookError) {
        precondition(isLoaded, "an order book loads its journal before it writes")
        try settle()
        let bytes = changes.flatMap(\.line)
        isDoubtful = true
        try write(bytes)
        guard fdatasync(descriptor) == 0 else { throw .storage(call: "fdatasync", errno: errno) }
        length += off_t(bytes.count)
        isDoubtful = false
    }

    package func settle() throws(OrderBookError) {
        guard isDoubtful else { return }
        guard ftruncate(descriptor, length) == 0 else { throw .storage(call: "ftruncate", errno: errno) }
        guard fsync(descriptor) == 0 else { throw .storage(call: "fsync", errno: errno) }
        isDoubtful = false
    }

    private func write(_ bytes: [UInt8]) throws(OrderBookError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written, length + off_t(written))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .storage(call: "write", errno: count < 0 ? errno : ENOSPC) }
            written += count
        }
    }

    private func readAll() throws(OrderBookError) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(descriptor, &block, block.count, off_t(bytes.count))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .storage(call: "read", errno: errno) }
            guard count > 0 else { return bytes }
            bytes += block[..<count]
        }
    }
}

private func syncFolder(of path: String) throws(OrderBookError) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast()
    let folder = String(decoding: Array(parts.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
    let descriptor = open(parts.isEmpty ? "." : folder + "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .storage(call: "open folder", errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .storage(call: "fsync folder", errno: errno) }
}
