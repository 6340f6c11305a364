// What every lane promises, live or simulated: one list of checks.

import LinuxHost
import Ports
import Simulation
import Synchronization
import Testing

/// One lane to check, in words and as often as it is wanted.
struct LaneMaker: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () -> any Lane

    static let all =
        [
            LaneMaker(testDescription: "a thread") { ThreadLane() },
            LaneMaker(testDescription: "no thread") { InlineLane() },
        ]
        + (0..<6).map { seed in
            LaneMaker(testDescription: "simulated, seed \(seed)") { SimulatedLanes(seed: seed).lane(0) }
        }
}

struct LaneTests {
    @Test(arguments: LaneMaker.all)
    func `waiting where nothing was started ends at once`(lane: LaneMaker) {
        let lane = lane.make()
        lane.wait()
        lane.start {}
        lane.wait()
        lane.wait()
    }

    @Test(arguments: LaneMaker.all)
    func `a job that was waited for is over, and the next one begins only then`(lane: LaneMaker) {
        let (lane, done) = (lane.make(), Done())
        for number in 0..<200 {
            lane.start { done.numbers.withLock { $0.append(number) } }
            lane.wait()
            #expect(done.numbers.withLock { $0 } == Array(0...number))
        }
    }
}

private final class Done: Sendable {
    let numbers = Mutex<[Int]>([])
}
