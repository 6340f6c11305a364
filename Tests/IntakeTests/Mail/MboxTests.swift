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

    /// The messages of an mbox, each as it was before it was put there.
    private func plain(_ text: String) -> [String] {
        messages(inMbox: Array(text.utf8)[...]).map { String(decoding: $0.unquoted(), as: UTF8.self) }
    }

    @Test(arguments: [
        "From a@b.kr Fri Nov 31 10:11:12 2026", "From a@b.kr Mon Feb 30 10:11:12 2026",
        "From a@b.kr Fri Nov 20 10:11:12 2026 we met", "From a@b.kr Fri Nov 20 10:11:12 of 2026",
        "From a@b.kr Fri Nov 20 10:11:12 2026 remote from", "From a@b.kr Fri Nov 20 10:61:12 2026",
        "From a@b.kr Fri Nov 20 10:11:12 1026",
    ])
    func `a date that no program writes parts nothing`(_ line: String) {
        #expect(!isSeparatorLine(Array(line.utf8)[...]))
    }

    @Test(arguments: [
        "From a@b.kr Fri Nov 20 10:11:12 2026 remote from uucp", "From 1@xxx Fri Nov 20 10:11:12 +0000 2026",
        "From a@b.kr Sun Feb 29 23:59:60 2032",
    ])
    func `what old programs put around the date is allowed`(_ line: String) {
        #expect(isSeparatorLine(Array(line.utf8)[...]))
    }

    @Test func `the empty line before a separator is not the message's`() {
        let found = plain("\(separator)A: b\n\ntext\n\n\n\(separator)A: b\n\n\(separator)A: c\n\nend\n\n")
        #expect(found == ["A: b\n\ntext\n\n", "A: b\n\n", "A: c\n\nend\n\n"])
        #expect(plain("\(separator)A: b\r\n\r\ntext\r\n\r\n\(separator)A: c\r\n\r\n").first == "A: b\r\n\r\ntext\r\n")
    }

    @Test func `quoted lines lose one mark, and only in the body`() {
        let body = ">From me\n>>From you\n> From them\n>Fromage\n>>>From\n >From x\n>From"
        let found = plain("\(separator)A: b\n>From old Fri\n\n\(body)\n")
        #expect(
            found == ["A: b\n>From old Fri\n\nFrom me\n>From you\n> From them\n>Fromage\n>>>From\n >From x\n>From\n"])
    }

    @Test func `a true Content-Length ends a message, whatever stands in it`() {
        let body = "one\n\n\(separator)A: forwarded\n\n>From me\n"
        let counted = "\(separator)Content-Length: \(body.utf8.count)\n\n\(body)"
        let next = "\(separator)A: c\n\nend\n"
        // With and without an empty line between, the last line end counted or not, at the end of the mbox or before another.
        let uncounted = "\(separator)content-length: \(body.utf8.count - 1)\n\n\(body)"
        let whole = "Content-Length: \(body.utf8.count)\n\n\(body)"
        #expect(plain(counted + next) == [whole, "A: c\n\nend\n"])
        #expect(plain(counted + "\n" + next) == [whole, "A: c\n\nend\n"])
        #expect(plain(counted) == [whole])
        #expect(plain(counted + "\n") == [whole])
        #expect(plain(uncounted + "\n" + next).count == 2)
        #expect(plain(next + "\n" + counted + next).count == 3)
    }

    @Test func `who counts and quotes all the same is unquoted`() {
        let body = ">From me\n"
        #expect(plain("\(separator)Content-Length: 9\n\n\(body)") == ["Content-Length: 9\n\nFrom me\n"])
    }

    @Test(arguments: ["5", "26", "1000000", "99999999999999999999", "-1", "x", "", "0", "12\nContent-Length: 12"])
    func `a false Content-Length is not believed`(_ length: String) {
        let found = plain("\(separator)Content-Length: \(length)\n\nfirst text\n\n\(separator)A: c\n\nend\n")
        #expect(found == ["Content-Length: \(length)\n\nfirst text\n", "A: c\n\nend\n"])
    }

    @Test func `how many messages were found is said`() {
        let message = "\(separator)From: a@b.kr\n\nhi\n\n"
        #expect(MailFixture.read(Array((message + message + message).utf8)).messages == 3)
        #expect(MailFixture.read(Array(message.utf8)).messages == 1)
        #expect(MailFixture.read(Array("From: a@b.kr\n\nhi\n".utf8)).messages == nil)
    }

    @Test func `requests of several mails carry the mail each was read from`() {
        let auto = "\(separator)From: a@b.kr\nAuto-Submitted: auto-replied\n\n주문번호 2026112012345671 취소해 주세요\n\n"
        let person = "\(separator)From: c@d.kr\n\n주문번호 2026112098765431 취소해 주세요\n\n"
        let document = MailFixture.read(Array((auto + person).utf8))
        #expect(document.requests.count == 2)
        #expect(document.thread(ofRequest: 0)?.isAutomatic == true)
        #expect(document.thread(ofRequest: 1)?.replyTo == "c@d.kr")
        #expect(document.thread(ofRequest: 1)?.isAutomatic == false)
    }

    @Test(arguments: [
        "From here\n", "\nFrom a@b.kr Fri Nov 20 10:11:12 2026\n", "\n>From a b\n", "Content-Length: 9\n",
    ])
    func `half a million lines that begin with From take seconds at most`(_ line: String) {
        let clock = ContinuousClock()
        let text = Array("\(separator)From: a@b.kr\n\n\(String(repeating: line, count: 500_000))".utf8)
        let taken = clock.measure {
            let found = messages(inMbox: text[...])
            #expect(found.count == 1)
            #expect(found.first?.unquoted().isEmpty == false)
        }
        #expect(taken < .seconds(60))
    }

    @Test func `a hundred thousand messages take seconds at most`() {
        let message = "\(separator)Content-Length: 100\nA: b\n\n"
        let text = Array(String(repeating: message, count: 100_000).utf8)
        let clock = ContinuousClock()
        let taken = clock.measure { #expect(messages(inMbox: text[...]).count == 100_000) }
        #expect(taken < .seconds(60))
        #expect(MailFixture.read(text).problem?.contains("split the mbox") == true)
    }
}
