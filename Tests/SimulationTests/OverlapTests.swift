// Every step goes wrong once while other hands are busy: the outbox of one batch is written, and the drops of another are read,
// between any two steps of the batch behind them.

import Ports
import Simulation
import Testing

struct OverlapTests {
    private let wanted = Outcome.undisturbed(.queue())

    /// A day on which batches of two overlap as `seed` says.
    private static func day(_ seed: UInt64, plan: FaultPlan = .calm, ending: Ending = .kill) -> SimulatedDay {
        SimulatedDay(
            .queue(), plan: plan, ending: ending, batchFiles: 2, overlap: Overlap(handOverFiles: 1, seed: seed))
    }

    @Test func `every overlap comes to the same end, again and again, and no two are alike`() {
        var orders: Set<[Int?]> = []
        let seeds = 0..<40 as Range<UInt64>
        for seed in seeds where !Effort.isOver {
            let (trial, again) = (Trial(Self.day(seed), wanted: wanted), Trial(Self.day(seed), wanted: wanted))
            trial.report("overlap \(seed)")
            #expect(again.day.takers == trial.day.takers, "overlap \(seed) is another one when it is repeated")
            orders.insert(trial.day.takers)
        }
        #expect(orders.count > seeds.count / 2 || Effort.isOver, "only \(orders.count) orders of steps were tried")
        for lane in 0...1 {
            let isCut = orders.contains { order in
                guard let first = order.firstIndex(of: lane), let last = order.lastIndex(of: lane) else { return false }
                return order[first...last].contains(nil)
            }
            #expect(isCut || Effort.isOver, "the main line never moved between two steps of lane \(lane)")
        }
    }

    @Test(arguments: 0..<Effort.rounds + 1)
    func `each step fails once`(round: UInt64) {
        loop("round \(round), fail once at", atLeast: 200, wanted: wanted) { step in
            let choice = UInt64(step) &* 5 &+ round
            return Self.day(choice, plan: .failOnce(at: step, choice: choice))
        }
    }

    @Test(arguments: 0..<Effort.rounds + 1)
    func `the process is killed at each step`(round: UInt64) {
        loop("round \(round), kill at", atLeast: 100, wanted: wanted) { step in
            Self.day(UInt64(step) &+ round &* 1_000, plan: .crash(at: step))
        }
    }

    @Test(arguments: 0..<Effort.rounds + 1)
    func `the power fails at each step`(round: UInt64) {
        loop("round \(round), power cut at", atLeast: 100, wanted: wanted) { step in
            let seed = UInt64(step) &+ round &* 1_000
            return Self.day(seed, plan: .crash(at: step), ending: .powerLoss(seed: seed))
        }
    }
}
