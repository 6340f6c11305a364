// The way to a store that is far away: calls take their time, and the answer of one that was sent by a process that has ended comes to nobody.

import Ports
import Synchronization

/// The lane of the store worker: a job is done when its time has come, while the engine sleeps.
package final class SimulatedNetwork: Lane, Sendable {
    private struct State {
        var dice: SplitMix64
        /// The call that is under way.
        var call: (@Sendable () -> Void)?
        var number = 0
        var offences: [String] = []
    }

    private let state: Mutex<State>
    private let watch: SimulatedWatch
    private let time: SimulatedTime
    private let latency: @Sendable (inout SplitMix64) -> Int64

    /// - Parameter latency: how long the next call takes, in milliseconds.
    package init(
        seed: UInt64, watch: SimulatedWatch, time: SimulatedTime,
        latency: @escaping @Sendable (inout SplitMix64) -> Int64
    ) {
        state = Mutex(State(dice: SplitMix64(seed: seed)))
        self.watch = watch
        self.time = time
        self.latency = latency
    }

    package func start(_ job: @escaping @Sendable () -> Void) {
        let (at, number) = state.withLock { state -> (Int64, Int) in
            if state.call != nil { state.offences.append("two calls at once") }
            state.call = job
            state.number += 1
            return (time.monotonic() + max(1, latency(&state.dice)), state.number)
        }
        watch.add(ScriptedAct(at: at, "the store answers", event: .silence) { [self] in arrive(number) })
    }

    /// The engine never waits for it: a job it waits for is over.
    package func wait() {
        state.withLock { if $0.call != nil { $0.offences.append("the engine waited for the store") } }
    }

    /// The process has ended: what it sent last has reached the store, or has not.
    package func end() {
        let call = state.withLock { state -> (@Sendable () -> Void)? in
            defer { state.call = nil }
            return state.dice.oneIn(2) ? state.call : nil
        }
        call?()
    }

    package var isBusy: Bool { state.withLock { $0.call != nil } }
    package var offences: [String] { state.withLock { $0.offences } }

    private func arrive(_ number: Int) {
        let call = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.number == number else { return nil }
            defer { state.call = nil }
            return state.call
        }
        call?()
    }
}
