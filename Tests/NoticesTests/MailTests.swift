// The envelope of a mail: who, what thread, and nothing that its content could change.

import Cancellation
import Notices
import Ports
import Testing

struct MailTests {
    static let headers = [
        "From", "To", "Subject", "Date", "Message-Id", "In-Reply-To", "References", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    ]

    @Test func `an answer stands in its thread and is marked automatic`() throws {
        let mail = try read(notice(.cancelled))
        #expect(mail.headers.map(\.name) == MailTests.headers)
        #expect(mail["From"] == "예시상점 <help@shop.example.com>")
        #expect(mail["To"] == "hong@example.com")
        #expect(mail["Subject"] == "[예시상점 C-2026112312345671] 주문 취소가 완료되었습니다")
        #expect(mail["Date"] == "Mon, 23 Nov 2026 10:14:51 +0900")
        #expect(mail["Message-ID"] == "<C-2026112312345671-cancelled.eml@shop.example.com>")
        #expect(mail["In-Reply-To"] == "<mail-2@example.com>")
        #expect(mail["References"] == "<mail-1@example.com> <mail-2@example.com>")
        #expect(mail["Auto-Submitted"] == "auto-replied")
        #expect(mail["Content-Type"] == "text/plain; charset=utf-8")
    }

    @Test func `a mail of our own accord is marked generated`() throws {
        var own = notice(.followUp)
        own.thread = nil
        let mail = try read(own)
        #expect(mail["Auto-Submitted"] == "auto-generated")
        #expect(mail.headers.map(\.name) == MailTests.headers.filter { $0 != "In-Reply-To" && $0 != "References" })
    }

    @Test func `answers go where the shop wants them`() throws {
        var sender = shop
        sender.replyTo = "cs@shop.example.com"
        #expect(try read(notice(.received), by: writer(sender))["Reply-To"] == "cs@shop.example.com")
        #expect(throws: NoticeError.badRecipient("CS@shop.example.com")) {
            try writer(sender).write(notice(.received, to: "CS@shop.example.com"))
        }
    }

    @Test func `a long thread keeps its first and last mails in lines of legal length`() throws {
        var answer = notice(.received)
        answer.thread?.references = (0..<500).map { "<number-\($0).\(String(repeating: "x", count: 100))@example.com>" }
        let mail = try read(answer)
        let references = try #require(mail["References"]).split(whereSeparator: \.isWhitespace)
        #expect(references.count == 21)
        #expect(references.first?.hasPrefix("<number-0.") == true)
        #expect(references.last == "<mail-2@example.com>")
        #expect(mail.longestLine <= 300)
    }

    @Test(arguments: [
        "a b@example.com", "a@b>\r\nBcc: x@y", "", "@", "a@", "@b", "a@b@c", "<>", "한글@example.com",
        String(repeating: "x", count: 2000) + "@example.com", "a@b\u{0}",
    ])
    func `a message identifier that is none stays out`(identifier: String) throws {
        var answer = notice(.received)
        answer.thread = MailThread(messageID: identifier, references: [identifier, "<good@example.com>"])
        let mail = try read(answer)
        #expect(mail["In-Reply-To"] == nil)
        answer.thread?.messageID = "fine@example.com"
        #expect(try read(answer)["References"] == "<good@example.com> <fine@example.com>")
    }

    @Test(arguments: [
        "", "hong", "hong@", "@example.com", "hong@localhost", "a@b@example.com", "홍길동 <hong@example.com>",
        "hong@example.com, evil@example.com", "hong@example.com\r\nBcc: evil@example.com", "hong@example.com\u{0}",
        " hong@example.com", "hong****@naver.com", "hong@nav*r.com", "hong..gil@example.com", ".hong@example.com",
        "hong.@example.com", "\"hong gil\"@example.com", "hong@example..com", "hong@-example.com", "hong@127.0.0.1",
        "hong@[127.0.0.1]", "-oQ@example.com", "a%b@example.com", "a!b@example.com", "hong@exámple.com",
        "ㅎ@example.com",
        String(repeating: "x", count: 65) + "@example.com", "hong@" + String(repeating: "x.", count: 125) + "com",
        "no-reply@example.com", "naverpayadmin_noreply@navercorp.com", "NoReply@example.com",
        "do.not.reply@example.com",
        "MAILER-DAEMON@example.com", "postmaster@example.com", "owner-list@example.com", "shop-request@example.com",
        "bounces+123@example.com", "list-bounces@example.com", "hong@lists.example.com", "help@shop.example.com",
        "Help@Shop.Example.com",
    ])
    func `nobody answerable means no mail`(address: String) throws {
        #expect(throws: NoticeError.badRecipient(address)) { try writer().write(notice(.received, to: address)) }
    }

    @Test(arguments: [
        "hong@example.com", "hong.gil-dong+shop@mail.example.co.kr", "o'neil_1@example.com", "1@2example.com",
    ])
    func `ordinary addresses are written to as they are`(address: String) throws {
        #expect(try read(notice(.received, to: address))["To"] == address)
    }

    @Test func `mails of programs are not answered`() throws {
        var answer = notice(.received)
        answer.thread?.isAutomatic = true
        #expect(throws: NoticeError.badRecipient("hong@example.com")) { try writer().write(answer) }
    }

    @Test func `a shop's name of any language and punctuation survives`() throws {
        for name in [
            "Café \"A, B\" <x>", "예시 상점 (본점); 2호", "Plain Shop", "긴" + String(repeating: "이름", count: 40), "a@b.c",
            "=?utf-8?B?Qmx1ZQ==?=",
        ] {
            var sender = shop
            sender.shopName = name
            let mail = try read(notice(.received), by: writer(sender))
            #expect(mail["From"] == "\(name) <help@shop.example.com>")
            #expect(mail.longestLine <= 78)
        }
    }

    private func read(_ notice: Notice, by writer: TemplateNoticeWriter? = nil) throws -> ReadMail {
        try #require(ReadMail((writer ?? NoticesTests.writer()).write(notice)))
    }
}
