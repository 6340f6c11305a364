// When the supervisor acts, without a clock.

import LinuxHost
import Testing

struct WatchTimingTests {
    @Test func `the pause doubles up to the longest, and a steady life resets it`() {
        var backoff = Backoff(WatchTiming())
        let pauses = (0..<11).map { _ in backoff.pause(afterLiving: 10) }
        #expect(pauses == [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000])
        #expect(backoff.pause(afterLiving: 59_999) == 60_000)
        #expect(backoff.pause(afterLiving: 60_000) == 200)
        #expect(backoff.pause(afterLiving: 10) == 400)
    }

    @Test func `after fifty seconds of silence the watcher is asked, and has five seconds`() {
        var liveness = Liveness(WatchTiming(), readyAt: 1_000)
        #expect(liveness.due == 51_000)
        liveness.heard(at: 40_000)
        #expect(liveness.due == 90_000 && !liveness.isOverdue)
        liveness.asked(at: 90_000)
        #expect(liveness.due == 95_000 && liveness.isOverdue)
        liveness.heard(at: 90_002)
        #expect(liveness.due == 140_002 && !liveness.isOverdue)
    }

    @Test func `no deafness lasts a minute`() {
        let timing = WatchTiming()
        #expect(timing.silence + timing.answer < 60_000)
        #expect(timing.start < 60_000)
    }

    @Test func `a folder that did not answer is deaf until it is heard, and asked again meanwhile`() {
        var liveness = Liveness(WatchTiming(), readyAt: 0)
        liveness.asked(at: 0)
        liveness.missed(at: 5_000)
        #expect(liveness.isDeaf && !liveness.isOverdue && liveness.lastHeard == nil)
        #expect(liveness.due == 55_000)
        liveness.asked(at: 55_000)
        liveness.heard(at: 55_001)
        #expect(!liveness.isDeaf && liveness.lastHeard == 55_001)
    }
}
