// The embedded store answers and refuses the way the Commerce API does.

import Cancellation
import Ports
import SmartStore
import StrictJSON
import Testing

private let noon = Instant(seconds: 1_763_866_800)
private let first = ProductOrderID(trusted: "2026112012345671")
private let second = ProductOrderID(trusted: "2026112012345672")

private func book(_ items: OrderItem..., journal: any OrderBookJournal = MemoryJournal()) throws -> OrderBook {
    try OrderBook(orders: items.answer, journal: journal, now: { noon })
}

extension OrderBook {
    fileprivate func order(_ id: ProductOrderID) -> Order? {
        guard case .found(let orders) = lookUp([.productOrder(id)])[.productOrder(id)] else { return nil }
        return orders.first
    }

    fileprivate func outcome(of command: StoreCommand) -> CommandOutcome? { perform([command]).first }
}

extension CommandOutcome {
    fileprivate var code: String? {
        switch self {
        case .conflict(let failure), .rejected(let failure): failure.code
        case .accepted, .deferred, .unknown: nil
        }
    }
}

struct OrderBookTests {
    @Test func `a product order is found by itself and with its purchase`() throws {
        let book = try book(
            OrderItem(), OrderItem(productOrder: second.rawValue), OrderItem(order: "3", productOrder: "4"))
        let purchase = OrderQuery.order(OrderID(trusted: "2026112098765431"))
        let unknown = OrderQuery.productOrder(ProductOrderID(trusted: "9"))
        let answers = book.lookUp([purchase, .productOrder(second), unknown, .order(OrderID(trusted: "9"))])
        guard case .found(let both) = answers[purchase], case .found(let one) = answers[.productOrder(second)] else {
            Issue.record("not found")
            return
        }
        #expect(both.map(\.productOrderID) == [first, second])
        #expect(one.map(\.productOrderID) == [second])
        #expect(answers[unknown] == .missing)
        #expect(answers[.order(OrderID(trusted: "9"))] == .missing)
        #expect(book.count == 3)
    }

    @Test(arguments: ["CANCEL_REQUEST", "CANCELING"])
    func `approving an open claim cancels once`(status: String) throws {
        let journal = MemoryJournal()
        let book = try book(OrderItem(cancel: status), journal: journal)
        #expect(book.outcome(of: .approveCancel(first)) == .accepted)
        #expect(book.order(first)?.status == .cancelled)
        #expect(book.order(first)?.claim?.status == .cancelDone)
        #expect(book.order(first)?.claim?.completedAt == noon)
        #expect(book.outcome(of: .approveCancel(first))?.code == "105306")
        #expect(journal.changes.map(\.amount) == [26_900])
        #expect(journal.changes.cancellationsByProductOrder == [first: 1])
    }

    @Test func `two approvals in one call cancel once`() throws {
        let journal = MemoryJournal()
        let outcomes = try book(OrderItem(cancel: "CANCEL_REQUEST"), journal: journal)
            .perform([.approveCancel(first), .approveCancel(first)])
        #expect(outcomes.map(\.code) == [nil, "105306"])
        #expect(journal.changes.cancellationsByProductOrder == [first: 1])
    }

    @Test(arguments: [
        (OrderItem(), "104442"), (OrderItem(cancel: "CANCEL_REJECT"), "104442"),
        (OrderItem(cancel: "CANCEL_DONE"), "105306"),
        (OrderItem(cancel: "SOMETHING_NEW"), "104442"),
        (OrderItem(status: "DELIVERING", cancel: "CANCEL_REQUEST"), "104442"),
        (OrderItem(status: "CANCELED"), "105306"), (OrderItem(productOrder: "4"), "100001"),
    ])
    func `approving anything but an open claim is refused`(item: OrderItem, code: String) throws {
        let journal = MemoryJournal()
        #expect(try book(item, journal: journal).outcome(of: .approveCancel(first))?.code == code)
        #expect(journal.changes.isEmpty)
    }

    @Test func `a seller's cancellation is a claim until it is approved`() throws {
        let journal = MemoryJournal()
        let book = try book(OrderItem(), journal: journal)
        let request = StoreCommand.requestCancel(first, code: "SOLD_OUT", detail: "품절", quantity: nil)
        #expect(book.outcome(of: request) == .accepted)
        #expect(book.order(first)?.status == .paid)
        #expect(book.order(first)?.openCancelClaim?.reason == Reason(code: "SOLD_OUT", text: "품절"))
        #expect(book.order(first)?.openCancelClaim?.id?.rawValue == "2026112012345671-C1")
        #expect(book.outcome(of: request)?.code == "105306")
        #expect(journal.changes.cancellationsByProductOrder.isEmpty)
        #expect(book.outcome(of: .approveCancel(first)) == .accepted)
        #expect(book.order(first)?.isCancelled == true)
        #expect(book.outcome(of: request)?.code == "105306")
    }

    @Test func `cancelling a part leaves the rest alive, to the won`() throws {
        let journal = MemoryJournal()
        let book = try book(OrderItem(quantity: 3, payment: 10_000), journal: journal)
        for (number, rest) in [(1, 6_667), (2, 3_334)] {
            let request = StoreCommand.requestCancel(first, code: "INTENT_CHANGED", detail: nil, quantity: 1)
            #expect(book.perform([request, .approveCancel(first)]) == [.accepted, .accepted])
            #expect(book.order(first)?.claim?.id?.rawValue == "2026112012345671-C\(number)")
            #expect(book.order(first)?.status == .paid)
            #expect(book.order(first)?.remainingPayment == rest)
            #expect(book.order(first)?.remainingQuantity == 3 - number)
            #expect(book.outcome(of: .approveCancel(first))?.code == "105306")
        }
        let last = StoreCommand.requestCancel(first, code: "INTENT_CHANGED", detail: nil, quantity: 1)
        #expect(book.perform([last, .approveCancel(first)]) == [.accepted, .accepted])
        #expect(book.order(first)?.status == .cancelled)
        #expect(journal.changes.filter(\.isCancellation).reduce(0) { $0 + $1.amount } == 10_000)
    }

    @Test(
        arguments: [
            (OrderItem(), "ETC", nil, nil, "4000"), (OrderItem(), "SOLD_OUT", nil, 0, "4000"),
            (OrderItem(), "SOLD_OUT", nil, 3, "4000"),
            (OrderItem(), "SOLD_OUT", String(repeating: "가", count: 501), nil, "4000"),
            (OrderItem(status: "DELIVERING"), "SOLD_OUT", nil, nil, "104442"),
            (OrderItem(status: "PAYMENT_WAITING"), "SOLD_OUT", nil, nil, "104442"),
            (OrderItem(status: "CANCELED"), "SOLD_OUT", nil, nil, "105306"),
            (OrderItem(productOrder: "4"), "SOLD_OUT", nil, nil, "100001"),
            (
                OrderItem(more: [("delivery", .members(("sendDate", .string("2026-11-21T10:00:00.000+09:00"))))]),
                "SOLD_OUT", nil,
                nil, "104442"
            ),
        ] as [(OrderItem, String, String?, Int?, String)])
    func `a seller's cancellation the store would not take is refused`(
        item: OrderItem, reason: String, detail: String?, quantity: Int?, code: String
    ) throws {
        let journal = MemoryJournal()
        let book = try book(item, journal: journal)
        let request = StoreCommand.requestCancel(first, code: reason, detail: detail, quantity: quantity)
        #expect(book.outcome(of: request)?.code == code)
        #expect(journal.changes.isEmpty)
    }

    @Test(arguments: [
        ("[]", "data"), ("{\"data\":{}}", "data"), ("{\"data\":[{\"order\":1}]}", "order of item 1"),
        ("{\"data\":[", "line 1"),
    ])
    func `a file that is no answer of the store is refused with the place`(text: String, place: String) {
        let error = #expect(throws: OrderBookError.self) {
            try OrderBook(orders: Array(text.utf8), journal: MemoryJournal(), now: { noon })
        }
        #expect(error?.advice.contains(place) == true)
    }

    @Test func `a product order that stands twice is refused`() {
        #expect(throws: OrderBookError.self) { try book(OrderItem(), OrderItem()) }
    }

    @Test func `many orders are found again`() throws {
        let items = (0..<3000).map { OrderItem(order: "\($0 / 3)", productOrder: "P\($0)", cancel: "CANCEL_REQUEST") }
        let book = try OrderBook(orders: items.answer, journal: MemoryJournal(), now: { noon })
        let outcomes = book.perform(items.map { .approveCancel(ProductOrderID(trusted: $0.productOrder)) })
        #expect(outcomes.allSatisfy { $0 == .accepted })
        #expect(book.order(ProductOrderID(trusted: "P2999"))?.isCancelled == true)
    }
}
