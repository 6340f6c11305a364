// Questions and answers: what a mail says it answers, what the two say together, and what becomes of a question nobody answers.

import Cancellation
import Testing

struct AnswerTests {
    private let asked = CaseID(trusted: "unmatched-0123456789ab")

    private func thread(_ references: [String] = [], subject: String? = nil) -> MailThread {
        MailThread(messageID: "m2@example.kr", references: references, replyTo: "a@example.kr", subject: subject)
    }

    @Test(arguments: [
        (["unmatched-0123456789ab-missingInformation.eml@shop.example"], "Re: x", ["unmatched-0123456789ab"]),
        (["a@b", "2026112012345671-1-received.eml@shop.example"], "", ["2026112012345671-1"]),
        (
            ["2026112012345671-1-received.eml@s", "2026112012345672-1-reminder.eml@s"], "",
            ["2026112012345672-1", "2026112012345671-1"]
        ),
        ([], "RE: [취소함 2026112012345671-1] 확인 부탁드립니다", ["2026112012345671-1"]),
        ([], "RE: [우리상점 2026112012345671-1] 확인 부탁드립니다", ["2026112012345671-1"]),
        ([], "Re: [My Shop 2 R-1f2e3d4c5b6a] 주문번호요", ["unmatched-1f2e3d4c5b6a"]),
        ([], "Re: [광고] [우리상점 C-3] 답변 [확인]", ["C-3"]), ([], "[취소함]", []),
        ([], "Re: [취소함 C-1] [취소함 C-2]", ["C-2"]), ([], "[취소함 ../../etc]", []), ([], "[취소함 C-1", []),
        (["2026112012345671-1-nothing.eml@s", "-received.eml@s", "x.eml", ""], "취소", []),
    ])
    func `a mail says which case it answers`(references: [String], subject: String, cases: [String]) {
        #expect(thread(references, subject: subject).answeredCases.map(\.rawValue) == cases)
    }

    @Test func `every notice of ours is known again by the answer to it`() {
        for kind in NoticeKind.allCases {
            let notice = Notice(caseID: asked, kind: kind, medium: .email, to: "a@example.kr", at: noon)
            #expect(thread([notice.messageName + "@shop.example"]).answeredCases == [asked])
        }
    }

    /// A mail that names no order, asked about.
    private func asking(_ trust: InboxTrust = .none, _ request: Request? = nil) -> Case {
        var wish = request ?? aRequest()
        (wish.orderID, wish.productOrderID) = (nil, nil)
        let first = aProvenance(trust, mail: "a@example.kr")
        let key = CaseKey(channel: .smartstore, productOrder: "", claim: "0123456789ab")
        let fresh = Case(id: asked, key: key, request: wish, provenance: first, receivedAt: noon)
        return fresh.hearing(.requested(wish, first, .notAsked)).subject
    }

    /// `주문번호는 …입니다`, which wishes nothing by itself.
    private var number: Request {
        var answer = aRequest(.none, code: nil, confidence: 0.6)
        answer.evidence = FactSources(part: "text")
        return answer
    }

    private let reply = aProvenance(mail: "a@example.kr", drop: "d2")

    @Test func `a question and the number it asked for are one request`() {
        let before = asking()
        #expect(before.state == .asking && before.asked == [.orderNumber])
        let step = before.hearing(.answered(number, reply, .found([anOrder(claim: .cancelRequest)])))
        #expect(step.commands == [.approveCancel(ProductOrderID(trusted: "2026112012345671"))])
        #expect(step.subject.key == CaseKey(channel: .smartstore, productOrder: "2026112012345671", claim: "c1"))
        #expect(step.subject.evidence.count == 2)
        // Without the buyer's claim at the store an answer proves no more than the question did.
        let untaken = before.hearing(.answered(number, reply, .found([anOrder()])))
        #expect(untaken.subject.state == .reviewing && untaken.commands.isEmpty)
        #expect(untaken.subject.verdict?.rule == "unproven-sender")
    }

    @Test func `an "if" of the question still holds for its answer`() {
        let before = asking(.none, aRequest(conditional: true))
        let step = before.hearing(.answered(number, reply, .found([anOrder(claim: .cancelRequest)])))
        #expect(step.commands.isEmpty && step.subject.verdict?.rule == "conditional")
    }

    @Test func `an answer that says nothing is shown to a person, and nobody is asked twice`() {
        var empty = number
        (empty.orderID, empty.productOrderID) = (nil, nil)
        let step = asking().hearing(.answered(empty, reply, .notAsked))
        #expect(step.subject.state == .reviewing && step.subject.verdict?.rule == "answer-unclear")
        #expect(step.tasks.count == 1)
        #expect(!step.notices.contains { $0.kind == .missingInformation })
    }

    @Test func `a stranger's answer takes the seller's word off the request`() {
        let trusted = asking(.all)
        let step = trusted.hearing(.answered(number, reply, .found([anOrder()])))
        #expect(step.commands.isEmpty && step.subject.verdict?.rule == "unproven-sender")
        // The claim that allowed it goes before the store is told: the rules are asked anew, and still by the stranger's word.
        let approved = trusted.hearing(.answered(number, reply, .found([anOrder(claim: .cancelRequest)]))).subject
        let gone = approved.hearing(.reread(.found([anOrder()])))
        #expect(gone.commands.isEmpty && gone.subject.state == .reviewing)
        // Taking back what the seller's inbox asked for is a person's to believe.
        let taken = trusted.hearing(.answered(aRequest(.withdraw), reply, .found([anOrder()])))
        #expect(taken.subject.state == .reviewing)
    }

    @Test func `an answer about an order of another case goes on there`() {
        let step = asking().hearing(.joined(CaseID(trusted: "2026112012345671-1")))
        #expect(step.subject.state == .expired && step.subject.verdict?.outcome == .duplicate)
        #expect(step.subject.history.last?.note?.contains("2026112012345671-1") == true)
        #expect(step.notices.isEmpty && step.commands.isEmpty)
    }

    @Test func `a question is repeated once, names what is missing, and then closed`() throws {
        let policy = Policy.standard
        let before = fresh(aRequest(), reply).hearing(.requested(aRequest(), reply, .notAsked))
        #expect(before.timers.due[.reminder] == noon.adding(seconds: policy.askReminder))
        #expect(before.timers.due[.expiry] == noon.adding(seconds: policy.askExpiry))
        let later = noon.adding(seconds: policy.askReminder)
        let reminded = asking().hearing(.fellDue(.reminder), at: later)
        #expect(reminded.subject.state == .asking)
        let reminder = try #require(reminded.notices.first)
        #expect(reminder.kind == .reminder && reminder.missing == [.orderNumber] && reminded.notices.count == 1)
        #expect(!reminded.timers.clearsOthers, "the end of the question still stands")
        let closed = reminded.subject.hearing(.fellDue(.expiry), at: noon.adding(seconds: policy.askExpiry))
        #expect(closed.subject.state == .expired && closed.notices.isEmpty)
    }

    @Test func `without a reminder in the policy the question is closed when its time is over`() {
        var policy = Policy.standard
        policy.askReminder = policy.askExpiry
        let before = fresh(aRequest(), reply).hearing(.requested(aRequest(), reply, .notAsked), policy: policy)
        #expect(before.timers.due == [.expiry: noon.adding(seconds: policy.askExpiry)])
        #expect(before.subject.hearing(.fellDue(.expiry), policy: policy).subject.state == .expired)
    }
}
