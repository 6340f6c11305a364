// Facts of the store are not wishes, and a stranger's word undoes nothing.

import Cancellation
import Testing

private func claimRequest(_ intent: Intent = .cancel, at: Instant? = nil) -> Request {
    var request = aRequest(intent, at: at)
    request.isClaim = true
    return request
}

private func hears(_ request: Request, _ order: Order, _ provenance: Provenance = aProvenance(.exports)) -> Decision {
    fresh(request, provenance).hearing(.requested(request, provenance, .found([order])))
}

struct StoreFactTests {
    @Test func `a wish that was the buyer's claim is void when the store shows that claim taken back`() {
        for trust in InboxTrust.allCases {
            let decision = hears(claimRequest(), anOrder(claim: .cancelReject), aProvenance(trust))
            #expect(decision.subject.state == .withdrawn, "\(trust)")
            #expect(decision.commands.isEmpty && decision.notices.isEmpty && decision.tasks.isEmpty, "\(trust)")
        }
        let gone = hears(claimRequest(), anOrder())
        #expect(gone.subject.state == .reviewing && gone.commands.isEmpty && gone.notices.isEmpty)
        #expect(gone.tasks.count == 1)
    }

    @Test func `the same claim that is still open, and the seller's own words, are acted on`() {
        #expect(hears(claimRequest(), anOrder(claim: .cancelRequest)).subject.state == .approved)
        #expect(hears(aRequest(code: "SOLD_OUT"), anOrder(claim: .cancelReject)).subject.state == .approved)
    }

    @Test(
        arguments: [
            (-60, .reviewing), (0, .withdrawn), (60, .withdrawn), (nil, .reviewing),
        ] as [(Int64?, CaseState)])
    func `a claim that was taken back ends only what is older`(_ seconds: Int64?, _ state: CaseState) {
        let mail = aProvenance(mail: "a@example.kr")
        let wish = aRequest(at: noon)
        let open = fresh(wish, mail).hearing(.requested(wish, mail, .found([anOrder()]))).subject
        let fact = claimRequest(.withdraw, at: seconds.map { noon.adding(seconds: $0) })
        let order = anOrder(claim: .cancelReject)
        let decision = open.hearingLater(.requested(fact, aProvenance(.exports, drop: "d2"), .found([order])))
        #expect(decision.subject.state == state)
        #expect(decision.notices.isEmpty, "nobody wrote to us")
    }

    @Test(arguments: [Intent.withdraw, .return, .exchange, .question])
    func `a fact about a case that is over changes nothing and says nothing`(_ intent: Intent) {
        for state in [CaseState.cancelled, .refused, .withdrawn, .expired, .reflecting, .commanding] {
            let before = Case.resting(in: state)
            let fact = Event.requested(claimRequest(intent), aProvenance(.exports, drop: "d2"), .found([anOrder()]))
            let decision = before.hearing(fact)
            #expect(decision.subject.state == state, "\(intent) \(state)")
            #expect(decision.notices.isEmpty && decision.commands.isEmpty && decision.tasks.isEmpty)
        }
    }

    @Test func `no dump makes us write to a buyer who wrote nothing, unless money moved`() {
        let dispatched = hears(claimRequest(), anOrder(.delivering, claim: .cancelRequest))
        #expect(dispatched.notices.isEmpty)
        let approved = hears(claimRequest(), anOrder(claim: .cancelRequest))
        let done = approved.subject.hearing(.commandGiven).subject.hearing(.cancelAccepted).subject
            .hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(done.notices.map(\.kind) == [.cancelled])
    }

    @Test func `a product order's number written as the order's is read again under its own name`() {
        var wish = aRequest()
        wish.orderID = OrderID(trusted: "2026112012345671")
        wish.productOrderID = nil
        let approved = hears(wish, anOrder(claim: .cancelRequest), aProvenance())
        #expect(approved.subject.state == .approved)
        let done = approved.subject.hearing(.commandGiven).subject.hearing(.cancelAccepted).subject
            .hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(done.subject.state == .cancelled)
        let word = OperatorWord(OperatorName("op"))
        let person = hears(wish, anOrder(), aProvenance()).subject
            .hearing(.approvedByPerson(word, .found([anOrder(claim: .cancelRequest)])))
        #expect(person.subject.state == .approved)
    }
}

struct StrangerTests {
    private let buyer = aProvenance(mail: "buyer@example.kr")
    private func asked() -> Case {
        let wish = aRequest(at: noon)
        return fresh(wish, buyer).hearing(.requested(wish, buyer, .found([anOrder()]))).subject
    }

    @Test(arguments: [
        (aProvenance(mail: "Buyer@Example.kr", drop: "d2"), CaseState.withdrawn),
        (aProvenance(.exports, drop: "d2"), .withdrawn),
        (aProvenance(mail: "stranger@example.kr", drop: "d2"), .reviewing),
        (aProvenance(drop: "d2"), .reviewing),
        (aProvenance(.exports, mail: "stranger@example.kr", drop: "d2"), .reviewing),
    ])
    func `a withdrawal closes what the same address asked, and stops what another one did`(
        _ voice: Provenance, _ state: CaseState
    ) {
        let withdrawal = aRequest(.withdraw, at: noon.adding(seconds: 60))
        let decision = asked().hearingLater(.requested(withdrawal, voice, .found([anOrder()])))
        #expect(decision.subject.state == state)
        let isStopped = state == .reviewing
        #expect(decision.notices.contains { $0.kind == .withdrawn } != isStopped)
        #expect(decision.tasks.isEmpty != isStopped, "a person is told")
    }

    @Test func `an answer within the thread is the same voice`() {
        var answer = aProvenance(mail: "other@example.kr", drop: "d2")
        answer.mail?.references = ["m@example.kr"]
        #expect(answer.isSameVoice(as: buyer))
        answer.mail?.references = ["x@example.kr"]
        #expect(!answer.isSameVoice(as: buyer))
    }

    @Test func `a date in the future shuts nobody out`() {
        let dated = aRequest(.withdraw, at: Instant(iso8601: "2099-01-01T00:00:00+09:00"))
        let mine = aProvenance(mail: "buyer@example.kr", drop: "d2")
        let withdrawn = asked().hearing(.requested(dated, mine, .found([anOrder()]))).subject
        #expect(withdrawn.state == .withdrawn)
        let after = Case.match(
            of: aRequest(at: noon.adding(seconds: 60)), from: mine, order: anOrder(), channel: .smartstore,
            among: [withdrawn])
        #expect(after != .existing(withdrawn.id))
    }

    @Test func `what the buyer took back is not asked for anew by a stranger`() {
        let withdrawal = aRequest(.withdraw, at: noon)
        let mine = aProvenance(mail: "buyer@example.kr", drop: "d2")
        let withdrawn = asked().hearing(.requested(withdrawal, mine, .found([anOrder()]))).subject
        let again = aRequest(at: noon.adding(seconds: 60))
        for order in [anOrder(), anOrder(claim: .cancelRequest)] {
            func match(_ voice: Provenance) -> CaseMatch {
                Case.match(of: again, from: voice, order: order, channel: .smartstore, among: [withdrawn])
            }
            #expect(match(aProvenance(mail: "stranger@example.kr")) == .existing(withdrawn.id))
            #expect(match(aProvenance(drop: "d3")) == .existing(withdrawn.id))
            #expect(match(aProvenance(mail: "buyer@example.kr")) != .existing(withdrawn.id))
            #expect(match(aProvenance(.exports)) != .existing(withdrawn.id))
        }
        let heard = withdrawn.hearing(
            .requested(again, aProvenance(mail: "stranger@example.kr", drop: "d4"), .found([anOrder()])))
        #expect(heard.subject.state == .withdrawn && heard.tasks.count == 1, "and it does not vanish")
    }
}

struct FurtherRequestTests {
    private func match(_ request: Request, _ order: Order, _ known: Case) -> CaseMatch {
        Case.match(of: request, from: aProvenance(drop: "d2"), order: order, channel: .smartstore, among: [known])
    }

    /// One of three was cancelled.
    private func partly(asked: Instant? = noon) -> Case {
        let trusted = aProvenance(.exports)
        let wish = aRequest(quantity: 1, at: asked)
        let rest = anOrder(claim: .cancelDone, claimQuantity: 1, quantity: 3, remaining: 2)
        return fresh(wish, trusted).hearing(.requested(wish, trusted, .found([anOrder(quantity: 3)]))).subject
            .hearing(.commandGiven).subject.hearing(.cancelAccepted).subject.hearing(.reread(.found([rest]))).subject
    }

    @Test func `after a part, a later request or another quantity is new, and the same wish said again is not`() {
        let rest = anOrder(claim: .cancelDone, claimQuantity: 1, quantity: 3, remaining: 2)
        let done = partly()
        #expect(done.state == .cancelled)
        let later = noon.adding(seconds: 60)
        #expect(match(aRequest(at: later), rest, done) != .existing(done.id), "나머지도")
        #expect(match(aRequest(quantity: 1, at: later), rest, done) != .existing(done.id), "하나 더")
        #expect(match(aRequest(quantity: 2), rest, done) != .existing(done.id))
        #expect(match(aRequest(), rest, done) != .existing(done.id))
        #expect(match(aRequest(quantity: 1, at: noon), rest, done) == .existing(done.id))
        #expect(match(aRequest(quantity: 1), rest, done) == .existing(done.id))
        let whole = anOrder(.cancelled, claim: .cancelDone, quantity: 3, remaining: 0)
        #expect(match(aRequest(at: later), whole, done) == .existing(done.id), "nothing is left to cancel")
    }

    @Test func `after a refusal, a later request on other facts is new, and on the same facts a person hears of it`() {
        let wish = aRequest(at: noon)
        let refused = hears(wish, anOrder(.delivering)).subject
        #expect(refused.state == .refused)
        let later = aRequest(at: noon.adding(seconds: 60))
        #expect(match(later, anOrder(), refused) != .existing(refused.id), "the dispatch was undone")
        #expect(match(later, anOrder(.delivered), refused) != .existing(refused.id))
        #expect(match(later, anOrder(.delivering), refused) == .existing(refused.id))
        #expect(match(aRequest(at: noon), anOrder(), refused) == .existing(refused.id))
        func heard(_ at: Instant?) -> Decision {
            refused.hearing(.requested(aRequest(at: at), aProvenance(drop: "d2"), .found([anOrder(.delivering)])))
        }
        #expect(heard(later.requestedAt).tasks.count == 1)
        #expect(heard(nil).tasks.count == 1, "of unknown time")
        #expect(heard(noon.adding(seconds: -60)).tasks.isEmpty, "an old one is answered by the refusal")
    }
}
