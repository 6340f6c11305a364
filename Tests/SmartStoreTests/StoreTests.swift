// The order book and the simulated store keep the same promises: otherwise what is proved on the one proves nothing of the other.

import Cancellation
import Foundation
import Ports
import Simulation
import SmartStore
import StrictJSON
import Synchronization
import Testing

struct StoreTests {
    @Test(arguments: StoreContract.all)
    func `the order book keeps the promises of the port`(promise: StoreContract) throws {
        try promise.check(try BookShop(promise.items))
    }

    @Test(arguments: StoreContract.all)
    func `the simulated store keeps the promises of the port`(promise: StoreContract) throws {
        try promise.check(try SimulatedShop(promise.items))
    }
}

/// An order book with its journal on a real disk, which fails on command.
private final class BookShop: Shop {
    private let items: [OrderItem]
    private let path = NSTemporaryDirectory() + "shop-\(UUID().uuidString).journal"
    private let journal: FailingJournal
    private var book: OrderBook

    init(_ items: [OrderItem]) throws {
        self.items = items
        journal = FailingJournal(try FileJournal(path: path))
        book = try Self.open(items, journal)
    }

    // The test is over; a journal that was never made need not be removed.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static func open(_ items: [OrderItem], _ journal: FailingJournal) throws -> OrderBook {
        try OrderBook(orders: items.answer, journal: journal, now: { Instant(seconds: 1_795_402_800) })
    }

    var store: any Store { book }

    func begin(_ trouble: StoreTrouble) { journal.trouble = trouble }

    func end() throws {
        // Nobody can say in this process what became of a line that was written and not flushed.
        let needsRestart = journal.trouble == .lostAnswer
        journal.trouble = nil
        if needsRestart { try reopen() }
    }

    func reopen() throws {
        // The lock goes with the last holder.
        journal.disk = nil
        journal.disk = try FileJournal(path: path)
        book = try Self.open(items, journal)
    }

    var refunds: [StoreRefund] {
        journal.kept.filter(\.isCancellation).map { StoreRefund(productOrder: $0.productOrderID, amount: $0.amount) }
    }
}

/// A journal whose disk fails on command, in every way that makes a difference.
private final class FailingJournal: OrderBookJournal {
    var disk: FileJournal?
    var trouble: StoreTrouble?
    /// What is on the disk.
    private(set) var kept: [OrderBookChange] = []

    init(_ disk: FileJournal) { self.disk = disk }

    func load() throws(OrderBookError) -> [OrderBookChange] {
        guard let disk else { throw .storage(call: "read", errno: 9) }
        kept = try disk.load()
        return kept
    }

    func append(_ changes: [OrderBookChange]) throws(OrderBookError) {
        if trouble == nil || trouble == .lostAnswer {
            try disk?.append(changes)
            kept += changes
        }
        if trouble != nil { throw .storage(call: "fdatasync", errno: 5) }
    }

    func settle() throws(OrderBookError) {
        guard trouble == nil || trouble == .busy else { throw .storage(call: "ftruncate", errno: 5) }
        try disk?.settle()
    }
}

/// The simulated store, with the very orders the order book has.
private final class SimulatedShop: Shop {
    private let simulated: SimulatedStore
    private let trouble: TroubleInForce

    init(_ items: [OrderItem]) throws {
        let answer = try JSONReader.read(items.answer)
        let orders = try (answer["data"]?.array ?? []).map { try commerceOrder($0) }
        let trouble = TroubleInForce()
        self.trouble = trouble
        let plan = FaultPlan { _, kind, _ in
            switch (trouble.now.withLock { $0 }, kind) {
            case (.silence, .look): .fault(choice: 0)
            case (.lostCommand, .change): .fault(choice: 0)
            case (.busy, .change): .fault(choice: 1)
            case (.lostAnswer, .change): .fault(choice: 2)
            default: nil
            }
        }
        simulated = SimulatedStore(orders: orders, plan: plan, time: SimulatedTime())
    }

    private final class TroubleInForce: Sendable {
        let now = Mutex<StoreTrouble?>(nil)
    }

    var store: any Store { simulated }
    func begin(_ trouble: StoreTrouble) { self.trouble.now.withLock { $0 = trouble } }
    func end() { trouble.now.withLock { $0 = nil } }
    // It is somebody else's machine: nothing there ends with the process.
    func reopen() {}
    var refunds: [StoreRefund] {
        simulated.journal.map { StoreRefund(productOrder: $0.productOrder, amount: $0.amount) }
    }
}
