// What can go wrong while an order book is opened or written.

/// Why an order book cannot be opened or written.
package enum OrderBookError: Error, Hashable, Sendable {
    /// The file of orders is no `product-orders/query` answer; the text says where and what.
    case unreadableOrders(String)
    /// A line of the journal, counted from 1, that is no change of an order of this book.
    case unreadableJournal(line: Int)
    /// Another program holds the journal.
    case journalInUse
    /// A file call failed: which (it ends with `orders` where the file of orders is meant), and the system's error number.
    case storage(call: String, errno: Int32)

    package var isTemporary: Bool {
        switch self {
        case .journalInUse, .storage: true
        case .unreadableOrders, .unreadableJournal: false
        }
    }

    /// What the operator can do.
    package var advice: String {
        switch self {
        case .unreadableOrders(let what):
            "Put a complete answer of product-orders/query as the file of orders: \(what)."
        case .unreadableJournal(let line):
            "Line \(line) of the order book's journal does not belong to these orders. Put the orders and the journal back that belong together."
        case .journalInUse: "Another Cancelbox uses the same order book. Stop it, or give each its own."
        case .storage(let call, let errno) where call.hasSuffix("orders"):
            "The file of orders cannot be read (\(call), error \(errno)). Put the store's answer to product-orders/query there, or correct store.orders."
        case .storage(let call, let errno):
            "The order book's journal cannot be written (\(call), error \(errno)). Make room on its disk or mount it writable."
        }
    }
}
