// A number that the store does not know: it may be newer than what the store shows, and nobody hears that it is wrong before that is sure.

import Cancellation
import Testing

struct OrderWaitTests {
    private let mail = aProvenance(mail: "a@example.kr")
    private let policy = Policy.standard

    private func unmatched(_ request: Request = aRequest()) -> Case {
        Case(
            id: CaseID(trusted: "unmatched-0123456789ab"),
            key: CaseKey(channel: .smartstore, productOrder: "", claim: "0123456789ab"), request: request,
            provenance: mail, receivedAt: noon)
    }

    @Test func `for two hours the customer only hears that the request was received`() throws {
        var decision = unmatched().hearing(.requested(aRequest(), mail, .missing))
        #expect(decision.subject.state == .received && decision.notices.map(\.kind) == [.received])
        var now = noon
        var polls = 0
        while decision.subject.state == .received {
            now = try #require(decision.timers.due[.poll])
            decision = decision.subject.hearing(.reread(.missing), at: now)
            polls += 1
        }
        #expect(now == noon.adding(seconds: policy.orderWait) && polls < 20, "\(polls) looks until \(now)")
        #expect(decision.subject.state == .asking)
        #expect(decision.notices.isEmpty, "an unproven address has had its message of the day")
        #expect(decision.timers.due[.poll] != nil, "it is looked for all the same")
        let asked = decision.subject.hearing(.fellDue(.reminder), at: noon.adding(seconds: 86_400))
        #expect(decision.timers.due[.reminder] == noon.adding(seconds: 86_400))
        #expect(asked.notices.map(\.kind) == [.missingInformation] && asked.timers.due[.reminder] != nil)
        #expect(decision.tasks.isEmpty)
    }

    @Test func `a withdrawal of what waits for its order closes it`() {
        let waiting = unmatched().hearing(.requested(aRequest(), mail, .missing)).subject
        let decision = waiting.hearing(
            .requested(aRequest(.withdraw), aProvenance(mail: "a@example.kr", drop: "d2"), .missing))
        #expect(decision.subject.state == .withdrawn)
    }

    @Test(arguments: [LookUp.notAsked, .found([])])
    func `what names no number, or two that contradict each other, is asked about at once`(_ lookUp: LookUp) {
        let decision = unmatched().hearing(.requested(aRequest(), mail, lookUp))
        #expect(decision.subject.state == .asking && decision.notices.map(\.kind) == [.missingInformation])
    }

    @Test(arguments: [LookUp.notAsked, .missing])
    func `whoever wrote what we cannot open is not asked for what he gave`(_ lookUp: LookUp) {
        var request = aRequest()
        (request.orderID, request.productOrderID, request.unopened) = (nil, nil, "smime.p7m")
        let late = unmatched(request).receivedAt.adding(seconds: policy.orderWait)
        let decision = unmatched(request).hearing(.requested(request, mail, lookUp), at: late)
        #expect(decision.subject.state == .reviewing && decision.subject.verdict?.rule == "unopened")
        #expect(decision.tasks.first?.what.contains("smime.p7m") == true)
        #expect(decision.notices.allSatisfy { $0.kind == .received })
    }

    @Test func `a seller without stock tells the buyer nothing of a request that nobody made`() {
        let export = aProvenance(.exports)
        for (code, told) in [("SOLD_OUT", 0), ("INTENT_CHANGED", 1)] {
            var request = aRequest(code: code, confidence: 0.1, email: "a@example.kr")
            request.conditional = true
            let decision = fresh(request, export).hearing(.requested(request, export, .found([anOrder()])))
            #expect(decision.subject.state == .reviewing)
            #expect(decision.notices.count == told, "\(code): \(decision.notices)")
        }
    }

    @Test func `a further case waits while the store shows what was before the one that is done`() {
        var second = fresh()
        second.mostLeft = 1
        let old = second.hearing(.requested(aRequest(), aProvenance(.all), .found([anOrder(claim: .cancelRequest)])))
        #expect(old.subject.state == .received && old.commands.isEmpty)
        let new = old.subject.hearing(.reread(.found([anOrder(claim: .cancelRequest, remaining: 1, claimID: "c2")])))
        #expect(new.subject.state == .approved)
    }
}
