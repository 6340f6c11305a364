// What the schema refuses by itself, to whoever writes: these tests go past the ledger and speak SQL.

import Cancellation
import GRDB
import Ports
import SQLiteLedger
import Testing

struct SchemaTests {
    let folder: ScratchFolder
    let ledger: SQLiteLedger
    let database: DatabaseQueue

    /// A ledger with one open case, its event and its approval, done; and a connection of our own to the file.
    init() throws {
        folder = try ScratchFolder()
        ledger = try SQLiteLedger(path: folder.ledger)
        let subject = Sample.case(1, revision: 3)
        var batch = LedgerBatch()
        batch.cases = [subject]
        batch.drops = [Sample.closedDrop(1)]
        batch.events = [Sample.event(of: subject)]
        batch.effects = [Sample.approval(of: subject)]
        batch.done = [Sample.approval(of: subject).key]
        try ledger.commit(batch)
        database = try DatabaseQueue(path: folder.ledger)
    }

    @Test(arguments: [
        ("UPDATE events SET body = '{}'", "events are never changed"),
        ("DELETE FROM events", "events are never deleted"),
        ("UPDATE effects SET state = 'queued'", "what is done stays done"),
        ("UPDATE effects SET key = 'another'", "a stored effect is never changed"),
        ("UPDATE effects SET kind = 'send'", "a stored effect is never changed"),
        ("DELETE FROM effects", "effects are never deleted: their keys are taken for good"),
        ("UPDATE cases SET revision = 2", "the revision of a case only rises"),
        ("UPDATE cases SET state = 'rejected'", "the revision of a case only rises"),
        ("UPDATE cases SET revision = 4, state = 'lost'", "CHECK constraint failed: "),
        ("UPDATE cases SET revision = 4, amount = 'much'", "cannot store TEXT value in INTEGER column cases.amount"),
        ("UPDATE drops SET place = NULL", "CHECK constraint failed: state <> 'closed'"),
        ("UPDATE drops SET writer_gone = 'hoped'", "CHECK constraint failed: writer_gone IN ("),
        ("UPDATE drops SET state = 'lost'", "CHECK constraint failed: "),
        ("DELETE FROM drops", "only a drop that is still claimed can be unclaimed"),
        ("DELETE FROM cases", "FOREIGN KEY constraint failed"),
    ])
    func `the schema refuses`(sql: String, message: String) throws {
        let error = #expect(throws: DatabaseError.self) {
            try database.write { try $0.execute(sql: sql) }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
        #expect(error?.message?.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test
    func `the schema knows the states, the drop states and the dispositions of the code, and which cases are closed`()
        throws
    {
        try database.write { database in
            for (number, state) in CaseState.allCases.enumerated() {
                try database.execute(
                    sql: """
                        INSERT INTO cases (id, channel, product_order, claim, state, revision, amount, received_at, body)
                        VALUES (?, 'c', ?, '', ?, 0, 0, 0, '')
                        """, arguments: [state.rawValue, "\(number)", state.rawValue])
                let closed = try Bool.fetchOne(
                    database, sql: "SELECT closed FROM cases WHERE id = ?", arguments: [state.rawValue])
                #expect(closed == state.isClosed, "\(state)")
            }
            for state in DropState.allCases {
                for disposition in Disposition.allCases {
                    try database.execute(
                        sql: """
                            INSERT INTO drops (inbox, name, state, attempts, claimed_at, disposition, place)
                            VALUES ('i', x'00', ?, 0, 0, ?, 'p')
                            """, arguments: [state.rawValue, disposition.rawValue])
                }
            }
        }
    }

    @Test func `every kind of effect can be stored`() throws {
        let subject = Sample.case(1)
        let notice = Notice(caseID: subject.id, kind: .received, medium: .sms, to: "010", at: Sample.noon)
        let effects: [Effect] = [.reread, .publishResult, .send(notice)]
        let records = effects.enumerated().map {
            EffectRecord(key: "\($0.offset)", caseID: subject.id, effect: $0.element, at: Sample.noon)
        }
        var batch = LedgerBatch()
        batch.effects = records + [Sample.sellerCancellation(of: subject), Sample.task(of: subject)]
        try ledger.commit(batch)
        #expect(try ledger.pendingEffects() == batch.effects)
    }

    @Test func `events of one revision are counted, and an equal one is stored once`() throws {
        let subject = Sample.case(1, revision: 3)
        let noted = Event.noted(OperatorWord(OperatorName("op"), note: "seen"))
        var batch = LedgerBatch()
        batch.events = [
            Sample.event(of: subject, noted), Sample.event(of: subject), Sample.event(of: subject, .fellDue(.poll)),
        ]
        try ledger.commit(batch)
        let rows = try database.read { database in
            try Row.fetchAll(database, sql: "SELECT revision, n, name, state, rule, at FROM events ORDER BY rowid")
        }
        #expect(rows.map { $0["name"] } == ["requested:cancel", "noted", "fellDue"])
        #expect(rows.map { $0["n"] } == [0, 1, 2])
        #expect(rows.allSatisfy { $0["revision"] == 3 && $0["state"] == "approved" && $0["rule"] == "open-claim" })
        #expect(rows.allSatisfy { $0["at"] == Sample.noon.milliseconds })
        #expect(try Stored.events(in: folder.ledger).dropFirst() == [noted, .fellDue(.poll)])
    }

    @Test func `questions are answered from an index`() throws {
        let questions = [
            "SELECT min(due_at) FROM timers",
            "SELECT case_id FROM timers WHERE due_at <= 1 ORDER BY due_at, case_id, kind LIMIT 1",
            "SELECT case_id FROM effects WHERE lane = 'store' AND stored_at > 1",
            "SELECT body FROM events WHERE at > 1",
            "SELECT body FROM cases WHERE channel = '' AND product_order IN (SELECT value FROM json_each('[]'))",
            "SELECT state, count(*), sum(amount) FROM cases GROUP BY state",
            "SELECT number FROM drops WHERE state <> 'closed' ORDER BY number",
            "SELECT key FROM effects WHERE state = 'queued' OR state = 'leased' ORDER BY seq",
        ]
        try database.read { database in
            for question in questions {
                let plan = try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + question).map {
                    $0["detail"] as String
                }
                #expect(plan.first?.contains("INDEX") == true, "\(question): \(plan)")
            }
        }
    }
}
