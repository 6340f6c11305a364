// Mails that ask for a cancellation and say something besides: a person sees them, whatever else is read.

import Cancellation
import Testing

@testable import Intake

struct DoubtTests {
    private let acted = Policy.standard.minimumConfidence

    private func read(_ text: String) -> [Request] { requests(inSubject: "문의", body: text, date: nil) }

    @Test(arguments: [
        "2026112098765431 취소해 주세요. 자세한 내용은 http://shop.example 링크를 확인하세요.",
        "2026112098765431 취소해 주세요. 로그인하시면 됩니다.",
        "2026112098765431 취소 부탁드려요. 그런데 취소가 된다는 뜻이 뭔가요",
        "2026112098765431 내일꺼정 안 되믄 취소해 주이소.",
        "2026112098765431 그날까지 송장이 뜨지 않는다면 그때는 정말 취소해 주세요.",
        "Please cancel 2026112098765431 unless it ships today.",
    ])
    func `a wish with a doubt beside it is not acted upon`(text: String) {
        for request in read(text) where request.intent == .cancel {
            #expect(request.confidence < acted || request.conditional, "\(request)")
        }
    }

    @Test(arguments: [
        "2026112098765431 취소해 주세요.", "안녕하세요. 주문번호 2026112098765431 단순 변심으로 취소 부탁드립니다. 감사합니다.",
        "2026112098765431\n2026112098765432\n둘 다 취소해 주세요.",
        "Please cancel my order 2026112098765431. I changed my mind.",
        "사장님 2026112098765431 취소 쫌 해 주이소.", "2026112098765431 취소해 주시면 감사하겠습니다.",
    ])
    func `a plain wish is`(text: String) {
        let requests = read(text)
        #expect(!requests.isEmpty)
        for request in requests {
            #expect(request.intent == .cancel)
            #expect(request.confidence >= acted && !request.conditional, "\(request)")
        }
    }

    @Test func `of several orders the one without words of its own is not acted upon where another is to live`() {
        let read = read("2026112098765431\n2026112098765432\n둘 중에 뒤에 것을 취소해 주시고 앞에 건 그대로 두세요.")
        #expect(read.map(\.intent) == [.cancel, .cancel])
        // Which is behind and which in front is for a person.
        #expect(read.allSatisfy { $0.confidence < acted })
        let upper = self.read("2026112098765431\n2026112098765432\n윗 주문 취소해 주세요.")
        #expect(upper.allSatisfy { $0.confidence < acted }, "nothing but the word for one of them says so")
        let older = self.read("취소 부탁드려요. 예전 주문이요.\n2026112098765431\n2026112098765432")
        #expect(older.allSatisfy { $0.confidence < acted })
        let outright = self.read("2026112098765431 이건 그대로 두시고요.\n2026112098765432 이건 취소해 주세요.")
        #expect(outright[0].intent != .cancel || outright[0].confidence < acted)
        #expect(outright[1].intent == .cancel && outright[1].confidence >= acted)
    }
}
