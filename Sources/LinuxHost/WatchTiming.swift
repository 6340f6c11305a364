// When the supervisor of the watcher acts: plain values and two small clocks' worth of arithmetic. Never reads a clock.

/// Spans of time of the supervision, in milliseconds.
package struct WatchTiming: Hashable, Sendable {
    /// After this long without a word of a folder the watcher has to prove that it still hears it. With `answer` less than a
    /// minute, so that no deafness lasts longer.
    package var silence: Int64 = 50_000
    /// How long it may take to hear the cookie.
    package var answer: Int64 = 5_000
    /// How long it may take to become ready.
    package var start: Int64 = 10_000
    /// Pause before it is started again: the first, doubled each time up to the longest. After the longest it is also started
    /// again for the sake of a folder it was not allowed to watch.
    package var firstPause: Int64 = 200
    package var longestPause: Int64 = 60_000
    /// Having lived this long it counts as sound: the next pause is the first again.
    package var steady: Int64 = 60_000
    /// While a folder is not watched, or its events cannot be relied on, the caller is told to look this often.
    package var poll: Int64 = 5_000

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

/// Whether the watcher still hears a folder. Moments are monotonic milliseconds.
package struct Liveness: Sendable {
    private let timing: WatchTiming
    /// From when on silence is counted.
    private var since: Int64
    /// When it was asked for a sign of life that has not come yet.
    package private(set) var asked: Int64?
    /// The last word of the folder; nil: none since the watcher has started.
    package private(set) var lastHeard: Int64?
    /// Asked, and no answer came.
    package private(set) var isDeaf = false

    package init(_ timing: WatchTiming, readyAt now: Int64) {
        self.timing = timing
        since = now
    }

    /// When to act next.
    package var due: Int64 { asked.map { $0 + timing.answer } ?? (since + timing.silence) }
    /// At `due`: the watcher was asked and did not answer.
    package var isOverdue: Bool { asked != nil }

    /// It said something: whatever it was, it hears.
    package mutating func heard(at now: Int64) {
        (since, lastHeard, asked, isDeaf) = (now, now, nil, false)
    }

    package mutating func asked(at now: Int64) { asked = now }

    /// It could not be asked: the next time is after as long a silence.
    package mutating func rest(at now: Int64) { (since, asked) = (now, nil) }

    /// It did not answer, though others did: asked again after as long a silence.
    package mutating func missed(at now: Int64) {
        rest(at: now)
        isDeaf = true
    }
}
