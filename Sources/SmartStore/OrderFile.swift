// The file of orders on disk: read when it is new or has changed, so that a dump can be renewed under a running daemon.

import Glibc

/// Where an order book gets its orders from.
package protocol OrderSource: AnyObject {
    /// The orders when they are new since the last call that returned some; nil when they have not changed.
    func renewed() throws(OrderBookError) -> [UInt8]?
}

/// Orders that never change, for tests and one-off use.
package final class FixedOrders: OrderSource {
    private var bytes: [UInt8]?

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package func renewed() -> [UInt8]? {
        defer { bytes = nil }
        return bytes
    }
}

/// A file of orders. It counts as changed when its inode, size or modification time has: put a new dump in place by rename.
package final class OrderFile: OrderSource {
    private struct Stamp: Equatable {
        var inode: UInt
        var size: Int
        var seconds: Int
        var nanoseconds: Int
    }

    private let path: String
    private var stamp: Stamp?

    package init(path: String) { self.path = path }

    package func renewed() throws(OrderBookError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .storage(call: "open orders", errno: errno) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw .storage(call: "fstat orders", errno: errno) }
        let found = Stamp(
            inode: UInt(facts.st_ino), size: Int(facts.st_size), seconds: Int(facts.st_mtim.tv_sec),
            nanoseconds: Int(facts.st_mtim.tv_nsec))
        guard found != stamp else { return nil }
        let bytes = try readAll(descriptor, expecting: found.size)
        stamp = found
        return bytes
    }

    private func readAll(_ descriptor: Int32, expecting size: Int) throws(OrderBookError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            }
            if got == 0 { break }
            if got < 0 {
                if errno == EINTR { continue }
                throw .storage(call: "read orders", errno: errno)
            }
            count += got
        }
        return Array(bytes.prefix(count))
    }
}
