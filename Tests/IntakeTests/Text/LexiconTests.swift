// Words of a seller's own: each is shown to be unknown before it was added, and known afterwards.

import Cancellation
import Foundation
import Testing

@testable import Intake

struct LexiconTests {
    private func lexicon(_ words: String, _ place: Lexicon.Place) throws -> Lexicon {
        var lexicon = Lexicon.usual
        try lexicon.add(words, to: place)
        return lexicon
    }

    private func read(_ text: String, subject: String = "문의", _ lexicon: Lexicon = .usual) -> Request? {
        requests(inSubject: subject, body: text, date: nil, lexicon: lexicon).first
    }

    @Test(arguments: [
        (Intent.cancel, "주문 되돌리고 싶", "2026112098765431 주문 되돌리고 싶어용"),
        (.withdraw, "다시 살리 ~ 해", "2026112098765431 다시 살리는 걸로 해 주이소"),
        (.return, "도로 보내|부치", "2026112098765431 도로 보내드릴라꼬예"),
        (.exchange, "딴 걸로 바까", "2026112098765431 딴 걸로 바까 주이소"),
        (.change, "집이 이사", "2026112098765431 집이 이사 갔심더"),
        (.question, "우짜 ? 는교", "2026112098765431 는교"),
        (.feedback, "억수로 좋", "억수로 좋심더"),
    ])
    func `a wish in a seller's own words is heard`(intent: Intent, words: String, text: String) throws {
        #expect(read(text)?.intent != intent)
        #expect(read(text, try lexicon(words, .wish(intent)))?.intent == intent)
    }

    @Test func `a sentence that is passed over asks for nothing`() throws {
        let text = "2026112098765431 문의입니다. 담당자 취소 바랍니다 채널로 연락 주세요."
        #expect(read(text)?.intent == .cancel)
        #expect(read(text, try lexicon("채널로 연락", .passedOver))?.intent != .cancel)
    }

    @Test func `a reason gets the code it was added for`() throws {
        let text = "2026112098765431 거시기해서 취소해주세요."
        #expect(read(text)?.reason?.code == nil)
        #expect(read(text, try lexicon("거시기", .reason("DELAYED_DELIVERY")))?.reason?.code == "DELAYED_DELIVERY")
    }

    @Test func `a label announces what it was added for`() throws {
        let text = "취소해주세요.\n일련표: 2026112098765431\n"
        #expect(read(text)?.productOrderID == nil)
        let known = try lexicon("일련표", .label("productOrder"))
        #expect(read(text, known)?.productOrderID?.rawValue == "2026112098765431")
    }

    @Test func `a footer and what lies below a history line are nobody's words`() throws {
        let text = "배송 언제 오나요?\n우리동네 앱으로 보낸 글, 2026112011112222 취소해주세요\n"
        #expect(read(text)?.intent == .cancel)
        #expect(read(text, try lexicon("우리동네 앱으로", .footer))?.intent == .question)
        let history = "배송 언제 오나요?\n<지난 글>\n2026112011112222 취소해주세요\n"
        #expect(read(history)?.intent == .cancel)
        let read = read(history, try lexicon("<지난 글>", .history))
        #expect(read?.intent == .question)
        #expect(read?.orderID == nil)
    }

    @Test func `an advert is known by a seller's own words`() throws {
        let text = "2026112011112222 취소해주세요\n본 글은 단체 발송 소식지\n"
        #expect(read(text)?.intent == .cancel)
        #expect(read(text, try lexicon("단체 발송 소식지", .announcement))?.intent == Intent.none)
    }

    @Test(arguments: [
        ("", Lexicon.Place.wish(.cancel), LexiconProblem.tooShort), ("해", .wish(.cancel), .tooShort),
        ("취소|해", .wish(.cancel), .tooShort), ("취소 ?", .wish(.cancel), .tooShort), ("~ !취소", .wish(.cancel), .tooShort),
        ("? 취소", .wish(.cancel), .misplaced), ("취소 ^", .wish(.cancel), .misplaced), ("$ 취소", .passedOver, .misplaced),
        ("취소 ,", .wish(.cancel), .noWords), (String(repeating: "가", count: 140), .footer, .tooLong),
        ("가나", .footer, .tooShort), ("주문번호", .label("product"), .taken), ("주문 번호!", .label("order"), .noLabel),
        ("번호표", .label("price"), .unknownName), ("품절", .reason("NO_SUCH_CODE"), .unknownName),
    ])
    func `what would mean nothing or everything is refused`(
        words: String, place: Lexicon.Place, problem: LexiconProblem
    ) {
        var lexicon = Lexicon.usual
        #expect(throws: problem) { try lexicon.add(words, to: place) }
    }

    @Test func `the page shows the words that are in the code`() throws {
        let page = URL(filePath: #filePath).appending(path: "../../../../config/lexicon.yaml").standardized
        // None yet: reported as a difference.
        let before = try? String(contentsOf: page, encoding: .utf8)
        if ProcessInfo.processInfo.environment["CANCELBOX_UPDATE_GOLDEN"] == "1", before != Lexicon.page {
            try Lexicon.page.write(to: page, atomically: true, encoding: .utf8)
        }
        let isSame = before == Lexicon.page
        #expect(
            isSame,
            "config/lexicon.yaml is out of date; CANCELBOX_UPDATE_GOLDEN=1 make test renders it, then look at it")
    }
}
