// When the supervisor of the watcher acts: plain values and two small clocks' worth of arithmetic. Never reads a clock.

/// Spans of time of the supervision, in milliseconds.
package struct WatchTiming: Hashable, Sendable {
    /// After this long without a word the watcher has to prove that it still hears.
    package var silence: Int64 = 60_000
    /// How long it may take to hear the cookie.
    package var answer: Int64 = 5_000
    /// How long it may take to become ready.
    package var start: Int64 = 10_000
    /// Pause before it is started again: the first, doubled each time up to the longest.
    package var firstPause: Int64 = 200
    package var longestPause: Int64 = 60_000
    /// Having lived this long it counts as sound: the next pause is the first again.
    package var steady: Int64 = 60_000
    /// While there is no watcher, the caller is told to list everything this often.
    package var sweep: Int64 = 5_000

    package init() {}
}

/// The growing pause between two starts.
package struct Backoff: Sendable {
    private let timing: WatchTiming
    private var next: Int64

    package init(_ timing: WatchTiming) {
        self.timing = timing
        next = timing.firstPause
    }

    /// The pause before the next start, after a life of `lived` milliseconds.
    package mutating func pause(afterLiving lived: Int64) -> Int64 {
        if lived >= timing.steady { next = timing.firstPause }
        defer { next = min(next * 2, timing.longestPause) }
        return next
    }
}

/// Whether the watcher still hears. Moments are monotonic milliseconds.
package struct Liveness: Sendable {
    private let timing: WatchTiming
    private var lastHeard: Int64
    private var asked: Int64?

    package init(_ timing: WatchTiming, readyAt now: Int64) {
        self.timing = timing
        lastHeard = now
    }

    /// When to act next.
    package var due: Int64 { asked.map { $0 + timing.answer } ?? (lastHeard + timing.silence) }
    /// At `due`: the watcher was asked and did not answer.
    package var isOverdue: Bool { asked != nil }

    /// It said something: whatever it was, it hears.
    package mutating func heard(at now: Int64) {
        lastHeard = now
        asked = nil
    }

    package mutating func asked(at now: Int64) { asked = now }
}
