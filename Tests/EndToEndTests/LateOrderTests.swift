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
