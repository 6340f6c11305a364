// What wakes the daemon, and the only place where time passes: while the daemon sleeps, strangers do what their script says.

package import Ports
import Synchronization

/// What a source of wakes notices, or ought to.
package enum WatchEvent: Hashable, Sendable {
    /// Something changed in an inbox.
    case change
    /// More changed than can be held.
    case overflow
    /// What brings the events dies. Another one takes its place; what happened meanwhile is not heard.
    case watcherDies
    /// Nothing that could be noticed.
    case silence
    /// An inbox goes away; until it is back there are hints to look for it.
    case folderGoes, folderComes
}

/// What strangers do, and when: milliseconds after the beginning.
package struct ScriptedAct: Sendable {
    package var at: Int64
    package var words: String
    package var event: WatchEvent
    package var act: @Sendable () -> Void

    package init(at: Int64, _ words: String, event: WatchEvent = .change, act: @escaping @Sendable () -> Void) {
        self.at = at
        self.words = words
        self.event = event
        self.act = act
    }
}

/// How reliable the hints are.
package enum Hinting: Hashable, Sendable {
    /// One hint for each act.
    case faithful
    /// One doubt for each act, as after an overflow.
    case doubts
    /// No hint ever: the sweep must suffice.
    case silenced
    /// Dropped, doubled, late or summed up as an overflow, as the dice fall.
    case unreliable(seed: UInt64)
    /// All that, and now and then the watcher dies of it.
    case mortal(seed: UInt64)
}

/// The watch port on a script. Says `.stopped` once the end is reached, or the process has ended.
package final class SimulatedWatch: WatchSource {
    private struct State {
        var script: ArraySlice<ScriptedAct>
        var pending: [Wake] = []
        /// Wakes that come late: when, and which.
        var late: [(at: Int64, wake: Wake)] = []
        var dice: SplitMix64
        var isStopped = false
        /// Sleeps in a row that nothing ended.
        var quiet = 0
        /// What had gone wrong by then.
        var troubles = 0
        /// The watcher has died, and there is another one from then on.
        var deafUntil: Int64 = 0
        /// When to hint at a folder that is not there.
        var nextPoll: Int64?
    }

    private let state: Mutex<State>
    private let time: SimulatedTime
    private let plan: FaultPlan
    private let hinting: Hinting
    /// When the day is over; later where a process ended just then.
    private let lateness = Mutex<Int64>(0)
    private let planned: Int64
    private var end: Int64 { planned + lateness.withLock { $0 } }
    /// Nothing is outstanding: two undisturbed long sleeps after the last act, the day is called over.
    package var isAtRest: (@Sendable () -> Bool)? {
        get { rest.withLock { $0 } }
        set { rest.withLock { $0 = newValue } }
    }
    /// Whoever else works in this process goes on while the caller sleeps. False when there is nobody.
    package var others: (@Sendable () -> Bool)? {
        get { otherHands.withLock { $0 } }
        set { otherHands.withLock { $0 = newValue } }
    }
    private let otherHands = Mutex<(@Sendable () -> Bool)?>(nil)
    /// Who asks for a shorter sleep than this waits for something.
    private let restingSleep = 20_000
    private let rest = Mutex<(@Sendable () -> Bool)?>(nil)

    /// The day goes on for `milliseconds` more.
    package func extend(by milliseconds: Int64) { lateness.withLock { $0 += milliseconds } }

    /// - Parameter end: when to say stop, in milliseconds after the beginning.
    package init(
        script: [ScriptedAct], time: SimulatedTime, plan: FaultPlan, end: Int64, hinting: Hinting = .faithful
    ) {
        var seed: UInt64 = 0
        switch hinting {
        case .unreliable(let given), .mortal(let given): seed = given
        case .faithful, .doubts, .silenced: break
        }
        state = Mutex(State(script: script.sorted { $0.at < $1.at }[...], dice: SplitMix64(seed: seed)))
        self.time = time
        self.plan = plan
        self.hinting = hinting
        planned = end
    }

    /// Adds to the script, in the midst of it.
    package func add(_ act: ScriptedAct) {
        state.withLock { state in
            let place = state.script.firstIndex { $0.at > act.at } ?? state.script.endIndex
            state.script.insert(act, at: place)
        }
    }

    package func stop() { state.withLock { $0.isStopped = true } }

    package func nudge() {
        state.withLock { state in
            if !state.pending.contains(.completion) { state.pending.append(.completion) }
        }
    }

    package func wait(milliseconds: Int?) -> Wake {
        if plan.isDead { return .stopped }
        // What is due has happened, also while hints of the daemon's own workers wait to be heard.
        act()
        let limit = milliseconds.map { time.monotonic() + Int64(max(0, $0)) } ?? .max
        while true {
            let ready = state.withLock { state -> Wake? in
                if state.isStopped || time.monotonic() >= end { return .stopped }
                return state.pending.isEmpty ? nil : state.pending.removeFirst()
            }
            if let ready {
                state.withLock { $0.quiet = 0 }
                return ready
            }
            if milliseconds != 0, others?() ?? false { continue }
            let next = state.withLock { nextMoment(in: $0) }
            // Whatever the engine asks for, a sleep without end is the end of the simulated day.
            let moment = min(next ?? .max, limit, end)
            time.advance(to: moment)
            act()
            if moment == limit, state.withLock({ $0.pending.isEmpty }) {
                return time.monotonic() >= end || isOver(after: milliseconds) ? .stopped : .timeout
            }
        }
    }

    private func isOver(after milliseconds: Int?) -> Bool {
        guard milliseconds ?? .max >= restingSleep else { return false }
        let troubles = plan.hits.count
        let isQuiet = state.withLock { state in
            guard state.script.isEmpty, state.late.isEmpty else { return false }
            state.quiet = state.troubles == troubles ? state.quiet + 1 : 0
            state.troubles = troubles
            return state.quiet >= 2
        }
        return isQuiet && (isAtRest?() ?? false)
    }

    /// A new process listens: what the old one had not heard is lost.
    package func restart() {
        state.withLock { state in
            (state.pending, state.late, state.quiet, state.deafUntil) = ([], [], 0, 0)
        }
    }

    private func nextMoment(in state: State) -> Int64? {
        [state.script.first?.at, state.late.map(\.at).min(), state.nextPoll].compactMap(\.self).min()
    }

    /// Everything whose time has come happens; each act is hinted at, or not.
    private func act() {
        let now = time.monotonic()
        while true {
            let act = state.withLock { state -> ScriptedAct? in
                guard let first = state.script.first, first.at <= now else { return nil }
                return state.script.removeFirst()
            }
            guard let act else { break }
            act.act()
            state.withLock { tell(of: act.event, in: &$0, now: now) }
        }
        state.withLock { state in
            let due = state.late.filter { $0.at <= now }
            state.late.removeAll { $0.at <= now }
            state.pending += due.map(\.wake)
            if let poll = state.nextPoll, poll <= now {
                state.pending.append(.hint)
                state.nextPoll = now + Self.pollInterval
            }
        }
    }

    private static let pollInterval: Int64 = 5_000
    private static let restartPause: Int64 = 1_000

    private func tell(of event: WatchEvent, in state: inout State, now: Int64) {
        if hinting == .silenced { return }
        switch event {
        case .silence: break
        case .change: if now >= state.deafUntil { hint(in: &state, now: now) }
        case .overflow: state.pending = [.doubt("overflow")]
        case .watcherDies: die(in: &state, now: now)
        case .folderGoes:
            state.pending.append(.doubt("a watched folder is gone"))
            state.nextPoll = now + Self.pollInterval
        case .folderComes:
            state.pending.append(.doubt("a watched folder is back"))
            state.nextPoll = nil
        }
    }

    private func die(in state: inout State, now: Int64) {
        state.deafUntil = now + Self.restartPause
        state.pending = [.doubt("the watcher has ended")]
        state.late.append((state.deafUntil, .doubt("the watcher has been started")))
    }

    private func hint(in state: inout State, now: Int64) {
        switch hinting {
        case .silenced: break
        case .faithful: state.pending.append(.hint)
        case .doubts: state.pending.append(.doubt("overflow"))
        case .mortal where state.dice.oneIn(6): die(in: &state, now: now)
        case .unreliable, .mortal:
            switch Int.random(in: 0..<6, using: &state.dice) {
            case 0: break
            case 1: state.pending += [.hint, .hint]
            case 2: state.late.append((now + Int64.random(in: 1...30_000, using: &state.dice), .hint))
            case 3: state.pending = [.doubt("overflow")]
            default: state.pending.append(.hint)
            }
        }
    }
}
