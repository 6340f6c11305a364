// A shop system, as the engine needs it. Batched, because stores count calls.

package import Cancellation

/// How to find the order of a request.
package enum OrderQuery: Hashable, Sendable {
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

/// A shop system. Implementations are used from one thread.
package protocol Store: AnyObject {
    /// The store's own view of each query, always fresh. One answer per query.
    func lookUp(_ queries: [OrderQuery]) -> [OrderQuery: LookUp]
    /// Carries out the commands in order; one outcome per command. Never repeats one by itself.
    func perform(_ commands: [StoreCommand]) -> [CommandOutcome]
}
