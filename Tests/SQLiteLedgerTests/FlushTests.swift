// A commit is on the disk when it returns. Without a power cut at hand: the flush is seen on its way to the kernel.

import FlushSpy
import Ports
import SQLiteLedger
import Testing

struct FlushTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func `every commit is flushed before it returns`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        for number in 1...3 {
            var batch = LedgerBatch()
            batch.drops = [Sample.drop(DropNumber(number))]
            let before = flush_spy_files()
            try ledger.commit(batch)
            #expect(flush_spy_files() > before, "commit \(number) was not flushed")
        }
    }

    @Test func `a commit that waits for a sync is flushed by nobody else, and the next durable one takes it along`()
        throws
    {
        let ledger = try SQLiteLedger(path: folder.ledger)
        func commit(_ number: DropNumber, _ durable: Durability) throws -> Int {
            var batch = LedgerBatch()
            batch.drops = [Sample.drop(number)]
            let before = flush_spy_files()
            try ledger.commit(batch, durable: durable)
            return flush_spy_files() - before
        }
        #expect(try commit(1, .withNextSync) == 0)
        #expect(try ledger.drop(1) != nil, "seen at once")
        #expect(try commit(2, .atOnce) == 1)
        #expect(try commit(3, .withNextSync) == 0, "asked for once, not from then on")
        #expect(try commit(4, .atOnce) == 1)
    }

    @Test func `a question flushes nothing`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        let before = flush_spy_files()
        _ = try ledger.openDrops()
        #expect(flush_spy_files() == before)
    }
}
