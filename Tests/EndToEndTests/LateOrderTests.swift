// Orders that are newer than the dump, and drops of one name: nothing leads into a dead end, and no answer is overwritten.

import Foundation
import Testing

struct LateOrderTests {
    private func spool(orders: String) throws -> TestSpool {
        let spool = try TestSpool()
        try spool.configure(
            """
            shop:
              name: 우리상점
              mailAddress: cancel@shop.example
            inboxes:
              - name: inbox
                folder: inbox
                trust: exports
            settleDelaySeconds: 0.1
            """)
        try spool.write(orders, to: "orders.json")
        return spool
    }

    private func runOnce(_ spool: TestSpool) throws {
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
    }

    private func orders() throws -> String {
        try String(contentsOf: TestSpool.example.appendingPathComponent("orders.json"), encoding: .utf8)
    }

    private func request(_ file: String = "01-plain-request.json") throws -> String {
        try String(contentsOf: TestSpool.example.appendingPathComponent("inbox/\(file)"), encoding: .utf8)
    }

    @Test func `the same bytes dropped again find the order that is there by now`() throws {
        let all = try orders()
        let spool = try spool(
            orders: all.replacing("2026112012345671", with: "2026112099999991").replacing(
                "2026112098765431", with: "2026112099999992"))
        try spool.write(try request(), to: "inbox/early.json")
        try runOnce(spool)
        let results = spool.names("outbox/results")
        #expect(results.count == 1 && results[0].hasPrefix("unmatched-"), "\(results)")
        try spool.write(all, to: "orders.json")
        try spool.write(try request(), to: "inbox/again.json")
        try runOnce(spool)
        #expect(spool.text("outbox/results/2026112012345671-1.json").contains("\"cancelled\""))
        #expect(spool.text("outbox/results/\(results[0])").contains("\"expired\""), "it waits for nobody any more")
    }

    private let mail = """
        From: buyer@example.kr
        To: cancel@shop.example
        Subject: 취소 요청
        Message-ID: <late@example.kr>
        Date: Mon, 23 Nov 2026 10:00:00 +0900
        Content-Type: text/plain; charset=utf-8

        상품주문번호 2026112012345671 취소해 주세요. 단순 변심입니다.
        """

    @Test func `a mail about an order that is not there yet is received, and taken up when the order is there`() throws
    {
        let all = try orders()
        let spool = try spool(
            orders: all.replacing("2026112012345671", with: "2026112099999991").replacing(
                "2026112098765431", with: "2026112099999992"))
        try spool.write(mail, to: "inbox/late.eml")
        try runOnce(spool)
        let told = spool.names("outbox/notices/email")
        #expect(told.count == 1 && told[0].hasSuffix("-received.eml"), "\(told)")
        #expect(told.allSatisfy { !spool.text("outbox/notices/email/\($0)").contains("unmatched-0") })
        try spool.write(all, to: "orders.json")
        Thread.sleep(forTimeInterval: 5.5)  // the first look again
        try runOnce(spool)
        #expect(spool.names("outbox/results").contains("2026112012345671-1.json"), "\(spool.names("outbox/results"))")
        let first = try #require(spool.names("outbox/results").first { $0.hasPrefix("unmatched-") })
        #expect(spool.text("outbox/results/\(first)").contains("\"expired\""))
    }

    @Test func `a person says which order a mail is about`() throws {
        let spool = try spool(orders: try orders())
        try spool.write(
            mail.replacing("상품주문번호 2026112012345671 취소해", with: "주문한 장갑 취소해"), to: "inbox/nameless.eml")
        try runOnce(spool)
        let first = try #require(spool.names("outbox/results").first)
        let number = first.replacing("unmatched-", with: "R-").replacing(".json", with: "")
        let link = try Program(["link", number, "--order", "2026112012345671", "--spool", spool.path])
        #expect(link.finish() == 75, "\(link.log)")
        try runOnce(spool)
        #expect(spool.names("outbox/results").contains("2026112012345671-1.json"), "\(spool.names("outbox/results"))")
        #expect(spool.text("outbox/results/\(first)").contains("\"expired\""))
        let found = try Program(["show", "2026112012345671", "--spool", spool.path])
        #expect(found.finish() == 66, "two cases fit: \(found.log)")
    }

    @Test func `while there is no order at all nobody hears that his number is unknown`() throws {
        let spool = try spool(orders: #"{"data":[]}"#)
        try spool.write(try request(), to: "inbox/early.json")
        try runOnce(spool)
        #expect(spool.names("outbox/results").isEmpty)
        #expect(spool.names("outbox/receipts") == ["early.json.held.json"])
        try spool.write(try orders(), to: "orders.json")
        try runOnce(spool)
        #expect(spool.text("outbox/results/2026112012345671-1.json").contains("\"cancelled\""))
        #expect(spool.names("outbox/receipts") == ["early.json.accepted.json"])
    }

    @Test func `drops of one name have receipts beside each other, each with its own answer`() throws {
        let spool = try spool(orders: try orders())
        for (number, product) in ["2026112012345671", "2026112112345679", "2026112112345680"].enumerated() {
            let text = #"{"intent":"cancel","productOrderId":"\#(product)","reasonCode":"INTENT_CHANGED"}"#
            try spool.write(text, to: "inbox/request.json")
            try runOnce(spool)
            #expect(spool.names("outbox/receipts").count == number + 1, "\(spool.names("outbox/receipts"))")
        }
        let places = spool.names("outbox/receipts").map { spool.text("outbox/receipts/\($0)") }
        #expect(Set(places).count == 3)
    }
}
