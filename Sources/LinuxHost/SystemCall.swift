// How a system call is made here: again after EINTR, and its errno turned into a typed error on the spot. Decides nothing.

import Glibc
package import Ports

/// Makes `call` until no signal interrupts it, and returns what it returned; below zero becomes the error errno names.
/// `name` and `path` go into the error.
@discardableResult
func checked<Result: SignedInteger>(
    _ name: String, _ path: @autoclosure () -> String, _ call: () -> Result
) throws(FileSystemError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        let code = errno
        if code != EINTR { throw FileSystemError(call: name, path: path(), code: code) }
    }
}

extension FileSystemError {
    /// The error that errno `code` stands for.
    package init(call: String, path: String, code: Int32) {
        switch code {
        case ENOENT: self = .missing(call: call, path: path)
        case EEXIST, ENOTEMPTY: self = .exists(call: call, path: path)
        case EACCES, EPERM: self = .denied(call: call, path: path)
        // A link (ELOOP), something that is or is not a folder, a socket, a pipe without a reader, a device without a driver.
        case ELOOP, EISDIR, ENOTDIR, ENXIO, ENODEV: self = .notRegular(call: call, path: path)
        case ENOSPC, EDQUOT, EROFS, EIO: self = .storage(call: call, path: path, code: code, message: message(of: code))
        default: self = .failed(call: call, path: path, code: code, message: message(of: code))
        }
    }
}

/// What the C library says to errno `code`.
func message(of code: Int32) -> String {
    // Safe between threads since glibc 2.32: known codes have constant texts, unknown ones a buffer of the thread.
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

extension FileName {
    /// The bytes with a NUL behind them, for the kernel. An empty name, `.`, `..` and names with `/` or NUL are refused:
    /// they would reach outside the folder, or name something else than they show.
    func terminated(_ call: String, in folder: Folder) throws(FileSystemError) -> [CChar] {
        guard !bytes.isEmpty, bytes != [0x2E], bytes != [0x2E, 0x2E], !bytes.contains(0), !bytes.contains(0x2F) else {
            throw .failed(call: call, path: path(in: folder), code: EINVAL, message: "not a file name")
        }
        var terminated: [CChar] = []
        terminated.reserveCapacity(bytes.count + 1)
        terminated.append(contentsOf: bytes.lazy.map { CChar(bitPattern: $0) })
        terminated.append(0)
        return terminated
    }

    /// For errors and logs.
    func path(in folder: Folder) -> String { folder.path.isEmpty ? printable : "\(folder.path)/\(printable)" }
}
