// SPDX-License-Identifier: GPL-2.0-or-later OR Apache-2.0
// How this program ends. Never returns.

import Glibc

/// Exit codes, as sysexits.h has them. Zero, standard input ended, is the good end.
enum Exit: Int32 {
    case usage = 64
    /// inotify itself is not to be had.
    case noInotify = 71
    /// Events cannot be read, or records not written.
    case inputOutput = 74
    /// A watched folder was removed, moved or unmounted: start again.
    case folderGone = 75
}

/// Ends with one line on standard error: what was tried, what happened, what to do.
func end(_ exit: Exit, _ line: String) -> Never {
    say("cancelbox-watch: \(line)\n", to: STDERR_FILENO)
    Glibc.exit(exit.rawValue)
}

/// Writes a text that people read; when nobody takes it, there is nobody to tell.
func say(_ text: String, to descriptor: Int32) {
    _ = write(descriptor, text, text.utf8.count)
}

/// What errno `code` means.
func message(of code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

/// Ends the process as soon as standard input ends: the parent holds its other end, so this is how its end is noticed,
/// even after SIGKILL. A thread of its own sleeps on it, because the library sleeps on its own descriptor alone.
func endWithStandardInput() {
    var thread = pthread_t()
    let failed = pthread_create(
        &thread, nil,
        { _ in
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                // `_exit`: the other thread may be inside the library.
                if count == 0 || (count < 0 && errno != EINTR) { _exit(0) }
            }
        }, nil)
    if failed != 0 { end(.noInotify, "cannot start a thread: \(message(of: failed)); raise the limit on processes") }
}
