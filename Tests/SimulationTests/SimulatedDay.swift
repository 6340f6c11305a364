// One day of a daemon in a world where things go wrong: it is started, ended and started again until it rests.

import Cancellation
import Engine
import Intake
import Logging
import Ports
import Simulation

/// How a process ends at a crash.
enum Ending: Hashable, Sendable {
    /// `kill -9`: the page cache stays.
    case kill
    /// The plug is pulled: only what was flushed stays for sure.
    case powerLoss(seed: UInt64)
    /// Now this, now that.
    case mixed(seed: UInt64)
}

/// How the outbox is written and drops are read beside the work.
struct Overlap: Hashable, Sendable {
    /// Batches of fewer drops than this are published by whoever decided them.
    var handOverFiles: Int
    /// Decides which of them all takes the next step.
    var seed: UInt64
}

/// The daemon, its world and its troubles.
final class SimulatedDay {
    let world: World
    let plan: FaultPlan
    let files: SimulatedFileSystem
    let ledger: SimulatedLedger
    let store: SimulatedStore
    let time: SimulatedTime
    private let watch: SimulatedWatch
    private let ending: Ending
    private var dice: SplitMix64
    private(set) var restarts = 0
    private(set) var hasLostPower = false
    /// What no moment of the day may ever show.
    private(set) var offences: [String] = []
    /// Steps of the plan that were over when each process ended.
    private(set) var endedAt: [Int] = []

    private var isExtended = false
    private let batchFiles: Int
    /// Batches of fewer drops than this are published by whoever decided them.
    private let handOverFiles: Int?
    private let lanes: SimulatedLanes?
    /// The way to a store that is far away; nil where the store is in memory.
    private let network: SimulatedNetwork?

    /// When the day is over, in milliseconds; strangers are done long before.
    static let length: Int64 = 400_000
    private let length: Int64
    static let sweepInterval: Int64 = 20_000
    private static let mostRestarts = 200

    /// - Parameter overlap: how batches overlap; nil when one is over before the next begins.
    init(
        _ world: World, plan: FaultPlan = .calm, time: SimulatedTime = SimulatedTime(), ending: Ending = .kill,
        hinting: Hinting = .faithful, batchFiles: Int = 4, overlap: Overlap? = nil, farStore: FarStore? = nil
    ) {
        self.world = world
        length = farStore?.length ?? Self.length
        self.batchFiles = batchFiles
        handOverFiles = overlap?.handOverFiles
        lanes = overlap.map { SimulatedLanes(seed: $0.seed) }
        self.plan = plan
        self.time = time
        self.ending = ending
        switch ending {
        case .kill: dice = SplitMix64(seed: 0)
        case .powerLoss(let seed), .mixed(let seed): dice = SplitMix64(seed: seed)
        }
        let ledger = SimulatedLedger(plan: plan)
        let files = SimulatedFileSystem(plan: plan, time: time, ledger: ledger)
        let store = SimulatedStore(
            orders: world.orders, slow: world.slow, plan: plan, time: time, weather: farStore?.weather)
        (self.files, self.ledger, self.store) = (files, ledger, store)
        for folder in [Spool.inbox, Spool.mailNew] { files.makeFolder(folder) }
        let script = world.acts.map { act in
            ScriptedAct(at: act.at, act.words) { [act = act.act] in act(files) }
        }
        let changed = ChangedStore(store: store)
        let changes = world.changes.map { change in
            ScriptedAct(at: change.at, "change \(change.id)", event: .silence) {
                // The store is the simulated world's, and everything in it happens on one thread.
                changed.change(change)
            }
        }
        let watch = SimulatedWatch(script: script + changes, time: time, plan: plan, end: length, hinting: hinting)
        self.watch = watch
        let network = farStore.map { far in
            SimulatedNetwork(seed: far.seed, watch: watch, time: time) { dice in
                far.isSlow && dice.oneIn(20)
                    ? .random(in: 1_000...25_000, using: &dice) : .random(in: far.latency, using: &dice)
            }
        }
        self.network = network
        if let network { watch.isAtRest = { ledger.isAtRest && !network.isBusy } }
        if network == nil { watch.isAtRest = { ledger.isAtRest } }
        if let lanes {
            plan.beforeEachStep { lanes.beforeStep() }
            watch.others = { lanes.goOnWhileMainSleeps() }
        }
        store.inspectCommand = { [store] command in
            let id = command.productOrderID
            guard ledger.commandedOrders.contains(id) else {
                return "\(command) was given before its key was in the ledger"
            }
            guard farStore != nil else { return nil }
            return Self.offence(of: command, ledger: ledger, store: store, now: time.monotonic())
        }
    }

    /// A command reaches a store that is far away: its case must be waiting for exactly this.
    private static func offence(
        of command: StoreCommand, ledger: SimulatedLedger, store: SimulatedStore, now: Int64
    ) -> String? {
        let id = command.productOrderID
        let cases = ledger.allCases.filter { $0.key.productOrder == id.rawValue && !$0.state.isClosed }
        guard let subject = cases.first, subject.state == .commanding else {
            return "\(command) was given while its case is \(cases.map(\.state.rawValue))"
        }
        guard let order = store.orders[id] else { return nil }
        let (decided, shown) = (subject.order?.openCancelClaim, order.openCancelClaim)
        let isSame = decided?.id == shown?.id && decided?.quantity == shown?.quantity
        // What changes between the last look and the command nobody can see; a look is good for ten seconds, a call takes thirty, and a
        // read may be twenty seconds old.
        let isFresh = store.changedAt[id].map { now - $0 < 70_000 } ?? false
        guard !isSame, !isFresh, case .approveCancel = command, !order.isCancelled else { return nil }
        return "\(command) was decided on \(String(describing: decided)) and given on \(String(describing: shown))"
    }

    /// What the engine did to its lanes that it must never do.
    var laneOffences: [String] { (lanes?.offences ?? []) + (network?.offences ?? []) }
    /// Who took each step; empty without lanes.
    var takers: [Int?] { lanes?.takers ?? [] }

    private var settings: EngineSettings {
        var settings = EngineSettings(inboxes: World.inboxes)
        settings.operators = World.operators
        settings.sweepIntervalMilliseconds = Self.sweepInterval
        settings.policy.rereadAfter = [5, 15, 30]
        if network == nil { settings.policy.staleReads = 0 }
        settings.policy.askExpiry = 60
        settings.policy.orderWait = 20
        settings.policy.moneyLimit = world.moneyLimit
        settings.batchFiles = batchFiles
        if let handOverFiles { settings.handOverFiles = handOverFiles }
        return settings
    }

    /// Runs until the day is over or the daemon rests.
    func run() {
        while runOnce() {
            restarts += 1
            guard restarts < Self.mostRestarts else {
                offences.append("the daemon never comes to rest")
                return
            }
        }
    }

    /// One process from its start to its end. True when it has to be started again.
    private func runOnce() -> Bool {
        let log = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })
        let pipeline = Pipeline(
            settings: settings, files: files, ledger: ledger, store: store, notices: PlainNoticeWriter(), time: time,
            log: log,
            lanes: Lanes(
                intake: lanes?.lane(1) ?? InlineLane(), outbox: lanes?.lane(0) ?? InlineLane(),
                store: network ?? InlineLane()),
            wake: { [watch] in watch.nudge() })
        let daemon = Daemon(
            pipeline: pipeline, watch: watch, time: time, sweepIntervalMilliseconds: Self.sweepInterval, log: log)
        var failure: EngineError?
        do throws(EngineError) { try daemon.run() } catch { failure = error }
        endedAt.append(plan.steps)
        // Putting aside is for what nobody has foreseen; a simulated day must not need it.
        offences += pipeline.contained.map { "the ledger refused a batch: \($0)" }
        // What no waiting mends ends the process; whoever watches over it starts it again.
        if case .ledger(.conflict(let why)) = failure { offences.append("the ledger refused a batch: \(why)") }
        if failure != nil, !plan.isDead { plan.die("the process ended: \(String(describing: failure))") }
        guard plan.isDead else { return false }
        lanes?.end()
        end()
        network?.end()
        store.forgetCaller()
        offences += momentaryOffences()
        plan.revive()
        watch.restart()
        time.advance(to: time.monotonic() + 1_000)
        if time.monotonic() >= length, !isExtended {
            // It ended while it was leaving: what it left is for the next start.
            isExtended = true
            watch.extend(by: 60_000)
            return true
        }
        return time.monotonic() < length
    }

    private func end() {
        let isPowerLoss: Bool =
            switch ending {
            case _ where plan.diedByItself: false
            case .kill: false
            case .powerLoss: true
            case .mixed: Bool.random(using: &dice)
            }
        hasLostPower = hasLostPower || isPowerLoss
        if isPowerLoss {
            files.losePower(&dice)
            ledger.losePower(&dice)
        } else {
            files.endProcess()
        }
    }
}
