// A POP3 server for one test: loopback only, one mailbox, as much of RFC 1939 as fetching programs use. Ends when it is told to.

import Foundation
import Glibc
import Synchronization

/// Serves `mails` to whoever logs in, and deletes what is deleted.
final class MailServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let box: Mutex<[Mail]>

    private struct Mail {
        let identifier: String
        let bytes: [UInt8]
    }

    /// Nil where no port is to be had.
    init?(_ mails: [[UInt8]]) {
        box = Mutex(mails.enumerated().map { Mail(identifier: "uid-\($0)", bytes: $1) })
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        guard isBound else {
            close(listener)
            return nil
        }
        // Holds this alive until `stop`.
        Thread { self.serve() }.start()
    }

    /// Mails not deleted yet.
    var count: Int { box.withLock { $0.count } }

    /// No more callers; the thread ends with the next `accept`.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve() {
        while true {
            let caller = accept(listener, nil, nil)
            guard caller >= 0 else { return }
            talk(Line(caller))
            close(caller)
        }
    }

    /// A connection, line by line.
    private final class Line {
        private let caller: Int32
        private var rest: [UInt8] = []

        init(_ caller: Int32) { self.caller = caller }

        func next() -> [String]? {
            while true {
                if let end = rest.firstIndex(of: 0x0A) {
                    let line = String(decoding: rest[..<end], as: UTF8.self)
                    rest.removeFirst(end + 1)
                    return line.split(whereSeparator: \.isWhitespace).map(String.init)
                }
                var buffer = [UInt8](repeating: 0, count: 4096)
                let count = read(caller, &buffer, buffer.count)
                guard count > 0 else { return nil }
                rest += buffer.prefix(count)
            }
        }

        func say(_ text: String) { send(Array((text + "\r\n").utf8)) }

        /// A listing or a mail: lines that begin with a dot get another one, and a lone dot ends it.
        func say(_ text: String, lines: [[UInt8]]) {
            var bytes = Array((text + "\r\n").utf8)
            for line in lines { bytes += (line.first == 0x2E ? [0x2E] : []) + line + [0x0D, 0x0A] }
            send(bytes + Array(".\r\n".utf8))
        }

        private func send(_ bytes: [UInt8]) {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.send(
                        caller, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    private func talk(_ line: Line) {
        let mails = box.withLock { $0 }
        var deleted: Set<Int> = []
        line.say("+OK ready")
        while let words = line.next() {
            let index = words.dropFirst().first.flatMap(Int.init).map { $0 - 1 }
            switch (words.first?.uppercased(), index) {
            case ("USER", _), ("PASS", _), ("NOOP", _): line.say("+OK")
            case ("CAPA", _): line.say("+OK", lines: ["USER", "UIDL", "TOP"].map { Array($0.utf8) })
            case ("STAT", _): line.say("+OK \(mails.count) \(mails.map(\.bytes.count).reduce(0, +))")
            case ("LIST", nil):
                line.say("+OK", lines: mails.indices.map { Array("\($0 + 1) \(mails[$0].bytes.count)".utf8) })
            case ("UIDL", nil):
                line.say("+OK", lines: mails.indices.map { Array("\($0 + 1) \(mails[$0].identifier)".utf8) })
            case ("LIST", let index?) where mails.indices.contains(index):
                line.say("+OK \(index + 1) \(mails[index].bytes.count)")
            case ("UIDL", let index?) where mails.indices.contains(index):
                line.say("+OK \(index + 1) \(mails[index].identifier)")
            case ("RETR", let index?) where mails.indices.contains(index):
                line.say("+OK", lines: Self.lines(mails[index].bytes))
            case ("TOP", let index?) where mails.indices.contains(index):
                line.say("+OK", lines: Array(Self.lines(mails[index].bytes).prefix { !$0.isEmpty }) + [[]])
            case ("DELE", let index?) where mails.indices.contains(index):
                deleted.insert(index)
                line.say("+OK")
            case ("RSET", _):
                deleted = []
                line.say("+OK")
            case ("QUIT", _):
                let gone = Set(deleted.map { mails[$0].identifier })
                box.withLock { $0.removeAll { gone.contains($0.identifier) } }
                line.say("+OK bye")
                return
            default: line.say("-ERR not here")
            }
        }
    }

    private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            Array(line.last == 0x0D ? line.dropLast() : line)
        }
        return lines.last == [] ? Array(lines.dropLast()) : lines
    }
}
