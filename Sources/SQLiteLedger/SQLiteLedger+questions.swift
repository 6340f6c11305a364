// What operators ask of the ledger and the engine does not: lists, histories, where the bytes of a drop lie. Changes nothing.

package import Cancellation
internal import Foundation
internal import GRDB
package import Ports

extension SQLiteLedger: LedgerReading {
    package func forEachCase(_ filter: CaseFilter, _ body: (Case) -> Bool) throws(LedgerError) {
        try reading { reader throws in
            var conditions: [String] = []
            var arguments: StatementArguments = []
            if let states = filter.states {
                conditions.append("state IN (SELECT value FROM json_each(?))")
                arguments += [reader.body.text(states.map(\.rawValue).sorted())]
            }
            if let received = filter.received {
                conditions.append("received_at >= ? AND received_at < ?")
                arguments += [received.lowerBound.milliseconds, received.upperBound.milliseconds]
            }
            let condition = conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")
            let bodies = try reader.database.cachedStatement(
                sql: "SELECT body FROM cases WHERE \(condition) ORDER BY received_at, rowid")
            let found = try Data.fetchCursor(bodies, arguments: arguments)
            while let text = try found.next() {
                guard body(try reader.body.value(Case.self, from: text)) else { return }
            }
        }
    }

    package func forEachEvent(
        in range: Range<Instant>, _ body: (EventRecord) -> Bool
    ) throws(LedgerError) {
        try reading { reader throws in
            let statement = try reader.database.cachedStatement(
                sql: """
                    SELECT revision, at, body, state, rule, case_id FROM events WHERE at >= ? AND at < ?
                    ORDER BY at, case_id, revision, n
                    """)
            let found = try Row.fetchCursor(
                statement, arguments: [range.lowerBound.milliseconds, range.upperBound.milliseconds])
            while let row = try found.next() {
                guard body(try reader.event(row, of: CaseID(trusted: row[5]))) else { return }
            }
        }
    }

    package func events(of id: CaseID) throws(LedgerError) -> [EventRecord] {
        try reading { reader throws in
            let statement = try reader.database.cachedStatement(
                sql: "SELECT revision, at, body, state, rule FROM events WHERE case_id = ? ORDER BY revision, n")
            return try Row.fetchCursor(statement, arguments: [id.rawValue]).mapToArray { try reader.event($0, of: id) }
        }
    }

    package func timers(of id: CaseID) throws(LedgerError) -> [TimerRecord] {
        try reading { reader throws in try reader.timers(of: id) }
    }

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

extension LedgerReader {
    fileprivate func event(_ row: Row, of id: CaseID) throws -> EventRecord {
        EventRecord(
            caseID: id, revision: row[0], at: Instant(milliseconds: row[1]),
            event: try body.value(Event.self, from: row[2] as Data), state: try known(row[3], as: CaseState.self),
            rule: row[4])
    }
}
