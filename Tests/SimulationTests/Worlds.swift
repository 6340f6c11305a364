// The worlds that are simulated: one small one for the loops, and one for every seed.

import Cancellation
import Engine
import Ports
import Simulation

extension World {
    /// Every kind of drop once. Nothing in it depends on timing: however it is disturbed, the end is the same.
    /// - Parameter hasSlowWriter: one of the files is long in coming, and its writer dies with the machine.
    /// - Parameter isApart: the second voice about an order comes long after the first. Otherwise both wait together, and which
    ///   one is first (and so is answered) is settled by their names, as long as nothing but a kill comes between.
    static func errands(hasSlowWriter: Bool = true, isApart: Bool = true) -> World {
        var world = World()
        // Waiting when the daemon starts: a mail and a row that ask for the same thing, and the same bytes twice.
        world.add(1, claimed: 2)
        world.drop(mail(1, "취소 부탁드립니다. 단순 변심입니다.", id: "m1"), as: "1.M1.shop", in: Spool.mailNew)
        let second: Int64 = isApart ? 45_000 : 0
        world.drop(json(1), as: "11-claim.json", at: second)
        world.add(2)
        world.drop(json(2), as: "12-export.json")
        world.drop(json(2), as: "13-export again.json", at: second)
        // Asked and taken back in one file; too late; nothing that can be read; the end of whoever reads it.
        world.add(3)
        world.drop(json(3) + "\n" + json(3, intent: "withdraw", at: 5) + "\n", as: "14-withdrawn.ndjson")
        world.add(4, status: .delivering)
        world.drop(json(4), as: "15-dispatched.json")
        world.drop(#"{"intent": "cancel", oops}"#, as: "16-broken.json")
        world.add(5, claimed: 2)
        world.drop(json(5, more: #","note":"POISON""#), as: "17-poison.json")
        // A table of which one row cannot be read.
        world.add(10, claimed: 2)
        world.drop(table(10) + ",단순변심,이서준\n", as: "21-table.csv")
        // While it runs: somebody writes slowly, a cut-off file is replaced, one is renamed when it is whole.
        world.add(6, claimed: 1)
        if hasSlowWriter { world.writeSlowly(json(6), as: "18-slow.json", at: 3_000) }
        world.add(7, claimed: 2)
        world.dropCutThenWhole(json(7), as: "19-replaced.json", at: 3_000)
        world.add(8, claimed: 2, slow: 12_000)
        world.dropByRename(json(8), from: ".20.json.tmp", to: "20-renamed.json", at: 4_000)
        // A question that nobody answers, and a sender who is not proven.
        world.drop(mail(99, "취소해 주세요.", id: "m2"), as: "2.M2.shop", in: Spool.mailNew, at: 6_000)
        world.add(9)
        world.drop(mail(9, "취소해 주세요. 단순 변심입니다.", id: "m3"), as: "3.M3.shop", in: Spool.mailNew, at: 6_000)
        return world
    }

    /// The least that passes through every step: for loops within loops.
    static func fewErrands() -> World {
        var world = World()
        world.add(1, claimed: 2)
        world.drop(json(1), as: "11-claim.json")
        world.add(2)
        world.drop(json(2), as: "12-export.json")
        world.drop(#"{"intent": "cancel", oops}"#, as: "16-broken.json")
        return world
    }

    /// One file that ends whoever reads it, and nothing else whose way to the outbox would flush its way out of the inbox.
    static func poison() -> World {
        var world = World()
        world.add(1, claimed: 2)
        world.drop(json(1, more: #","note":"POISON""#), as: "17-poison.json")
        return world
    }

    /// Several batches of two, one right behind the other.
    static func queue() -> World {
        var world = World()
        for number in 1...8 {
            world.add(number, claimed: number % 3 == 0 ? nil : 2, status: number == 5 ? .delivering : .paid)
            world.drop(json(number), as: "\(10 + number)-queued.json")
        }
        world.drop(#"{"intent": "cancel", oops}"#, as: "16-broken.json")
        return world
    }

    /// One request and nothing else.
    static func oneFile(at time: Int64 = 0) -> World {
        var world = World()
        world.add(1, claimed: 2)
        world.drop(json(1), as: "11-claim.json", at: time)
        return world
    }

    /// One order whose cancellation the store takes its time for.
    static func slowStore() -> World {
        var world = World()
        world.add(1, claimed: 2, slow: 12_000)
        world.drop(json(1), as: "11-claim.json")
        return world
    }

    /// Files whose names are too long to be kept in a longer one: more than one batch, so that some come to the reading lane.
    static func longNames() -> World {
        var world = World()
        for number in 1...6 {
            world.add(number, claimed: 2)
            let name = "\(number)-" + String(repeating: "a", count: 245) + ".json"
            world.drop(json(number), as: name)
        }
        return world
    }

    /// More drops at once than one thread reads and publishes.
    static func crowd() -> World {
        var world = World()
        for number in 10..<50 {
            world.add(number, claimed: number % 2 == 0 ? 2 : nil, status: number % 5 == 0 ? .delivering : .paid)
            world.drop(json(number), as: "\(number).json")
        }
        return world
    }

    /// Whatever the dice say: orders of all sorts, files that arrive in all ways, some of them about the same order.
    static func random(_ dice: inout SplitMix64, hasSlowWriters: Bool) -> World {
        var world = World(hasSlowWriters: hasSlowWriters)
        for number in 1...Int.random(in: 3...7, using: &dice) { world.addSubject(number, &dice) }
        return world
    }

    private mutating func addSubject(_ number: Int, _ dice: inout SplitMix64) {
        let kind = Int.random(in: 0..<10, using: &dice)
        let at = dice.oneIn(3) ? 0 : Int64.random(in: 0...20_000, using: &dice)
        switch kind {
        case 0...3:
            let claimed = dice.oneIn(3) ? 1 : 2
            add(number, claimed: claimed, slow: dice.oneIn(4) ? 8_000 : nil)
            if claimed == 1 { partlyCancelled.insert(Self.productOrder(number).rawValue) }
            for voice in 0...Int.random(in: 0...2, using: &dice) { speak(of: number, voice, after: at, &dice) }
        case 4, 5:
            add(number)
            speak(of: number, 0, after: at, &dice)
        case 6:
            add(number, claimed: dice.oneIn(2) ? 2 : nil)
            speak(of: number, 0, after: at, &dice)
            drop(Self.json(number, intent: "withdraw", at: 5), as: "\(number)-withdraw.json", at: at + 9_000)
            // Either word may reach the store first.
            orderStates[Self.productOrder(number).rawValue] = [.cancelled, .withdrawn]
        case 7:
            add(number, status: .delivering)
            speak(of: number, 0, after: at, &dice)
        case 8:
            let text = #"{"intent": "cancel", "productOrderId": "\#(Self.productOrder(number))", oops}"#
            drop(text, as: "\(number)-broken.json", at: at)
        default:
            add(number, claimed: 2)
            drop(Self.json(number, more: #","note":"POISON""#), as: "\(number)-poison.json", at: at)
        }
    }

    private mutating func speak(of number: Int, _ voice: Int, after at: Int64, _ dice: inout SplitMix64) {
        let name = "\(number)-\(voice).json"
        let time = at + Int64(voice) * Int64.random(in: 0...8_000, using: &dice)
        // The first voice in the same words as the second, now and then: the same bytes under another name.
        let text = Self.json(number, at: dice.oneIn(2) ? 0 : voice)
        switch Int.random(in: 0..<6, using: &dice) {
        case 0 where hasSlowWriters:
            writeSlowly(text, as: name, at: time, pauses: Int64.random(in: 200...4_000, using: &dice))
        case 1: dropCutThenWhole(text, as: name, at: time)
        case 2: dropByRename(text, from: "\(name).part", to: name, at: time)
        case 3:
            let mail = Self.mail(number, "취소 부탁드립니다. 단순 변심입니다.", id: "m\(number)-\(voice)")
            drop(mail, as: "\(number).M\(voice).shop", in: Spool.mailNew, at: time)
        default: drop(text, as: name, at: time)
        }
    }
}
