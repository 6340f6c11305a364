// What each shape of export asks for.

import Cancellation
import Intake
import Testing

private func read(_ text: String) -> Document { readJSON(Array(text.utf8)) }

private func only(_ text: String) throws -> Request {
    let document = read(text)
    try #require(document.problem == nil, "\(document.problem ?? "")")
    try #require(document.requests.count == 1)
    return document.requests[0]
}

struct ReadJSONTests {
    @Test func `an order tool's export becomes a request for each item`() throws {
        let request = try only(toolExport)
        #expect(request.intent == .cancel)
        #expect(request.channel == .smartstore)
        #expect(request.orderID?.rawValue == "2026030410000001")
        #expect(request.productOrderID?.rawValue == "2026030430000001")
        #expect(request.product == Product(name: "무선 청소기 V12", quantity: 2))
        #expect(request.cancelQuantity == 2)
        #expect(request.reason?.code == "SOLD_OUT")
        #expect(request.reason?.cause == .outOfStock)
        #expect(request.reason?.text?.hasPrefix("취소 철회 말고") == true)
        #expect(request.requestedAt == Instant(iso8601: "2026-03-04T10:00:00+09:00"))
        #expect(request.requester == Requester(name: "김민준", email: "user@example.kr", phone: "010-1234-5678"))
        #expect(request.confidence == 1)
        #expect(!request.conditional)
    }

    @Test func `our own format is read`() throws {
        let request = try only(ownFormat)
        #expect(request.product == Product(name: "장갑", option: "네이비", quantity: 3))
        #expect(request.cancelQuantity == 1)
        #expect(request.reason == Reason(code: "INTENT_CHANGED", text: "단순 변심"))
        #expect(request.requester?.email == "hong@example.kr")
    }

    @Test func `a row with Korean names is read`() throws {
        let request = try only(koreanRow)
        #expect(request.intent == .cancel)
        #expect(request.productOrderID?.rawValue == "2026112012345671")
        #expect(request.orderID?.rawValue == "2026112098765431")
        #expect(request.cancelQuantity == 1)
        #expect(request.product == Product(name: "장갑", option: "네이비", quantity: 2))
        #expect(request.reason == Reason(cause: .changeOfMind, text: "마음이 바뀌었어요"))
        #expect(request.requestedAt == Instant(iso8601: "2026-11-21T21:40:00+09:00"))
        #expect(request.requester == Requester(name: "홍길동", phone: "010-1234-5678"))
        #expect(request.channel == .smartstore)
    }

    @Test(arguments: [
        "{\"data\":[\(storeItem(openClaim))],\"traceId\":\"t\"}", storeItem(openClaim), "[\(storeItem(openClaim))]",
        "{\"data\":{\"contents\":[{\"productOrderId\":\"2026112012345671\",\"content\":\(storeItem(openClaim))}],\"pagination\":{}}}",
        "{\"data\":{\"contents\":[\(storeItem(openClaim))]}}",
        storeItem(
            openClaim.replacing("\"currentClaim\":{", with: "").dropLast().description
                + ",\"return\":null,\"exchange\":{}"),
        storeItem(openClaim, product: #","claimType":"CANCEL","claimStatus":"CANCELING""#),
    ])
    func `the store's own answer is read in each of its wrappings`(text: String) throws {
        let request = try only(text)
        #expect(request.intent == .cancel)
        #expect(request.orderID?.rawValue == "2026112098765431")
        #expect(request.productOrderID?.rawValue == "2026112012345671")
        #expect(request.cancelQuantity == 1)
        #expect(request.product == Product(name: "장갑", option: "색상: 네이비", quantity: 2))
        #expect(request.reason == Reason(code: "INTENT_CHANGED", text: "재결제 예정"))
        #expect(request.requestedAt == Instant(iso8601: "2026-11-21T21:40:10+09:00"))
        #expect(request.requester == Requester(name: "홍길동", phone: "010-1234-5678"))
    }

    @Test(arguments: [
        (#","currentClaim":{"cancel":{"claimStatus":"CANCELING"}}"#, Intent.cancel),
        (#","currentClaim":{"cancel":{"claimStatus":"CANCEL_REJECT"}}"#, .withdraw),
        (#","currentClaim":{"cancel":{"claimStatus":"CANCEL_SOMETHING_NEW"}}"#, .question),
        (#","currentClaim":{"return":{"claimStatus":"RETURN_REQUEST","returnReason":"BROKEN"}}"#, .return),
        (#","currentClaim":{"return":{"claimStatus":"COLLECTING"}}"#, .return),
        (#","currentClaim":{"exchange":{"claimStatus":"COLLECT_DONE"}}"#, .exchange),
    ])
    func `a claim's status says what is wanted`(claims: String, intent: Intent) throws {
        let text = storeItem(claims).replacing("\"completedClaims\":[],\"completed", with: "\"completed")
        #expect(try only(text.replacing(",\n \"completedClaims\":[]", with: "")).intent == intent)
    }

    @Test func `what a claim of the store says is a fact, what somebody wrote beside it is a wish`() throws {
        func item(_ claim: String, _ product: String = "") -> String {
            storeItem(#","currentClaim":{"cancel":{"claimStatus":"\#(claim)"}}"#, product: product)
        }
        #expect(try only(item("CANCEL_REQUEST")).isClaim == true)
        #expect(try only(item("CANCEL_REQUEST")).isFact == false)
        #expect(try only(item("CANCEL_REJECT")).isFact)
        #expect(try only(storeItem(#","currentClaim":{"return":{"claimStatus":"RETURN_REQUEST"}}"#)).isFact)
        let own = try only(
            #"{"action":"cancel","productOrderId":"2026112012345671","productOrderStatus":"PAYED","reasonCode":"SOLD_OUT"}"#
        )
        #expect(own.isClaim == nil && own.intent == .cancel)
    }

    @Test(arguments: [
        storeItem(
            #","currentClaim":{"cancel":{"claimStatus":"CANCEL_REQUEST"}}"#, product: #","claimStatus":"CANCEL_REJECT""#
        ),
        storeItem(
            #","currentClaim":{"cancel":{"claimStatus":"CANCEL_DONE"}}"#, product: #","claimStatus":"CANCEL_REQUEST""#),
        storeItem(
            #","currentClaim":{"cancel":{"claimStatus":"CANCEL_REQUEST"},"return":{"claimStatus":"RETURN_REQUEST"}}"#),
    ])
    func `two claims of one order that contradict each other are a question to a person`(_ text: String) throws {
        let request = try only(text)
        #expect(request.intent == .question && request.isClaim == nil)
    }

    @Test(arguments: [
        storeItem(""), storeItem(#","currentClaim":null"#),
        storeItem(#","currentClaim":{}"#, product: #","claimStatus":"""#),
        storeItem(
            #","currentClaim":{"cancel":{"claimStatus":"CANCEL_DONE"}}"#, product: #","productOrderStatus":"PAYED""#),
        storeItem(
            #","currentClaim":{"cancel":{"claimStatus":"CANCEL_DONE"}}"#, product: #","productOrderStatus":"CANCELED""#),
        // Without the order's state it may have been a part.
        storeItem(#","currentClaim":{"cancel":{"claimStatus":"CANCEL_DONE"}}"#),
        storeItem(#","currentClaim":{"return":{"claimStatus":"RETURN_REJECT"}}"#),
        storeItem(#","currentClaim":{"exchange":{"claimStatus":"EXCHANGE_DONE"}}"#),
        storeItem("", product: #","claimType":"ADMIN_CANCEL","claimStatus":"ADMIN_CANCELING""#),
        storeItem(
            "", product: #","claimType":"PURCHASE_DECISION_HOLDBACK","claimStatus":"PURCHASE_DECISION_HOLDBACK""#),
        #"{"traceId":"t","timestamp":"x"}"#, #"{"data":[]}"#, "[]",
        #"{"traceId":"t","data":{"count":0,"lastChangeStatuses":[]}}"#,
        #"{"type":"order.list","orders":[{"id":"2026112098765431","quantity":1}]}"#,
        #"[{"주문번호":"1","상품주문번호":"2","주문상태":"결제완료","클레임상태":"","수량":1}]"#,
        #"[{"주문번호":"1","상품주문번호":"2","주문상태":"취소완료","클레임상태":"없음"}]"#,
        #"{"orderId":"1","cancelable":true,"cancelPolicy":"x"}"#,
    ])
    func `orders that ask for nothing make no request`(text: String) {
        #expect(read(text) == Document(kind: .json))
    }

    @Test(arguments: [
        ("cancel", Intent.cancel), ("CANCEL_REQUEST", .cancel), ("취소", .cancel), ("취소 요청", .cancel),
        ("Cancellation", .cancel),
        ("부분취소", .cancel), ("withdraw", .withdraw), ("취소 철회", .withdraw), ("CANCEL_REJECT", .withdraw), ("반품", .return),
        ("return-request", .return), ("반품철회", .return), ("교환 요청", .exchange), ("exchange", .exchange),
        ("문의", .question),
        ("주소 변경", .change), ("feedback", .feedback), ("do not cancel", .question), ("취소 거부", .question),
        ("취소 아님", .question), ("hold", .question), ("cancel or return", .return),
    ])
    func `only a known word cancels`(word: String, intent: Intent) throws {
        #expect(try only(#"{"action":"\#(word)","order_no":"2026112098765431","reason":"단순 변심"}"#).intent == intent)
    }

    @Test(arguments: [
        (#"{"orderId":"1","reason":"단순 변심"}"#, Intent.cancel), (#"{"orderId":"1","취소수량":1}"#, .cancel),
        (#"{"schema":"cancel-request/1","orderId":"1"}"#, .cancel), (#"{"orderId":"1","claimType":"CANCEL"}"#, .cancel),
        (#"{"orderId":"1","status":"CANCEL_REQUEST"}"#, .cancel),
        (#"{"orderId":"1","주문상태":"취소철회","취소사유":"x"}"#, .withdraw),
        (#"{"orderId":"1","주문상태":"취소거부","취소사유":"x"}"#, .question),
        (#"{"orderId":"1","returnReason":"BROKEN"}"#, .return),
        (#"{"type":"refund.inquired","orderId":"1","reason":"x"}"#, .question),
        (#"{"type":"반품","orderId":"1","reason":"x"}"#, .return),
        (#"{"action":"cancel","claimStatus":"CANCEL_REJECT","orderId":"1"}"#, .question),
        (#"{"action":"cancel","claimStatus":"CANCEL_DONE","status":"PAYED","orderId":"1"}"#, .question),
        (#"{"schema":"cancel/1","requester":{"email":"a@b.kr"},"reason":"x"}"#, .cancel),
    ])
    func `signs of cancelling count when nothing speaks against them`(text: String, intent: Intent) throws {
        #expect(try only(text).intent == intent)
    }

    @Test(arguments: [
        (
            "{\"orderId\":\"1\",\"reason\":\"x\"}\n{\"orderId\":\"2\",\"reason\":\"x\"}\n", DocumentKind.ndjson,
            ["1", "2"]
        ),
        (
            "\u{1E}{\"orderId\":\"1\",\"reason\":\"x\"}\n\u{1E}{\"orderId\":\"2\",\"reason\":\"x\"}\n", .ndjson,
            ["1", "2"]
        ),
        (#"[{"orderId":"1","reason":"x"},{"orderId":"2","reason":"x"}]"#, .json, ["1", "2"]),
        (#"{"requests":[{"orderId":"1","action":"cancel"},{"orderId":2,"reason":"x"}]}"#, .json, ["1", "2"]),
        (#"{"action":"cancel","orderIds":["1",2]}"#, .json, ["1", "2"]),
        (#"{"reason":"SOLD_OUT","orders":[{"id":"1"},{"no":"2"}]}"#, .json, ["1", "2"]),
        (
            #"{"data":{"count":2,"lastChangeStatuses":[{"orderId":"1","claimType":"CANCEL","claimStatus":"CANCEL_REQUEST","productOrderStatus":"PAYED"},{"orderId":"9","productOrderStatus":"PAYED"},{"orderId":"2","claimType":"CANCEL","claimStatus":"CANCELING"}]}}"#,
            .json, ["1", "2"]
        ),
    ])
    func `lists of every kind give one request for each`(text: String, kind: DocumentKind, orders: [String]) {
        let document = read(text)
        #expect(document.problem == nil)
        #expect(document.kind == kind)
        #expect(document.requests.map { $0.orderID?.rawValue } == orders)
        #expect(document.requests.allSatisfy { $0.intent == .cancel })
    }

    @Test func `items share their order, reason and customer`() throws {
        let document = read(
            #"{"schema":"cancel/1","order":{"order_no":"1","items":[{"product_order_no":"11","qty":2},{"product_order_no":"12","qty":1,"cancel_qty":1}]},"reason":"배송 지연","customer":{"name":"홍"}}"#
        )
        #expect(document.requests.map { $0.productOrderID?.rawValue } == ["11", "12"])
        #expect(document.requests.map(\.cancelQuantity) == [2, 1])
        for request in document.requests {
            #expect(request.orderID?.rawValue == "1")
            #expect(request.reason == Reason(cause: .deliverySchedule, text: "배송 지연"))
            #expect(request.requester == Requester(name: "홍"))
        }
    }

    @Test(arguments: [
        ("\"2026-1120-9876-5431\"", "2026112098765431"), ("2026112098765431", "2026112098765431"), ("\"PO-7\"", "PO-7"),
        ("\" 2026112098765431 \"", "2026112098765431"),
    ])
    func `order numbers come as text, number or grouped`(written: String, number: String) throws {
        #expect(try only(#"{"action":"cancel","orderId":\#(written)}"#).orderID?.rawValue == number)
    }

    @Test(arguments: [("2", 2), ("\"2\"", 2), ("\"1,000\"", 1000), ("\"3개\"", 3), ("2.0", 2)])
    func `quantities come in several writings`(written: String, quantity: Int) throws {
        #expect(try only(#"{"action":"cancel","orderId":"1","quantity":\#(written)}"#).cancelQuantity == quantity)
    }

    @Test func `codes the store may add are kept, and unknown markets are not ours`() throws {
        let request = try only(#"{"action":"cancel","orderId":"1","cancelReason":"BRAND_NEW_CODE","channel":"쿠팡"}"#)
        #expect(request.reason == Reason(code: "BRAND_NEW_CODE", cause: .other))
        #expect(request.channel != nil && request.channel != .smartstore)
    }

    @Test func `long words are cut at a character`() throws {
        var limits = Limits()
        limits.reasonText = 7
        let text = #"{"action":"cancel","orderId":"1","reason":"가나다라"}"#
        #expect(readJSON(Array(text.utf8), limits: limits).requests.first?.reason?.text == "가나")
    }
}
