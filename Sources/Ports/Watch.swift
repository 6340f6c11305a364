// What wakes the daemon. A hint may be lost, doubled or late: the sweep must suffice.

/// Why `wait` returned.
package enum Wake: Hashable, Sendable {
    /// Something may have changed in the inboxes.
    case hint
    /// Events may have been lost, or the watcher was started again: list everything.
    case doubt(String)
    /// `nudge` was called: a worker has finished something.
    case completion
    /// The time given has passed.
    case timeout
    /// `stop` was called: finish what is begun and end.
    case stopped
}

/// The source of hints. `wait` is used from one thread; `stop` and `nudge` may be called from any.
package protocol WatchSource: AnyObject, Sendable {
    /// Sleeps until something happens, at most `milliseconds` (nil: for ever).
    func wait(milliseconds: Int?) -> Wake
    /// Makes the present or the next `wait` return `.completion`, unless there is something else to say. Many may be one.
    func nudge()
    /// Makes the present or the next `wait`, and all later ones, return `.stopped`.
    func stop()
}

/// A clock that never jumps, and one that tells the time.
package protocol TimeSource: AnyObject, Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    func now() -> Int64
    /// Milliseconds since some fixed moment, never going back.
    func monotonic() -> Int64
}
