// What we write ourselves for speed is compared with what the libraries write: GMime for mails, swift-mustache for words.

import Cancellation
import Ports
import Testing

@testable import Notices

struct OracleTests {
    @Test func `a mail is byte for byte what GMime writes`() throws {
        let addresses = [1, 20, 40, 55, 64].map { String(repeating: "x", count: $0) + "@example.com" }
        let identifiers = ([1, 30, 45, 50] + Array(52...75) + [150, 220]).map {
            String(repeating: "m", count: $0) + "@example.com"
        }
        for (index, identifier) in identifiers.enumerated() {
            for count in [0, 1, 2, 20] {
                let references = (0..<count).map { "\($0).\(identifier)" }
                try compare(
                    to: addresses[index % addresses.count], messageID: identifier,
                    thread: MailThread(messageID: "answered-\(identifier)", references: references))
            }
            try compare(to: addresses[index % addresses.count], messageID: identifier)
        }
        for length in 1...64 {
            try compare(to: String(repeating: "y", count: length) + "@mail.example.co.kr")
            let domain = String(repeating: "long.", count: length % 30) + "example.com"
            try compare(to: "hong@\(domain)", replyTo: String(repeating: "z", count: length) + "@\(domain)")
        }
    }

    @Test func `dates and texts of every length are what GMime writes`() throws {
        for day in stride(from: -400_000, to: 2_900_000, by: 9_973) {
            try compare(at: Instant(milliseconds: Int64(day) * 86_400_000 + Int64(day &* 7919 % 86_400_000)))
        }
        for length in 0...100 { try compare(text: String(repeating: "가나\n다", count: length % 50) + String(length)) }
    }

    @Test func `a time that no mail can have is refused`() {
        for milliseconds in [Int64.min / 4, -63_000_000_000_000, 253_500_000_000_000] {
            var late = notice(.received)
            late.at = Instant(milliseconds: milliseconds)
            #expect(throws: NoticeError.self) { try writer().write(late) }
        }
    }

    @Test(arguments: NoticeKind.allCases)
    func `filled blanks are what the library writes`(kind: NoticeKind) throws {
        let wording = try Wording(.korean)
        for medium in [Medium.email, .sms] {
            for round in 0..<60 {
                let facts = TemplateValues(sample(kind, medium, round), from: sender(round), limit: 100)
                let values = facts.outline.values(
                    { facts[$0] }, withParticle: { facts[$0] + $1.form(after: facts[$0]) })
                let library = try #require(wording.rendered(kind, medium, values))
                // Once with a new template, once with a kept one.
                for _ in 0..<2 {
                    let own = wording.words(kind, medium, facts)
                    #expect(own.short == library.short)
                    #expect(own.subject == library.subject)
                    #expect(own.body == library.body)
                }
            }
        }
    }

    @Test func `a template cannot hold the marks of blanks`() throws {
        let mark = Placeholder.mark(.product)
        #expect(throws: NoticeError.self) {
            try writer(replacing: ["refused.email.mustache": "Subject: {{tag}}\n\n\(mark)"])
        }
        var odd = notice(.cancelled)
        odd.details?.productName = "a\(mark)b"
        #expect(try #require(ReadMail(writer().write(odd))).body.contains("a\(mark)b"))
    }

    private func compare(
        to: String = "hong@example.com", replyTo: String? = nil, text: String = "안녕하세요.",
        at: Instant = Instant(milliseconds: 1_795_396_491_794), messageID: String = "C-1@shop.example.com",
        thread: MailThread? = nil
    ) throws {
        let mail = try Mail(
            fromName: "예시상점", from: #require(MailAddress("help@shop.example.com")), to: #require(MailAddress(to)),
            replyTo: replyTo.map { try #require(MailAddress($0)) }, subject: "[예시상점 C-1] 주문 취소가 완료되었습니다", text: text,
            at: at, messageID: messageID, thread: thread)
        let (own, library) = try (mail.bytes(), #require(mail.writtenByGMime()))
        #expect(String(decoding: own, as: UTF8.self) == String(decoding: library, as: UTF8.self))
    }

    /// A notice whose facts are there or not, by the bits of `round`, and hold anything.
    private func sample(_ kind: NoticeKind, _ medium: Medium, _ round: Int) -> Notice {
        func odd(_ place: Int) -> String? {
            round >> (place % 7) & 1 == 1 ? nil : naughty[(round + place) % naughty.count]
        }
        let details = Notice.Details(
            customerName: odd(0), productName: odd(1) ?? "무선 이어폰", option: odd(2), quantity: round,
            amount: round % 3 == 0 ? nil : round * 1234, paymentMeans: odd(3), refundGuide: odd(4), reason: odd(5))
        let missing = MissingFact.allCases.enumerated().filter { round >> $0.offset & 1 == 1 }.map(\.element)
        var notice = notice(kind, medium, details: round % 5 == 0 ? nil : details, missing: missing)
        notice.orderID = odd(6).map { OrderID(trusted: $0) }
        notice.productOrderID = odd(7).map { ProductOrderID(trusted: $0) }
        return notice
    }

    private func sender(_ round: Int) -> Sender {
        var sender = shop
        if round % 3 == 1 { sender.contact = "" }
        return sender
    }
}
