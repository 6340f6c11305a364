// The embedded store: orders from a file, changes in a journal. Stands in for a shop system where there is none to call, and
// behaves as the Commerce API does. Owns the orders in memory; the rules of the commands are in OrderBook+Commands.

package import Cancellation
package import Ports
import StrictJSON

/// A store that is a file of orders. Used from one thread.
package final class OrderBook: Store {
    var orders: [Order] = []
    var places: [ProductOrderID: Int] = [:]
    /// Claims made here so far for each product order, so that each gets its own number.
    var claimsMade: [ProductOrderID: Int] = [:]
    let journal: any OrderBookJournal
    let now: () -> Instant
    private let source: any OrderSource
    private var purchases: [OrderID: [Int]] = [:]
    /// Why the newest orders cannot be read; the last good ones are still shown.
    private var renewalProblem: OrderBookError?
    private let trouble: (OrderBookError?) -> Void

    /// Reads orders, the answer of `product-orders/query` (`{"data":[…]}`), and repeats what `journal` holds. Orders that are
    /// renewed later are read at the next look-up.
    /// - Parameters:
    ///   - now: the time that new claims and completions get.
    ///   - trouble: called when newer orders cannot be read, and with nil when they can again.
    package init(
        source: any OrderSource, journal: any OrderBookJournal, now: @escaping () -> Instant,
        trouble: @escaping (OrderBookError?) -> Void = { _ in }
    ) throws(OrderBookError) {
        self.trouble = trouble
        self.source = source
        self.journal = journal
        self.now = now
        try renew()
    }

    /// A book of orders that never change.
    package convenience init(
        orders: [UInt8], journal: any OrderBookJournal, now: @escaping () -> Instant
    ) throws(OrderBookError) {
        try self.init(source: FixedOrders(orders), journal: journal, now: now)
    }

    /// How many product orders the book holds.
    package var count: Int { orders.count }

    package func lookUp(_ queries: [OrderQuery]) -> [OrderQuery: LookUp] {
        do {
            // What may or may not be in the journal must not be shown as true or untrue.
            try journal.settle()
        } catch {
            let failure = Failure(message: error.advice)
            return Dictionary(queries.map { ($0, .unavailable(failure)) }, uniquingKeysWith: { first, _ in first })
        }
        do {
            try renew()
            noteRenewal(nil)
        } catch {
            noteRenewal(error)
        }
        return queries.reduce(into: [:]) { answers, query in answers[query] = answer(query) }
    }

    private func noteRenewal(_ problem: OrderBookError?) {
        if problem != renewalProblem { trouble(problem) }
        renewalProblem = problem
    }

    /// Whether `orders` can be used as a file of orders; how many product orders it holds.
    package static func check(_ orders: [UInt8]) throws(OrderBookError) -> Int {
        try OrderBook(orders: orders, journal: MemoryJournal(), now: { Instant(seconds: 0) }).count
    }

    /// Takes up renewed orders, all of them or none.
    private func renew() throws(OrderBookError) {
        guard let bytes = try source.renewed() else {
            if let renewalProblem { throw renewalProblem }
            return
        }
        let before = (orders, places, purchases, claimsMade)
        do throws(OrderBookError) {
            (orders, places, purchases, claimsMade) = ([], [:], [:], [:])
            try load(bytes)
            for change in try journal.load() {
                // A newer dump may have dropped old orders, or may show what we did: neither is done again.
                guard let place = places[change.productOrderID], !orders[place].shows(change) else { continue }
                apply(change, at: place)
            }
        } catch {
            (orders, places, purchases, claimsMade) = before
            throw error
        }
    }

    /// What is not in the book is unknown, not missing, while the newest orders cannot be read.
    private var absent: LookUp {
        if orders.isEmpty {
            return .unavailable(
                Failure(message: "orders.json holds no order: nobody's number is called unknown before it does."))
        }
        return renewalProblem.map { .unavailable(Failure(message: $0.advice)) } ?? .missing
    }

    private func answer(_ query: OrderQuery) -> LookUp {
        switch query {
        case .productOrder(let id): places[id].map { .found([orders[$0]]) } ?? absent
        case .order(let id): purchases[id].map { places in .found(places.map { orders[$0] }) } ?? absent
        }
    }

    private func load(_ bytes: [UInt8]) throws(OrderBookError) {
        var problem: OrderBookError?
        var shared: Set<String> = []
        let count: Int?
        do {
            count = try JSONReader.readElements(of: "data", in: bytes) { item in
                guard problem == nil else { return }
                problem = add(item, sharing: &shared)
            }
        } catch {
            throw .unreadableOrders(error.message)
        }
        if let problem { throw problem }
        guard count != nil else { throw .unreadableOrders("it has no list named data") }
    }

    private func add(_ item: JSONNode, sharing shared: inout Set<String>) -> OrderBookError? {
        do {
            var order = try commerceOrder(item)
            // Names and payment means repeat thousands of times; one copy of each is enough.
            order.productName = shared.insert(order.productName).memberAfterInsert
            order.option = order.option.map { shared.insert($0).memberAfterInsert }
            order.paymentMeans = order.paymentMeans.map { shared.insert($0).memberAfterInsert }
            guard places.updateValue(orders.count, forKey: order.productOrderID) == nil else {
                return .unreadableOrders("item \(orders.count + 1) has the product order of an earlier item")
            }
            purchases[order.orderID, default: []].append(orders.count)
            orders.append(order)
            return nil
        } catch {
            let what = error.isMissing ? "is missing" : "is not as the store writes it"
            return .unreadableOrders("\(error.field) of item \(orders.count + 1) \(what)")
        }
    }
}
