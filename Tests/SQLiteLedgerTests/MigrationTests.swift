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
            number: 1, inbox: "exports", name: [0x61, 0xFF], attempts: 1, acquiredAt: Sample.noon, writerGone: nil)
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
        #expect(try other.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 5)
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

/// Ledgers of version 2, which the first program with people and policies left, with a case in each of its states.
struct QueueMigrationTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// A case of those days: in `state`, with the refund's status that went with it, and its pending command.
    private struct Old {
        var id: String
        var state: String
        var refund: String
        var command: String?
        var dueAt: Int64?
    }

    private static let olds = [
        Old(id: "received", state: "received", refund: "none", dueAt: 5_000),
        Old(id: "asking", state: "asking", refund: "none", dueAt: 6_000),
        Old(id: "reviewing", state: "reviewing", refund: "none"),
        Old(id: "held", state: "held", refund: "none"),
        Old(id: "approved", state: "approved", refund: "pending", command: "pending", dueAt: 7_000),
        Old(id: "uncertain", state: "uncertain", refund: "unknown", command: "pending", dueAt: 8_000),
        Old(id: "reflecting", state: "reflecting", refund: "pending", command: "done", dueAt: 9_000),
        Old(id: "refused-by-store", state: "failed", refund: "failed", command: "done"),
        Old(id: "gave-up", state: "failed", refund: "unknown", command: "done"),
        Old(id: "never-shown", state: "failed", refund: "none"),
        Old(id: "cancelled", state: "cancelled", refund: "pending", command: "done"),
        Old(id: "refused", state: "refused", refund: "none"),
        Old(id: "withdrawn", state: "withdrawn", refund: "none"),
        Old(id: "expired", state: "expired", refund: "none"),
    ]

    private func makeLedger() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/SQLiteLedger/Migrations")
        let database = try DatabaseQueue(path: folder.ledger)
        try database.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            for script in ["v001_ledger.sql", "v002_writer_gone.sql"] {
                let sql = try String(contentsOf: sources.appendingPathComponent(script), encoding: .utf8)
                try database.execute(sql: sql)
            }
            try database.execute(sql: "PRAGMA application_id = \(0x4342_6F78); PRAGMA user_version = 2")
            for (number, old) in Self.olds.enumerated() { try insert(old, number, database) }
        }
        try database.close()
    }

    private func insert(_ old: Old, _ number: Int, _ database: Database) throws {
        let order =
            "{\"orderID\":\"9\",\"productOrderID\":\"\(number)\",\"status\":\"PAYED\",\"productName\":\"장갑\","
            + "\"quantity\":2,\"remainingQuantity\":2,\"remainingPayment\":100,\"orderer\":{},\"isGift\":false,"
            + "\"isDirectContract\":false,\"claim\":{\"id\":\"7\",\"type\":\"CANCEL\",\"status\":\"CANCEL_REQUEST\"}}"
        let body = """
            {"id":"\(old.id)","key":{"channel":"smartstore","productOrder":"\(number)","claim":"7"},\
            "state":"\(old.state)","revision":3,\
            "request":{"intent":"cancel","conditional":false,"confidence":1,"evidence":{"part":"root","fields":{}}},\
            "provenance":{"drop":"d","name":"n","index":0,"inboxTrust":"none"},"order":\(order),"receivedAt":1000,\
            "decidedAt":2000,"refund":{"status":"\(old.refund)"},"notices":[],"evidence":[],\
            "history":[{"at":1000,"event":"requested:cancel","state":"received"},\
            {"at":3000,"event":"fellDue","state":"\(old.state)"}],\
            \(old.dueAt.map { "\"dueAt\":\($0)," } ?? "")"attempts":9,"isWithdrawalAsked":false}
            """
        try database.execute(
            sql: """
                INSERT INTO cases (id, channel, product_order, claim, state, revision, amount, due_at, received_at, body)
                VALUES (?, 'smartstore', ?, '7', ?, 3, 100, ?, 1000, ?)
                """, arguments: [old.id, "\(number)", old.state, old.dueAt, body])
        try database.execute(
            sql: """
                INSERT INTO events (case_id, revision, n, at, name, state, rule, body)
                VALUES (?, 3, 0, 3000, 'fellDue', ?, NULL, '{"fellDue":{}}')
                """, arguments: [old.id, old.state])
        guard let command = old.command else { return }
        try database.execute(
            sql: """
                INSERT INTO effects (key, case_id, kind, payload, state)
                VALUES (?, ?, 'approveCancel', '{"command":{"_0":{"approveCancel":{"_0":"\(number)"}}}}', ?)
                """, arguments: ["\(old.id)/approveCancel", old.id, command])
    }

    @Test func `a ledger with a case in every state of before is one of today, and nothing is said that was not so`()
        throws
    {
        try makeLedger()
        let ledger = try SQLiteLedger(path: folder.ledger)
        let cases = Dictionary(
            uniqueKeysWithValues: try ledger.cases(in: Set(CaseState.allCases)).map { ($0.id.rawValue, $0) })
        #expect(cases.count == Self.olds.count)
        let wanted: [String: CaseState] = [
            "received": .received, "asking": .asking, "reviewing": .reviewing, "held": .held,
            "approved": .commanding, "uncertain": .unknown, "reflecting": .reflecting, "refused-by-store": .rejected,
            "gave-up": .unknown, "never-shown": .reviewing, "cancelled": .cancelled, "refused": .refused,
            "withdrawn": .withdrawn, "expired": .expired,
        ]
        #expect(cases.mapValues(\.state) == wanted)
        for (id, subject) in cases {
            #expect(subject.enteredAt.milliseconds == 3000, "\(id)")
            #expect(subject.attempts == ([.commanding, .unknown].contains(subject.state) ? 1 : 0), "\(id)")
        }
        // Whatever is under way is looked at again; a case that had been given up, at once.
        let timers = try ledger.timersDue(at: Instant(milliseconds: .max), limit: 100)
        let polled = timers.filter { $0.kind == .poll }
        #expect(
            Dictionary(uniqueKeysWithValues: polled.map { ($0.caseID.rawValue, $0.due.milliseconds) }) == [
                "received": 5_000, "approved": 7_000, "uncertain": 8_000, "reflecting": 9_000, "gave-up": 0,
            ])
        #expect(
            Set(timers.filter { $0.caseID.rawValue == "asking" }.map(\.kind)) == [.reminder, .expiry])
        // A command that may have been given is never given again without a look; one that the store has taken never.
        #expect(
            Set(try ledger.pendingEffects().map(\.caseID.rawValue)) == ["approved", "uncertain", "gave-up"])
        #expect(try Stored.events(in: folder.ledger).allSatisfy { if case .fellDue = $0 { true } else { false } })
    }

    @Test func `a case of before ends right: what was refused can be approved, what was taken cannot`() throws {
        try makeLedger()
        let ledger = try SQLiteLedger(path: folder.ledger)
        func approve(_ id: String) throws(LedgerError) {
            let order = ProductOrderID(trusted: "1")
            var batch = LedgerBatch()
            batch.effects = [
                EffectRecord(
                    key: "\(id)/approveCancel", caseID: CaseID(trusted: id), effect: .command(.approveCancel(order)),
                    at: Sample.noon)
            ]
            try ledger.commit(batch)
        }
        try approve("refused-by-store")
        #expect(throws: LedgerError.self) { try approve("cancelled") }
        #expect(try ledger.pendingEffects().contains { $0.caseID.rawValue == "refused-by-store" })
    }
}
