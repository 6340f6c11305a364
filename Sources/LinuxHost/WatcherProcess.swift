// The watch port on the process cancelbox-watch. What keeps that process alive stands in WatcherSupervision.swift.

import CLinux
import Glibc
package import Ports
import Synchronization

/// How loud a line of the log is; the raw values are swift-log's.
package enum WatchLogLevel: String, Sendable {
    case debug, info, warning, error
}

/// Receives the log of the supervision: constant text, and what varies as metadata.
package typealias WatchLog = @Sendable (_ level: WatchLogLevel, _ message: String, _ metadata: [String: String]) -> Void

/// Hears how the folders are watched, whenever that changes and with every sign of life; in the order they were given.
package typealias WatchReport = @Sendable ([FolderWatch]) -> Void

/// Runs cancelbox-watch, starts it again when it fails, and turns what it says into wakes.
/// While a folder is not watched, or its events cannot be relied on, `wait` hints every few seconds: listing finds everything,
/// only later.
package final class WatcherProcess: WatchSource {
    // `wait` has one caller; the lock turns a second one into a queue instead of a mistake. `stop` does not take it.
    private let supervision: Mutex<WatcherSupervision>
    /// Readable for good once `stop` was called; never read.
    private let stopping: Descriptor
    /// Readable while a nudge was not heard.
    private let nudging: Descriptor

    /// `program` is the path of cancelbox-watch, `folders` those of the inboxes, at least one. The watcher is started by the
    /// first `wait` and ended with the last reference to this. Fails when the process has no descriptor left.
    /// - Parameter kindOf: what file system a folder lies on.
    package init(
        program: String, folders: [String], timing: WatchTiming = WatchTiming(),
        kindOf: @escaping @Sendable (String) -> FileSystemKind = { FileSystemKind(of: $0) },
        log: @escaping WatchLog, report: @escaping WatchReport = { _ in }
    ) throws(FileSystemError) {
        precondition(!folders.isEmpty, "nothing to watch")
        stopping = Descriptor(owning: try checked("eventfd", "watcher") { cancelbox_event_descriptor() })
        nudging = Descriptor(owning: try checked("eventfd", "watcher") { cancelbox_event_descriptor() })
        supervision = Mutex(
            WatcherSupervision(
                program: program, folders: folders, timing: timing, stopping: stopping, nudging: nudging,
                kindOf: kindOf, log: log,
                report: report))
    }

    package func wait(milliseconds: Int?) -> Wake {
        supervision.withLock { $0.wait(milliseconds: milliseconds) }
    }

    package func nudge() { add(to: nudging) }

    package func stop() { add(to: stopping) }

    private func add(to descriptor: Descriptor) {
        var one: UInt64 = 1
        // Can only fail when the counter is full, and then it is readable already.
        _ = write(descriptor.number, &one, 8)
    }
}
