// From the command to the proof: what the store answers, what it shows, and what is said to whom.

import Cancellation
import Testing

struct OutcomeTests {

    @Test func `accepted is not done until the store shows it`() {
        let accepted = Case.resting(in: .approved).hearing(.cancelAccepted)
        #expect(accepted.subject.state == .reflecting)
        #expect(accepted.effects.contains(.reread))
        #expect(accepted.notices.isEmpty)
        let stillOpen = accepted.subject.hearing(.reread(.found([anOrder(claim: .cancelling)])))
        #expect(stillOpen.subject.state == .reflecting)
        #expect(stillOpen.commands.isEmpty)
        let done = stillOpen.subject.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(done.subject.state == .cancelled)
        #expect(done.notices.map(\.kind) == [.cancelled])
        #expect(done.subject.refund.amount == 26_900)
        #expect(done.subject.refund.status == .pending)
    }

    @Test func `no answer is neither yes nor no`() {
        let unknown = Case.resting(in: .uncertain)
        #expect(unknown.refund.status == .unknown)
        #expect(unknown.dueAt != nil)
        let due = unknown.hearing(.fellDue)
        #expect(due.effects.contains(.reread))
        #expect(due.commands.isEmpty)
        let happened = due.subject.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(happened.subject.state == .cancelled)
        #expect(happened.commands.isEmpty)
        let hadNot = due.subject.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(hadNot.subject.state == .approved)
        #expect(hadNot.commands == [RuleTests.approve])
    }

    @Test func `dispatched while we were at it is refused, not cancelled`() {
        let decision = Case.resting(in: .uncertain).hearing(.reread(.found([anOrder(.delivering)])))
        #expect(decision.subject.state == .refused)
        #expect(decision.subject.refund.status == .none)
        #expect(decision.notices.map(\.kind) == [.refusedDispatched])
    }

    @Test func `withdrawn at the store while we were at it is withdrawn`() {
        let decision = Case.resting(in: .uncertain).hearing(.reread(.found([anOrder(claim: .cancelReject)])))
        #expect(decision.subject.state == .withdrawn)
        #expect(decision.commands.isEmpty)
    }

    @Test(arguments: [CaseState.approved, .uncertain])
    func `a claim that is gone is never replaced by a cancellation of our own`(_ state: CaseState) {
        let decision = Case.resting(in: state).hearing(.reread(.found([anOrder()])))
        #expect(decision.commands.isEmpty)
        #expect(decision.subject.state == .reviewing)
        #expect(decision.subject.verdict?.rule == "unproven-sender")
        #expect(decision.subject.refund == Refund())
    }

    @Test func `a command whose order cannot be read again may have been carried out`() {
        let silent = LookUp.unavailable(Failure(.temporary, message: "503"))
        let unknown = Case.resting(in: .approved).hearing(.reread(silent)).subject
        #expect(unknown.state == .uncertain)
        #expect(unknown.refund.status == .unknown)
        let mail = aProvenance(mail: "a@example.kr", drop: "d2")
        let withdrawn = unknown.hearing(.requested(aRequest(.withdraw), mail, silent))
        #expect(withdrawn.notices.isEmpty)
    }

    @Test func `a decided command is looked after again by itself`() {
        #expect(Case.resting(in: .approved).dueAt != nil)
    }

    @Test func `a store that stays silent ends with a person`() {
        var subject = Case.resting(in: .uncertain)
        var rounds = 0
        while subject.state == .uncertain, rounds < 50 {
            subject = subject.hearing(.reread(.unavailable(Failure(.temporary, message: "503")))).subject
            rounds += 1
        }
        #expect(subject.state == .failed)
        #expect(rounds <= Policy.standard.maximumAttempts)
    }

    @Test func `what the store took and does not finish is looked for until it is done, and a person is called once`() {
        var policy = Policy.standard
        policy.rereadAfter = [60]
        policy.reflectDeadline = 600
        var subject = Case.resting(in: .approved).hearing(.cancelAccepted, policy: policy).subject
        var tasks: [(Instant, TaskKind)] = []
        var now = noon
        for _ in 0..<40 {
            now = max(subject.dueAt ?? now, now.adding(seconds: 1))
            let step = subject.hearing(.reread(.found([anOrder(claim: .cancelling)])), at: now, policy: policy)
            tasks += step.tasks.map { (now, $0.kind) }
            subject = step.subject
            #expect(subject.state == .reflecting && step.commands.isEmpty)
        }
        #expect(tasks.map(\.1) == [.storeTrouble])
        #expect(tasks.first.map { $0.0 >= noon.adding(seconds: 600) && $0.0 < noon.adding(seconds: 720) } == true)
        let done = subject.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])), at: now, policy: policy)
        #expect(done.subject.state == .cancelled && done.notices.map(\.kind) == [.cancelled])
    }

    @Test func `a seller's claim is approved once it is there`() {
        let trusted = aProvenance(.exports)
        let requested = fresh(aRequest(), trusted).hearing(.requested(aRequest(), trusted, .found([anOrder()]))).subject
        let accepted = requested.hearing(.cancelAccepted).subject
        let claimed = accepted.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(claimed.commands == [RuleTests.approve])
        let done = claimed.subject.hearing(.cancelAccepted).subject
            .hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(done.subject.state == .cancelled)
        #expect(done.subject.key.claim == "c1")
    }

    @Test func `part of an order is told as a part`() {
        let trusted = aProvenance(.exports)
        let wish = aRequest(quantity: 1)
        let requested = fresh(wish, trusted).hearing(.requested(wish, trusted, .found([anOrder(quantity: 3)]))).subject
        #expect(requested.refund.amount == 13_450)
        let done = requested.hearing(.cancelAccepted).subject
            .hearing(.reread(.found([anOrder(claim: .cancelDone, claimQuantity: 1, quantity: 3, remaining: 2)])))
        #expect(done.subject.state == .cancelled)
        #expect(done.notices.map(\.kind) == [.partlyCancelled])
    }

    @Test func `two requests that name different quantities are put before a person`() {
        let (first, second) = (aRequest(quantity: 1), aRequest(quantity: 2))
        let trusted = aProvenance(.exports)
        let approved = fresh(first, trusted)
            .hearing(.requested(first, trusted, .found([anOrder(quantity: 3)]))).subject
        let decision = approved.hearing(.requested(second, aProvenance(.exports, drop: "d2"), .found([anOrder()])))
        #expect(decision.subject.state == .reviewing)
        #expect(decision.tasks.map(\.kind) == [.review])
    }

    @Test func `what was cancelled in part already is not cancelled once more without a person`() {
        let wish = aRequest(quantity: 1)
        let trusted = aProvenance(.exports)
        let order = anOrder(claim: .cancelDone, claimQuantity: 1, quantity: 3, remaining: 2)
        let decision = fresh(wish, trusted).hearing(.requested(wish, trusted, .found([order])))
        #expect(decision.commands.isEmpty)
        #expect(decision.subject.verdict?.rule == "partly-cancelled")
    }

    @Test func `a stranger's withdrawal does not undo what the seller asked for`() {
        let trusted = aProvenance(.exports)
        let approved = fresh(aRequest(), trusted)
            .hearing(.requested(aRequest(), trusted, .found([anOrder()]))).subject
        let stranger = aProvenance(.exports, mail: "stranger@example.com", drop: "d2")
        let decision = approved.hearing(.requested(aRequest(.withdraw), stranger, .found([anOrder()])))
        #expect(decision.subject.state == .reviewing)
        #expect(decision.tasks.map(\.kind) == [.review])
        #expect(!decision.notices.contains { $0.kind == .withdrawn })
    }

    @Test func `what was unproven is decided anew once it is proven`() {
        let reviewing = Case.resting(in: .reviewing)
        let claimed = reviewing.hearing(
            .requested(aRequest(), aProvenance(drop: "d2"), .found([anOrder(claim: .cancelRequest)])))
        #expect(claimed.commands == [RuleTests.approve])
        let export = reviewing.hearing(
            .requested(aRequest(code: "SOLD_OUT"), aProvenance(.exports, drop: "d2"), .found([anOrder()])))
        #expect(export.subject.verdict?.rule == "cancel-as-seller")
        let another = reviewing.hearing(.requested(aRequest(), aProvenance(drop: "d2"), .found([anOrder()])))
        #expect(another.subject.state == .reviewing)
        #expect(another.commands.isEmpty)
        let part = aRequest(quantity: 1)
        let conflicting = reviewing.hearing(.requested(part, aProvenance(.exports, drop: "d2"), .found([anOrder()])))
        #expect(conflicting.subject.state == .reviewing)
    }

    @Test func `a withdrawal stops a command that was not given yet`() {
        let later = aProvenance(drop: "d2")
        let decision = Case.resting(in: .approved)
            .hearing(.requested(aRequest(.withdraw), later, .found([anOrder(claim: .cancelRequest)])))
        #expect(decision.subject.state == .withdrawn)
        #expect(decision.tasks.map(\.kind) == [.openClaimWithdrawn])
    }

    @Test func `a withdrawal while nobody knows is answered by what the store shows`() {
        let mail = aProvenance(mail: "a@example.kr", drop: "d2")
        let asked = Case.resting(in: .uncertain)
            .hearing(.requested(aRequest(.withdraw), mail, .found([anOrder(claim: .cancelling)])))
        #expect(asked.subject.state == .uncertain)
        #expect(asked.notices.isEmpty)
        let notDone = asked.subject.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(notDone.subject.state == .withdrawn)
        #expect(notDone.commands.isEmpty)
        let done = asked.subject.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(done.subject.state == .cancelled)
        #expect(done.notices.map(\.kind).contains(.withdrawnTooLate))
    }

    @Test func `a withdrawal after the fact is answered honestly`() {
        let mail = aProvenance(mail: "a@example.kr", drop: "d2")
        let decision = Case.resting(in: .cancelled)
            .hearing(.requested(aRequest(.withdraw), mail, .found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(decision.subject.state == .cancelled)
        #expect(decision.notices.map(\.kind) == [.withdrawnTooLate])
    }

    @Test func `an unproven mail address is told nothing of the order`() {
        let mail = aProvenance(mail: "stranger@example.com")
        let approved = fresh(aRequest(), mail)
            .hearing(.requested(aRequest(), mail, .found([anOrder(claim: .cancelRequest)]))).subject
        let done = approved.hearing(.cancelAccepted).subject
            .hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        let email = done.notices.first { $0.medium == .email }
        let text = done.notices.first { $0.medium == .sms }
        #expect(email?.details == nil)
        #expect(email?.to == "stranger@example.com")
        #expect(text?.to == "010-1234-5678")
        #expect(text?.details?.amount == 26_900)
    }

    @Test func `a masked number is not written to`() {
        let gift = anOrder(claim: .cancelRequest, phone: "010-****-5678")
        let done = fresh().hearing(.requested(aRequest(), aProvenance(), .found([gift]))).subject
            .hearing(.cancelAccepted).subject.hearing(
                .reread(.found([anOrder(.cancelled, claim: .cancelDone, phone: "010-****-5678")])))
        #expect(done.subject.state == .cancelled)
        #expect(done.notices.isEmpty)
    }

    @Test(arguments: [(Intent.question, [NoticeKind.received]), (.feedback, []), (.none, [])])
    func `whoever asked for nothing gets no answer, but a person sees it`(_ intent: Intent, _ kinds: [NoticeKind]) {
        let (request, mail) = (aRequest(intent, code: nil), aProvenance(mail: "a@example.kr"))
        let decision = fresh(request, mail).hearing(.requested(request, mail, .found([anOrder()])))
        #expect(decision.subject.state == .reviewing)
        #expect(decision.notices.map(\.kind) == kinds)
    }
}
