// Mails that nobody wrote, mark by mark, and the customers that look like them.

import Cancellation
import Testing

@testable import Intake

@Suite struct AutomaticMailTests {
    private func isAutomatic(_ fields: String, from: String = "Kim <kim@example.kr>") -> Bool? {
        MailFixture.read(Array("From: \(from)\r\n\(fields)\r\n\r\nhi".utf8)).mail?.thread.isAutomatic
    }

    @Test(arguments: [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; owner-email=\"a@b.kr\"",
        "Auto-Submitted: (yes) auto-notified", "auto-submitted: AUTO-REPLIED", "Auto-Submitted: nobody",
        "Auto-Submitted: no\r\nAuto-Submitted: auto-replied",
        "Precedence: bulk", "Precedence: Junk", "Precedence: list", "Precedence: auto_reply (x)",
        "X-Autoreply: yes", "X-Autorespond: out of office",
        "List-Id: <a.b>", "List-Unsubscribe: <mailto:a@b>", "List-Post: NO", "List-Help: <mailto:a@b>",
        "Return-Path: <>", "Return-Path: < >", "Return-Path: <MAILER-DAEMON>", "Sender: <mailer-daemon@example.kr>",
        "X-Failed-Recipients: a@b.kr", "Content-Type: multipart/report; boundary=x",
        "Content-Type: Multipart/Report; report-type=disposition-notification; boundary=x",
    ])
    func `machines are known by their fields`(_ field: String) {
        #expect(isAutomatic(field) == true)
    }

    @Test(arguments: [
        "Subject: Hello", "Auto-Submitted: no", "Auto-Submitted: No (a person)", "Auto-Submitted: no; x=y",
        "Auto-Submitted:",
        "X-Auto-Response-Suppress: All", "X-Auto-Response-Suppress: OOF, AutoReply", "X-Autoreply: no",
        "Precedence: first-class", "Precedence: normal", "Precedence: bulky", "Precedence:", "X-Precedence: bulk",
        "Return-Path: <kim@example.kr>", "X-List-Id: x", "List: x",
        "Precedence: list\r\nList-Id: <shop.groups.example>\r\nList-Post: <mailto:shop@groups.example>\r\nList-Unsubscribe: <mailto:u@b>",
        "Content-Type: multipart/related; boundary=report",
        "Subject: MAILER-DAEMON", "Reply-To: postmaster@example.kr",
    ])
    func `people are no machines`(_ field: String) {
        #expect(isAutomatic(field) == false)
    }

    @Test(arguments: [
        "MAILER-DAEMON", "MAILER-DAEMON@mx.example.kr (Mail Delivery System)",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
    ])
    func `bounces are known by their sender`(_ from: String) {
        #expect(isAutomatic("Subject: x", from: from) == true)
    }

    @Test(arguments: [
        ("Undeliverable: 취소", true), ("Delivery Status Notification (Failure)", true), ("메일 전송 실패 안내", true),
        ("[반송] 메일이 반송되었습니다", true), ("주문 취소해 주세요", false), ("배달이 늦어서 취소합니다", false), ("", false),
    ])
    func `a postmaster is a machine where it speaks of deliveries`(_ subject: String, _ wanted: Bool) {
        #expect(isAutomatic("Subject: \(subject)", from: "postmaster@example.kr") == wanted)
        #expect(isAutomatic("Subject: \(subject)", from: "kim@example.kr") == false)
    }

    @Test(arguments: [
        "자동응답", "자동 응답: 주문 취소", "[자동응답] 주문 취소", "자동 회신", "자동회신 메일입니다.", "부재중", "부재중 자동 회신", "부재중 안내 (11/20-11/25)",
        "부재중입니다.", "【부재중】 휴가", "Automatic reply: 주문 취소", "automatic reply：x", "Auto-Reply: x", "AutoReply: x",
        "Out of Office", "Out of Office: 취소", "Out of Office AutoReply: Re: order", "OUT OF OFFICE!",
    ])
    func `answering machines are known by their subject`(_ subject: String) {
        #expect(isAnswerOfMachine(subject))
        #expect(isAutomatic("Subject: \(subject)") == true)
    }

    @Test(arguments: [
        "Re: 자동응답 2026112012345671 취소해 주세요", "RE: Automatic reply: 취소", "취소 (자동 회신 말고 답 주세요)", "자동응답 메일 말고 취소해 주세요",
        "부재중이라 못 받았어요. 취소해 주세요", "부재중 배송 취소", "부재중, 취소해 주세요", "부재중 2026112012345671 취소", "자동차 용품 취소",
        "Out of office chair order", "Automatically cancelled?", "out of officer", "I am out of office", "Autoreplying",
    ])
    func `customers who use the same words are none`(_ subject: String) {
        #expect(!isAnswerOfMachine(subject))
        #expect(isAutomatic("Subject: \(subject)") == false)
    }
}
