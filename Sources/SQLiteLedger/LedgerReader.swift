// Every question that can be asked of the ledger, one statement each, answered from an index. Changes nothing.

internal import Cancellation
internal import Foundation
internal import GRDB
internal import Ports

struct LedgerReader {
    let database: Database
    let body = Body()

    init(database: Database) { self.database = database }

    func nextDropNumber() throws -> DropNumber {
        let highest = try database.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'drops'")
        return (try DropNumber.fetchOne(highest) ?? 0) + 1
    }

    func cases(channel: Channel, productOrders: [String]) throws -> [Case] {
        guard !productOrders.isEmpty else { return [] }
        return try cases(
            where: "channel = ? AND product_order IN (SELECT value FROM json_each(?)) ORDER BY received_at, rowid",
            [channel.rawValue, body.text(productOrders)])
    }

    func cases(_ ids: [CaseID]) throws -> [Case] {
        guard !ids.isEmpty else { return [] }
        return try cases(
            where: "id IN (SELECT value FROM json_each(?)) ORDER BY received_at, rowid", [body.text(ids)])
    }

    func timersDue(at now: Instant, limit: Int) throws -> [TimerRecord] {
        // SQLite takes a negative limit for none.
        try timers("due_at <= ? ORDER BY due_at, case_id, kind LIMIT ?", [now.milliseconds, max(limit, 0)])
    }

    func timers(of id: CaseID) throws -> [TimerRecord] { try timers("case_id = ? ORDER BY due_at", [id.rawValue]) }

    private func timers(_ condition: String, _ arguments: StatementArguments) throws -> [TimerRecord] {
        let found = try database.cachedStatement(sql: "SELECT case_id, kind, due_at FROM timers WHERE " + condition)
        return try Row.fetchCursor(found, arguments: arguments).mapToArray { row in
            TimerRecord(
                caseID: CaseID(trusted: row[0]), kind: try known(row[1], as: TimerKind.self),
                due: Instant(milliseconds: row[2]))
        }
    }

    func nextDue() throws -> Instant? {
        let earliest = try database.cachedStatement(sql: "SELECT min(due_at) FROM timers")
        return try Int64.fetchOne(earliest).map(Instant.init(milliseconds:))
    }

    func pendingEffects(of owner: String, at now: Instant) throws -> [EffectRecord] {
        let pending = try database.cachedStatement(
            sql: """
                SELECT key, case_id, payload, stored_at, leased_by, leased_until FROM effects
                WHERE (state = 'queued' OR state = 'leased')
                    AND (state = 'queued' OR leased_by IS NULL OR leased_by = ? OR leased_until <= ?)
                ORDER BY seq
                """)
        return try Row.fetchCursor(pending, arguments: [owner, now.milliseconds]).mapToArray { row in
            EffectRecord(
                key: row[0], caseID: CaseID(trusted: row[1]), effect: try body.value(Effect.self, from: row[2]),
                at: Instant(milliseconds: row[3]),
                lease: (row[4] as String?).map {
                    EffectLease(owner: $0, until: Instant(milliseconds: row[5] ?? 0))
                })
        }
    }

    func moneyVersion() throws -> Int {
        try Int.fetchOne(database.cachedStatement(sql: "SELECT version FROM money")) ?? 0
    }

    /// By the time at which the command was stored, from an index: an old ledger costs no more than a new one.
    func moves(since start: Instant) throws -> [MoneyFlow.Move] {
        let commands = try database.cachedStatement(
            sql: """
                SELECT max(stored_at), cases.amount FROM effects JOIN cases ON cases.id = effects.case_id
                WHERE effects.lane = 'store' AND stored_at > ? AND effects.state <> 'recalled'
                GROUP BY effects.case_id ORDER BY 1
                """)
        // A seller's own cancellation is two commands and one refund.
        return try Row.fetchCursor(commands, arguments: [start.milliseconds]).mapToArray { row in
            MoneyFlow.Move(at: Instant(milliseconds: row[0]), amount: row[1])
        }
    }

    func tallies() throws -> [CaseState: Tally] {
        let sums = try database.cachedStatement(sql: "SELECT state, count(*), sum(amount) FROM cases GROUP BY state")
        let pairs = try Row.fetchCursor(sums).mapToArray { row in
            (try known(row[0], as: CaseState.self), Tally(count: row[1], amount: row[2]))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    func cases(where condition: String, _ arguments: StatementArguments) throws -> [Case] {
        let bodies = try database.cachedStatement(sql: "SELECT body FROM cases WHERE " + condition)
        return try Data.fetchCursor(bodies, arguments: arguments).mapToArray { try body.value(Case.self, from: $0) }
    }
}
