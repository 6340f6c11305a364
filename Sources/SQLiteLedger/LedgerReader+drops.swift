// Reading drops together with their requests.

internal import Cancellation
internal import Foundation
internal import GRDB
internal import Ports

extension LedgerReader {
    func openDrops(of owner: String) throws -> [DropRecord] {
        try drops(where: "state <> 'closed' AND (owner IS NULL OR owner = ?)", [owner])
    }

    func drop(_ number: DropNumber) throws -> DropRecord? {
        try drops(where: "number = ?", [number]).first
    }

    func waitingRequests(of owner: String) throws -> [AnsweredRequest] {
        let waiting = try database.cachedStatement(
            sql: """
                SELECT "drop", idx, case_id, intent, is_duplicate, requests.problem, waiting
                FROM requests JOIN drops ON drops.number = requests."drop"
                WHERE waiting IS NOT NULL AND (owner IS NULL OR owner = ?) ORDER BY "drop", idx
                """)
        return try Row.fetchCursor(waiting, arguments: [owner]).mapToArray { row in
            AnsweredRequest(drop: row[0], record: try requestRecord(row))
        }
    }

    /// The first request that waits ends the search in a drop, and cases end in the order of requests, mostly.
    func servedDrops(of ids: [CaseID], owner: String) throws -> [DropRecord] {
        guard !ids.isEmpty else { return [] }
        return try drops(
            where: """
                number IN (
                    SELECT "drop" FROM requests
                    WHERE case_id IN (SELECT value FROM json_each(?)) AND NOT is_duplicate)
                AND disposition = 'archive' AND (owner IS NULL OR owner = ?)
                AND NOT EXISTS (
                    SELECT 1 FROM requests LEFT JOIN cases ON cases.id = case_id
                    WHERE "drop" = number AND NOT is_duplicate
                        AND (waiting IS NOT NULL OR cases.state IN (SELECT value FROM json_each(?))))
                """, [body.text(ids), owner, body.text(CaseState.allCases.filter(\.awaitsStore).map(\.rawValue))])
    }

    func earlierRequests(fingerprints: [String]) throws -> [String: [RequestRecord]] {
        guard !fingerprints.isEmpty else { return [:] }
        // The first drop of these bytes that was archived has the requests; a repeat only points at the same cases.
        let earlier = try drops(
            where: """
                number IN (
                    SELECT min(number) FROM drops
                    WHERE sha256 IN (SELECT value FROM json_each(?)) AND disposition = 'archive' GROUP BY sha256)
                """, [body.text(fingerprints)])
        let pairs = earlier.compactMap { drop in drop.sha256.map { ($0, drop.requests) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Two statements, not one per drop.
    func drops(where condition: String, _ arguments: StatementArguments) throws -> [DropRecord] {
        let drops = try database.cachedStatement(
            sql: """
                SELECT number, inbox, name, state, attempts, claimed_at, sha256, bytes, kind, disposition, place, problem,
                    writer_gone, owner
                FROM drops WHERE \(condition) ORDER BY number
                """)
        let requests = try database.cachedStatement(
            sql: """
                SELECT "drop", idx, case_id, intent, is_duplicate, problem, waiting FROM requests
                WHERE "drop" IN (SELECT number FROM drops WHERE \(condition)) ORDER BY "drop", idx
                """)
        let requestsByDrop = Dictionary(
            grouping: try Row.fetchCursor(requests, arguments: arguments).mapToArray { row in
                (drop: row[0] as DropNumber, request: try requestRecord(row))
            }, by: \.drop)
        return try Row.fetchCursor(drops, arguments: arguments).mapToArray { row in
            try dropRecord(row, requests: requestsByDrop[row[0], default: []].map(\.request))
        }
    }

    private func dropRecord(_ row: Row, requests: [RequestRecord]) throws -> DropRecord {
        DropRecord(
            number: row[0], inbox: row[1], name: [UInt8](row[2] as Data), state: try known(row[3], as: DropState.self),
            attempts: row[4], acquiredAt: Instant(milliseconds: row[5]),
            writerGone: try (row[12] as String?).map { try known($0, as: WriterGone.self) }, sha256: row[6],
            bytes: row[7], kind: row[8],
            disposition: try (row[9] as String?).map { try known($0, as: Disposition.self) }, place: row[10],
            problem: row[11], requests: requests, owner: row[13])
    }

    private func requestRecord(_ row: Row) throws -> RequestRecord {
        RequestRecord(
            index: row[1], caseID: (row[2] as String?).map(CaseID.init(trusted:)),
            intent: try known(row[3], as: Intent.self), isDuplicate: row[4], problem: row[5],
            waiting: try (row[6] as Data?).map { try body.value(WaitingRequest.self, from: $0) })
    }

    /// The word as one of ours; the schema lets in no other, except for intents, which are the reader's own business.
    func known<Word: RawRepresentable<String>>(_ text: String, as type: Word.Type) throws(LedgerError) -> Word {
        guard let word = Word(rawValue: text) else { throw .unreadable("an unknown \(type) stands in the ledger") }
        return word
    }
}

extension Cursor {
    /// All elements, mapped; the rows of a cursor are valid only until the next one is read.
    func mapToArray<Value>(_ transform: (Element) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        while let element = try next() { values.append(try transform(element)) }
        return values
    }
}
