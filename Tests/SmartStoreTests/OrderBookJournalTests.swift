// The book survives its process: what was accepted is there again, what was torn off was never answered.

import Cancellation
import Foundation
import Ports
import SmartStore
import Testing

private let noon = Instant(seconds: 1_763_866_800)
private let id = ProductOrderID(trusted: "2026112012345671")
private let request = StoreCommand.requestCancel(id, code: "SOLD_OUT", detail: "품절 \"끝\"\n", quantity: 1)

/// A journal whose disk misbehaves on command.
private final class FailingJournal: OrderBookJournal {
    private(set) var kept: [OrderBookChange] = []
    var appendFails = false
    var settleFails = false

    func load() -> [OrderBookChange] { kept }
    func append(_ changes: [OrderBookChange]) throws(OrderBookError) {
        if appendFails { throw .storage(call: "write", errno: 28) }
        kept += changes
    }
    func settle() throws(OrderBookError) {
        if settleFails { throw .storage(call: "ftruncate", errno: 5) }
    }
}

private func withPath(_ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "orderbook-\(UUID().uuidString).journal"
    // Nothing to remove when the test failed before it was made.
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
}

private func open(_ path: String) throws -> OrderBook {
    try OrderBook(orders: [OrderItem()].answer, journal: FileJournal(path: path), now: { noon })
}

/// What a process that opens the book, does this and ends gets as answers.
private func perform(_ commands: [StoreCommand], at path: String) throws -> [CommandOutcome] {
    try open(path).perform(commands)
}

private func orders(_ book: OrderBook) -> LookUp? { book.lookUp([.productOrder(id)])[.productOrder(id)] }

struct OrderBookJournalTests {
    @Test func `a restart shows what was accepted`() throws {
        try withPath { (path: String) throws in
            var before: LookUp?
            do {
                let book = try open(path)
                #expect(book.perform([request, .approveCancel(id)]) == [.accepted, .accepted])
                #expect(book.perform([request]) == [.accepted])
                before = orders(book)
            }
            #expect(orders(try open(path)) == before)
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.filter { $0.contains(#""claimStatus":"CANCEL_DONE""#) }.count == 1)
        }
    }

    @Test func `whatever the last line is torn at, the lines before it hold`() throws {
        try withPath { (path: String) throws in
            #expect(try perform([request, .approveCancel(id)], at: path) == [.accepted, .accepted])
            let whole = try Data(contentsOf: URL(filePath: path))
            let firstLine = try #require(whole.firstIndex(of: 10)) + 1
            // Every flush costs milliseconds, so not every byte.
            for length in stride(from: firstLine, to: whole.count, by: 7) {
                try whole.prefix(length).write(to: URL(filePath: path))
                let book = try open(path)
                guard case .found(let found) = orders(book) else {
                    Issue.record("lost at \(length)")
                    return
                }
                #expect(found.first?.openCancelClaim?.quantity == 1)
                #expect(try Data(contentsOf: URL(filePath: path)) == whole.prefix(firstLine))
                #expect(book.perform([.approveCancel(id)]) == [.accepted])
                #expect(try Data(contentsOf: URL(filePath: path)) == whole)
            }
        }
    }

    @Test func `a whole line that is not ours is no torn line`() throws {
        try withPath { (path: String) throws in
            try Data("{\"at\":1}\n".utf8).write(to: URL(filePath: path))
            #expect(throws: OrderBookError.unreadableJournal(line: 1)) { try open(path) }
        }
    }

    @Test func `a newer file of orders may have dropped an order or show it done`() throws {
        try withPath { (path: String) throws in
            #expect(try perform([request], at: path) == [.accepted])
            let dropped = try OrderBook(
                orders: [OrderItem(productOrder: "4")].answer, journal: FileJournal(path: path), now: { noon })
            #expect(dropped.count == 1)
        }
    }

    @Test func `one journal has one holder`() throws {
        try withPath { (path: String) throws in
            let book = try open(path)
            #expect(throws: OrderBookError.journalInUse) { try open(path) }
            #expect(book.count == 1)
        }
    }

    @Test func `a refused command leaves no line`() throws {
        try withPath { (path: String) throws in
            let book = try open(path)
            _ = book.perform([.approveCancel(id)])
            #expect(try Data(contentsOf: URL(filePath: path)).isEmpty)
        }
    }

    @Test func `what could not be written has not happened`() throws {
        let journal = FailingJournal()
        let book = try OrderBook(orders: [OrderItem()].answer, journal: journal, now: { noon })
        let before = orders(book)
        journal.appendFails = true
        guard case .deferred = book.perform([request]).first else {
            Issue.record("must be put off")
            return
        }
        #expect(orders(book) == before)
        journal.appendFails = false
        #expect(book.perform([request, .approveCancel(id)]) == [.accepted, .accepted])
        #expect(journal.kept.first?.claimID?.rawValue == "2026112012345671-C1")
    }

    @Test func `what may have been written is neither done nor not done`() throws {
        let journal = FailingJournal()
        let book = try OrderBook(orders: [OrderItem()].answer, journal: journal, now: { noon })
        journal.appendFails = true
        journal.settleFails = true
        guard case .unknown = book.perform([request]).first, case .unavailable = orders(book) else {
            Issue.record("must stay open")
            return
        }
        journal.settleFails = false
        guard case .found = orders(book) else {
            Issue.record("must answer again")
            return
        }
    }
}
