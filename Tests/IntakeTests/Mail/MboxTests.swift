import Cancellation
import Testing

@testable import Intake

@Suite struct MboxTests {
    private let separator = "From minjun@example.kr Fri Nov 20 10:11:12 2026\n"

    @Test func `each message of an mbox asks for itself`() {
        let text =
            "\(separator)From: a@b.kr\nSubject: =?utf-8?B?7Leo7IaM?=\n\n2026112012345671\n\nFrom here on it is text\n\n"
            + "\(separator)From: c@d.kr\n\n2026112098765431 교환해 주세요\n"
        #expect(looksLikeMbox(Array(text.utf8)))
        let document = MailFixture.read(Array(text.utf8))
        #expect(document.kind == .mbox)
        #expect(document.requests.map(\.intent) == [.cancel, .exchange])
        #expect(document.requests.map(\.orderID?.rawValue) == ["2026112012345671", "2026112098765431"])
        #expect(document.requests.map(\.evidence.part) == ["1/text", "2/text"])
    }

    @Test(arguments: [
        "From me to you", "From a@b.kr Fri Nov 40 10:11:12 2026", "From a@b.kr Fri Nov 20 10:11 2026x",
        "from a@b.kr Fri Nov 20 10:11:12 2026",
    ])
    func `a line that only begins like a separator is text`(_ line: String) {
        #expect(!isSeparatorLine(Array(line.utf8)[...]))
    }

    @Test(arguments: [
        "From a@b.kr Fri Nov 20 10:11:12 2026", "From - Fri Nov 20 10:11 2026",
        "From MAILER-DAEMON Fri Nov  6 10:11:12 KST 2026",
        "From a b Fri Nov 20 10:11:12 2026 +0900",
    ])
    func `separators are known by their date`(_ line: String) {
        #expect(isSeparatorLine(Array(line.utf8)[...]))
    }

    @Test func `a separator needs an empty line before and a field after it`() {
        let mail = "Subject: x\n\ntext\n\(separator)Field: y\n\n\(separator)no field\n"
        #expect(messages(inMbox: Array("\(separator)\(mail)".utf8)[...]).count == 1)
    }

    @Test func `separators without a date count where the first has none`() {
        let message = "Subject: x\n\nFrom - is no separator\n\n"
        let undated = "\u{FEFF}From - \n\(message)From -\n\(message)From 1@xxx\n\(message)"
        #expect(MailFixture.read(Array(undated.utf8)).requests.count == 3)
        #expect(messages(inMbox: Array("\(separator)\(message)From -\n\(message)".utf8)[...]).count == 1)
    }

    @Test func `mails are recognised by their fields`() {
        #expect(looksLikeMail(Array("Received: by x\nFrom: a@b.kr\n\nhi".utf8)))
        #expect(!looksLikeMail(Array("{\"from\": 1}".utf8)))
        #expect(!looksLikeMail(Array("note: buy milk\n\n".utf8)))
        #expect(!looksLikeMbox(Array("Received: by x\nFrom: a@b.kr\n\nhi".utf8)))
    }
}
