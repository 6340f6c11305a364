// Rows that speak of cancelling where nobody reads it are handed back, never passed over.

import Cancellation
import Intake
import Testing

struct UnclearTableTests {
    private func document(_ lines: [String]) -> Document { read(Array(lines.joined(separator: "\n").utf8)) }

    @Test(arguments: [
        ["주문번호,상태", "2026112012345671,취소"], ["orderNo,status", "2026112012345671,cancel"],
        ["주문번호,주문상태,비고", "2026112012345671,결제완료,취소 부탁드려요"],
        ["주문번호,상태,배송메세지", "2026112012345671,발송대기,주문 취소해 주세요"],
        ["주문번호,상태,memo", "2026112012345671,결제완료,please cancel"],
        ["상품주문번호,주문상태,상품명", "2026112012345671,취소,양말", "2026112012345672,배송중,양말"],
    ])
    func `a row that speaks of cancelling is never nothing`(lines: [String]) {
        let document = document(lines)
        #expect(document.requests.isEmpty && document.problem == nil)
        #expect(document.rejected.flatMap(\.rows).map { $0.cells[0] } == ["2026112012345671"], "\(document)")
    }

    @Test(arguments: [
        ["주문번호,상태", "2026112012345671,취소완료"], ["주문번호,상태,비고", "2026112012345671,배송중,문 앞에 놓아 주세요"],
        ["주문번호,상태,비고", "2026112012345671,결제완료,취소 불가 상품"], ["주문번호,상태,취소 마감일", "2026112012345671,결제완료,2026-11-23"],
        ["주문번호,취소상태,상태", "2026112012345671,취소완료,취소"], ["주문번호,상태,상품명", "2026112012345671,배송중,취소선 펜"],
    ])
    func `a fact is none`(lines: [String]) {
        let document = document(lines)
        #expect(document.requests.isEmpty && document.refusal == nil && document.rejected.isEmpty, "\(document)")
    }

    @Test func `what is plain is read`() {
        let lines = ["주문번호,상태", "2026112012345671,취소요청", "2026112012345672,취소"]
        #expect(document(lines).requests.compactMap(\.orderID?.rawValue) == ["2026112012345671"])
    }
}
