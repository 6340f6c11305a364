// Writing to the terminal: whole lines, unbuffered. Foundation's file handles end the process when a write fails, and a full disk
// behind standard error must not end a daemon.

import Glibc

/// One line to standard output. Ends the program where it cannot be written: half an answer must not look like a whole one.
/// For commands that change nothing.
func printLine(_ bytes: [UInt8]) {
    guard let code = writeAll(bytes, to: STDOUT_FILENO) else { return }
    complain("standard output cannot be written: \(String(cString: strerror(code)))")
    exit(EX_IOERR)
}

/// One line to standard error: what happened and what to do. Where that cannot be written either, nobody is left to tell.
func complain(_ message: String) { _ = writeAll(Array(("cancelbox: " + message + "\n").utf8), to: STDERR_FILENO) }

/// Writes all bytes; the error's number when it cannot.
private func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        if count > 0 {
            rest = rest.dropFirst(count)
        } else if errno != EINTR {
            return errno
        }
    }
    return nil
}
