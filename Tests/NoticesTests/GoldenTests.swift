// Every kind of notice, as it goes out.

import Cancellation
import Foundation
import Notices
import Testing

struct GoldenTests {
    @Test(arguments: NoticeKind.allCases)
    func `a mail to the buyer says what a person approved`(kind: NoticeKind) throws {
        let bytes = try writer().write(sample(kind))
        try expectGolden("\(kind).eml", bytes)
        try expectGolden("\(kind).email.txt", readable(bytes))
    }

    @Test(arguments: NoticeKind.allCases)
    func `a mail to somebody unproven says what a person approved`(kind: NoticeKind) throws {
        try expectGolden("\(kind).unproven.email.txt", readable(writer().write(sample(kind, details: nil))))
    }

    @Test(arguments: NoticeKind.allCases)
    func `a text message says what a person approved`(kind: NoticeKind) throws {
        try expectGolden("\(kind).sms.json", writer().write(sample(kind, .sms)))
        try expectGolden("\(kind).unproven.sms.json", writer().write(sample(kind, .sms, details: nil)))
    }

    @Test(arguments: MissingFact.allCases)
    func `a question names exactly what is missing`(fact: MissingFact) throws {
        let asked = notice(.missingInformation, details: nil, missing: [fact])
        let mail = try #require(ReadMail(writer().write(asked)))
        let words: [MissingFact: String] = [
            .orderNumber: "- 주문번호: 네이버페이 > 주문내역", .knownOrderNumber: "찾지 못했습니다", .product: "취소할 상품",
            .quantity: "취소할 수량",
        ]
        for (other, word) in words { #expect(mail.body.contains(word) == (other == fact), "\(other)") }
        try expectGolden("missingInformation.\(fact).email.txt", readable(writer().write(asked)))
    }

    @Test func `an order number takes its particle from its last digit`() throws {
        var asked = notice(.missingInformation, details: nil, missing: [.knownOrderNumber])
        asked.orderID = OrderID(trusted: "2026112312345673")
        #expect(try #require(ReadMail(writer().write(asked))).body.contains("번호 2026112312345673으로는 주문을"))
    }

    @Test func `python reads the golden mails as we do`() throws {
        let script = """
            import email, email.policy, pathlib, sys
            count = 0
            for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
                mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                text = "Subject: " + mail["Subject"] + "\\n\\n" + mail.get_content().replace("\\r\\n", "\\n")
                assert not mail.defects and text == path.with_suffix(".email.txt").read_text("utf-8"), path
                assert mail["To"].addresses[0].addr_spec == "hong@example.com", path
                assert mail["From"].addresses[0].display_name == "예시상점", path
                assert mail["Date"].datetime.isoformat() == "2026-11-23T10:14:51+09:00", path
                assert [len(h.defects) for h in mail.values()] == [0] * len(mail), path
                count += 1
            print(count)
            """
        let (status, output) = try run(["python3", "-c", script, goldenFolder.path])
        if status == 127 {
            FileHandle.standardError.write(Data("NOT RUN: python3 is not here to read the golden mails\n".utf8))
            return
        }
        #expect(status == 0)
        #expect(String(decoding: output, as: UTF8.self) == "\(NoticeKind.allCases.count)\n")
    }

    private func sample(_ kind: NoticeKind, _ medium: Medium = .email, details: Notice.Details? = earphones) -> Notice {
        let asks = kind == .missingInformation || kind == .reminder
        return notice(kind, medium, details: details, missing: asks ? [.knownOrderNumber, .product, .quantity] : [])
    }

    /// Subject and text as a reader sees them.
    private func readable(_ bytes: [UInt8]) throws -> [UInt8] {
        let mail = try #require(ReadMail(bytes))
        return try Array("Subject: \(#require(mail["Subject"]))\n\n\(mail.body)".utf8)
    }
}
