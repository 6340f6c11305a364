// Headers, charsets and beginnings of mails as odd mailers, relays and editors leave them.

import Cancellation
import Testing

@testable import Intake

@Suite struct MailWordsTests {
    private static let order = "2026112012345671"
    private static let words: [String: [UInt8]] = [
        "취소": [0xC3, 0xEB, 0xBC, 0xD2], "주문": [0xC1, 0xD6, 0xB9, 0xAE],
        "해 주세요": [0xC7, 0xD8, 0x20, 0xC1, 0xD6, 0xBC, 0xBC, 0xBF, 0xE4],
    ]

    private static func korean(_ word: String) -> [UInt8] { words[word] ?? Array(word.utf8) }

    private static func mail(
        subject: [UInt8] = Array("hello".utf8), type: String? = nil, body: [UInt8] = Array("\(order) 취소해 주세요".utf8)
    ) -> [UInt8] {
        Array("From: Kim <a@example.kr>\r\nDate: Fri, 20 Nov 2026 10:11:12 +0900\r\nSubject: ".utf8) + subject
            + Array(
                "\r\n\(type.map { "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=\($0)\r\n" } ?? "")\r\n".utf8)
            + body + Array("\r\n".utf8)
    }

    private static func subject(_ raw: [UInt8]) -> String? { MailFixture.read(mail(subject: raw)).mail?.subject }

    /// One encoded word.
    private static func q(_ charset: String, _ bytes: [UInt8]) -> String {
        "=?\(charset)?Q?" + bytes.map { "=" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
            + "?="
    }

    @Test(arguments: ["a", "ab", "abc", "abcd", "취소", "주문"])
    func `encoded words of different charsets stand side by side`(first: String) {
        let second = Self.q("utf-8", Array("해 주세요".utf8))
        let others = [
            Self.q("euc-kr", Self.korean(first)), Self.q("ks_c_5601-1987", Self.korean(first)),
            Self.q("windows-949", Self.korean(first)),
        ]
        for word in others {
            for fold in [" ", "\r\n ", "\r\n\t", "  "] {
                #expect(Self.subject(Array("\(word)\(fold)\(second)".utf8)) == first + "해 주세요")
                #expect(Self.subject(Array("\(second)\(fold)\(word)".utf8)) == "해 주세요" + first)
            }
        }
        let base64 = "=?euc-kr?B?w+s=?=\r\n =?euc-kr?B?vNI=?= =?UTF-8?B?7ZW0?= =?iso-8859-1?Q?_ok?= \(second)"
        #expect(Self.subject(Array(base64.utf8)) == "취소해 ok해 주세요")
    }

    @Test func `an undeclared Korean subject may end within a character`() {
        let whole = Self.korean("주문") + [0x20] + Self.korean("취소") + Self.korean("해 주세요")
        #expect(Self.subject(whole) == "주문 취소해 주세요")
        #expect(Self.subject(whole.dropLast()) == "주문 취소해 주세\u{FFFD}")
        #expect(Self.subject(Self.korean("취소") + [0xC7]) == "취소\u{FFFD}")
        #expect(Self.subject(Array("취소해 주세요".utf8.dropLast()))?.hasPrefix("취소해 주세") == true)
    }

    @Test(arguments: [
        "iso-2022-kr", "iso-2022-jp", "utf-7", "gb2312", "gbk", "gb18030", "Shift_JIS", "Big5", "euc-jp", "hz-gb-2312",
    ])
    func `bytes that the declared charset does not mean are read as what they are`(charset: String) {
        let utf8 = MailFixture.read(Self.mail(type: charset, body: Array("\(Self.order) 취소해 주세요".utf8)))
        #expect(utf8.mail?.text?.contains("취소해 주세요") == true)
        #expect(utf8.requests.map(\.intent) == [.cancel])
        let body = Array("\(Self.order) ".utf8) + Self.korean("취소") + Self.korean("해 주세요")
        let korean = MailFixture.read(Self.mail(type: charset, body: body))
        #expect(korean.mail?.text?.contains("취소해 주세요") == true)
        #expect(korean.requests.map(\.intent) == [.cancel])
    }

    @Test func `what is Chinese or Japanese stays so`() {
        let chinese: [UInt8] = [0xC8, 0xA1, 0xCF, 0xFB, 0xB6, 0xA9, 0xB5, 0xA5]
        #expect(MailFixture.read(Self.mail(type: "gb2312", body: chinese)).mail?.text?.hasPrefix("取消订单") == true)
        let japanese: [UInt8] = [0x83, 0x4C, 0x83, 0x83, 0x83, 0x93, 0x83, 0x5A, 0x83, 0x8B]
        #expect(MailFixture.read(Self.mail(type: "Shift_JIS", body: japanese)).mail?.text?.hasPrefix("キャンセル") == true)
    }

    @Test func `undeclared ISO-2022-KR announces itself`() {
        let shifted = Self.korean("취소").map { $0 & 0x7F }
        let body = [0x1B, 0x24, 0x29, 0x43, 0x0A, 0x0E] + shifted + [0x0F] + Array(" \(Self.order)".utf8)
        let document = MailFixture.read(Self.mail(body: body))
        #expect(document.mail?.text?.contains("취소") == true)
        #expect(document.requests.compactMap(\.orderID).map(\.rawValue) == [Self.order])
    }

    @Test(arguments: [
        "\r\n", "\n\n", "   \r\n", "\t\n", "\u{FEFF}\r\n", ">From a@b.kr Fri Nov 20 10:11:12 2026\r\n",
        "From MAILER-DAEMON Mon 1 Jan 2015 00:00:00 +0900\r\n", "From () 2020-03-03 07:50:45 +0000\r\n", "From \r\n",
        "From - Mon Jan 1 00:00:00 1965\r\n", "\r\n>From x\r\n",
    ])
    func `what stands before a mail does not hide it`(before: String) {
        let bytes = Array(before.utf8) + Self.mail()
        let document = read(bytes)
        #expect(document.requests.map(\.intent) == [.cancel], "\(document)")
        #expect(document.mail?.fromAddress == "a@example.kr")
        guard before.hasPrefix("From ") else { return }
        let two = read(bytes + Array("\r\n\(before)".utf8) + Self.mail())
        #expect(two.messages == 2 && two.requests.count == 2, "\(two)")
        let quoted = read(bytes + Array("\r\nFrom here on it is mine.\r\nNot a header\r\n".utf8))
        #expect(quoted.messages == 1)
    }

    @Test func `a folded line is no beginning of a mail, and a table below blank lines is one still`() {
        #expect(!looksLikeMail(Array("  From: a@b.kr\r\nSubject: x\r\n\r\n".utf8)))
        #expect(!looksLikeMail(Array("\r\n주문번호,상태\r\n".utf8)))
        #expect(!looksLikeMail(Array("\r\n\r\n".utf8)))
    }

    @Test func `a mail without a body says in its subject what it wants`() {
        let header = "From: Kim <a@example.kr>\r\nSubject: \(Self.order) 취소해 주세요\r\n"
        #expect(MailFixture.read(Array(header.utf8)).requests.map(\.intent) == [.cancel])
        #expect(MailFixture.read(Array("\(header)MIME-Version: 1.0\r\n".utf8)).requests.map(\.intent) == [.cancel])
        #expect(MailFixture.read(Array("\(header)X: y".utf8)).problem?.contains("cut off") == true)
        let parts = "\(header)Content-Type: multipart/mixed; boundary=x\r\n"
        #expect(MailFixture.read(Array(parts.utf8)).problem?.contains("cut off") == true)
        #expect(MailFixture.read(Array("From: a@b.kr\r\nTo: c@d.kr\r\n".utf8)).problem?.contains("cut off") == true)
    }

    @Test(arguments: [
        "MAILER-DAEMON <>", "MAILER-DAEMON", "\"Mail Delivery System\" <MAILER-DAEMON@mx.example.kr>",
        "<MAILER-DAEMON>",
        "Mailer-Daemon <> (Mail Delivery Subsystem)",
    ])
    func `the mail system is no customer`(from: String) {
        let mail = "From: \(from)\r\nSubject: hello\r\n\r\n\(Self.order) 취소해 주세요\r\n"
        #expect(MailFixture.read(Array(mail.utf8)).mail?.thread.isAutomatic == true)
    }
}
