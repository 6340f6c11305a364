// SMS or LMS, how long, in which characters, and to which numbers.

import Cancellation
import Notices
import Ports
import Testing

struct TextMessageTests {
    @Test func `a short cancellation fits an SMS`() throws {
        var notice = notice(.cancelled, .sms)
        notice.details?.productName = "양말"
        notice.details?.option = nil
        notice.details?.refundGuide = "카드사 3~5영업일 내 환불"
        let message = try ReadTextMessage(writer().write(notice))
        #expect(message.type == "SMS" && message.subject == nil)
        #expect(message.text == "[예시상점] 양말 1개 취소완료 26,900원. 카드사 3~5영업일 내 환불")
        #expect(try cp949ByteCount(message.text) == message.bytes)
    }

    @Test func `the envelope of a text message`() throws {
        let message = try ReadTextMessage(writer().write(notice(.cancelled, .sms)))
        #expect(message.schema == "cancelbox.sms/1")
        #expect(message.case == "C-2026112312345671")
        #expect(message.kind == "cancelled")
        #expect(message.type == "LMS")
        #expect(message.subject == "주문 취소 완료")
        #expect(message.at == "2026-11-23T10:14:51.794+09:00")
        #expect(try cp949ByteCount(message.text) == message.bytes)
    }

    @Test(arguments: [(90, "SMS"), (91, "LMS")])
    func `ninety bytes are an SMS and one more is not`(bytes: Int, type: String) throws {
        let message = try write(String(repeating: "가", count: 44) + String(repeating: "a", count: bytes - 88))
        #expect(message.bytes == bytes)
        #expect(message.type == type)
    }

    @Test func `an LMS is cut between characters at two thousand bytes`() throws {
        let fitting = String(repeating: "가", count: 1000)
        #expect(try write(fitting).text == fitting)
        let over = try write("a" + fitting)
        #expect(over.text == "a" + String(repeating: "가", count: 998) + "…")
        #expect(over.bytes == 1999)
        #expect(try write(fitting + "a").text == String(repeating: "가", count: 999) + "…")
    }

    @Test func `the subject of an LMS is cut at forty bytes`() throws {
        let fitting = String(repeating: "가", count: 20)
        let long = String(repeating: "나", count: 50)
        #expect(try write(long, subject: fitting).subject == fitting)
        #expect(try write(long, subject: fitting + "a").subject == String(repeating: "가", count: 19) + "…")
    }

    @Test(arguments: [
        ("₩26,900", "원26,900"), ("가•나", "가·나"), ("“특가”", "\"특가\""), ("café", "cafe"), ("🎁선물🇰🇷", "선물"), ("뷁똠", "뷁똠"),
        ("①㎏™", "①㎏™"), ("🄰ﬁ", "Afi"), ("⅐컵", "1/7컵"), ("1️⃣번", "1번"), ("가–나—다", "가-나-다"), ("ㅋㅋ", "ㅋㅋ"), ("漢字ひら", "漢字ひら"),
        ("😀", ""),
    ])
    func `what handsets cannot show is replaced by rule`(written: String, sent: String) throws {
        var notice = notice(.refused, .sms)
        notice.details?.reason = written
        let text = try ReadTextMessage(writer().write(notice)).text
        #expect(sent.isEmpty ? !text.contains("사유") : text.contains("- 사유: \(sent)\n"), "\(text)")
        #expect(try cp949ByteCount(text) != nil)
    }

    @Test(arguments: [
        ("010-1234-5678", "01012345678"), ("01012345678", "01012345678"), ("+82 10-1234-5678", "01012345678"),
        ("+82 (0)10 1234 5678", "01012345678"), ("011-123-4567", "0111234567"), ("0502-1234-5678", "050212345678"),
        ("0507-123-4567", "05071234567"), ("02)123-4567", "021234567"), ("031.1234.5678", "03112345678"),
        ("070-1234-5678", "07012345678"), ("０１０１２３４５６７８", "01012345678"),
    ])
    func `a number is dialled in one spelling`(written: String, digits: String) throws {
        #expect(try ReadTextMessage(writer().write(notice(.received, .sms, to: written))).to == digits)
    }

    @Test(arguments: [
        "", "010-****-5678", "010-1234-567*", "1588-0000", "010-1234-56789", "010-123-456", "+1 212 555 0100",
        "82 10 1234 5678",
        "+82", "012-1234-5678", "hong@example.com", "010-1234-5678 / 010-8765-4321", "010-1234-5678\r\n", "０５０",
        "0100000000000",
        "060-123-4567", "+8210-1234-5678+",
    ])
    func `nobody reachable means no text message`(number: String) throws {
        #expect(throws: NoticeError.badRecipient(number)) { try writer().write(notice(.received, .sms, to: number)) }
    }

    @Test(arguments: [("1588-0000", "15880000"), ("02-123-4567", "021234567"), ("010-1234-5678", "01012345678")])
    func `a registered number sends`(written: String, digits: String) throws {
        var sender = shop
        sender.smsNumber = written
        #expect(try ReadTextMessage(writer(sender).write(notice(.received, .sms))).from == digits)
    }

    private func write(_ text: String, subject: String = "제목") throws -> ReadTextMessage {
        let template = "Subject: \(subject)\n\n\(text)\n"
        return try ReadTextMessage(
            writer(replacing: ["received.sms.mustache": template]).write(notice(.received, .sms)))
    }
}
