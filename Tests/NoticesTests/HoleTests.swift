// What a notice does not hold leaves no trace: no empty brackets, no label without a value, no name that is not there.

import Cancellation
import Notices
import Testing

struct HoleTests {
    @Test(arguments: NoticeKind.allCases)
    func `no missing value leaves a hole`(kind: NoticeKind) throws {
        var bare = shop
        bare.contact = " "
        let writers = [try writer(), try writer(bare)]
        var texts: Set<String> = []
        // Each bit leaves one value out.
        for bits in 0..<256 where bits & 64 == 0 || bits & 63 == 0 {
            var details: Notice.Details? = earphones
            if bits & 1 != 0 { details?.customerName = "\u{3164}" }
            if bits & 2 != 0 { details?.option = nil }
            if bits & 4 != 0 { details?.amount = nil }
            if bits & 8 != 0 { details?.paymentMeans = "" }
            if bits & 16 != 0 { details?.refundGuide = nil }
            if bits & 32 != 0 { details?.reason = "\u{1F381}" }
            if bits & 64 != 0 { details = nil }
            for medium in [Medium.email, .sms] {
                var notice = notice(kind, medium, details: details)
                if bits & 128 != 0 { (notice.orderID, notice.productOrderID, notice.thread) = (nil, nil, nil) }
                for writer in writers {
                    let bytes = try writer.write(notice)
                    texts.insert(try medium == .email ? #require(ReadMail(bytes)).body : ReadTextMessage(bytes).text)
                }
            }
        }
        for text in texts {
            for hole in [
                "  ", "( ", " )", "()", "[]", "\n\n\n", "]\n\n", ":\n", "- \n", " .", " ,", "{", "}", "nil", "Optional",
                "\n고객님", " 고객님, 고객",
            ] {
                #expect(!(text + "\n").contains(hole), "\(hole.debugDescription) in: \(text)")
            }
            #expect(text.first != " " && text.first != "\n" && !text.hasPrefix("고객님"))
        }
    }

    @Test func `a product that cannot be written is still spoken of`() throws {
        var notice = notice(.refusedDispatched, .sms)
        notice.details?.productName = "\u{1F381}"
        notice.details?.option = "\u{1F381}"
        let text = try ReadTextMessage(writer().write(notice)).text
        #expect(text.contains("주문하신 상품은 이미 발송되어"))
        #expect(!text.contains("옵션"))
    }
}
