// From the command to the proof: what the store answers, what it shows, and what is said to whom.

import Cancellation
import Testing

struct OutcomeTests {

    @Test func `accepted is not done until the store shows it`() {
        let accepted = Case.resting(in: .commanding).hearing(.cancelAccepted)
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
        let asked = Case.resting(in: .commanding).hearing(.cancelUnanswered(Failure(message: "504")))
        #expect(asked.timers.due[.poll] != nil && asked.timers.due[.deadline] != nil)
        let unknown = asked.subject
        #expect(unknown.state == .unknown && unknown.refund.status == .unknown)
        let happened = unknown.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(happened.subject.state == .cancelled)
        #expect(happened.commands.isEmpty)
        // A read may still show what was before the command.
        let tooSoon = unknown.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(tooSoon.subject == unknown && tooSoon.effects.isEmpty && tooSoon.timers.due[.poll] != nil)
        let hadNot = unknown.hearingLater(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(hadNot.subject.state == .approved)
        #expect(hadNot.commands == [RuleTests.approve])
    }

    @Test func `dispatched while we were at it is refused, not cancelled`() {
        let decision = Case.resting(in: .unknown).hearing(.reread(.found([anOrder(.delivering)])))
        #expect(decision.subject.state == .refused)
        #expect(decision.subject.refund.status == .none)
        #expect(decision.notices.map(\.kind) == [.refusedDispatched])
    }

    @Test func `withdrawn at the store while we were at it is withdrawn`() {
        let decision = Case.resting(in: .unknown).hearing(.reread(.found([anOrder(claim: .cancelReject)])))
        #expect(decision.subject.state == .withdrawn)
        #expect(decision.commands.isEmpty)
    }

    @Test(arguments: [CaseState.approved, .commanding, .unknown])
    func `a claim that is gone is never replaced by a cancellation of our own`(_ state: CaseState) {
        let decision = Case.resting(in: state).hearingLater(.reread(.found([anOrder()])))
        #expect(decision.commands.isEmpty)
        #expect(decision.subject.state == .reviewing)
        #expect(decision.subject.verdict?.rule == "unproven-sender")
        #expect(decision.subject.refund == Refund())
    }

    /// The buyer takes claim A about one piece back and opens claim B about more while the store does not answer.
    @Test(arguments: [CaseState.approved, .commanding, .unknown])
    func `a claim that is another one by now is decided anew, not approved as the old one`(_ state: CaseState) {
        let other = anOrder(claim: .cancelRequest, claimQuantity: 1, claimID: "c2")
        let decision = Case.resting(in: state).hearingLater(.reread(.found([other])))
        #expect(decision.rule == "claim-open", "the rules were asked")
        #expect(decision.subject.refund.amount == 13_450, "and what is told is what goes back")
        #expect(decision.subject.order == other)
    }

    @Test func `a command is given when the order is read once more and is as it was`() {
        let approved = Case.resting(in: .approved)
        let due = approved.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(due.subject.state == .commanding && due.commands == [RuleTests.approve])
        #expect(due.subject.attempts == 1)
        let done = approved.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(done.subject.state == .cancelled && done.commands.isEmpty)
        let sent = approved.hearing(.reread(.found([anOrder(.delivering)])))
        #expect(sent.subject.state == .refused && sent.commands.isEmpty)
    }

    @Test func `while the store is silent nothing is given, and what is queued can be stopped`() {
        let silent = LookUp.unavailable(Failure(message: "429", retryAfter: 90))
        let waiting = Case.resting(in: .approved).hearing(.reread(silent))
        #expect(waiting.subject == Case.resting(in: .approved) && waiting.effects.isEmpty)
        #expect(waiting.timers.due[.poll] == noon.adding(seconds: 90))
        let held = waiting.subject.hearing(.heldByPerson(OperatorWord(OperatorName("op"))))
        #expect(held.subject.state == .held && held.subject.refund == Refund())
        let mail = aProvenance(mail: "a@example.kr", drop: "d2")
        // Somebody else's withdrawal stops it, too.
        #expect(waiting.subject.hearing(.requested(aRequest(.withdraw), mail, silent)).subject.state == .reviewing)
        let same = aProvenance(.exports, drop: "d2")
        #expect(waiting.subject.hearing(.requested(aRequest(.withdraw), same, silent)).subject.state == .withdrawn)
    }

    @Test func `a command whose order cannot be read again may have been carried out`() {
        let silent = LookUp.unavailable(Failure(message: "503"))
        let unknown = Case.resting(in: .commanding).hearing(.reread(silent)).subject
        #expect(unknown.state == .unknown)
        #expect(unknown.refund.status == .unknown)
        let mail = aProvenance(mail: "a@example.kr", drop: "d2")
        let withdrawn = unknown.hearing(.requested(aRequest(.withdraw), mail, silent))
        #expect(withdrawn.notices.isEmpty && withdrawn.subject.state == .unknown)
    }

    @Test func `what the store puts off is queued again, not before its time, and can be stopped there`() {
        let later = Failure(code: "429", message: "too many", retryAfter: 120)
        let deferred = Case.resting(in: .commanding).hearing(.cancelDeferred(later))
        #expect(deferred.subject.state == .approved && deferred.commands.isEmpty && !deferred.effects.contains(.reread))
        #expect(deferred.timers.due[.poll] == noon.adding(seconds: 120))
        #expect(deferred.subject.refund.status == .pending)
        var asked = Case.resting(in: .commanding)
        asked.isWithdrawalAsked = true
        #expect(asked.hearing(.cancelDeferred(later)).subject.state == .withdrawn)
    }

    @Test(arguments: ["104442", "105306"])
    func `a state that is not what was thought is read, and then decided`(_ code: String) {
        let read = Case.resting(in: .commanding).hearing(.cancelConflicted(Failure(code: code, message: "state")))
        #expect(read.subject.state == .unknown && read.effects.contains(.reread) && read.tasks.isEmpty)
        let done = read.subject.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        #expect(done.subject.state == .cancelled && done.notices.map(\.kind) == [.cancelled])
    }

    @Test func `a seller's claim that somebody ends at the store is a person's matter, and not made anew`() {
        let trusted = aProvenance(.exports)
        let approved = fresh(aRequest(), trusted).hearing(.requested(aRequest(), trusted, .found([anOrder()]))).subject
        let accepted = approved.hearing(.commandGiven).subject.hearing(.cancelAccepted).subject
        let ended = accepted.hearingLater(.reread(.found([anOrder(claim: .cancelReject, claimID: "own")])))
        #expect(ended.subject.state == .rejected && ended.commands.isEmpty)
        #expect(ended.tasks.map(\.kind) == [.storeTrouble] && ended.notices.isEmpty)
    }

    @Test func `a read that is older than our own claim does not make a second one`() {
        let trusted = aProvenance(.exports)
        let approved = fresh(aRequest(), trusted).hearing(.requested(aRequest(), trusted, .found([anOrder()]))).subject
        let claimed = approved.hearing(.commandGiven).subject.hearing(.cancelAccepted).subject
            .hearing(.reread(.found([anOrder(claim: .cancelRequest)]))).subject
        let deferred = claimed.hearing(.cancelDeferred(Failure(code: "429", message: "later"))).subject
        #expect(deferred.state == .approved)
        let stale = deferred.hearing(.reread(.found([anOrder()])), at: noon.adding(seconds: 10))
        #expect(stale.subject == deferred && stale.commands.isEmpty && stale.timers.due[.poll] != nil)
        let current = deferred.hearing(.reread(.found([anOrder(claim: .cancelRequest)])), at: noon.adding(seconds: 10))
        #expect(current.commands == [RuleTests.approve])
    }

    @Test func `a store that refuses what it shows as possible ends with a person`() {
        var subject = Case.resting(in: .commanding)
        var now = noon
        for _ in 1..<Policy.standard.maximumAttempts {
            subject = subject.hearing(.cancelConflicted(Failure(code: "104442", message: "state")), at: now).subject
            now = now.adding(seconds: 600)
            subject = subject.hearing(.reread(.found([anOrder(claim: .cancelRequest)])), at: now).subject
            #expect(subject.state == .approved)
            subject = subject.hearing(.commandGiven, at: now).subject
        }
        let last = subject.hearing(.cancelConflicted(Failure(code: "104442", message: "state")), at: now)
        #expect(last.subject.state == .rejected && last.tasks.map(\.kind) == [.storeTrouble])
    }

    @Test func `a store that stays silent is asked ever more slowly, and a person is called once`() {
        var subject = Case.resting(in: .unknown)
        var now = noon
        var (reads, tasks) = (0, 0)
        let deadline = noon.adding(seconds: Policy.standard.reflectDeadline)
        let end = noon.adding(seconds: 30 * 86_400)
        while now < end {
            let step = subject.hearing(.reread(.unavailable(Failure(message: "503"))), at: now)
            #expect(step.subject == subject && step.effects.isEmpty, "a look without news leaves no trace")
            let next = step.timers.due[.poll] ?? end
            #expect(next > now)
            if now < deadline, next >= deadline {
                let late = subject.hearing(.fellDue(.deadline), at: deadline)
                tasks += late.tasks.count
                subject = late.subject
            }
            now = next
            reads += 1
        }
        #expect(subject.state == .unknown && tasks == 1)
        #expect(subject.hearing(.fellDue(.deadline), at: end).tasks.isEmpty)
        #expect(reads < 200, "\(reads) reads in thirty days")
    }

    @Test func `the customer is told of a delay by time, not by the number of looks`() {
        let accepted = Case.resting(in: .commanding).hearing(.cancelAccepted)
        #expect(accepted.timers.due[.delayNotice] == noon.adding(seconds: 86_400))
        var subject = accepted.subject
        for second in [5, 20, 80, 380] as [Int64] {
            let looked = subject.hearing(
                .reread(.found([anOrder(claim: .cancelling)])), at: noon.adding(seconds: second))
            #expect(looked.notices.isEmpty && looked.subject == subject)
            subject = looked.subject
        }
        let told = subject.hearing(.fellDue(.delayNotice), at: noon.adding(seconds: 86_400))
        #expect(told.notices.map(\.kind) == [.delayed])
    }

    @Test func `what the store took and does not finish is looked for until it is done, and a person is called once`() {
        var policy = Policy.standard
        policy.rereadAfter = [60]
        policy.reflectDeadline = 600
        let accepted = Case.resting(in: .commanding).hearing(.cancelAccepted, policy: policy)
        #expect(accepted.timers.due[.deadline] == noon.adding(seconds: 600))
        var subject = accepted.subject
        var now = noon
        for round in 0..<40 {
            let step = subject.hearing(.reread(.found([anOrder(claim: .cancelling)])), at: now, policy: policy)
            #expect(step.subject == subject && step.effects.isEmpty)
            now = step.timers.due[.poll] ?? now
            if round == 10 {
                let called = subject.hearing(.fellDue(.deadline), at: now, policy: policy)
                #expect(called.tasks.map(\.kind) == [.storeTrouble] && called.subject.state == .reflecting)
                subject = called.subject
            }
        }
        #expect(subject.hearing(.fellDue(.deadline), at: now, policy: policy).tasks.isEmpty)
        let done = subject.hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])), at: now, policy: policy)
        #expect(done.subject.state == .cancelled && done.notices.map(\.kind) == [.cancelled])
    }

    @Test func `a seller's claim is approved once it is there`() {
        let trusted = aProvenance(.exports)
        let requested = fresh(aRequest(), trusted).hearing(.requested(aRequest(), trusted, .found([anOrder()]))).subject
        let accepted = requested.hearing(.commandGiven).subject.hearing(.cancelAccepted).subject
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
        let done = requested.hearing(.commandGiven).subject.hearing(.cancelAccepted).subject
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
        func hearing(_ voice: Provenance) -> Decision {
            Case.resting(in: .approved)
                .hearing(.requested(aRequest(.withdraw), voice, .found([anOrder(claim: .cancelRequest)])))
        }
        let trusted = hearing(aProvenance(.exports, drop: "d2"))
        #expect(trusted.subject.state == .withdrawn)
        #expect(trusted.tasks.map(\.kind) == [.openClaimWithdrawn])
        // The buyer's claim at the store is open, and anybody may have written this: a person decides.
        let unproven = hearing(aProvenance(drop: "d2"))
        #expect(unproven.subject.state == .reviewing && unproven.commands.isEmpty)
    }

    @Test func `a withdrawal while nobody knows is answered by what the store shows`() {
        let mail = aProvenance(mail: "a@example.kr", drop: "d2")
        let asked = Case.resting(in: .unknown)
            .hearing(.requested(aRequest(.withdraw), mail, .found([anOrder(claim: .cancelling)])))
        #expect(asked.subject.state == .unknown)
        #expect(asked.notices.isEmpty)
        let notDone = asked.subject.hearingLater(.reread(.found([anOrder(claim: .cancelRequest)])))
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
        let done = approved.hearing(.commandGiven).subject.hearing(.cancelAccepted).subject
            .hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)])))
        let email = done.notices.first { $0.medium == .email }
        let text = done.notices.first { $0.medium == .sms }
        #expect(email?.details == nil)
        #expect(email?.to == "stranger@example.com")
        #expect(text?.to == "010-1234-5678")
        #expect(text?.details?.amount == 26_900)
    }

    @Test func `a notice that could not be written is not said to have been, and goes by text message instead`() {
        let mail = aProvenance(.all, mail: "a@example.kr")
        let order = LookUp.found([anOrder(.cancelled, claim: .cancelDone)])
        let done = Case.resting(in: .reflecting)
        var told = done
        told.provenance = mail
        let cancelled = told.hearing(.reread(order)).subject
        #expect(cancelled.notices.map(\.medium) == [.email])
        let failed = cancelled.hearing(.noticeFailed(.cancelled, .email, "no address"))
        #expect(failed.subject.notices.map(\.medium) == [.sms] && failed.notices.map(\.kind) == [.cancelled])
        #expect(failed.subject.history.last?.note?.contains("no address") == true)
        // Nothing is left to try: a person's task lies in the outbox.
        let last = failed.subject.hearing(.noticeFailed(.cancelled, .sms, "no number"))
        #expect(last.subject.notices.isEmpty && last.notices.isEmpty)
        #expect(last.subject.hearing(.noticeFailed(.cancelled, .sms, "again")).subject == last.subject)
    }

    @Test func `a rejected case is tried again on what the store shows by then`() {
        let word = OperatorWord(OperatorName("op"))
        let retried = Case.resting(in: .rejected).hearing(.retriedByPerson(word))
        #expect(retried.subject.state == .received && retried.effects.contains(.reread))
        let again = retried.subject.hearing(.reread(.found([anOrder(claim: .cancelRequest)])))
        #expect(again.commands == [RuleTests.approve])
        let looked = Case.resting(in: .unknown).hearing(.retriedByPerson(word))
        #expect(looked.subject.state == .unknown && looked.effects.contains(.reread))
        #expect(Case.resting(in: .cancelled).hearing(.retriedByPerson(word)).effects == [.publishResult])
    }

    @Test func `a masked number is not written to`() {
        let gift = anOrder(claim: .cancelRequest, phone: "010-****-5678")
        let done = fresh().hearing(.requested(aRequest(), aProvenance(), .found([gift]))).subject
            .hearing(.commandGiven).subject.hearing(.cancelAccepted).subject.hearing(
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
