// Two hundred drops of every outcome, and the orders behind them. The same every time.

import Foundation

/// What the crash test drops.
struct CrashDrops {
    private(set) var files: [(name: String, text: String)] = []
    private var orders: [String] = []
    /// Product orders that must be cancelled, each exactly once.
    private(set) var toCancel: Set<String> = []

    init() {
        for number in 0..<120 { addJSON(number, claim: true, status: "PAYED") }
        for number in 120..<140 { addJSON(number, claim: false, status: "PAYED") }
        for number in 140..<155 { addJSON(number, claim: false, status: "DELIVERING") }
        // Twenty ask again for what another file asks for.
        for number in 0..<20 { files.append((name(155 + number, "again.json"), Self.json(number, text: "다시 요청합니다"))) }
        for number in 175..<190 { addMail(number, isKnown: true) }
        for number in 190..<195 { addMail(number, isKnown: false) }
        for number in 195..<200 { files.append((name(number, "broken.json"), #"{"orderId": "20261"#)) }
    }

    var ordersFile: String { "{\"data\":[\n" + orders.joined(separator: ",\n") + "\n]}\n" }

    static func productOrder(_ number: Int) -> String { "20261120\(10_000_000 + number)" }
    static func order(_ number: Int) -> String { "20261120\(50_000_000 + number)" }
    private func name(_ number: Int, _ suffix: String) -> String { "\(1000 + number)-\(suffix)" }

    static func json(_ number: Int, text: String) -> String {
        """
        {"schema":"cancelbox.request/1","orderId":"\(Self.order(number))","productOrderId":"\(Self.productOrder(number))",
         "reason":{"code":"INTENT_CHANGED","text":"\(text)"},"requestedAt":"2026-11-22T10:00:00+09:00",
         "requester":{"name":"김민준","email":"buyer\(number)@example.kr"}}
        """
    }

    private mutating func addJSON(_ number: Int, claim: Bool, status: String) {
        files.append((name(number, "request.json"), Self.json(number, text: "단순 변심")))
        addOrder(number, claim: claim, status: status)
    }

    private mutating func addOrder(_ number: Int, claim: Bool, status: String) {
        if status == "PAYED" { toCancel.insert(Self.productOrder(number)) }
        orders.append(Self.orderJSON(number, claim: claim, status: status))
    }

    /// What the store shows of an order over 26,900 won, with the buyer's open claim or without one.
    static func orderJSON(_ number: Int, claim: Bool, status: String) -> String {
        let claimPart =
            claim
            ? #","currentClaim":{"cancel":{"claimId":"C\#(number)","claimStatus":"CANCEL_REQUEST","cancelReason":"INTENT_CHANGED","requestQuantity":2}}"#
            : ""
        return
            #"{"order":{"orderId":"\#(order(number))","paymentMeans":"신용카드","ordererName":"김민준","ordererTel":"010-1234-5678"},"#
            + #""productOrder":{"productOrderId":"\#(productOrder(number))","productOrderStatus":"\#(status)","placeOrderStatus":"OK","#
            + #""productName":"장갑 \#(number)","quantity":2,"initialQuantity":2,"remainQuantity":2,"unitPrice":13450,"#
            + #""totalPaymentAmount":26900,"remainPaymentAmount":26900}\#(claimPart)}"#
    }

    private mutating func addMail(_ number: Int, isKnown: Bool) {
        if isKnown { addOrder(number, claim: true, status: "PAYED") }
        files.append((name(number, "mail.eml"), Self.mail(number)))
    }

    static func mail(_ number: Int) -> String {
        let text = "주문번호 \(order(number)) 취소 부탁드립니다. 단순 변심입니다."
        let part = "--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\(text)\r\n"
        return "From: buyer\(number)@example.kr\r\nTo: cancel@shop.example\r\nSubject: cancel\r\n"
            + "Date: Sun, 22 Nov 2026 10:14:00 +0900\r\nMessage-ID: <\(number)@example.kr>\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=cut\r\n\r\n\(part)--cut--\r\n"
    }
}
