// Every state against every event: the answer is always there, and never moves money where nobody decided to.

import Cancellation
import Testing

struct TransitionTests {
    /// A named event, so that a failure is one readable line.
    struct Happening: CustomTestStringConvertible, Sendable {
        var name: String
        var event: Event
        var testDescription: String { name }

        init(_ name: String, _ event: Event) {
            self.name = name
            self.event = event
        }
    }

    static let word = OperatorWord(OperatorName("op"), note: "n")
    static let again = aProvenance(mail: "b@example.kr", drop: "d9")
    static let events = [
        Happening(
            "requested: cancel, claim open", .requested(aRequest(), again, .found([anOrder(claim: .cancelRequest)]))),
        Happening(
            "requested: withdraw", .requested(aRequest(.withdraw), again, .found([anOrder(claim: .cancelRequest)]))),
        Happening("answered", .answered(aRequest(), again, .found([anOrder(claim: .cancelRequest)]))),
        Happening("overLimit", .overLimit("한도")),
        Happening("joined", .joined(CaseID(trusted: "C-2"))),
        Happening("commandGiven", .commandGiven),
        Happening("cancelAccepted", .cancelAccepted),
        Happening("cancelConflicted", .cancelConflicted(Failure(code: "104442", message: "state"))),
        Happening("cancelRefused", .cancelRefused(Failure(code: "100001", message: "unknown"))),
        Happening("cancelDeferred", .cancelDeferred(Failure(code: "429", message: "later", retryAfter: 60))),
        Happening("cancelUnanswered", .cancelUnanswered(Failure(message: "504"))),
        Happening("reread: claim open", .reread(.found([anOrder(claim: .cancelRequest)]))),
        Happening("reread: done", .reread(.found([anOrder(.cancelled, claim: .cancelDone)]))),
        Happening("reread: dispatched", .reread(.found([anOrder(.delivering)]))),
        Happening("reread: another claim", .reread(.found([anOrder(claim: .cancelRequest, claimID: "c2")]))),
        Happening("reread: silent", .reread(.unavailable(Failure(message: "503")))),
        Happening("fellDue: reminder", .fellDue(.reminder)),
        Happening("fellDue: expiry", .fellDue(.expiry)),
        Happening("fellDue: deadline", .fellDue(.deadline)),
        Happening("fellDue: delayNotice", .fellDue(.delayNotice)),
        Happening("fellDue: followUp", .fellDue(.followUp)),
        Happening("feedbackReceived", .feedbackReceived("고맙습니다")),
        Happening("approvedByPerson: claim open", .approvedByPerson(word, .found([anOrder(claim: .cancelRequest)]))),
        Happening("refusedByPerson", .refusedByPerson(word)),
        Happening("askedByPerson", .askedByPerson(word, [.quantity])),
        Happening("heldByPerson", .heldByPerson(word)),
        Happening("releasedByPerson", .releasedByPerson(word)),
        Happening("noted", .noted(word)),
        Happening("retriedByPerson", .retriedByPerson(word)),
        Happening("closedByPerson", .closedByPerson(word)),
        Happening("dismissedByPerson", .dismissedByPerson(word)),
        Happening("undoneByPerson", .undoneByPerson(word)),
        Happening("linkedByPerson", .linkedByPerson(word, OrderID(trusted: "2026112098765431"))),
        Happening("noticeFailed", .noticeFailed(.received, .sms, "no number")),
    ]

    /// The table that docs/STATES.md shows: one row per event, one column per state.
    static var table: String {
        let states = CaseState.allCases
        let head = "| event | " + states.map(\.rawValue).joined(separator: " | ") + " |"
        let rule = "|---|" + states.map { _ in "---|" }.joined()
        let rows = events.map { happening in
            let cells = states.map { state -> String in
                let next = Case.resting(in: state).hearingLater(happening.event)
                let command = next.commands.isEmpty ? "" : " **!**"
                return (next.subject.state == state ? "·" : next.subject.state.rawValue) + command
            }
            return "| \(happening.name) | " + cells.joined(separator: " | ") + " |"
        }
        return ([head, rule] + rows).joined(separator: "\n")
    }

    @Test(arguments: CaseState.allCases)
    func `a case can be brought into every state that is named`(_ state: CaseState) {
        #expect(Case.resting(in: state).state == state)
    }

    @Test(arguments: CaseState.allCases, events)
    func `closed cases never move money and revisions never go back`(_ state: CaseState, _ happening: Happening) {
        let before = Case.resting(in: state)
        let after = before.hearing(happening.event)
        if state.isClosed { #expect(after.commands.isEmpty) }
        #expect(after.subject.revision >= before.revision)
        #expect(
            after.subject == before || after.subject.revision > before.revision || after.effects.contains(.reread)
                || !after.timers.isEmpty)
        #expect(Set(after.subject.notices.map(\.file)).count == after.subject.notices.count)
    }

    @Test(arguments: CaseState.allCases, events)
    func `no state is left without a way on`(_ state: CaseState, _ happening: Happening) {
        let after = Case.resting(in: state).hearing(happening.event)
        switch after.subject.state {
        case .received, .approved, .commanding, .unknown, .reflecting, .asking:
            // Something is under way or due: an order to be read, or a timer, which staying in a state keeps.
            let isMoving = after.effects.contains(.reread) || !after.timers.due.isEmpty
            #expect(isMoving || (after.subject.state == state && !after.timers.clearsOthers))
        case .reviewing, .held, .rejected, .cancelled, .refused, .withdrawn, .expired: break
        }
    }

    @Test(arguments: CaseState.allCases, events)
    func `a change is always a new revision`(_ state: CaseState, _ happening: Happening) {
        let before = Case.resting(in: state)
        for after in [before.hearing(happening.event).subject, before.hearingLater(happening.event).subject] {
            #expect(after == before || after.revision > before.revision)
        }
    }

    @Test func `random lives never command twice under one key`() {
        var dice = Dice(seed: 20_261_123)
        for _ in 0..<2_000 {
            var subject = fresh(aRequest(), aProvenance(dice.pick([.none, .exports])))
            var given: [String] = []
            var wasCancelled = false
            for step in 0..<12 {
                let event = dice.pick(Self.events).event
                let decision = subject.hearing(event, at: noon.adding(seconds: Int64(step * dice.pick([1, 600]))))
                let isRevised = decision.subject.revision > subject.revision
                #expect(decision.subject == subject || isRevised, "\(event.name) in \(subject.state)")
                subject = decision.subject
                for command in decision.commands {
                    guard let key = Effect.command(command).key(of: subject) else { continue }
                    // The ledger stores a key once; a second one of another case or claim must not exist at all.
                    given.append(key)
                    #expect(!wasCancelled, "commanded after it was cancelled")
                }
                wasCancelled = wasCancelled || subject.state == .cancelled
            }
            #expect(Set(given).count <= 2)
        }
    }
}

/// A seeded die, so that a failure can be thrown again.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(below: elements.count)] }
}
