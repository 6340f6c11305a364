// What every store promises, one sentence each, with the check that tells whether it is kept. Knows no implementation: the order
// book, the simulated store and any other answer to the same list.

import Cancellation
import Ports
import Testing

/// One promise of the port.
struct StoreContract: Sendable, CustomTestStringConvertible {
    let words: String
    /// What the shop has sold.
    let items: [OrderItem]
    /// Records an issue where the shop does not keep it.
    let check: @Sendable (any Shop) throws -> Void

    init(_ words: String, _ items: [OrderItem], _ check: @escaping @Sendable (any Shop) throws -> Void) {
        self.words = words
        self.items = items
        self.check = check
    }

    var testDescription: String { words }

    static let first = ProductOrderID(trusted: "2026112012345671")
    static let second = ProductOrderID(trusted: "2026112012345672")
    static let unknown = ProductOrderID(trusted: "2026112099999999")

    /// A cancellation by the seller.
    static func request(
        _ id: ProductOrderID = first, code: String = "SOLD_OUT", detail: String? = "품절", quantity: Int? = nil
    ) -> StoreCommand {
        .requestCancel(id, code: code, detail: detail, quantity: quantity)
    }

    static let all: [StoreContract] = ofLookUps + ofCommands + ofRefusals + ofTroubles
}

/// A store under test, and what only its owner can do and see.
protocol Shop: AnyObject {
    var store: any Store { get }
    /// From here on calls go wrong in this way.
    func begin(_ trouble: StoreTrouble)
    /// The trouble is over, for the process that comes next.
    func end() throws
    /// A new process uses the same store.
    func reopen() throws
    /// What went back to buyers, oldest first.
    var refunds: [StoreRefund] { get }
}

/// Money that went back, in won.
struct StoreRefund: Hashable {
    var productOrder: ProductOrderID
    var amount: Int
}

/// How a store does not answer.
enum StoreTrouble: CaseIterable {
    /// Look-ups get no answer.
    case silence
    /// Commands are refused for now.
    case busy
    /// Commands get no answer, and are not carried out.
    case lostCommand
    /// Commands get no answer, and are carried out.
    case lostAnswer
}

extension Shop {
    /// What the store shows of one product order.
    func look(_ id: ProductOrderID = StoreContract.first) -> LookUp? {
        store.lookUp([.productOrder(id)])[.productOrder(id)]
    }

    func order(_ id: ProductOrderID = StoreContract.first) throws -> Order {
        guard case .found(let orders) = look(id) else {
            throw ShopError(what: "\(id) is not shown but answered by \(String(describing: look(id)))")
        }
        return try #require(orders.first)
    }

    func outcome(of command: StoreCommand) -> CommandOutcome? { store.perform([command]).first }

    /// Expects that nothing happens to the orders of `ids` while `body` runs, and that no money goes back; also as the next
    /// process sees it.
    func expectUntouched(
        _ ids: ProductOrderID..., sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) throws {
        let (before, refundsBefore) = (ids.map(look), refunds)
        try body()
        #expect(ids.map(look) == before, sourceLocation: sourceLocation)
        try reopen()
        #expect(ids.map(look) == before, "after a restart", sourceLocation: sourceLocation)
        #expect(refunds == refundsBefore, sourceLocation: sourceLocation)
    }
}

/// Why a check cannot go on.
struct ShopError: Error {
    var what: String
}

extension CommandOutcome? {
    /// The store's code of what it refuses for good.
    var rejection: String? { if case .rejected(let failure) = self { failure.code } else { nil } }
    /// The store's code of "not in the state that you think".
    var conflict: String? { if case .conflict(let failure) = self { failure.code } else { nil } }
    var isDeferred: Bool { if case .deferred = self { true } else { false } }
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
