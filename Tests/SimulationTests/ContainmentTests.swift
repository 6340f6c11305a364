// One input that cannot be carried out, whatever the reason: it is put aside with a task, everything else goes on, and the daemon lives.

import Cancellation
import Engine
import Ports
import Simulation
import StrictJSON
import Testing

struct ContainmentTests {
    /// Three drops of one batch, about orders of their own.
    private func world() -> World {
        var world = World()
        for number in 1...3 {
            world.add(number, claimed: 2)
            world.drop(World.json(number), as: "1\(number)-claim.json")
        }
        return world
    }

    private func files(_ folder: Folder, of day: SimulatedDay) -> [String] {
        day.files.contents(below: folder.path).map { $0.place.name.printable }.sorted()
    }

    private func cancelled(_ day: SimulatedDay) -> [ProductOrderID] {
        day.store.journal.map(\.productOrder).sorted { $0.rawValue < $1.rawValue }
    }

    @Test func `a drop that the ledger refuses is put aside with a task, and all others go on`() throws {
        let day = SimulatedDay(world())
        day.ledger.refuses = { batch in
            batch.cases.contains { $0.key.productOrder == World.productOrder(2).rawValue }
        }
        day.run()
        #expect(day.restarts == 0, "the process ended")
        #expect(cancelled(day) == [1, 3].map(World.productOrder))
        #expect(day.ledger.allDrops.map(\.disposition) == [.archive, .quarantine, .archive])
        #expect(day.ledger.allDrops.allSatisfy { $0.state == .closed })
        #expect(files(Spool.receipts, of: day).contains("12-claim.json.rejected.json"))
        #expect(files(Spool.tasks, of: day) == ["drop-0000000002.json"])
        let kept = day.files.contents(below: Spool.quarantine.path).first {
            !$0.place.name.printable.hasSuffix(".reason.json")
        }
        #expect(kept?.bytes == Array(World.json(2).utf8), "the bytes are kept")
    }

    @Test func `a drop on which deciding ends the process is counted, and the third time put aside`() throws {
        // Whenever the second drop's case is about to be stored, the process ends.
        let plan = FaultPlan { _, _, label in
            label.hasPrefix("commit") && label.contains("2:decided") && !label.contains("cases=0") ? .crash : nil
        }
        let day = SimulatedDay(world(), plan: plan)
        day.run()
        #expect(day.restarts == 4, "once together with the others, three times alone")
        #expect(cancelled(day) == [1, 3].map(World.productOrder))
        #expect(day.ledger.allDrops.map(\.disposition) == [.archive, .quarantine, .archive])
        #expect(day.ledger.allDrops.map(\.attempts) == [0, 3, 0], "nobody innocent was counted")
        #expect(files(Spool.tasks, of: day) == ["drop-0000000002.json"])
    }

    @Test func `a timer that the ledger refuses stops with a task, and all others go on`() throws {
        var world = World()
        for number in 1...2 { world.add(number, claimed: 2, slow: 12_000) }
        for number in 1...2 { world.drop(World.json(number), as: "1\(number)-claim.json") }
        let day = SimulatedDay(world)
        day.ledger.refuses = { batch in
            batch.cases.contains { $0.key.productOrder == World.productOrder(2).rawValue && $0.state == .cancelled }
        }
        day.run()
        #expect(day.restarts == 0)
        let states = Dictionary(uniqueKeysWithValues: day.ledger.allCases.map { ($0.key.productOrder, $0.state) })
        #expect(states == [World.productOrder(1).rawValue: .cancelled, World.productOrder(2).rawValue: .reflecting])
        #expect(files(Spool.tasks, of: day) == ["\(World.productOrder(2))-1-stuck.json"])
    }

    /// On 29 November: a person approves a second case of an order that was cancelled meanwhile.
    @Test func `a second case of an order that was cancelled meanwhile is told as cancelled, under a key of its own`()
        throws
    {
        var world = World()
        let id = World.productOrder(1)
        world.add(1, claimed: 1)
        // The buyer's claim about one piece, then the rest: a person decides on that, and the seller has done it at the store by then.
        world.drop(World.json(1), as: "11-claim.json")
        world.drop(World.json(1, at: 9, more: #","cancelQuantity":2"#), as: "12-rest.json", at: 20_000)
        world.changes.append(World.Change(at: 50_000, id: id) { $0.status = .cancelled })
        world.acts.append(
            World.Act(at: 60_000, words: "approve the second") { files in
                let text =
                    #"{"cancelbox":"decision","case":"\#(id)-2","action":"approve","operator":"김운영","note":"확인"}"#
                files.drop(Array(text.utf8), as: FileName("b.json"), in: Spool.decisions)
            })
        let day = SimulatedDay(world)
        day.run()
        #expect(day.restarts == 0)
        let cases = day.ledger.allCases
        #expect(cases.map(\.state) == [.cancelled, .cancelled], "\(cases.map(\.state))")
        #expect(cases.map(\.key.claim) == ["771", "771/2"])
        #expect(day.store.journal.count == 1)
    }

    /// Whether the process is killed on the way or not.
    @Test(arguments: [false, true])
    func `a notice that cannot be written is not said to have been, and somebody is told`(isKilled: Bool) {
        func world() -> World {
            var world = World()
            world.add(1, claimed: 2)
            let text = World.json(1).replacing("buyer1@example.kr", with: "nowhere@example.kr")
            world.drop(text, as: "11-claim.json")
            return world
        }
        for step in 1...(isKilled ? 80 : 1) {
            let day = SimulatedDay(world(), plan: isKilled ? .crash(at: step) : .calm)
            day.run()
            let kinds = day.ledger.allCases.flatMap(\.notices).map(\.medium)
            #expect(kinds == [.sms], "step \(step): the text message takes the mail's place")
            #expect(
                files(Spool.emails, of: day).isEmpty && files(Spool.textMessages, of: day).count == 1, "step \(step)")
            #expect(files(Spool.tasks, of: day).count == 1, "step \(step)")
            #expect(day.ledger.pendingKeys.isEmpty, "step \(step): \(day.ledger.pendingKeys)")
            let id = "\(World.productOrder(1))-1"
            #expect(day.ledger.state(ofEffect: "\(id)/notice/cancelled/email") == .dead, "step \(step)")
        }
    }
}
