// A file descriptor and its end. Never reads or writes.

import Glibc

/// Owns a file descriptor and closes it with its last reference.
final class Descriptor: Sendable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    // EINTR is no reason to try again: on Linux the descriptor is gone, and its number may be somebody else's by now.
    deinit { close(number) }
}
