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

    func casesDue(at now: Instant, limit: Int) throws -> [Case] {
        // SQLite takes a negative limit for none.
        try cases(
            where: "NOT closed AND due_at <= ? ORDER BY due_at, rowid LIMIT ?", [now.milliseconds, max(limit, 0)])
    }

    func nextDue() throws -> Instant? {
        let earliest = try database.cachedStatement(
            sql: "SELECT due_at FROM cases WHERE NOT closed AND due_at IS NOT NULL ORDER BY due_at LIMIT 1")
        return try Int64.fetchOne(earliest).map(Instant.init(milliseconds:))
    }

    func pendingEffects() throws -> [EffectRecord] {
        let pending = try database.cachedStatement(
            sql: "SELECT key, case_id, payload FROM effects WHERE state = 'pending' ORDER BY seq")
        return try Row.fetchCursor(pending).mapToArray { row in
            EffectRecord(
                key: row[0], caseID: CaseID(trusted: row[1]), effect: try body.value(Effect.self, from: row[2]))
        }
    }

    /// From the newest command backwards, so that an old ledger costs no more than a new one.
    func moves(since start: Instant) throws -> [MoneyFlow.Move] {
        let commands = try database.cachedStatement(
            sql: """
                SELECT cases.body FROM effects JOIN cases ON cases.id = effects.case_id
                WHERE effects.kind IN ('approveCancel', 'requestCancel') ORDER BY effects.seq DESC
                """)
        var moves: [CaseID: MoneyFlow.Move] = [:]
        let bodies = try Data.fetchCursor(commands)
        while let subject = try bodies.next().map({ try body.value(Case.self, from: $0) }) {
            guard let at = subject.decidedAt, at > start else { break }
            // A seller's own cancellation is two commands and one refund.
            moves[subject.id] = MoneyFlow.Move(at: at, amount: subject.refund.amount ?? 0)
        }
        return moves.values.sorted { $0.at < $1.at }
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
