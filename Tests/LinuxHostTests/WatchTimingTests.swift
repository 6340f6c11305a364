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

    @Test func `after a minute of silence the watcher is asked, and has five seconds`() {
        var liveness = Liveness(WatchTiming(), readyAt: 1_000)
        #expect(liveness.due == 61_000)
        liveness.heard(at: 40_000)
        #expect(liveness.due == 100_000 && !liveness.isOverdue)
        liveness.asked(at: 100_000)
        #expect(liveness.due == 105_000 && liveness.isOverdue)
        liveness.heard(at: 100_002)
        #expect(liveness.due == 160_002 && !liveness.isOverdue)
    }
}
