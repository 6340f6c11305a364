// A shop system, as the engine needs it. Slow, forgetful and easily offended, unless it is local.

package import Cancellation

/// How to find the order of a request.
package enum OrderQuery: Hashable, Sendable, Codable {
    case productOrder(ProductOrderID)
    /// All product orders of one purchase.
    case order(OrderID)
}

/// What came of one command. The classes follow from what may be done next.
package enum CommandOutcome: Hashable, Sendable {
    /// Accepted; whether it took is shown by reading the order again.
    case accepted
    /// Not carried out, because the order is not in the state that was thought: read, then decide.
    case conflict(Failure)
    /// Not carried out, for good.
    case rejected(Failure)
    /// Certainly not carried out, for now: try again later, not before `Failure.retryAfter`.
    case deferred(Failure)
    /// No answer: it may have happened or not. Read before anything else.
    case unknown(Failure)
}

/// How a store wants to be called.
package struct StoreManners: Hashable, Sendable {
    /// Answers from memory, at once, and never shows what was before a command.
    package var isLocal: Bool
    /// The most queries of one look-up (`product-orders/query` takes 300).
    package var queriesPerCall: Int
    /// The most commands of one call.
    package var commandsPerCall: Int
    /// Calls a second, and how many at once after a pause; nil: as often as one likes.
    package var callsPerSecond: Double?
    package var burst: Int

    package init(
        isLocal: Bool, queriesPerCall: Int = .max, commandsPerCall: Int = .max, callsPerSecond: Double? = nil,
        burst: Int = 1
    ) {
        self.isLocal = isLocal
        self.queriesPerCall = queriesPerCall
        self.commandsPerCall = commandsPerCall
        self.callsPerSecond = callsPerSecond
        self.burst = burst
    }

    /// A store in memory.
    package static let local = StoreManners(isLocal: true)
}

/// A shop system. Implementations are used by one caller at a time, the store worker; each call ends by itself, whatever the network
/// does.
package protocol Store: AnyObject {
    var manners: StoreManners { get }
    /// The store's own view of each query, always fresh. A query that is not answered has no answer here, or `.unavailable`.
    func lookUp(_ queries: [OrderQuery]) -> [OrderQuery: LookUp]
    /// Carries out the commands in order; one outcome per command. Never repeats one by itself.
    func perform(_ commands: [StoreCommand]) -> [CommandOutcome]
}

extension Store {
    package var manners: StoreManners { .local }
}
