// Persons decide while everything goes wrong: each decision is carried out once, and no claim is ever cancelled twice.

import Cancellation
import Digest
import Engine
import Ports
import Simulation
import Testing

struct PeopleTests {
    @Test func `an undisturbed day carries out every decision that may be`() {
        let day = SimulatedDay(.decisions())
        let trial = Trial(day, wanted: .undisturbed(.decisions()))
        trial.report("undisturbed")
        let states = Dictionary(uniqueKeysWithValues: day.ledger.allCases.map { ($0.key.productOrder, $0.state) })
        func state(_ number: Int) -> CaseState? { states[World.productOrder(number).rawValue] }
        #expect((1...7).map(state) == [.cancelled, .cancelled, .refused, .held, .cancelled, .refused, .reviewing])
        #expect(day.store.journal.count == 3)
        let receipts = trial.day.ledger.allDrops.flatMap(\.requests)
        #expect(receipts.count { $0.problem != nil } == 4, "no token, another's name, unknown case, dispatched")
        #expect(receipts.count(where: \.isDuplicate) == 1)
        let approved = day.ledger.allCases.first { $0.key.productOrder == World.productOrder(1).rawValue }
        #expect(approved?.history.count { $0.by == OperatorName("김운영") && $0.note == "전화로 확인" } == 2)
    }

    @Test func `the process is killed at each step`() {
        let wanted = Outcome.undisturbed(.decisions())
        loop("kill at", atLeast: 150, wanted: wanted) { SimulatedDay(.decisions(), plan: .crash(at: $0)) }
    }

    @Test(arguments: 0..<Effort.rounds)
    func `the power fails at each step`(seed: UInt64) {
        let wanted = Outcome.undisturbed(.decisions())
        loop("seed \(seed), power cut at", atLeast: 150, wanted: wanted) { step in
            SimulatedDay(
                .decisions(), plan: .crash(at: step), ending: .powerLoss(seed: seed &* 1000 &+ UInt64(step)))
        }
    }

    @Test(arguments: 0..<Effort.rounds)
    func `each step fails once`(round: UInt64) {
        let wanted = Outcome.undisturbed(.decisions())
        loop("round \(round), fail once at", atLeast: 250, wanted: wanted) { step in
            SimulatedDay(.decisions(), plan: .failOnce(at: step, choice: UInt64(step) &* 5 &+ round))
        }
    }

    /// Mails, exports, withdrawals and persons speak of the same orders at any moment, and the process or the machine ends in between.
    @Test func `whoever speaks when, no order is cancelled for more than was paid`() {
        for seed in 0..<Effort.seeds where !Effort.isOver {
            var dice = SplitMix64(seed: 7_000 + seed)
            let world = World.disputed(&dice)
            let first = Int.random(in: 1...250, using: &dice)
            let plan = FaultPlan.crash(at: first, first + Int.random(in: 1...60, using: &dice))
            let day = SimulatedDay(world, plan: plan, ending: .mixed(seed: dice.next()))
            day.run()
            var problems = day.offencesAtRest()
            for order in world.orders {
                let refunds = day.store.journal.filter { $0.productOrder == order.productOrderID }
                if refunds.reduce(0, { $0 + $1.amount }) > order.remainingPayment { problems.append("refunded twice") }
                if Set(refunds.map(\.claim)).count != refunds.count { problems.append("one claim, two refunds") }
            }
            #expect(problems.isEmpty, "seed \(seed): \(problems.prefix(4))")
            if !problems.isEmpty { Effort.noteFailure() }
        }
    }
}

extension World {
    /// Whatever the dice say about two orders.
    static func disputed(_ dice: inout SplitMix64) -> World {
        var world = World(hasSlowWriters: false)
        for number in 1...2 {
            world.add(number, claimed: dice.oneIn(3) ? 2 : nil, slow: dice.oneIn(4) ? 8_000 : nil)
            world.drop(
                mail(number, "취소해 주세요. 단순 변심입니다.", id: "m\(number)"), as: "\(number).M.shop", in: Spool.mailNew)
            for voice in 0..<Int.random(in: 2...5, using: &dice) {
                let at = Int64.random(in: 0...40_000, using: &dice)
                let name = "\(number)-\(voice).json"
                switch Int.random(in: 0..<8, using: &dice) {
                case 0: world.drop(json(number, at: voice), as: name, at: at)
                case 1: world.drop(json(number, at: voice, more: #","cancelQuantity":1"#), as: name, at: at)
                case 2: world.drop(json(number, intent: "withdraw", at: voice), as: name, at: at)
                case 3: world.decide(number, "hold", as: name, at: at)
                case 4: world.decide(number, "release", as: name, at: at)
                default: world.decide(number, "approve", as: name, by: "김운영 \(voice)", at: at)
                }
            }
        }
        return world
    }

    /// Mails that nobody proves, and what persons say of them much later.
    static func decisions() -> World {
        var world = World()
        for number in 1...7 {
            world.add(number, status: number == 6 ? .delivering : .paid)
            let mail = mail(number, "취소해 주세요. 단순 변심입니다.", id: "m\(number)")
            world.drop(mail, as: "\(number).M\(number).shop", in: Spool.mailNew)
        }
        let at: Int64 = 45_000
        world.decide(1, "approve", as: "a1.json", at: at)
        // The same bytes under another name are the same word.
        world.decide(1, "approve", as: "a2.json", at: at + 20_000)
        world.decide(1, "note", as: "a3.json", at: at + 20_000)
        world.decide(2, "hold", as: "b1.json", at: at)
        world.decide(2, "approve", as: "b2.json", at: at + 20_000)
        world.decide(3, "refuse", as: "c1.json", at: at)
        world.decide(4, "hold", as: "d1.json", at: at)
        // In an ordinary inbox a word needs a token.
        world.decide(5, "approve", as: "e1.json", token: "correct horse", in: Spool.inbox, at: at)
        // Too late: the order is on its way, and the case closed.
        world.decide(6, "approve", as: "f1.json", at: at)
        world.decide(7, "approve", as: "g1.json", in: Spool.inbox, at: at)
        world.decide(7, "approve", as: "g2.json", by: "남의 이름", token: "correct horse", in: Spool.inbox, at: at)
        world.decide(8, "approve", as: "h1.json", at: at)
        return world
    }

    static let operators = [
        Operator(name: OperatorName("김운영"), tokenSHA256: sha256(Array("correct horse".utf8)))
    ]

    mutating func decide(
        _ number: Int, _ action: String, as name: String, by person: String = "김운영", token: String? = nil,
        in folder: Folder = Spool.decisions, at time: Int64
    ) {
        let token = token.map { #","token":"\#($0)""# } ?? ""
        let text = #"""
            {"cancelbox":"decision","case":"\#(Self.productOrder(number))-1","action":"\#(action)",\#
            "operator":"\#(person)","note":"전화로 확인"\#(token)}
            """#
        drop(text, as: name, in: folder, at: time)
    }
}
