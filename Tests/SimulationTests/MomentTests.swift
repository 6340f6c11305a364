// What others do at the worst moment: between two calls of the engine, or while nobody hears them.

import Cancellation
import Engine
import Ports
import Simulation
import Synchronization
import Testing

struct MomentTests {
    private let name = FileName("11-claim.json")

    /// `act` happens just before the file is moved out of the inbox, when it has been looked at and read.
    private func claimed(_ world: World, _ act: @escaping @Sendable (SimulatedFileSystem) -> Void) -> SimulatedDay {
        let day = SimulatedDay(world)
        let files = day.files
        day.plan.interrupt(before: "move inbox/11-claim.json") { act(files) }
        day.run()
        for offence in day.offencesAtRest() { Issue.record("\(offence)") }
        return day
    }

    @Test func `a file that is replaced between the look and the claim is read as what it is by then`() {
        var world = World.oneFile()
        world.add(2, claimed: 2)
        let day = claimed(world) { [name] files in
            files.drop(Array(World.json(2).utf8), as: name, in: Spool.inbox)
        }
        #expect(day.store.journal.map(\.productOrder) == [World.productOrder(2)])
        #expect(day.ledger.allDrops.count == 1)
    }

    @Test func `a file that grows between the look and the claim, where no lease holds writers out, is waited for`() {
        var world = World()
        world.add(1, claimed: 2)
        world.add(2, claimed: 2)
        world.drop(World.json(1) + "\n", as: "11-claim.json")
        world.acts.append(
            World.Act(at: 0, words: "a file of another owner") {
                $0.refuseLease(on: FileName("11-claim.json"), in: Spool.inbox)
            })
        let day = claimed(world) { [name] files in
            guard let inode = files.inode(of: name, in: Spool.inbox) else { return }
            files.append(Array(World.json(2).utf8), to: inode)
        }
        #expect(day.ledger.allDrops.count == 1)
        #expect(Set(day.store.journal.map(\.productOrder)) == [World.productOrder(1), World.productOrder(2)])
    }

    @Test func `a file that somebody opens for writing between the look and the claim is waited for`() {
        var world = World()
        world.add(1, claimed: 2)
        world.add(2, claimed: 2)
        world.drop(World.json(1) + "\n", as: "11-claim.json")
        // Held up by the lease until then, the writer adds a line.
        world.acts.append(
            World.Act(at: 1_000, words: "add a line") { files in
                guard let inode = files.broughtFiles.first?.inode else { return }
                files.append(Array(World.json(2).utf8), to: inode)
                files.finishWriting(inode)
            })
        let day = claimed(world) { [name] files in files.startWriting(name, in: Spool.inbox) }
        #expect(day.ledger.allDrops.count == 1)
        #expect(day.store.journal.count == 2)
    }

    @Test func `a file that is taken away between the look and the claim was never there`() {
        let day = claimed(.oneFile()) { [name] files in files.takeBack(name, from: Spool.inbox) }
        #expect(day.ledger.allCases.isEmpty)
        #expect(day.store.carriedOut.isEmpty)
    }

    @Test func `a file that somebody holds open is left alone, however whole it looks`() {
        var world = World()
        world.add(1, claimed: 2)
        world.add(2, claimed: 2)
        // Whole after its first half, by its own form.
        let (first, second) = (World.json(1), World.json(2))
        world.writeInTwo((first + "\n").utf8, (second + "\n").utf8, as: "both.ndjson", at: 1_000)
        let day = SimulatedDay(world)
        day.run()
        for offence in day.offencesAtRest() { Issue.record("\(offence)") }
        #expect(day.ledger.allDrops.count == 1)
        #expect(day.store.journal.count == 2)
    }

    @Test func `a file whose end is cut off is given time, also where the kernel says that nobody writes`() {
        var world = World()
        world.add(1, claimed: 2)
        world.dropCutThenWhole(World.json(1), as: "11-claim.json", at: 1_000)
        let day = SimulatedDay(world)
        day.run()
        for offence in day.offencesAtRest() { Issue.record("\(offence)") }
        #expect(day.ledger.allDrops.map(\.disposition) == [.archive])
    }

    @Test func `where no lease is granted, a file must lie unchanged for the settle delay`() throws {
        var world = World.oneFile()
        world.acts.append(
            World.Act(at: 0, words: "a file of another owner") {
                $0.refuseLease(on: FileName("11-claim.json"), in: Spool.inbox)
            })
        let day = SimulatedDay(world)
        day.run()
        for offence in day.offencesAtRest() { Issue.record("\(offence)") }
        let drop = try #require(day.ledger.allDrops.first)
        #expect(drop.writerGone == .assumed)
        #expect(drop.acquiredAt.milliseconds - SimulatedTime().now() >= 2_000)
    }

    @Test func `without any hint the sweep finds everything`() {
        Trial(SimulatedDay(.errands(), hinting: .silenced), wanted: .undisturbed(.errands())).report("silenced")
        // Where nothing else would make it look.
        Trial(SimulatedDay(.oneFile(at: 30_000), hinting: .silenced), wanted: .undisturbed(.oneFile())).report("alone")
    }

    @Test(arguments: [Hinting.faithful, .doubts])
    func `a hint, or a doubt, is followed by a sweep at once`(hinting: Hinting) throws {
        var world = World()
        world.add(1, claimed: 2)
        world.drop(World.json(1), as: "11-claim.json", at: 1_000)
        let day = SimulatedDay(world, hinting: hinting)
        day.run()
        let drop = try #require(day.ledger.allDrops.first)
        #expect(drop.acquiredAt.milliseconds - SimulatedTime().now() == 1_000)
    }

    @Test func `nothing is taken while there is no room, and all is when there is room again`() throws {
        var world = World.oneFile()
        world.acts += [
            World.Act(at: -1, words: "the disk fills up") { $0.leaveRoom(1) },
            World.Act(at: 30_000, words: "room") { $0.leaveRoom(1 << 40) },
        ]
        let day = SimulatedDay(world)
        day.run()
        for offence in day.offencesAtRest() { Issue.record("\(offence)") }
        let drop = try #require(day.ledger.allDrops.first)
        #expect(drop.acquiredAt.milliseconds - SimulatedTime().now() >= 30_000)
    }

    @Test(arguments: ["commit", "leave"])
    func `a failing disk after a kill makes no poison of an innocent file`(failing: String) {
        let time = SimulatedTime()
        let (reading, kill) = (Happening(), Happening())
        // Killed while its file is read; then for a while nothing can be decided, or no note be left.
        let plan = FaultPlan { _, _, label in
            if label.hasPrefix("leave 1") { reading.happens() }
            if kill.hasBeen {
                guard time.monotonic() < 60_000, label.hasPrefix(failing) else { return nil }
                return failing == "leave" || label.contains(":decided") ? .fault(choice: 1) : nil
            }
            guard reading.hasBeen, label.hasPrefix("leave nothing") else { return nil }
            kill.happens()
            return .crash
        }
        let trial = Trial(SimulatedDay(.oneFile(), plan: plan, time: time), wanted: .undisturbed(.oneFile()))
        trial.report("killed, then failing")
        #expect(trial.day.plan.hits.count > 4)
    }

    @Test func `a command whose answer was lost is settled by the next look`() {
        let plan = FaultPlan.failOnce(before: "perform", choice: 2)
        Trial(SimulatedDay(.fewErrands(), plan: plan), wanted: .undisturbed(.fewErrands())).report("answer lost")
    }
}

/// Whether something has happened.
private final class Happening: Sendable {
    private let happened = Mutex(false)
    var hasBeen: Bool { happened.withLock { $0 } }
    func happens() { happened.withLock { $0 = true } }
}
