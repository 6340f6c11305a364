// Lanes whose work falls between the steps of the main line as the dice say: a batch may be published at once, at the last
// moment, or file by file while the next one is claimed and decided. Decides who goes on; knows nothing of the jobs.

import Foundation
package import Ports
import Synchronization

/// Several hands, of which one moves at a time: at every step of the plan the dice say who takes it. Each job runs on a thread of
/// its own, but never while anybody else does, so that the same seed gives the same day. The main line is one thread at a time.
package final class SimulatedLanes: Sendable {
    private struct State {
        var dice: SplitMix64
        /// Jobs that are not over, by the number of their lane.
        var jobs: [Int: Job] = [:]
        /// Whose turn it is; nil for the main line.
        var turn: Int?
        /// How eagerly the job of each lane is carried on; it changes from job to job.
        var eagerness: [Int: Eagerness] = [:]
        var offences: [String] = []
        var takers: [Int?] = []
    }

    /// When the steps of a job are taken.
    private enum Eagerness: CaseIterable {
        /// All of them when it is started.
        case atOnce
        /// None before it is waited for.
        case atLast
        /// Now and then, between the steps of the main line.
        case inTurn
    }

    private let state: Mutex<State>

    package init(seed: UInt64) { state = Mutex(State(dice: SplitMix64(seed: seed))) }

    /// A lane of its own among the others. `number` tells them apart.
    package func lane(_ number: Int) -> any Lane { SimulatedLane(number: number, lanes: self) }

    /// What callers did that the port forbids.
    package var offences: [String] { state.withLock { $0.offences } }

    /// Who took each step, by the number of the lane; nil for the main line.
    package var takers: [Int?] { state.withLock { $0.takers } }

    /// Somebody is about to take a step; others may take theirs first. To be called before every step of the plan.
    package func beforeStep() {
        if let lane = state.withLock({ $0.turn }) {
            let job = state.withLock { state -> Job? in
                guard state.eagerness[lane] != .atOnce, state.dice.oneIn(2) else { return nil }
                state.turn = nil
                return state.jobs[lane]
            }
            job?.handBack()
        } else {
            while let lane = laneToGoOn() { letGo(lane) }
        }
        state.withLock { $0.takers.append($0.turn) }
    }

    /// The main line sleeps, so the others go on: one of them, for a while. False when there is none.
    package func goOnWhileMainSleeps() -> Bool {
        let lane = state.withLock { state in state.jobs.keys.sorted().randomElement(using: &state.dice) }
        guard let lane else { return false }
        letGo(lane)
        return true
    }

    /// Brings what was started to its end, as the end of a process does: to be called when no step changes anything any more.
    package func end() {
        for lane in state.withLock({ $0.jobs.keys.sorted() }) { wait(for: lane) }
    }

    fileprivate func start(_ body: @escaping @Sendable () -> Void, on lane: Int) {
        let isBusy = state.withLock { state in
            guard state.jobs[lane] == nil else {
                state.offences.append("a job was started while the one before it had not been waited for")
                return true
            }
            return false
        }
        if isBusy { wait(for: lane) }
        let job = Job { [self] in
            body()
            state.withLock { state in
                (state.jobs[lane], state.turn) = (nil, nil)
            }
        }
        let isAtOnce = state.withLock { state in
            state.jobs[lane] = job
            state.eagerness[lane] = Eagerness.allCases.randomElement(using: &state.dice)
            return state.eagerness[lane] == .atOnce
        }
        if isAtOnce { letGo(lane) }
    }

    fileprivate func wait(for lane: Int) {
        while state.withLock({ $0.jobs[lane] != nil }) {
            letGo(lane)
            if let other = laneToGoOn() { letGo(other) }
        }
    }

    /// The lane that goes on before the main line does; nil when it is the main line's turn.
    private func laneToGoOn() -> Int? {
        state.withLock { state in
            let willing = state.jobs.keys.sorted().filter { state.eagerness[$0] != .atLast }
            guard let lane = willing.randomElement(using: &state.dice), state.dice.oneIn(2) else { return nil }
            return lane
        }
    }

    /// The job of `lane` goes on until it hands back, or is over.
    private func letGo(_ lane: Int) {
        let job = state.withLock { state -> Job? in
            guard let job = state.jobs[lane] else { return nil }
            state.turn = lane
            return job
        }
        job?.goOn()
    }
}

private final class SimulatedLane: Lane {
    private let number: Int
    private let lanes: SimulatedLanes

    init(number: Int, lanes: SimulatedLanes) {
        self.number = number
        self.lanes = lanes
    }

    func start(_ job: @escaping @Sendable () -> Void) { lanes.start(job, on: number) }
    func wait() { lanes.wait(for: number) }
}

/// A job on a thread that runs only while its owner waits for it.
private final class Job: Sendable {
    private let goesOn = DispatchSemaphore(value: 0)
    private let handsBack = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
        let (goesOn, handsBack) = (goesOn, handsBack)
        let thread = Thread {
            goesOn.wait()
            body()
            handsBack.signal()
        }
        // Readers of mail and JSON go deep.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Called by the main line: returns when the job hands back.
    func goOn() {
        goesOn.signal()
        handsBack.wait()
    }

    /// Called by the job: returns when it may go on.
    func handBack() {
        handsBack.signal()
        goesOn.wait()
    }
}
