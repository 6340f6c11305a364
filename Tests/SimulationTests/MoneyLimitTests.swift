// More is asked for than may go back in an hour: the rest is held, through every crash, until a person has released it.

import Cancellation
import Engine
import Ports
import Simulation
import Testing

struct MoneyLimitTests {
    @Test func `what is over the limit is held, and released by a person`() {
        let day = SimulatedDay(.flood())
        let trial = Trial(day, wanted: .undisturbed(.flood()))
        trial.report("undisturbed")
        let states = Dictionary(uniqueKeysWithValues: day.ledger.allCases.map { ($0.key.productOrder, $0.state) })
        func state(_ number: Int) -> CaseState? { states[World.productOrder(number).rawValue] }
        #expect((1...6).map(state) == [.cancelled, .cancelled, .cancelled, .held, .held, .held])
        #expect(day.store.journal.count == 3)
    }

    /// Whatever the batches come to: never more than the limit without a person, and nothing lost.
    @Test(arguments: [false, true])
    func `the limit holds through every end of the process`(byPowerCut: Bool) {
        let calm = SimulatedDay(.flood())
        calm.run()
        #expect(calm.plan.steps > 100)
        for step in 1...calm.plan.steps {
            let plan = FaultPlan.crash(at: step)
            let day = SimulatedDay(.flood(), plan: plan, ending: byPowerCut ? .powerLoss(seed: UInt64(step)) : .kill)
            day.run()
            var problems = day.offencesAtRest()
            let cancelled = day.ledger.allCases.filter { $0.state == .cancelled }
            if cancelled.count(where: { $0.moneyHold == nil }) > 2 { problems.append("more than the limit") }
            if !cancelled.allSatisfy({ $0.moneyHold?.isReleased != false }) { problems.append("not released") }
            if day.ledger.allCases.count != 6 { problems.append("\(day.ledger.allCases.count) cases") }
            if Set(day.store.journal.map(\.productOrder)).count != day.store.journal.count {
                problems.append("cancelled twice")
            }
            #expect(problems.isEmpty, "step \(step), ended at \(day.endedAt): \(problems.prefix(4))")
            if !problems.isEmpty { return }
        }
    }
}

extension World {
    /// Six orders with the buyers' own claims, two of which may go back.
    static func flood() -> World {
        var world = World(hasSlowWriters: false)
        world.moneyLimit = MoneyLimit(countPerHour: 2)
        for number in 1...6 {
            world.add(number, claimed: 2)
            world.drop(json(number), as: "\(number).json", at: Int64(number) * (number == 6 ? 9_000 : 2_000))
        }
        world.decide(3, "release", as: "r3.json", at: 45_000)
        return world
    }
}
