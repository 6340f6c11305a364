// Mails of Korean customers in the charsets and encodings that mail programs use, and the orders behind them. The same every time.

import Foundation
import Glibc
import Testing

/// Two dozen mails, each about an order of its own with an open claim.
struct KoreanMails {
    static let count = 24
    /// Charset as the mail names it, as iconv knows it, and the transfer encoding.
    private static let kinds = [
        ("utf-8", "UTF-8", "base64"), ("utf-8", "UTF-8", "8bit"), ("utf-8", "UTF-8", "quoted-printable"),
        ("euc-kr", "EUC-KR", "base64"), ("ks_c_5601-1987", "CP949", "base64"), ("euc-kr", "EUC-KR", "8bit"),
    ]

    private(set) var mails: [[UInt8]] = []
    private var orders: [String] = []

    var ordersFile: String { "{\"data\":[\n" + orders.joined(separator: ",\n") + "\n]}\n" }
    /// Product orders that must be cancelled, each once.
    var productOrders: Set<String> { Set((0..<Self.count).map(Self.productOrder)) }

    init() throws {
        for number in 0..<Self.count {
            mails.append(try Self.mail(number))
            orders.append(Self.order(number))
        }
    }

    static func identifier(_ number: Int) -> String { "<mail-\(100 + number)@example.kr>" }
    private static func orderNumber(_ number: Int) -> String { "20261120\(60_000_000 + number)" }
    private static func productOrder(_ number: Int) -> String { "20261120\(70_000_000 + number)" }

    private static func mail(_ number: Int) throws -> [UInt8] {
        let (charset, code, encoding) = kinds[number % kinds.count]
        let subject = try Data(encoded("주문 취소 요청드립니다", code)).base64EncodedString()
        // A line that begins with a dot, and one with "From ", as they come to grief on the way.
        let body = try encoded(
            "안녕하세요.\r\n.점으로 시작하는 줄입니다.\r\nFrom 시작하는 줄도 있습니다.\r\n주문번호 \(orderNumber(number)) 취소 부탁드립니다. 단순 변심입니다.\r\n",
            code)
        let head = """
            From: buyer\(number)@example.kr
            To: cancel@shop.example
            Subject: =?\(charset)?B?\(subject)?=
            Date: Sun, 22 Nov 2026 10:14:00 +0900
            Message-ID: \(identifier(number))
            MIME-Version: 1.0
            Content-Type: text/plain; charset=\(charset)
            Content-Transfer-Encoding: \(encoding)


            """
        let content: [UInt8] =
            switch encoding {
            case "base64":
                Array(Data(body).base64EncodedString(options: [.lineLength76Characters]).utf8) + [0x0D, 0x0A]
            case "quoted-printable": quotedPrintable(body)
            default: body
            }
        return Array(head.replacingOccurrences(of: "\n", with: "\r\n").utf8) + content
    }

    private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        var column = 0
        for byte in bytes {
            if byte == 0x0A || byte == 0x0D {
                out.append(byte)
                column = 0
                continue
            }
            if column > 70 {
                out += Array("=\r\n".utf8)
                column = 0
            }
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            out += isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            column += isPlain ? 1 : 3
        }
        return out
    }

    private static func encoded(_ text: String, _ code: String) throws -> [UInt8] {
        let converter = iconv_open(code, "UTF-8")
        try #require(converter != iconv_t(bitPattern: -1), "iconv knows no \(code)")
        defer { iconv_close(converter) }
        var source = Array(text.utf8).map { CChar(bitPattern: $0) }
        var target = [CChar](repeating: 0, count: source.count * 2)
        let written = source.withUnsafeMutableBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                var (from, to) = (source.baseAddress, target.baseAddress)
                var (left, room) = (source.count, target.count)
                return iconv(converter, &from, &left, &to, &room) == 0 ? target.count - room : 0
            }
        }
        try #require(written > 0, "not to be said in \(code)")
        return target.prefix(written).map { UInt8(bitPattern: $0) }
    }

    private static func order(_ number: Int) -> String {
        #"{"order":{"orderId":"\#(orderNumber(number))","paymentMeans":"신용카드","ordererName":"김민준","ordererTel":"010-1234-5678"},"#
            + #""productOrder":{"productOrderId":"\#(productOrder(number))","productOrderStatus":"PAYED","placeOrderStatus":"OK","#
            + #""productName":"장갑 \#(number)","quantity":1,"initialQuantity":1,"remainQuantity":1,"unitPrice":13450,"#
            + #""totalPaymentAmount":13450,"remainPaymentAmount":13450},"#
            + #""currentClaim":{"cancel":{"claimId":"C\#(number)","claimStatus":"CANCEL_REQUEST","cancelReason":"INTENT_CHANGED","requestQuantity":1}}}"#
    }
}
