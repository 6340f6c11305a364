// Drops and the orders they are about, from a seed: the same bytes in every run. Knows the shapes, measures nothing.

import Foundation

/// Which drops a scene is about.
enum Mix: String, CaseIterable {
    case json, mail, mix
}

/// A generator of drops in the proportions of a busy shop: seven exports to three mails, two repeats and one broken file in a
/// hundred.
struct Corpus {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(state: seed) }

    /// One drop: the end of its name, and its bytes. `previous` is repeated now and then.
    mutating func drop(_ number: Int, of mix: Mix, after previous: Data?) -> (suffix: String, bytes: Data) {
        let isMail = mix == .mail || (mix == .mix && random.next(10) < 3)
        switch random.next(100) {
        case 0: return ("json", Data(#"{"schema": "cancelbox.request/1", "intent": "#.utf8))
        case 1...2:
            guard let previous else { break }
            return (previous.first == UInt8(ascii: "{") ? "json" : "eml", previous)
        default: break
        }
        return isMail ? ("eml", mail(number)) : ("json", request(number))
    }

    /// The store's answer to `product-orders/query` about `count` orders, one in `claimEvery` of them with a claim of its buyer.
    static func orders(_ count: Int, claimEvery: Int = 1) -> Data {
        let items = (0..<count).map { number in
            let claim = """
                ,
                  "claimType": "CANCEL", "claimStatus": "CANCEL_REQUEST", "claimId": "\(productOrderID(number))"},
                 "cancel": {"claimId": "\(productOrderID(number))", "claimStatus": "CANCEL_REQUEST",
                  "cancelReason": "INTENT_CHANGED", "claimRequestDate": "2026-11-22T10:14:00.000+09:00", "requestQuantity": 2
                """
            return """
                {"order": {"orderId": "\(orderID(number))", "orderDate": "2026-11-20T09:12:01.000+09:00",
                  "paymentDate": "2026-11-20T09:12:43.000+09:00", "paymentMeans": "신용카드", "ordererName": "\(buyer(number))",
                  "ordererTel": "010-\(1000 + number % 9000)-5678"},
                 "productOrder": {"productOrderId": "\(productOrderID(number))", "productOrderStatus": "PAYED",
                  "placeOrderStatus": "OK", "productName": "겨울 니트 장갑", "productOption": "색상: 네이비 / 사이즈: M", "quantity": 2,
                  "initialQuantity": 2, "remainQuantity": 2, "unitPrice": 13450, "totalPaymentAmount": 26900,
                  "initialPaymentAmount": 26900, "remainPaymentAmount": 26900\(number % claimEvery == 0 ? claim : "")}}
                """
        }
        return Data("{\"data\": [\(items.joined(separator: ",\n"))]}".utf8)
    }

    private static func orderID(_ number: Int) -> String { String(2_026_112_098_000_000 + number) }
    private static func productOrderID(_ number: Int) -> String { String(2_026_112_012_000_000 + number) }
    private static func buyer(_ number: Int) -> String { ["홍길동", "김하늘", "이서준", "박지우"][number % 4] }

    private static let sentences = [
        "단순 변심으로 취소합니다.", "배송이 예정일보다 늦어져 더 기다리기 어렵습니다.", "옵션을 잘못 선택하여 주문하였습니다.",
        "결제 정보를 잘못 입력하여 다시 주문하려고 합니다.", "처리 결과는 문자와 이메일로 모두 알려 주시면 감사하겠습니다.",
        "쿠폰과 적립금은 원래대로 복원되는지도 함께 확인 부탁드립니다.",
    ]

    private mutating func words(_ count: Int) -> String {
        (0..<count).map { _ in Self.sentences[random.next(Self.sentences.count)] }.joined(separator: " ")
    }

    private mutating func request(_ number: Int) -> Data {
        Data(
            """
            {
              "schema": "cancelbox.request/1",
              "intent": "cancel",
              "orderId": "\(Self.orderID(number))",
              "productOrderId": "\(Self.productOrderID(number))",
              "product": { "name": "겨울 니트 장갑", "option": "색상: 네이비 / 사이즈: M", "quantity": 2 },
              "reason": { "code": "INTENT_CHANGED", "text": "\(words(4))" },
              "requestedAt": "2026-11-22T10:14:00+09:00",
              "requester": { "name": "\(Self.buyer(number))", "email": "buyer\(number)@example.kr", "phone": "010-1234-5678" }
            }

            """.utf8)
    }

    private mutating func mail(_ number: Int) -> Data {
        let text = """
            안녕하세요. \(Self.buyer(number))입니다.

            주문번호: \(Self.orderID(number))
            상품주문번호: \(Self.productOrderID(number))
            주문을 취소해 주세요. \(words(12))

            감사합니다.
            \(Self.buyer(number)) 드림

            """
        let body = Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        let subject = Data("주문 취소 부탁드립니다".utf8).base64EncodedString()
        return Data(
            """
            Return-Path: <buyer\(number)@example.kr>
            Received: from mx.example.kr (mx.example.kr [192.0.2.7])
            \tby mail.shop.example with ESMTPS; Sun, 22 Nov 2026 10:14:00 +0900
            From: buyer\(number)@example.kr
            To: cancel@shop.example
            Subject: =?utf-8?B?\(subject)?=
            Date: Sun, 22 Nov 2026 10:14:00 +0900
            Message-ID: <\(number)@example.kr>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            \(body)

            """.utf8)
    }
}

/// A small generator with a seed (Steele, Lea and Flood, 2014); quality enough to mix drops.
struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }
}
