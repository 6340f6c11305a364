// The statements of a commit. Their texts are constants, so that each is prepared once and reused.
//
// OR FAIL where a table has triggers: an error takes back the whole transaction anyway, and the way back for one statement, which
// SQLite would keep otherwise, is a copy of every page it changes.

enum SQLText {
    /// A revision that is not higher leaves the row as it is. Nearly every case keeps its key, and an index on a column that is set
    /// is written anew even where the value is the same.
    static let updateCase = """
        UPDATE OR FAIL cases SET state = ?2, revision = ?3, amount = ?4, due_at = ?5, body = ?6
        WHERE id = ?1 AND revision < ?3 AND channel = ?7 AND product_order = ?8 AND claim = ?9 AND received_at = ?10
        """

    /// After `updateCase` has found no row to change: the case is about something else by now, or is not higher, or is new.
    static let updateCaseWithKey = """
        UPDATE OR FAIL cases SET
            state = ?2, revision = ?3, amount = ?4, due_at = ?5, body = ?6, channel = ?7, product_order = ?8, claim = ?9,
            received_at = ?10
        WHERE id = ?1 AND revision < ?3
        """

    /// After `updateCaseWithKey` has found no row to change.
    static let insertCase = """
        INSERT OR FAIL INTO cases (id, state, revision, amount, due_at, body, channel, product_order, claim, received_at)
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
        ON CONFLICT (case_id, revision, n) DO NOTHING
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
