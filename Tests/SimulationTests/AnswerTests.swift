// Customers answer what they were asked, while everything goes wrong: the answer reaches the case that asked, and acts once.

import Cancellation
import Digest
import Engine
import Ports
import Simulation
import Testing

struct AnswerTests {
    @Test func `an undisturbed day brings every answer home`() throws {
        let day = SimulatedDay(.answers())
        let trial = Trial(day, wanted: .undisturbed(.answers()))
        trial.report("undisturbed")
        let cases = day.ledger.allCases
        func asked(_ number: Int) -> Case? { cases.first { $0.id == World.question(of: number) } }
        // The number that was missing, and the buyer's own claim.
        #expect(asked(1)?.state == .cancelled && asked(1)?.key.productOrder == World.productOrder(1).rawValue)
        #expect(asked(2)?.state == .reviewing && asked(2)?.verdict?.rule == "unproven-sender")
        // The order's own case was there before.
        #expect(asked(3)?.state == .expired && asked(3)?.verdict?.rule == "answered-elsewhere")
        #expect(asked(4)?.verdict?.rule == "answer-unclear")
        let known = cases.filter { $0.key.productOrder == World.productOrder(5).rawValue }
        #expect(known.map(\.state) == [.withdrawn], "the answer names no order, and is about that of its case")
        #expect(cases.count == 6, "\(cases.map(\.id))")
        #expect(day.store.journal.count == 2)
    }

    @Test func `the process is killed at each step`() {
        let wanted = Outcome.undisturbed(.answers())
        loop("kill at", atLeast: 100, wanted: wanted) { SimulatedDay(.answers(), plan: .crash(at: $0)) }
    }

    @Test(arguments: 0..<Effort.rounds)
    func `the power fails at each step`(seed: UInt64) {
        let wanted = Outcome.undisturbed(.answers())
        loop("seed \(seed), power cut at", atLeast: 100, wanted: wanted) { step in
            SimulatedDay(.answers(), plan: .crash(at: step), ending: .powerLoss(seed: seed &* 1000 &+ UInt64(step)))
        }
    }
}

extension World {
    /// The case that a first mail without a number opens.
    static func question(of number: Int) -> CaseID {
        let digest = sha256(Array("smartstore\nq\(number)@example.kr\n0".utf8))
        return CaseID(trusted: "unmatched-\(digest.prefix(12))")
    }

    /// A mail that names no order; `answering` is the case whose question it answers.
    private static func letter(_ number: Int, _ text: String, id: String, answering: CaseID? = nil) -> String {
        let reply = answering.map { "In-Reply-To: <\($0)-missingInformation.eml@shop.example>\r\n" } ?? ""
        return """
            From: buyer\(number)@example.kr\r
            To: cancel@shop.example\r
            Subject: \(answering == nil ? "" : "Re: ")cancel\r
            Date: Sun, 22 Nov 2026 10:10:00 +0900\r
            Message-ID: <\(id)@example.kr>\r
            \(reply)MIME-Version: 1.0\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: 8bit\r
            \r
            \(text)\r

            """
    }

    private mutating func ask(_ number: Int) {
        let text = Self.letter(number, "취소해 주세요. 단순 변심입니다.", id: "q\(number)")
        drop(text, as: "\(number).Q.shop", in: Spool.mailNew)
    }

    private mutating func answer(_ number: Int, _ text: String, _ answered: CaseID) {
        let mail = Self.letter(number, text, id: "a\(number)", answering: answered)
        drop(mail, as: "\(number).A.shop", in: Spool.mailNew, at: 45_000)
    }

    static func answers() -> World {
        var world = World()
        for number in 1...5 { world.add(number, claimed: number == 1 || number == 3 ? 2 : nil) }
        for number in 1...4 { world.ask(number) }
        for number in 1...3 { world.answer(number, "주문번호는 \(orderID(number))입니다.", question(of: number)) }
        world.drop(json(3), as: "3.json", at: 20_000)
        world.answer(4, "네, 부탁드립니다.", question(of: 4))
        world.drop(mail(5, "취소해 주세요. 단순 변심입니다.", id: "m5"), as: "5.M.shop", in: Spool.mailNew)
        world.answer(5, "취소 철회할게요. 그냥 보내 주세요.", CaseID(trusted: "\(productOrder(5))-1"))
        return world
    }
}
