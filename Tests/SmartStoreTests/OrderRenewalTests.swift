// A new dump of orders under a running book: taken up when it is whole, never half, and never telling an untruth meanwhile.

import Cancellation
import Foundation
import Ports
import SmartStore
import Testing

struct OrderRenewalTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("orders-\(UUID().uuidString).json")
        .path
    private let first = OrderQuery.productOrder(ProductOrderID(trusted: "1"))
    private let second = OrderQuery.productOrder(ProductOrderID(trusted: "2"))

    private func put(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path), options: .atomic) }
    private func remove() { try? FileManager.default.removeItem(atPath: path) }  // a temporary file

    private func isFound(_ answer: LookUp?) -> Bool { if case .found = answer { true } else { false } }
    private func isUnavailable(_ answer: LookUp?) -> Bool { if case .unavailable = answer { true } else { false } }

    @Test func `a new file of orders is seen by the next question`() throws {
        defer { remove() }
        try put([OrderItem(productOrder: "1")].answer)
        let book = try OrderBook(
            source: OrderFile(path: path), journal: MemoryJournal(), now: { Instant(seconds: 1_795_402_800) })
        #expect(isFound(book.lookUp([first])[first]))
        #expect(book.lookUp([second])[second] == .missing)
        try put([OrderItem(productOrder: "1"), OrderItem(productOrder: "2")].answer)
        #expect(isFound(book.lookUp([second])[second]))
    }

    @Test func `while the new file is half there, known orders are shown and unknown ones are not called missing`()
        throws
    {
        defer { remove() }
        let whole = [OrderItem(productOrder: "1"), OrderItem(productOrder: "2")].answer
        try put([OrderItem(productOrder: "1")].answer)
        let book = try OrderBook(
            source: OrderFile(path: path), journal: MemoryJournal(), now: { Instant(seconds: 1_795_402_800) })
        try put(Array(whole.prefix(whole.count / 2)))
        for _ in 0..<2 {
            #expect(isFound(book.lookUp([first])[first]))
            #expect(isUnavailable(book.lookUp([second])[second]))
        }
        try put(whole)
        #expect(isFound(book.lookUp([second])[second]))
    }

    @Test func `what was cancelled here stays cancelled in a dump that does not know it yet`() throws {
        defer { remove() }
        try put([OrderItem(productOrder: "1")].answer)
        let book = try OrderBook(
            source: OrderFile(path: path), journal: MemoryJournal(), now: { Instant(seconds: 1_795_402_800) })
        let id = ProductOrderID(trusted: "1")
        let command = StoreCommand.requestCancel(id, code: "SOLD_OUT", detail: nil, quantity: nil)
        #expect(book.perform([command]) == [.accepted])
        #expect(book.perform([.approveCancel(id)]) == [.accepted])
        try put([OrderItem(productOrder: "1"), OrderItem(productOrder: "2")].answer)
        guard case .found(let orders)? = book.lookUp([first])[first] else {
            Issue.record("the order is gone")
            return
        }
        #expect(orders.first?.isCancelled == true)
    }
}
