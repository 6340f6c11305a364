// Every step of a day goes wrong once: fails, fails for a while, is the last one of the process, or of the machine.

import Ports
import Simulation
import Testing

struct FaultLoopTests {
    private let wanted = Outcome.undisturbed(.errands())

    @Test func `an undisturbed day keeps every promise and deals with everything`() {
        let trial = Trial(SimulatedDay(.errands()), wanted: wanted)
        trial.report("undisturbed")
        #expect(wanted.lines.count { $0.hasPrefix("cancelled") } == 6)
        #expect(wanted.lines.count { $0.hasPrefix("drop") } == 14)
        #expect(wanted.lines.contains { $0.contains("17-poison") && $0.contains("quarantine") })
        #expect(trial.day.restarts == 3, "the poisonous file ends the process three times")
    }

    /// Every kind of fault has its turn: which one strikes which step moves on with the round.
    @Test(arguments: 0..<Effort.rounds)
    func `each step fails once`(round: UInt64) {
        loop("round \(round), fail once at", atLeast: 500, wanted: wanted) { step in
            SimulatedDay(.errands(), plan: .failOnce(at: step, choice: UInt64(step) &* 5 &+ round))
        }
    }

    @Test(arguments: 0..<Effort.rounds)
    func `everything fails for half a minute, from each step on`(round: UInt64) {
        let wanted = Outcome.undisturbed(.fewErrands())
        loop("round \(round), fail from", atLeast: 90, wanted: wanted) { step in
            let time = SimulatedTime()
            let choice = UInt64(step) &* 5 &+ round
            let plan = FaultPlan.fail(from: step, choice: choice, for: 30_000, by: time)
            return SimulatedDay(.fewErrands(), plan: plan, time: time)
        }
    }

    @Test func `the process is killed at each step`() {
        let world = { World.errands(isApart: false) }
        loop("kill at", atLeast: 300, wanted: .undisturbed(world())) { SimulatedDay(world(), plan: .crash(at: $0)) }
    }

    @Test(arguments: 0..<Effort.rounds)
    func `the power fails at each step`(seed: UInt64) {
        // A writer who dies with the machine is not to be compared with one who finished.
        let wanted = Outcome.undisturbed(.errands(hasSlowWriter: false))
        loop("seed \(seed), power cut at", atLeast: 280, wanted: wanted) { step in
            SimulatedDay(
                .errands(hasSlowWriter: false), plan: .crash(at: step),
                ending: .powerLoss(seed: seed &* 1000 &+ UInt64(step)))
        }
    }

    /// What is put aside unread has been flushed by nobody before the ledger knows of it: a power cut takes it back to the inbox.
    @Test(arguments: 0..<4 + Effort.rounds)
    func `a poisonous file is put aside, wherever the power fails`(seed: UInt64) {
        loop("seed \(seed), power cut at", atLeast: 20, wanted: .undisturbed(.poison())) { step in
            SimulatedDay(
                .poison(), plan: .crash(at: step), ending: .powerLoss(seed: seed &* 1000 &+ UInt64(step)))
        }
    }

    /// A second blow while the first one is being got over.
    @Test(arguments: 0..<Effort.rounds)
    func `the process or the machine ends at each step, and once more during recovery`(round: UInt64) {
        let wanted = Outcome.undisturbed(.fewErrands())
        loop("round \(round), crash at", atLeast: 50, wanted: wanted) { step in
            var dice = SplitMix64(seed: round &* 10_000 &+ UInt64(step))
            let again = step + Int.random(in: 1...40, using: &dice)
            return SimulatedDay(
                .fewErrands(), plan: .crash(at: step, again), ending: .mixed(seed: dice.next()))
        }
    }

    @Test(arguments: 0..<Effort.rounds)
    func `the process ends at each step, and what recovery does fails once`(round: UInt64) {
        let wanted = Outcome.undisturbed(.fewErrands())
        loop("round \(round), kill at", atLeast: 90, wanted: wanted) { step in
            var dice = SplitMix64(seed: round &* 10_000 &+ UInt64(step))
            let (after, choice) = (step + Int.random(in: 1...60, using: &dice), dice.next() % 60)
            return SimulatedDay(
                .fewErrands(),
                plan: FaultPlan { now, _, _ in now == step ? .crash : now == after ? .fault(choice: choice) : nil })
        }
    }

    @Test func `a store that takes its time is waited for, wherever the process is killed`() {
        loop("kill at", atLeast: 40, wanted: .undisturbed(.slowStore())) {
            SimulatedDay(.slowStore(), plan: .crash(at: $0))
        }
    }

    @Test func `a name of any length is kept, wherever the process is killed`() {
        loop("kill at", atLeast: 50, wanted: .undisturbed(.longNames())) {
            SimulatedDay(.longNames(), plan: .crash(at: $0))
        }
    }
}
