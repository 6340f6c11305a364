// What every source of time promises, live or simulated: one list of checks.

import LinuxHost
import Ports
import Simulation
import Testing

/// One implementation of the port, and how to let a little time pass by it.
struct TimeSourceMaker: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let time: any TimeSource
    let pass: @Sendable () -> Void

    static var all: [TimeSourceMaker] {
        let simulated = SimulatedTime()
        return [
            // Looked at often enough it moves by itself.
            TimeSourceMaker(testDescription: "the machine's", time: SystemTime()) {},
            TimeSourceMaker(testDescription: "simulated", time: simulated) {
                simulated.advance(to: simulated.monotonic() + 1)
                simulated.advance(to: 0)
            },
        ]
    }
}

struct TimeSourceTests {
    @Test(arguments: TimeSourceMaker.all)
    func `the steady clock goes on and never back`(maker: TimeSourceMaker) {
        let start = maker.time.monotonic()
        var last = start
        // Far more looks than are needed: a clock that stands still must not hold up the tests.
        for _ in 0..<50_000_000 where last < start + 20 {
            maker.pass()
            let now = maker.time.monotonic()
            if now < last {
                Issue.record("it went back from \(last) to \(now)")
                return
            }
            last = now
        }
        #expect(last >= start + 20, "it stands still")
    }

    @Test(arguments: TimeSourceMaker.all)
    func `the time of day is one of this century`(maker: TimeSourceMaker) {
        #expect((1_577_836_800_000..<4_102_444_800_000).contains(maker.time.now()))
    }
}
