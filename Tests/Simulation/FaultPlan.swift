// Which step of a run goes wrong, and how. Counts the steps; what a fault means is the business of the port it strikes.

package import Ports
import Synchronization

/// What happens to one step.
package enum Trouble: Hashable, Sendable {
    /// The call fails. `choice` picks the kind among those its port knows, so that a seed decides it.
    case fault(choice: UInt64)
    /// The process ends before the call has done anything; nothing it does from here on reaches the world.
    case crash
}

/// What a call does to the world.
package enum StepKind: Hashable, Sendable {
    /// Looks only: nothing is different after a crash here, so that crashes are not counted here.
    case look
    case change
}

/// Counts every call the engine makes to its ports, and says which of them goes wrong. Safe to use from several threads.
package final class FaultPlan: Sendable {
    package typealias Rule = @Sendable (_ step: Int, _ kind: StepKind, _ label: String) -> Trouble?

    private struct State {
        var step = 0
        var isDead = false
        /// It was no crash of the plan: the process ended by itself, the machine goes on.
        var diedByItself = false
        var rule: Rule?
        var hits: [String] = []
        var trace: [String] = []
        var interruptions: [(label: String, action: @Sendable () -> Void)] = []
        var tally: [String: Int] = [:]
        var beforeStep: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>
    /// Steps that only look are counted too; a plan of crashes passes them over.
    private let countsLooks: Bool
    private static let traceLength = 24

    package init(countsLooks: Bool = true, rule: Rule? = nil) {
        self.countsLooks = countsLooks
        state = Mutex(State(rule: rule))
    }

    /// Nothing ever goes wrong.
    package static var calm: FaultPlan { FaultPlan() }

    /// The `number`th step (from 1) fails, once.
    package static func failOnce(at number: Int, choice: UInt64) -> FaultPlan {
        FaultPlan { step, _, _ in step == number ? .fault(choice: choice) : nil }
    }

    /// The first step whose label begins with `label` fails.
    package static func failOnce(before label: String, choice: UInt64) -> FaultPlan {
        let first = FirstMoment()
        return FaultPlan { step, _, words in
            words.hasPrefix(label) && first.moment(Int64(step)) == step ? .fault(choice: choice) : nil
        }
    }

    /// Every step from the `number`th on fails, until `milliseconds` have passed since.
    package static func fail(
        from number: Int, choice: UInt64, for milliseconds: Int64, by time: any TimeSource
    ) -> FaultPlan {
        let since = FirstMoment()
        return FaultPlan { step, _, _ in
            guard step >= number else { return nil }
            return time.monotonic() - since.moment(time.monotonic()) < milliseconds ? .fault(choice: choice) : nil
        }
    }

    /// The process ends at each of these steps.
    package static func crash(at numbers: Int...) -> FaultPlan {
        let numbers = Set(numbers)
        return FaultPlan(countsLooks: false) { step, _, _ in numbers.contains(step) ? .crash : nil }
    }

    /// Everything goes wrong now and then until `milliseconds` have passed: about one step in `rarity`, one of three of them as a
    /// crash. Steps around reading a drop are spared: three troubles there put any file into quarantine.
    package static func storm(
        seed: UInt64, rarity: Int, until milliseconds: Int64, by time: any TimeSource
    ) -> FaultPlan {
        FaultPlan { step, kind, label in
            guard time.monotonic() < milliseconds, !label.hasPrefix("leave"), !label.hasPrefix("note"),
                !label.hasPrefix("open work"), !label.hasPrefix("read work")
            else {
                return nil
            }
            var dice = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(step))
            guard dice.oneIn(rarity) else { return nil }
            return kind == .change && dice.oneIn(3) ? .crash : .fault(choice: dice.next() % 60)
        }
    }

    /// What becomes of the step that is about to be taken; nil when nothing goes wrong.
    package func step(_ kind: StepKind, _ label: @autoclosure () -> String) -> Trouble? {
        if let others = state.withLock({ $0.isDead ? nil : $0.beforeStep }) { others() }
        let (trouble, action) = state.withLock { state -> (Trouble?, (@Sendable () -> Void)?) in
            if state.isDead { return (.crash, nil) }
            if kind == .look, !countsLooks { return (nil, nil) }
            let label = label()
            state.step += 1
            state.tally[String(label.prefix { $0 != " " }), default: 0] += 1
            state.trace.append("\(state.step) \(label)")
            if state.trace.count > Self.traceLength { state.trace.removeFirst() }
            let trouble = state.rule?(state.step, kind, label)
            if let trouble {
                state.hits.append("\(state.step) \(label): \(trouble)")
                if trouble == .crash { state.isDead = true }
                return (trouble, nil)
            }
            guard let index = state.interruptions.firstIndex(where: { label.hasPrefix($0.label) }) else {
                return (nil, nil)
            }
            return (nil, state.interruptions.remove(at: index).action)
        }
        action?()
        return trouble
    }

    /// Whoever else works in this process has a say before every step, as long as the process lives.
    package func beforeEachStep(_ others: @escaping @Sendable () -> Void) { state.withLock { $0.beforeStep = others } }

    /// Somebody else acts once, just before the first step whose label begins with `label`.
    package func interrupt(before label: String, _ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.interruptions.append((label, action)) }
    }

    /// The process has ended at a crash and was not started again.
    package var isDead: Bool { state.withLock { $0.isDead } }

    /// The process ended by itself, by `die`.
    package var diedByItself: Bool { state.withLock { $0.diedByItself } }

    /// A new process runs.
    package func revive() { state.withLock { ($0.isDead, $0.diedByItself) = (false, false) } }

    /// Ends the process here and now, as reading a poisonous file does.
    package func die(_ why: String) {
        state.withLock { state in
            (state.isDead, state.diedByItself) = (true, true)
            state.trace.append("\(state.step) \(why)")
        }
    }

    /// Steps taken so far.
    package var steps: Int { state.withLock { $0.step } }

    /// What went wrong, in words.
    package var hits: [String] { state.withLock { $0.hits } }

    /// The last steps before now.
    package var trace: [String] { state.withLock { $0.trace } }

    /// How many steps there were of each verb.
    package var tally: [String: Int] { state.withLock { $0.tally } }
}

/// Remembers the first moment it is told.
private final class FirstMoment: Sendable {
    private let first = Mutex<Int64?>(nil)

    func moment(_ now: Int64) -> Int64 {
        first.withLock { first in
            if let first { return first }
            first = now
            return now
        }
    }
}
