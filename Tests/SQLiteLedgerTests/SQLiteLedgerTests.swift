// The SQLite ledger and the promises of its port.

import Cancellation
import GRDB
import Ports
import SQLiteLedger
import Testing

struct SQLiteLedgerTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: LedgerContract.all)
    func `the SQLite ledger keeps its promises`(promise: LedgerContract) throws {
        try promise.check(try folder.bench())
    }

    @Test func `a NUL in a problem does not cut it off`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        var drop = Sample.drop(1)
        drop.problem = "before\u{0}after"
        drop.requests = [RequestRecord(index: 0, caseID: nil, intent: .none, problem: "\u{0}")]
        batch.drops = [drop]
        try ledger.commit(batch)
        let stored = try ledger.drop(1)
        #expect(stored?.problem == "before\u{FFFD}after")
        #expect(stored?.requests.first?.problem == "\u{FFFD}")
    }

    @Test func `a second writer makes it busy, and it goes on when the other is done`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.drops = [Sample.drop(1)]
        let other = try DatabaseQueue(path: folder.ledger)
        try other.inDatabase { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            #expect {
                try ledger.commit(batch)
            } throws: { error in
                guard case .busy = error as? LedgerError else { return false }
                return true
            }
            #expect(try ledger.openDrops().isEmpty, "reading is not held up")
            try database.execute(sql: "ROLLBACK")
        }
        try ledger.commit(batch)
        #expect(try ledger.openDrops() == [Sample.drop(1)])
    }

    @Test func `a body that JSON cannot hold is refused, and one that was spoilt is reported`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.cases = [Sample.case(1)]
        try ledger.commit(batch)
        batch.cases[0].revision = 2
        batch.cases[0].request.confidence = .nan
        #expect(throws: LedgerError.conflict("a Case cannot be written as JSON")) { try ledger.commit(batch) }
        try DatabaseQueue(path: folder.ledger).inDatabase { database in
            try database.execute(sql: "UPDATE cases SET revision = 9, body = json_remove(body, '$.refund.status')")
        }
        #expect(throws: LedgerError.unreadable("a stored Case cannot be read back: at refund")) {
            try ledger.cases([Sample.case(1).id])
        }
    }
}
