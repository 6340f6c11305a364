// Which order a request is about, and which case it belongs to.

import Cancellation
import Testing

struct JoiningTests {
    private func scarf(claim: ClaimStatus? = nil) -> Order {
        var order = anOrder(claim: claim, id: "2026112012345672")
        order.productName = "목도리"
        order.option = nil
        return order
    }

    private func byOrderOnly(_ product: Product? = nil) -> Request {
        var wish = aRequest()
        wish.productOrderID = nil
        wish.product = product
        return wish
    }

    @Test func `one of several products is told by its name, white space aside`() {
        let found = LookUp.found([anOrder(), scarf()])
        #expect(byOrderOnly(Product(name: "목 도리")).match(in: found) == .order(scarf()))
        #expect(byOrderOnly(Product(name: "모자")).match(in: found) == .unresolved([.product]))
        #expect(byOrderOnly().match(in: found) == .unresolved([.product]))
    }

    @Test
    func `the product the buyer claimed at the store is the one that is meant, and the notice says one of several`() {
        let claimed = scarf(claim: .cancelRequest)
        let found = LookUp.found([anOrder(), claimed])
        #expect(byOrderOnly().match(in: found) == .order(claimed))
        let mail = aProvenance(mail: "a@example.kr")
        var case1 = Case(
            id: CaseID(trusted: "2026112012345672-1"),
            key: CaseKey(channel: .smartstore, productOrder: "2026112012345672", claim: "c1"), request: byOrderOnly(),
            provenance: mail, receivedAt: noon)
        case1 =
            case1.hearing(.requested(byOrderOnly(), mail, found)).subject.hearing(.commandGiven).subject
            .hearing(.cancelAccepted).subject
        let gone = scarf(claim: .cancelDone).with(\.status, .cancelled)
        let told = case1.hearing(.reread(.found([gone]))).notices
        #expect(told.filter { $0.medium == .email }.map(\.isOneOfSeveral) == [true])
    }

    @Test func `where the other products are cancelled already, the one that is left is meant`() {
        let found = LookUp.found([anOrder(), scarf(claim: .cancelRequest)])
        let gone = LookUp.found([anOrder(.cancelled, remaining: 0), scarf()])
        #expect(byOrderOnly().match(in: gone) == .order(scarf()), "only one is left")
        #expect(byOrderOnly(Product(name: "목도리")).match(in: found) == .order(scarf(claim: .cancelRequest)))
    }

    @Test func `numbers that contradict each other are asked about`() {
        var wish = aRequest()
        wish.orderID = OrderID(trusted: "2026112000000000")
        #expect(wish.match(in: .found([anOrder()])) == .unresolved([.knownOrderNumber]))
    }

    @Test(arguments: [CaseState.reviewing, .held, .rejected])
    func `whoever decides is shown a request for something else, and not the same one again`(state: CaseState) {
        let open = Case.resting(in: state)
        func said(_ change: (inout Request) -> Void, _ index: Int) -> Event {
            var wish = open.request
            change(&wish)
            return .requested(wish, aProvenance(mail: "b@example.kr", drop: "d\(index)"), .found([anOrder()]))
        }
        #expect(open.hearingLater(said({ _ in }, 2)).tasks.isEmpty)
        let other = open.hearingLater(said({ $0.intent = .question }, 3))
        #expect(other.tasks.count == 1 && other.subject.state == state)
        let further = other.subject.hearingLater(said({ $0.intent = .exchange }, 4))
        #expect(further.tasks.count == 1)
        #expect(Set(other.tasks + further.tasks).count == 2, "each has a name of its own")
        let flooded = (5..<40).reduce(further.subject) { subject, index in
            subject.hearingLater(said({ $0.intent = index.isMultiple(of: 2) ? .question : .none }, index)).subject
        }
        #expect(flooded.openTasks?.count ?? 0 <= 5)
    }

    @Test func `an open case takes every further request of its product order`() {
        let open = Case.resting(in: .reviewing)
        let home = Case.match(
            of: aRequest(), from: aProvenance(), order: anOrder(claim: .cancelRequest, claimID: "c2"),
            channel: .smartstore, among: [open])
        #expect(home == .existing(open.id))
    }

    @Test func `a new claim after a closed case is a new case`() {
        let closed = Case.resting(in: .withdrawn)
        let home = Case.match(
            of: aRequest(), from: aProvenance(), order: anOrder(claim: .cancelRequest, claimID: "c2"),
            channel: .smartstore, among: [closed])
        let key = CaseKey(channel: .smartstore, productOrder: "2026112012345671", claim: "c2")
        #expect(home == .new(CaseID(trusted: "2026112012345671-2"), key))
    }

    @Test func `the same claim is the same case for good`() {
        let closed = Case.resting(in: .cancelled)
        let home = Case.match(
            of: aRequest(), from: aProvenance(), order: anOrder(.cancelled, claim: .cancelDone), channel: .smartstore,
            among: [closed])
        #expect(home == .existing(closed.id))
    }

    @Test func `an old request read after a withdrawal does not revive it`() {
        var withdrawn = Case.resting(in: .withdrawn)
        withdrawn.request.requestedAt = noon
        withdrawn.key.claim = Case.localClaim
        let old = aRequest(at: noon.adding(seconds: -60))
        let new = aRequest(at: noon.adding(seconds: 60))
        #expect(
            Case.match(of: old, from: aProvenance(), order: anOrder(), channel: .smartstore, among: [withdrawn])
                == .existing(withdrawn.id))
        let key = CaseKey(channel: .smartstore, productOrder: "2026112012345671", claim: "local-2")
        #expect(
            Case.match(of: new, from: aProvenance(), order: anOrder(), channel: .smartstore, among: [withdrawn])
                == .new(CaseID(trusted: "2026112012345671-2"), key))
    }

    @Test(arguments: [Intent.return, .exchange, .change, .question])
    func `another matter than cancelling is not lost in a closed case`(_ intent: Intent) {
        let refused = Case.resting(in: .refused)
        let home = Case.match(
            of: aRequest(intent), from: aProvenance(), order: anOrder(.delivering), channel: .smartstore,
            among: [refused])
        let key = CaseKey(channel: .smartstore, productOrder: "2026112012345671", claim: "local-2")
        #expect(home == .new(CaseID(trusted: "2026112012345671-2"), key))
    }

    @Test func `what was written before the withdrawal does not revive it, what was written after it does`() {
        let open = anOrder(claim: .cancelRequest)
        let asked = fresh(aRequest(at: noon)).hearing(
            .requested(aRequest(at: noon), aProvenance(), .found([anOrder()])))
        let withdrawal = aRequest(.withdraw, at: noon.adding(seconds: 60))
        let withdrawn = asked.subject.hearingLater(.requested(withdrawal, aProvenance(drop: "d2"), .found([open])))
            .subject
        #expect(withdrawn.state == .withdrawn)
        for order in [anOrder(), open] {
            let between = aRequest(at: noon.adding(seconds: 30))
            #expect(
                Case.match(of: between, from: aProvenance(), order: order, channel: .smartstore, among: [withdrawn])
                    == .existing(withdrawn.id))
            let after = aRequest(at: noon.adding(seconds: 90))
            #expect(
                Case.match(of: after, from: aProvenance(), order: order, channel: .smartstore, among: [withdrawn])
                    != .existing(withdrawn.id)
            )
        }
    }

    @Test func `a request of unknown time after a withdrawal is shown to a person`() {
        let decision = Case.resting(in: .withdrawn)
            .hearing(.requested(aRequest(at: nil), aProvenance(.exports, drop: "d2"), .found([anOrder()])))
        #expect(decision.subject.state == .withdrawn)
        #expect(decision.tasks.map(\.kind) == [.review])
    }

    @Test func `another quantity than the one that was cancelled is not lost in the closed case`() {
        let done = partlyCancelled()
        let rest = anOrder(claim: .cancelDone, claimQuantity: 1, quantity: 3, remaining: 2)
        let more = Case.match(
            of: aRequest(quantity: 2), from: aProvenance(), order: rest, channel: .smartstore, among: [done])
        #expect(more != .existing(done.id))
        let same = Case.match(
            of: aRequest(quantity: 1), from: aProvenance(), order: rest, channel: .smartstore, among: [done])
        #expect(same == .existing(done.id))
    }

    private func partlyCancelled() -> Case {
        let trusted = aProvenance(.exports)
        let wish = aRequest(quantity: 1)
        let rest = anOrder(claim: .cancelDone, claimQuantity: 1, quantity: 3, remaining: 2)
        return fresh(wish, trusted).hearing(.requested(wish, trusted, .found([anOrder(quantity: 3)]))).subject
            .hearing(.cancelAccepted).subject.hearing(.reread(.found([rest]))).subject
    }
}
