// Values are data: whatever they hold, the envelope stays, the same bytes come twice, and the words are carried plainly.

import Cancellation
import Foundation
import Notices
import Testing

struct NaughtyTests {
    /// Each place in a notice that text from outside can reach.
    static let places: [@Sendable (inout Notice, String) -> Void] = [
        { $0.details?.customerName = $1 }, { $0.details?.productName = $1 }, { $0.details?.option = $1 },
        { $0.details?.paymentMeans = $1 }, { $0.details?.refundGuide = $1 }, { $0.details?.reason = $1 },
        { $0.orderID = OrderID(trusted: $1) }, { $0.productOrderID = ProductOrderID(trusted: $1) },
        { $0.thread?.subject = $1 }, { $0.thread?.replyTo = $1 }, { $0.thread?.messageID = $1 },
        { $0.thread?.references = [$1, "mail-1@example.com", $1] }, { $0.caseID = CaseID(trusted: $1) },
    ]

    @Test(arguments: naughty)
    func `no text changes the envelope of a mail`(text: String) throws {
        let (one, two) = (try writer(), try writer())
        for (number, place) in NaughtyTests.places.enumerated() {
            for kind in [NoticeKind.cancelled, .refusedDispatched] {
                var notice = notice(kind)
                place(&notice, text)
                let bytes = try one.write(notice)
                #expect(try two.write(notice) == bytes)
                let mail = try #require(ReadMail(bytes), "place \(number)")
                // A broken identifier takes its own header away, and nothing else.
                let optional = number == 10 ? ["In-Reply-To", "References"] : []
                #expect(
                    mail.headers.map(\.name) == MailTests.headers.filter { !optional.contains($0) }, "place \(number)")
                #expect(mail["To"] == "hong@example.com")
                #expect(mail["From"] == "예시상점 <help@shop.example.com>")
                #expect(mail["Message-Id"]?.hasSuffix("-\(kind).eml@shop.example.com>") == true)
                #expect(number == 12 || mail["Subject"]?.hasPrefix("[예시상점 C-2026112312345671] ") == true)
                #expect(mail.longestLine <= 200)
                #expect(!mail.body.contains("&lt;") && !mail.body.contains("&quot;"))
            }
        }
    }

    @Test(arguments: naughty)
    func `no text makes a text message that carriers refuse`(text: String) throws {
        let (one, two) = (try writer(), try writer())
        for place in NaughtyTests.places {
            for kind in [NoticeKind.cancelled, .refusedDispatched] {
                var notice = notice(kind, .sms)
                place(&notice, text)
                let bytes = try one.write(notice)
                #expect(try two.write(notice) == bytes)
                let message = try ReadTextMessage(bytes)
                #expect(message.to == "01012345678" && message.from == "021234567")
                #expect(message.bytes <= (message.type == "SMS" ? 90 : 2000))
            }
        }
        var all = notice(.cancelled, .sms)
        for place in NaughtyTests.places { place(&all, text) }
        let message = try ReadTextMessage(try one.write(all))
        #expect(try cp949ByteCount(message.text) == message.bytes)
    }

    @Test func `values keep their own words in a mail`() throws {
        let kept = [
            "{{x}}", "{{#details}}{{/shop}}", "<b>&amp;\"굵게\"</b>", "=?utf-8?B?Qmx1ZQ==?=", "مرحبا بالعالم", "🎁🇰🇷👨‍👩‍👧 선물",
            "₩26,900 • “특가” café",
        ]
        // With the product in the subject, so that the header's encoding is tried as well.
        let own = "Subject: {{tag}}{{#details}} {{product}}{{/details}}\n\n{{#details}}\n{{product}}\n{{/details}}\n"
        let writer = try writer(replacing: ["cancelled.email.mustache": own])
        for text in kept {
            var notice = notice(.cancelled)
            notice.details?.productName = text
            let mail = try #require(ReadMail(writer.write(notice)))
            #expect(mail.body == text + "\n")
            #expect(mail["Subject"] == "[예시상점 C-2026112312345671] " + text)
            #expect(mail.longestLine <= 78)
        }
    }

    @Test func `what is cut is marked, and Hangul in pieces is put together`() throws {
        var notice = notice(.cancelled)
        notice.details?.productName = String(repeating: "가", count: 4096)
        notice.details?.option = "\u{1112}\u{1169}\u{11BC}"
        let body = try #require(ReadMail(writer().write(notice))).body
        #expect(body.contains("- 상품: " + String(repeating: "가", count: 499) + "…\n"))
        #expect(body.unicodeScalars.contains("홍") && !body.unicodeScalars.contains("\u{1112}"))
    }
}
