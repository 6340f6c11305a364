// Two daemons with spools of their own on one ledger and one store: whatever comes between a decision and its commit, no order is cancelled
// twice, no number is given twice, and the limit for money is one limit.

import Cancellation
import Engine
import Intake
import Logging
import Ports
import Simulation
import Testing

/// Unchecked: a simulated world has one thread.
private final class TwoOwners: @unchecked Sendable {
    let ledger = SimulatedLedger()
    let time = SimulatedTime()
    let store: SimulatedStore
    let world: World
    private(set) var files: [SimulatedFileSystem] = []
    private var pipelines: [Pipeline] = []
    private var dice: SplitMix64
    private var isBetween = false
    /// Commits that came too late.
    private(set) var refused: [String: Int] = [:]
    private(set) var problems: [String] = []

    init(_ world: World, seed: UInt64) {
        self.world = world
        dice = SplitMix64(seed: seed)
        store = SimulatedStore(orders: world.orders, time: time)
        store.inspectCommand = { [ledger] command in
            ledger.commandedOrders.contains(command.productOrderID) ? nil : "\(command) was not in the ledger"
        }
        for owner in ["here", "there"] {
            let files = SimulatedFileSystem(plan: .calm, time: time, ledger: ledger)
            var settings = EngineSettings(inboxes: World.inboxes)
            settings.owner = owner
            settings.batchFiles = 3
            settings.policy.staleReads = 0
            settings.policy.moneyLimit = world.moneyLimit
            let log = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })
            for folder in [Spool.inbox, Spool.mailNew] { files.makeFolder(folder) }
            self.files.append(files)
            pipelines.append(
                Pipeline(
                    settings: settings, files: files, ledger: ledger, store: store, notices: PlainNoticeWriter(),
                    time: time, log: log))
        }
    }

    /// Each act of the world happens in one spool, as the dice say, or in both.
    func run() {
        for act in world.acts {
            let place = Int.random(in: 0...2, using: &dice)
            for spool in place == 2 ? [0, 1] : [place] { act.act(files[spool]) }
        }
        for spool in [0, 1] { take(spool) { pipeline throws(EngineError) in _ = try pipeline.recover() } }
        ledger.beforeCommit = { [unowned self] in
            guard !isBetween, dice.oneIn(3) else { return }
            isBetween = true
            defer { isBetween = false }
            turn(Int.random(in: 0...1, using: &dice))
        }
        for _ in 0..<200 {
            time.advance(to: time.monotonic() + 1_000)
            turn(Int.random(in: 0...1, using: &dice))
        }
        ledger.beforeCommit = nil
        for spool in [0, 1] { for _ in 0..<20 { turn(spool) } }
    }

    private var active: Int?

    private func turn(_ spool: Int) {
        // One thread a daemon: the other one's turn comes between, never its own.
        guard active != spool else { return }
        let before = active
        active = spool
        defer { active = before }
        take(spool) { pipeline throws(EngineError) in
            pipeline.relist()
            _ = try pipeline.turn()
        }
    }

    private func take(_ spool: Int, _ step: (Pipeline) throws(EngineError) -> Void) {
        do throws(EngineError) {
            try step(pipelines[spool])
        } catch {
            guard error.isTemporary else { return problems.append("\(error)") }
            refused["\(error)".contains("money") ? "money" : "case", default: 0] += 1
            recover(spool)
        }
    }

    private func recover(_ spool: Int) {
        for _ in 0..<10 {
            do throws(EngineError) {
                _ = try pipelines[spool].recover()
                return
            } catch {
                guard error.isTemporary else { return problems.append("recovery: \(error)") }
                refused["recovery", default: 0] += 1
            }
        }
        problems.append("no recovery succeeds")
    }
}

struct TwoOwnersTests {
    /// Eight orders, half of them asked about twice; three may go back in an hour.
    private func world() -> World {
        var world = World()
        world.moneyLimit = MoneyLimit(countPerHour: 3)
        for number in 1...8 {
            world.add(number, claimed: 2)
            world.drop(World.json(number), as: "\(number).json")
            if number.isMultiple(of: 2) { world.drop(World.json(number, at: 1), as: "\(number)-again.json") }
        }
        return world
    }

    @Test func `two owners of one ledger cancel nothing twice and keep one limit, whatever comes between`() {
        var refused: [String: Int] = [:]
        for seed in UInt64(1)...60 {
            let two = TwoOwners(world(), seed: seed)
            two.run()
            var problems = two.problems + two.store.offences
            let cancelled = two.store.journal.map(\.productOrder)
            if Set(cancelled).count != cancelled.count { problems.append("cancelled twice: \(cancelled)") }
            if cancelled.count != 3 { problems.append("\(cancelled.count) went back, and 3 may") }
            let open = two.ledger.allDrops.filter { $0.state != .closed }
            if !open.isEmpty { problems.append("not closed: \(open.map(\.number))") }
            let kept = two.files.flatMap { $0.contents(below: Spool.archive.path) }
            if kept.count != two.ledger.allDrops.count {
                problems.append("\(kept.count) files for \(two.ledger.allDrops.count) drops: a number was given twice")
            }
            let states = Set(two.ledger.allCases.map(\.state))
            if states != [.cancelled, .held] || two.ledger.allCases.count != 8 { problems.append("\(states)") }
            #expect(problems.isEmpty, "seed \(seed): \(problems.prefix(4))")
            refused.merge(two.refused) { $0 + $1 }
        }
        #expect(refused["case"] ?? 0 >= 5, "the dice never came between the look and the commit: \(refused)")
        #expect(refused["money"] ?? 0 >= 5, "nobody ever moved money in between: \(refused)")
    }
}
