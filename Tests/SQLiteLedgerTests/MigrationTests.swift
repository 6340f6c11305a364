// Ledgers of earlier versions: opened, brought up to date, nothing of them lost.

import Cancellation
import Foundation
import GRDB
import Ports
import SQLiteLedger
import Testing

struct MigrationTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// Makes the file a ledger of `version`, as the program of that day left it.
    private func makeLedger(version: Int, _ rows: String, _ arguments: StatementArguments) throws {
        let migrations = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/SQLiteLedger/Migrations")
        let scripts = try FileManager.default.contentsOfDirectory(atPath: migrations.path).sorted().prefix(version)
        let database = try DatabaseQueue(path: folder.ledger)
        try database.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            for script in scripts {
                let sql = try String(contentsOf: migrations.appendingPathComponent(script), encoding: .utf8)
                try database.execute(sql: sql)
            }
            try database.execute(sql: "PRAGMA application_id = \(0x4342_6F78); PRAGMA user_version = \(version)")
            try database.execute(sql: rows, arguments: arguments)
        }
        try database.close()
    }

    @Test func `a ledger of version 1 becomes one of today, and nothing is said that was not recorded`() throws {
        try makeLedger(
            version: 1,
            """
            INSERT INTO drops (number, inbox, name, state, attempts, claimed_at, sha256, bytes, kind, disposition, place)
            VALUES (1, 'exports', x'61ff', 'claimed', 1, \(Sample.noon.milliseconds), NULL, NULL, NULL, NULL, NULL),
                   (2, 'exports', x'62', 'closed', 0, \(Sample.noon.milliseconds), 'ab', 7, 'json', 'archive', 'archive/2')
            """, [])
        let ledger = try SQLiteLedger(path: folder.ledger)
        let claimed = DropRecord(
            number: 1, inbox: "exports", name: [0x61, 0xFF], attempts: 1, claimedAt: Sample.noon, writerGone: nil)
        #expect(try ledger.openDrops() == [claimed])
        #expect(try ledger.drop(2)?.writerGone == nil)
        #expect(try ledger.nextDropNumber() == 3)
        var batch = LedgerBatch()
        batch.drops = [Sample.drop(3)]
        batch.drops[0].writerGone = .proved
        try ledger.commit(batch)
        try ledger.close()
        #expect(try SQLiteLedger(path: folder.ledger).drop(3)?.writerGone == .proved)
        let other = try DatabaseQueue(path: folder.ledger)
        #expect(try other.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
    }

    @Test func `a case that was stored before evidence knew how its writer was gone is read as it was`() throws {
        var subject = Sample.case(1)
        subject.evidence = subject.evidence.map {
            Evidence(drop: $0.drop, name: $0.name, index: $0.index, sources: $0.sources)
        }
        let ledger = try SQLiteLedger(path: folder.ledger)
        var batch = LedgerBatch()
        batch.cases = [subject]
        try ledger.commit(batch)
        let database = try DatabaseQueue(path: folder.ledger)
        let body = try database.read { try String.fetchOne($0, sql: "SELECT body FROM cases") }
        #expect(body?.contains("writerGone") == false, "an old body has no such key")
        #expect(try ledger.cases([subject.id]) == [subject])
    }
}
