// The unit of work, as tables: what one turn decides is one transaction, a case has one command, and what is stopped is not given.

import Cancellation
import Ports
import Testing

@testable import Engine

struct UnitOfWorkTests {
    private let noon = Instant(seconds: 1_795_402_800)
    private let lease = EffectLease(owner: "me", until: Instant(seconds: 1_795_403_100))
    private let product = ProductOrderID(trusted: "2026112012345671")

    private func order(_ status: ClaimStatus? = .cancelRequest) -> Order {
        Order(
            orderID: OrderID(trusted: "2026112098765431"), productOrderID: product, status: .paid,
            claim: status.map { Claim(id: ClaimID(trusted: "c1"), type: .cancel, status: $0, quantity: 2) },
            productName: "장갑", quantity: 2, remainingQuantity: 2, remainingPayment: 26_900,
            orderer: Orderer(name: "홍길동", phone: "010-1234-5678"))
    }

    private func request(_ intent: Intent = .cancel, drop: String = "d1") -> (Request, Provenance) {
        (
            Request(intent: intent, productOrderID: product, reason: Reason(code: "INTENT_CHANGED")),
            Provenance(drop: drop, name: drop, index: 0, inboxTrust: .none, mail: nil)
        )
    }

    /// A unit of work with one new case that has heard its request.
    private func work(seeing seen: Bool = true) -> (work: UnitOfWork, id: CaseID) {
        var work = UnitOfWork(lease: lease)
        let (request, provenance) = request()
        let id = CaseID(trusted: "\(product)-1")
        work.insert(
            Case(
                id: id, key: CaseKey(channel: .smartstore, productOrder: product.rawValue, claim: "c1"),
                request: request,
                provenance: provenance, receivedAt: noon))
        let shown = LookUp.found([order()])
        work.apply(
            .requested(request, provenance, shown), to: id, seeing: seen ? shown : nil, at: noon, policy: .standard)
        return (work, id)
    }

    @Test func `what one turn decides is one transaction, drained once`() {
        var (work, id) = work()
        let batch = work.drain(isLast: true)
        #expect(batch.cases.map(\.id) == [id] && batch.replaces.isEmpty, "a new case replaces nothing")
        #expect(batch.events.map(\.event.name) == ["requested:cancel"] && batch.events.first?.rule == "claim-open")
        #expect(batch.effects.map(\.key).contains("\(id)/approveCancel"))
        #expect(batch.timers[id]?.due[.poll] != nil)
        #expect(work.drain(isLast: true).isEmpty)
        work.apply(.noted(OperatorWord(OperatorName("op"))), to: id, at: noon, policy: .standard)
        #expect(work.drain(isLast: true).replaces == [id: batch.cases[0].revision], "the next one replaces it")
    }

    @Test func `a command whose order was seen in the same turn is given at once, and leased`() {
        var (work, id) = work()
        work.giveAtOnce(at: noon, policy: .standard)
        #expect(work.takeGiven() == [CommittedCommand(caseID: id, command: .approveCancel(product))])
        #expect(work.takeGiven().isEmpty && work.takeQueued().isEmpty)
        let batch = work.drain(isLast: false)
        #expect(batch.effects.first { $0.lane == .store }?.lease == lease)
        #expect(batch.cases.first?.state == .commanding)
        #expect(!batch.effects.contains { $0.effect == .publishResult }, "what the command brings about replaces it")
    }

    @Test func `a command whose order was not seen is read first`() {
        var (work, id) = work(seeing: false)
        work.giveAtOnce(at: noon, policy: .standard)
        #expect(work.takeGiven().isEmpty && work.takeRereads() == [id])
    }

    @Test func `a withdrawal in the same turn stops the command before it is stored`() {
        var (work, id) = work()
        let (withdrawal, provenance) = request(.withdraw, drop: "d2")
        work.apply(
            .requested(withdrawal, provenance, .found([order()])), to: id, at: noon.adding(seconds: 1),
            policy: .standard)
        work.giveAtOnce(at: noon, policy: .standard)
        #expect(work.takeGiven().isEmpty && work.takeQueued().isEmpty)
        #expect(!work.drain(isLast: true).effects.contains { $0.lane == .store })
    }

    @Test func `a queued command that is stopped in a later turn is recalled`() {
        var (first, id) = work()
        let stored = first.drain(isLast: true)
        var later = UnitOfWork(lease: lease)
        later.load(stored.cases)
        later.apply(.heldByPerson(OperatorWord(OperatorName("op"))), to: id, at: noon, policy: .standard)
        let batch = later.drain(isLast: true)
        #expect(batch.commandsOver["\(id)/approveCancel"] == .recalled)
        #expect(batch.cases.first?.state == .held && batch.timers[id]?.clearsOthers == true)
    }

    @Test func `two equal commands of one case in one turn are one`() {
        var (work, id) = work()
        work.apply(.heldByPerson(OperatorWord(OperatorName("op"))), to: id, at: noon, policy: .standard)
        work.apply(.releasedByPerson(OperatorWord(OperatorName("op"))), to: id, at: noon, policy: .standard)
        let shown = LookUp.found([order()])
        work.apply(.reread(shown), to: id, seeing: shown, at: noon, policy: .standard)
        work.giveAtOnce(at: noon, policy: .standard)
        #expect(work.takeGiven().count == 1)
        #expect(work.drain(isLast: true).effects.count { $0.lane == .store } == 1)
    }

    @Test func `a thousand equal rows of one drop are one voice, and a hundred different ones are too many`() {
        var (work, id) = work()
        var said = request().0
        let first = (1...1000).map { row -> UnitOfWork.Saying in
            said.evidence.fields["intent"] = ByteRange(offset: row, length: 1)
            return work.saying(said, for: id, from: 7)
        }
        #expect(first.count { $0 == .new } == 1 && first.count { $0 == .same } == 999)
        #expect(work.saying(said, for: id, from: 8) == .new, "another drop is another voice")
        let different = (1...200).map { quantity -> UnitOfWork.Saying in
            said.cancelQuantity = quantity
            return work.saying(said, for: id, from: 7)
        }
        #expect(different.count { $0 == .new } == 99 && different.count { $0 == .tooMuch } == 101)
    }

    @Test func `a look that shows nothing new stores one timer and nothing else`() {
        var (first, id) = work()
        first.giveAtOnce(at: noon, policy: .standard)
        _ = first.takeGiven()
        first.apply(.cancelAccepted, to: id, at: noon, policy: .standard)
        let stored = first.drain(isLast: true)
        var later = UnitOfWork(lease: lease)
        later.load(stored.cases)
        later.fire(TimerRecord(caseID: id, kind: .poll, due: noon), at: noon, policy: .standard)
        #expect(later.takeRereads() == [id])
        later.apply(.reread(.found([order(.cancelling)])), to: id, at: noon.adding(seconds: 9), policy: .standard)
        let batch = later.drain(isLast: true)
        #expect(batch.timers[id]?.due.keys.sorted { $0.rawValue < $1.rawValue } == [.poll])
        #expect(batch.cases.isEmpty && batch.events.isEmpty && batch.effects.isEmpty)
    }
}
