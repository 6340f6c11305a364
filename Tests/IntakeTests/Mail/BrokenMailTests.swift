import Cancellation
import Testing

@testable import Intake

@Suite struct BrokenMailTests {
    @Test func `a mail cut within its header is called cut off`() {
        let document = MailFixture.read(Array("From: a@b.kr\r\nSubject: hel".utf8))
        #expect(document.problem?.contains("cut off") == true)
        #expect(document.requests.isEmpty)
        #expect(MailFixture.read(Array("no header here".utf8)).problem?.contains("no mail") == true)
        #expect(MailFixture.read([]).problem != nil)
    }

    @Test func `completeness is told by the last boundary`() {
        let parts = ["\r\none", "\r\ntwo"]
        #expect(mailCompleteness(MailFixture.multipart(parts)) == .whole)
        #expect(mailCompleteness(MailFixture.multipart(parts, closed: false)) == .cut)
        #expect(mailCompleteness(Array("From: a@b.kr\r\n".utf8)) == .cut)
        #expect(mailCompleteness(MailFixture.mail("plain")) == .unclear)
        let separator = Array("From a@b.kr Fri Nov 20 10:11:12 2026\r\n".utf8)
        #expect(mailCompleteness(separator + MailFixture.multipart(parts)) == .unclear)
        #expect(MailFixture.read(MailFixture.multipart(["\r\n취소해 주세요"], closed: false)).problem == nil)
    }

    @Test func `a mail cut anywhere is read or refused, never more complete than it is`() {
        let whole = MailFixture.multipart(
            kind: "mixed",
            [
                "Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\n\r\n취소해 주세요 2026112012345671\r\n--in\r\n"
                    + "Content-Type: text/html; charset=utf-8\r\n\r\n<p style='display:none'>a</p>&amp;b<table><tr><td>c\r\n--in--",
                "Content-Type: message/rfc822\r\n\r\nSubject: =?euc-kr?B?w+u80g==?=\r\n\r\ninner",
                "Content-Type: application/json; name*0*=euc-kr''%C3%EB;\r\n name*1=x\r\nContent-Transfer-Encoding: base64\r\n\r\ne30=",
            ])
        let last = whole.count - 2
        for length in 0..<last {
            let cut = Array(whole.prefix(length))
            let document = MailFixture.read(cut)
            #expect(document.problem != nil || !document.requests.isEmpty)
            #expect(mailCompleteness(cut) == .cut)
        }
        #expect(mailCompleteness(Array(whole.prefix(last))) == .whole)
    }

    @Test func `every single changed byte is survived`() {
        let whole = MailFixture.multipart(["Content-Type: text/html\r\n\r\n<p>취소 &#52;</p>", "\r\nx"])
        for index in whole.indices {
            for mask in [0x01, 0x20, 0x80] as [UInt8] {
                var changed = whole
                changed[index] ^= mask
                let document = MailFixture.read(changed)
                #expect(document.problem != nil || !document.requests.isEmpty)
            }
        }
    }

    @Test func `parts beyond the limits are a problem`() {
        var limits = Limits()
        limits.mimeParts = 3
        let wide = readMail(MailFixture.multipart(["\r\na", "\r\nb", "\r\nc"]), limits: limits) { _, _, _ in nil }
        #expect(wide.problem?.contains("3 parts") == true)
        #expect(wide.requests.isEmpty)
        let deep = (0..<40).map { "Content-Type: multipart/mixed; boundary=\"b\($0)\"\r\n\r\n--b\($0)\r\n" }.joined()
        let nested = readMail(Array("From: a@b.kr\r\n\(deep)\r\nhi".utf8), limits: Limits()) { _, _, _ in nil }
        #expect(nested.problem?.contains("nested") == true)
    }

    @Test(.timeLimit(.minutes(10)))
    func `a mail made to cost minutes is refused`() {
        let wide = "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + String(repeating: "--x\n\n\n", count: 300_000)
        #expect(MailFixture.read(Array("From: a@b.kr\r\n\(wide)".utf8)).problem?.contains("4096 parts") == true)
        let deep = (0..<1000).map { "Content-Type: multipart/mixed; boundary=\"b\($0)\"\r\n\r\n--b\($0)\r\n" }.joined()
        let lines = String(repeating: "--\n", count: 300_000)
        #expect(
            MailFixture.read(Array("From: a@b.kr\r\n\(deep)\r\n\(lines)".utf8)).problem?.contains("too many") == true)
        let dashes = MailFixture.multipart(["\r\n" + String(repeating: "----\r\n", count: 50_000), "\r\nlast"])
        #expect(MailFixture.read(dashes).problem == nil)
    }

    @Test func `hostile nesting ends quickly`() {
        let deep = (0..<20_000).map { "Content-Type: multipart/mixed; boundary=\"b\($0)\"\r\n\r\n--b\($0)\r\n" }
            .joined()
        #expect(MailFixture.read(Array("From: a@b.kr\r\n\(deep)\r\nhi".utf8)).problem != nil)
        let inner = String(repeating: "Content-Type: message/rfc822\r\n\r\n", count: 20_000)
        #expect(MailFixture.read(Array("From: a@b.kr\r\n\(inner)".utf8)).requests.count <= 1)
        #expect(!readableText(html: String(repeating: "<div ", count: 50_000)).contains("x"))
        #expect(!readableText(html: String(repeating: "<!--", count: 50_000)).contains("x"))
        #expect(readableText(html: String(repeating: "&#", count: 50_000)).utf8.count == 100_001)
    }
}
