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
        var told: [String] = []
        let book = try OrderBook(
            source: OrderFile(path: path), journal: MemoryJournal(), now: { Instant(seconds: 1_795_402_800) },
            trouble: { told.append($0.map { "\($0)" } ?? "over") })
        try put(Array(whole.prefix(whole.count / 2)))
        for _ in 0..<2 {
            #expect(isFound(book.lookUp([first])[first]))
            #expect(isUnavailable(book.lookUp([second])[second]))
        }
        #expect(told.count == 1 && told.first?.contains("unreadableOrders") == true, "\(told)")
        try FileManager.default.removeItem(atPath: path)
        #expect(isFound(book.lookUp([first])[first]))
        #expect(told.count == 2, "\(told)")
        try put(whole)
        #expect(isFound(book.lookUp([second])[second]))
        #expect(told.count == 3 && told.last == "over", "\(told)")
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

    /// What was left of 3 pieces after commands of ours, once the store's own dump is renewed.
    struct Part: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// Pieces of each cancellation that was made here.
        var made: [Int]
        /// What the newer dump shows: pieces left, and the number of the last finished claim.
        var remains: Int
        var claim: String?
        var left: Int
    }

    @Test(arguments: [
        Part(testDescription: "a dump that does not know it yet", made: [1], remains: 3, left: 2),
        Part(testDescription: "the store's own number", made: [1], remains: 2, claim: "2026112390000009", left: 2),
        Part(testDescription: "our number", made: [1], remains: 2, claim: "1-C1", left: 2),
        Part(testDescription: "no claim at all", made: [1], remains: 2, left: 2),
        Part(testDescription: "the first of two", made: [1, 1], remains: 2, claim: "2026112390000009", left: 1),
        Part(testDescription: "both", made: [1, 1], remains: 1, claim: "2026112390000010", left: 1),
        Part(testDescription: "ours and one of the store", made: [1], remains: 1, claim: "2026112390000010", left: 1),
    ])
    func `one partial cancellation is subtracted once, whoever numbered its claim`(part: Part) throws {
        defer { remove() }
        let id = ProductOrderID(trusted: "1")
        try put([OrderItem(productOrder: "1", quantity: 3, payment: 30_000)].answer)
        let book = try OrderBook(
            source: OrderFile(path: path), journal: MemoryJournal(), now: { Instant(seconds: 1_795_402_800) })
        for pieces in part.made {
            let command = StoreCommand.requestCancel(id, code: "SOLD_OUT", detail: nil, quantity: pieces)
            #expect(book.perform([command, .approveCancel(id)]) == [.accepted, .accepted])
        }
        let item = OrderItem(productOrder: "1", quantity: 3, payment: 10_000 * part.remains)
        try put([item.left(part.remains, after: part.claim)].answer)
        guard case .found(let orders)? = book.lookUp([first])[first], let order = orders.first else {
            Issue.record("the order is gone")
            return
        }
        #expect(order.remainingQuantity == part.left)
        #expect(order.remainingPayment == part.left * 10_000)
    }
}
