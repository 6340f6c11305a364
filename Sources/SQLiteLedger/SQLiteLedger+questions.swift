// What operators ask of the ledger and the engine does not: lists, histories, where the bytes of a drop lie. Changes nothing.

package import Cancellation
internal import Foundation
internal import GRDB
package import Ports

extension SQLiteLedger {
    /// All cases in these states, the oldest first.
    package func cases(in states: Set<CaseState>) throws(LedgerError) -> [Case] {
        try reading { reader throws in
            let words = reader.body.text(states.map(\.rawValue).sorted())
            return try reader.cases(
                where: "state IN (SELECT value FROM json_each(?)) ORDER BY received_at, rowid", [words])
        }
    }

    /// Everything that happened to a case, in order.
    package func events(of id: CaseID) throws(LedgerError) -> [EventRecord] {
        try reading { reader throws in
            let statement = try reader.database.cachedStatement(
                sql: "SELECT revision, at, body, state, rule FROM events WHERE case_id = ? ORDER BY revision, n")
            return try Row.fetchCursor(statement, arguments: [id.rawValue]).mapToArray { row in
                EventRecord(
                    caseID: id, revision: row[0], at: Instant(milliseconds: row[1]),
                    event: try reader.body.value(Event.self, from: row[2] as Data),
                    state: try reader.known(row[3], as: CaseState.self), rule: row[4])
            }
        }
    }

    /// When a case is looked at again by itself, the earliest first.
    package func timers(of id: CaseID) throws(LedgerError) -> [TimerRecord] {
        try reading { reader throws in try reader.timers(of: id) }
    }

    /// What is queued, leased or a dead letter in each lane.
    package func laneDepths() throws(LedgerError) -> [LaneDepth] {
        try reading { reader throws in
            let depths = try reader.database.cachedStatement(
                sql: """
                    SELECT lane, state, count(*), min(stored_at) FROM effects
                    WHERE state = 'queued' OR state = 'leased' OR state = 'dead' GROUP BY lane, state ORDER BY lane, state
                    """)
            return try Row.fetchCursor(depths).mapToArray { row in
                LaneDepth(
                    lane: try reader.known(row[0], as: EffectLane.self),
                    state: try reader.known(row[1], as: EffectState.self), count: row[2],
                    oldest: Instant(milliseconds: row[3]))
            }
        }
    }

    /// How many requests wait for their orders, and since when the oldest does.
    package func waitingDepth() throws(LedgerError) -> (count: Int, oldest: Instant?) {
        try reading { reader throws in
            let waiting = try reader.database.cachedStatement(
                sql: """
                    SELECT count(*), min(drops.claimed_at) FROM requests JOIN drops ON drops.number = requests."drop"
                    WHERE waiting IS NOT NULL
                    """)
            let row = try Row.fetchOne(waiting)
            return (row?[0] ?? 0, (row?[1] as Int64?).map(Instant.init(milliseconds:)))
        }
    }

    /// The first drop with these bytes that was kept as it was; nil when there is none.
    package func archivedDrop(fingerprint: String) throws(LedgerError) -> DropRecord? {
        try reading { reader throws in
            try reader.drops(
                where: """
                    number = (SELECT min(number) FROM drops WHERE sha256 = ? AND disposition = 'archive')
                    """, [fingerprint]
            ).first
        }
    }
}
