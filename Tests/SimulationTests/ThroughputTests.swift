// A day of many requests at two calls a second: who hears when, what is stopped when, and how many calls it takes. `CANCELBOX_REQUESTS=10000`
// makes it the whole day; the test prints what it measured.

import Cancellation
import Engine
import Foundation
import Ports
import Simulation
import Testing

struct ThroughputTests {
    private static let requests = ProcessInfo.processInfo.environment["CANCELBOX_REQUESTS"].flatMap { Int($0) } ?? 600

    /// `count` orders with their buyers' own claims, asked about by exports of fifty rows each.
    private func world(_ count: Int) -> World {
        var world = World()
        for number in 1...count { world.add(number, claimed: 2) }
        for first in stride(from: 1, through: count, by: 50) {
            let rows = (first...min(first + 49, count)).map { World.json($0) }
            world.drop("[" + rows.joined(separator: ",") + "]", as: "\(100_000 + first).json")
        }
        return world
    }

    @Test
    func
        `the first customer hears within two seconds, a withdrawal stops its command within one, and no call is wasted`()
        throws
    {
        let count = Self.requests
        var world = world(count)
        let (withdrawn, held) = (World.productOrder(count), World.productOrder(count - 1))
        let middle = Int64(count) * 250
        world.drop(World.json(count, intent: "withdraw", at: 9), as: "withdraw.json", at: middle)
        world.decide(count - 1, "hold", as: "hold.json", at: middle)
        var far = FarStore.calm()
        far.length = Int64(count) * 2_000 + 600_000
        let day = SimulatedDay(world, batchFiles: 512, farStore: far)
        day.run()
        for offence in day.offencesAtRest().prefix(5) { Issue.record("\(offence)") }

        let start = SimulatedTime().now()
        func when(_ id: ProductOrderID, _ state: CaseState) -> Int64? {
            day.ledger.allEvents.first { $0.state == state && $0.caseID.rawValue.hasPrefix("\(id)-") }
                .map { $0.at.milliseconds - start }
        }
        let told = try #require(
            day.ledger.allCases.flatMap(\.notices).filter { $0.kind == .cancelled }.map { $0.at.milliseconds - start }
                .min())
        let stopped = try #require(when(withdrawn, .withdrawn)) - middle
        let parked = try #require(when(held, .held)) - middle
        // One look-up and one read at the end for three hundred orders each, and one command an order.
        let least = (count - 2) + 2 * ((count + 299) / 300)
        let ratio = Double(day.store.calls.count) / Double(least)
        print(
            "\(count) requests: first customer told after \(told) ms, withdrawal after \(stopped) ms, hold after \(parked) ms, "
                + "\(day.store.calls.count) calls, \(ratio) of the least")
        #expect(told <= 2_000)
        #expect(stopped <= 1_000 && parked <= 1_000)
        #expect(ratio <= 1.1)
        #expect(day.store.journal.count == count - 2, "a recalled command reached the store")
    }

    @Test func `a cancellation that the store keeps in work for days costs one timer, and nothing else`() {
        var world = World()
        let days: Int64 = 3
        world.add(1, claimed: 2, slow: days * 86_400_000)
        world.drop(World.json(1), as: "11-claim.json")
        var far = FarStore.calm()
        far.length = days * 86_400_000 - 1
        let day = SimulatedDay(world, farStore: far)
        day.run()
        let events = day.ledger.allEvents.map(\.event.name)
        // Asked, given, taken; then a person is called after an hour, and the customer told after a day.
        #expect(events == ["requested:cancel", "reread", "cancelAccepted", "fellDue", "fellDue"], "\(events)")
        #expect(day.store.calls.count > 20, "it is looked at all the same")
        #expect(day.ledger.allCases.first?.revision ?? 99 < 8)
    }
}
