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
    private var purchases: [OrderID: [Int]] = [:]

    /// Reads `orders`, the answer of `product-orders/query` (`{"data":[…]}`), and repeats what `journal` holds.
    /// - Parameter now: the time that new claims and completions get.
    package init(
        orders: [UInt8], journal: any OrderBookJournal, now: @escaping () -> Instant
    ) throws(OrderBookError) {
        self.journal = journal
        self.now = now
        try load(orders)
        for change in try journal.load() {
            // A newer dump may have dropped old orders, or may show what we did: neither is done again.
            guard let place = places[change.productOrderID], !self.orders[place].shows(change) else { continue }
            apply(change, at: place)
        }
    }

    /// How many product orders the book holds.
    package var count: Int { orders.count }

    package func lookUp(_ queries: [OrderQuery]) -> [OrderQuery: LookUp] {
        do {
            // What may or may not be in the journal must not be shown as true or untrue.
            try journal.settle()
        } catch {
            let failure = Failure(.temporary, message: error.advice)
            return Dictionary(queries.map { ($0, .unavailable(failure)) }, uniquingKeysWith: { first, _ in first })
        }
        return queries.reduce(into: [:]) { answers, query in answers[query] = answer(query) }
    }

    private func answer(_ query: OrderQuery) -> LookUp {
        switch query {
        case .productOrder(let id): places[id].map { .found([orders[$0]]) } ?? .missing
        case .order(let id): purchases[id].map { places in .found(places.map { orders[$0] }) } ?? .missing
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
