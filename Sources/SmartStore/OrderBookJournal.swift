// Where an order book keeps its changes. The port and the journal in memory; the one on disk is FileJournal.

/// The changes of one order book, oldest first.
package protocol OrderBookJournal: AnyObject {
    /// All changes that were ever kept. A torn last line is forgotten: its command was never answered.
    func load() throws(OrderBookError) -> [OrderBookChange]
    /// Keeps `changes` durably, with one flush for all. After an error it is unknown whether they were kept; `settle` decides.
    func append(_ changes: [OrderBookChange]) throws(OrderBookError)
    /// Makes sure that nothing is left of an `append` that failed. Cheap when none did.
    func settle() throws(OrderBookError)
}

/// A journal that lasts as long as the object; for tests and trials.
package final class MemoryJournal: OrderBookJournal {
    package private(set) var changes: [OrderBookChange]

    package init(_ changes: [OrderBookChange] = []) { self.changes = changes }

    package func load() -> [OrderBookChange] { changes }
    package func append(_ changes: [OrderBookChange]) { self.changes += changes }
    package func settle() {}
}
