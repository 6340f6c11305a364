// The statements of a commit. Their texts are constants, so that each is prepared once and reused.
//
// OR FAIL where a table has triggers: an error takes back the whole transaction anyway, and the way back for one statement, which
// SQLite would keep otherwise, is a copy of every page it changes.

enum SQLText {
    /// A revision that is not higher leaves the row as it is.
    static let updateCase = """
        UPDATE OR FAIL cases SET
            channel = ?2, product_order = ?3, claim = ?4, state = ?5, revision = ?6, amount = ?7, due_at = ?8,
            received_at = ?9, body = ?10
        WHERE id = ?1 AND revision < ?6
        """

    /// After `updateCase` has found no row to change.
    static let insertCase = """
        INSERT OR FAIL INTO cases (id, channel, product_order, claim, state, revision, amount, due_at, received_at, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (id) DO NOTHING
        """

    static let upsertDrop = """
        INSERT INTO drops
            (number, inbox, name, state, attempts, claimed_at, sha256, bytes, kind, disposition, place, problem,
            writer_gone)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ON CONFLICT (number) DO UPDATE SET
            inbox = ?2, name = ?3, state = ?4, attempts = ?5, claimed_at = ?6, sha256 = ?7, bytes = ?8, kind = ?9,
            disposition = ?10, place = ?11, problem = ?12, writer_gone = ?13
        """

    static let deleteRequests = #"DELETE FROM requests WHERE "drop" = ?1"#

    static let insertRequest = """
        INSERT INTO requests ("drop", idx, case_id, intent, is_duplicate, problem) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """

    static let eventsOfRevision = "SELECT at, state, rule, body FROM events WHERE case_id = ?1 AND revision = ?2"

    static let insertEvent = """
        INSERT INTO events (case_id, revision, n, at, name, state, rule, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """

    /// Only an equal key is passed over in silence; a second movement of money under another key is an error.
    static let insertEffect = """
        INSERT INTO effects (key, case_id, kind, payload) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO NOTHING
        """

    static let markDone = "UPDATE OR FAIL effects SET state = 'done' WHERE key = ?1"

    /// Only a decided drop closes: the schema asks for its place.
    static let closeDrop = "UPDATE drops SET state = 'closed' WHERE number = ?1"

    static let deleteDrop = "DELETE FROM drops WHERE number = ?1"
}
