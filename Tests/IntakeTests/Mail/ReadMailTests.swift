import Cancellation
import Testing

@testable import Intake

@Suite struct ReadMailTests {
    @Test func `the header fields are decoded`() {
        let document = MailFixture.read(MailFixture.mail("주문번호 2026112012345671 취소해 주세요"))
        #expect(document.kind == .mail)
        #expect(document.problem == nil)
        let mail = document.mail
        #expect(mail?.subject == "취소")
        #expect(mail?.from == "김민준 <minjun@example.kr>")
        #expect(mail?.fromAddress == "minjun@example.kr")
        #expect(mail?.date == Instant(iso8601: "2026-11-20T10:11:12+09:00"))
        #expect(mail?.messageID == "one@example.kr")
        #expect(mail?.text == "주문번호 2026112012345671 취소해 주세요")
        let request = document.requests.first
        #expect(document.requests.count == 1)
        #expect(request?.requester == Requester(name: "김민준", email: "minjun@example.kr"))
        #expect(request?.requestedAt == mail?.date)
    }

    @Test func `evidence points at the bytes of the decoded text`() throws {
        let document = MailFixture.read(MailFixture.mail("안녕하세요\r\n주문번호 ２０２６１１２０-12345671 취소"))
        let request = try #require(document.requests.first)
        let place = try #require(request.evidence.fields["orderId"])
        let text = Array((document.mail?.text ?? "").utf8)
        #expect(request.evidence.part == "text")
        #expect(
            String(decoding: text[place.offset..<(place.offset + place.length)], as: UTF8.self) == "２０２６１１２０-12345671")
    }

    @Test(arguments: ["ks_c_5601-1987", "KS_C_5601", "ksc5601", "euc-kr", "MS949", "uhc", "x-windows-949", "cp949"])
    func `every name of the Korean charset means CP949`(_ charset: String) {
        // 똠방각하: 똠 is in CP949 only.
        let bytes: [UInt8] = [0x8C, 0x63, 0xB9, 0xE6, 0xB0, 0xA2, 0xC7, 0xCF]
        #expect(
            MailFixture.read(MailFixture.mail(type: "text/plain; charset=\"\(charset)\"", bytes)).mail?.text == "똠방각하")
    }

    @Test(arguments: [
        ("=?ks_c_5601-1987?B?jGO55rCix88=?=", "똠방각하"),
        // The second word begins with the second byte of a character, and the first ends in padding.
        ("=?euc-kr?B?jA==?=\r\n =?euc-kr?B?Y7nmsKLHzw==?=", "똠방각하"),
        ("=?EUC-KR?B?w+u80g==?= =?EUC-KR?Q?=C3=EB=BC=D2?=", "취소취소"),
        ("=?utf-8?Q?=EC=B7=A8=EC=86=8C_1?= now", "취소 1 now"),
        ("=?utf-8?B?w+u80g==?=", "취소"),
        ("plain =?nonsense", "plain =?nonsense"),
    ])
    func `encoded words are read across their borders`(_ raw: String, _ subject: String) {
        let bytes = Array("From: a@b.kr\r\nSubject: \(raw)\r\n\r\ntext\r\n".utf8)
        #expect(MailFixture.read(bytes).mail?.subject == subject)
    }

    @Test func `undeclared bytes are UTF-8 or else CP949`() {
        let header = Array("From: a@b.kr\r\nSubject: ".utf8)
        let korean: [UInt8] = [0xC3, 0xEB, 0xBC, 0xD2]
        let mail = MailFixture.read(header + korean + Array("\r\n\r\n".utf8) + korean).mail
        #expect(mail?.subject == "취소")
        #expect(mail?.text == "취소")
        #expect(MailFixture.read(MailFixture.mail(korean)).mail?.text == "취소", "declared as UTF-8, which it is not")
        let broken = MailFixture.read(MailFixture.mail([0xEC, 0xB7, 0xA8, 0xFF])).mail?.text
        #expect(broken == "취\u{FFFD}")
    }

    @Test func `ISO-2022-KR is read`() {
        let bytes: [UInt8] = [0x1B, 0x24, 0x29, 0x43, 0x0E, 0x43, 0x6B, 0x3C, 0x52, 0x0F]
        #expect(MailFixture.read(MailFixture.mail(type: "text/plain; charset=iso-2022-kr", bytes)).mail?.text == "취소")
    }

    @Test(arguments: [
        "filename=\"=?ks_c_5601-1987?B?w+u80i5qc29u?=\"", "filename*=UTF-8''%EC%B7%A8%EC%86%8C.json",
        "filename*=euc-kr''%C3%EB%BC%D2.json", "filename*0*=UTF-8''%EC%B7%A8;\r\n filename*1*=%EC%86%8C.json",
        "filename=\"취소.json\"",
    ])
    func `attachment names are decoded`(_ parameter: String) {
        let document = MailFixture.read(
            MailFixture.multipart([
                "\r\nhello",
                "Content-Type: application/json\r\nContent-Disposition: attachment; \(parameter)\r\n\r\n{}",
            ]))
        #expect(document.mail?.attachments.map(\.name) == ["취소.json"])
        #expect(document.mail?.attachments.first?.type == "application/json")
        #expect(document.mail?.attachments.first?.bytes == 2)
        #expect(
            document.mail?.attachments.first?.sha256
                == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
    }

    @Test func `attached exports speak instead of the words around them`() {
        let bytes = MailFixture.multipart([
            "Content-Type: text/plain; charset=utf-8\r\n\r\n첨부 확인해서 취소해 주세요",
            "Content-Type: application/json\r\nContent-Disposition: attachment; filename=a.json\r\n\r\n{}",
        ])
        let document = readMail(bytes, limits: Limits()) { content, type, name in
            #expect(content == Array("{}".utf8))
            #expect(type == "application/json")
            #expect(name == "a.json")
            let inner = Request(
                intent: .cancel, orderID: OrderID(trusted: "1"),
                evidence: FactSources(fields: ["orderId": ByteRange(offset: 0, length: 1)]))
            return Document(kind: .json, requests: [inner])
        }
        #expect(document.requests.map(\.orderID?.rawValue) == ["1"])
        #expect(document.requests.first?.intent == .cancel)
        #expect(document.requests.first?.evidence.part == "2:a.json")
        #expect(document.requests.first?.requestedAt == document.mail?.date)
    }

    @Test func `words that take back turn attached cancellations into withdrawals`() {
        let bytes = MailFixture.multipart([
            "Content-Type: text/plain; charset=utf-8\r\n\r\n첨부한 취소 요청은 철회합니다",
            "Content-Type: application/json\r\n\r\n{}",
        ])
        let document = readMail(bytes, limits: Limits()) { _, _, _ in
            Document(kind: .json, requests: [Request(intent: .cancel)])
        }
        #expect(document.requests.map(\.intent) == [.withdraw])
    }

    @Test func `a mail that wants nothing has one request of no intent`() {
        #expect(MailFixture.read(MailFixture.mail(type: "image/png", "x")).requests.count == 1)
        let empty = MailFixture.read(Array("From: a@b.kr\r\nSubject: hi\r\n\r\n".utf8))
        #expect(empty.requests.map(\.intent) == [.none])
        #expect(empty.problem == nil)
    }

    @Test func `HTML is read where there is no plain text`() {
        let mail = MailFixture.read(
            MailFixture.mail(type: "text/html; charset=utf-8", "<p>주문번호 2026112012345671</p><p>취소해 주세요</p>"))
        #expect(mail.mail?.text == "주문번호 2026112012345671\n취소해 주세요\n")
        #expect(mail.requests.first?.orderID?.rawValue == "2026112012345671")
        let both = MailFixture.read(
            MailFixture.multipart(
                kind: "alternative",
                ["Content-Type: text/html\r\n\r\n<b>two</b>", "Content-Type: text/plain\r\n\r\none"]))
        #expect(both.mail?.text == "one")
        #expect(both.mail?.attachments.isEmpty == true)
    }

    @Test func `the text has plain line ends, and evidence counts in it`() throws {
        let document = MailFixture.read(MailFixture.mail("하나\r\n둘\n\r\n2026112012345671 취소\r\n"))
        let text = try #require(document.mail?.text)
        #expect(text.unicodeScalars.elementsEqual("하나\n둘\n\n2026112012345671 취소\n".unicodeScalars))
        let place = try #require(document.requests.first?.evidence.fields["orderId"])
        let bytes = Array(text.utf8)[place.offset..<(place.offset + place.length)]
        #expect(String(decoding: bytes, as: UTF8.self) == "2026112012345671")
    }
}
