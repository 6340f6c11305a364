// Nothing said vanishes: an order beside a word for cancelling is handed back, an error of the store is a person's.

import Cancellation
import Intake
import Testing

private func read(_ text: String) -> Document { readJSON(Array(text.utf8)) }

struct UnclearJSONTests {
    @Test(arguments: [
        #"{"orderId":"2026112012345671","cancel":true}"#, #"{"주문번호":"2026112012345671","비고":"취소 부탁드려요"}"#,
        #"{"주문번호":"2026112012345671","상태":"취소"}"#, #"{"orderNo":"2026112012345671","command":"cancel"}"#,
        #"{"order":{"id":"2026112012345671"},"cancellation":{"why":"x"}}"#,
        #"{"orderId":"2026112012345671","isCancelRequested":"Y"}"#,
        #"[{"orderId":"2026112012345671","처리":"취소"},{"orderId":"2026112012345672","처리":"발송"}]"#,
    ])
    func `an order and a word for cancelling is never nothing`(_ text: String) {
        let document = read(text)
        #expect(document.requests.isEmpty && document.problem?.contains("취소라는 말") == true, "\(document)")
    }

    @Test(arguments: [
        #"{"orderId":"2026112012345671","cancelable":true,"canceled":"F","cancel_fee":"0.00","cancel_date":""}"#,
        #"{"orderId":"2026112012345671","productOrderStatus":"CANCELED"}"#,
        #"{"orderId":"2026112012345671","상태":"취소완료"}"#, #"{"orderId":"2026112012345671","memo":"문 앞에 놓아 주세요"}"#,
        #"{"orderId":"2026112012345671","cancel_reason":null,"cancelled_at":null}"#,
    ])
    func `an order that only could be cancelled, or was, asks for nothing`(_ text: String) {
        let document = read(text)
        #expect(document.requests.isEmpty && document.problem == nil && document.remark == nil, "\(document)")
    }

    @Test(arguments: [
        #"{"action":"cancel","orders":["2026112012345671","2026112012345672"]}"#,
        #"{"action":"cancel","orders":[2026112012345671,2026112012345672]}"#,
        #"{"requestType":"취소","주문":{"orders":["2026112012345671","2026112012345672"]}}"#,
        #"[{"action":"cancel","orders":["2026112012345671"]},{"action":"cancel","orders":["2026112012345672"]}]"#,
    ])
    func `bare numbers in a list of orders are orders`(_ text: String) {
        let document = read(text)
        #expect(document.requests.map(\.intent) == [.cancel, .cancel], "\(document)")
        #expect(document.requests.compactMap(\.orderID?.rawValue) == ["2026112012345671", "2026112012345672"])
    }

    @Test(arguments: [
        #"{"code":"GW.AUTHN","message":"인증 실패","timestamp":"2026-11-29T10:00:00+09:00","traceId":"x"}"#,
        #"{"code":"BAD_REQUEST","message":"잘못된 요청"}"#, #"{"code":401,"message":"Unauthorized"}"#,
        #"{"timestamp":"x","status":500,"code":"E","message":"Internal Server Error","path":"/v1"}"#,
        #"{"error":null,"code":"GW.RATE_LIMIT","message":"요청이 많아","invalidInputs":[]}"#,
    ])
    func `an error answer of the store is no order, and says what to look at`(_ text: String) {
        #expect(read(text).problem?.hasPrefix(storeErrorMark) == true)
    }
}
