// The file: who may read it, and which files are taken for a ledger.

import Cancellation
import Foundation
import GRDB
import Ports
import SQLiteLedger
import Testing

struct LedgerFileTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func `only the owner may read the ledger and what SQLite lays beside it`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.cases = [Sample.case(1)]
        try ledger.commit(batch)
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
            #expect(try folder.mode(of: name) == 0o600, "\(name)")
        }
    }

    @Test func `a ledger that others could read is closed to them`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.cases = [Sample.case(1)]
        try ledger.commit(batch)
        let names = ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"]
        for name in names {
            try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: folder.path + "/" + name)
        }
        let second = try SQLiteLedger(path: folder.ledger)
        for name in names { #expect(try folder.mode(of: name) == 0o600, "\(name)") }
        #expect(try second.cases([Sample.case(1).id]) == [Sample.case(1)])
    }

    @Test func `a ledger opened for questions answers beside a writer and alone, and takes nothing`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.cases = [Sample.case(1)]
        try ledger.commit(batch)
        #expect(try SQLiteLedger(reading: folder.ledger).tallies() == ledger.tallies())
        try ledger.close()
        let reader = try SQLiteLedger(reading: folder.ledger)
        #expect(try reader.cases([Sample.case(1).id]) == [Sample.case(1)])
        batch.cases = [Sample.case(2)]
        #expect(throws: LedgerError.self) { try reader.commit(batch) }
        #expect(try SQLiteLedger(path: folder.ledger).cases([Sample.case(2).id]).isEmpty)
    }

    @Test func `a question makes no ledger where there is none`() throws {
        #expect(throws: LedgerError.self) { try SQLiteLedger(reading: folder.ledger) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try Data("no ledger".utf8).write(to: URL(fileURLWithPath: folder.ledger))
        #expect(throws: LedgerError.self) { try SQLiteLedger(reading: folder.ledger) }
        #expect(FileManager.default.contents(atPath: folder.ledger) == Data("no ledger".utf8))
    }

    @Test func `the ledger is in WAL mode, and closing folds the log into it`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.drops = [Sample.drop(1)]
        try ledger.commit(batch)
        let other = try DatabaseQueue(path: folder.ledger)
        #expect(try other.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try other.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 5)
        try other.close()
        try ledger.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["ledger.sqlite"])
        #expect(throws: LedgerError.conflict("the ledger is closed")) { try ledger.nextDropNumber() }
        #expect(throws: LedgerError.conflict("the ledger is closed")) { try ledger.commit(batch) }
        try ledger.close()
    }

    @Test func `an empty file becomes a ledger`() throws {
        try Data().write(to: URL(fileURLWithPath: folder.ledger))
        #expect(try SQLiteLedger(path: folder.ledger).nextDropNumber() == 1)
    }

    @Test func `a file that is no SQLite file is refused and left alone`() throws {
        let bytes = Data("주문번호,상품주문번호\r\n".utf8) + Data(repeating: 65, count: 5000)
        try bytes.write(to: URL(fileURLWithPath: folder.ledger))
        expectUnreadable()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == bytes)
    }

    @Test(arguments: [
        "CREATE TABLE orders (id)", "PRAGMA application_id = 252006673", "PRAGMA user_version = 1",
        "PRAGMA application_id = 1128427384; PRAGMA user_version = 6",
    ])
    func `another program's file and a newer ledger are refused and left alone`(sql: String) throws {
        let other = try DatabaseQueue(path: folder.ledger)
        try other.inDatabase { try $0.execute(sql: sql) }
        try other.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
        expectUnreadable()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == bytes)
    }

    @Test func `a newer ledger is named as such`() throws {
        try SQLiteLedger(path: folder.ledger).close()
        let other = try DatabaseQueue(path: folder.ledger)
        try other.inDatabase { try $0.execute(sql: "PRAGMA user_version = 6") }
        try other.close()
        #expect(throws: LedgerError.unreadable("the ledger has version 6, this program knows 5")) {
            try SQLiteLedger(path: folder.ledger)
        }
    }

    @Test func `a damaged ledger is unreadable`() throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.cases = (0..<50).map { Sample.case($0) }
        try ledger.commit(batch)
        try ledger.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
        bytes.replaceSubrange(4096..., with: Data(repeating: 0xFF, count: bytes.count - 4096))
        try bytes.write(to: URL(fileURLWithPath: folder.ledger))
        #expect {
            _ = try SQLiteLedger(path: folder.ledger).cases(batch.cases.map(\.id))
        } throws: { error in
            guard case .unreadable = error as? LedgerError else { return false }
            return true
        }
    }

    @Test(arguments: ["", "/nowhere/ledger.sqlite"])
    func `a ledger that cannot be opened is a matter of storage`(place: String) throws {
        #expect {
            _ = try SQLiteLedger(path: folder.path + place)
        } throws: { error in
            guard case .storage = error as? LedgerError else { return false }
            return true
        }
    }

    private func expectUnreadable(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(sourceLocation: sourceLocation) {
            _ = try SQLiteLedger(path: folder.ledger)
        } throws: { error in
            guard case .unreadable = error as? LedgerError else { return false }
            return true
        }
    }
}
