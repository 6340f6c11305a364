// The statements of a commit. Their texts are constants, so that each is prepared once and reused.
//
// OR FAIL where a table has triggers: an error takes back the whole transaction anyway, and the way back for one statement, which
// SQLite would keep otherwise, is a copy of every page it changes.

enum SQLText {
    /// Compare-and-swap. Nearly every case keeps its key, and an index on a column that is set is written anew even where the value is
    /// the same.
    static let updateCase = """
        UPDATE OR FAIL cases SET state = ?2, revision = ?3, amount = ?4, body = ?5
        WHERE id = ?1 AND revision = ?10 AND channel = ?6 AND product_order = ?7 AND claim = ?8 AND received_at = ?9
        """

    /// After `updateCase` has found no row to change: the case is about something else by now, or its revision is another one.
    static let updateCaseWithKey = """
        UPDATE OR FAIL cases SET
            state = ?2, revision = ?3, amount = ?4, body = ?5, channel = ?6, product_order = ?7, claim = ?8,
            received_at = ?9
        WHERE id = ?1 AND revision = ?10
        """

    static let insertCase = """
        INSERT OR FAIL INTO cases (id, state, revision, amount, body, channel, product_order, claim, received_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (id) DO NOTHING
        """

    static let clearTimers = "DELETE FROM timers WHERE case_id = ?1"

    static let clearTimer = "DELETE FROM timers WHERE case_id = ?1 AND kind = ?2"

    static let setTimer = """
        INSERT INTO timers (case_id, kind, due_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (case_id, kind) DO UPDATE SET due_at = ?3
        """

    static let upsertDrop = """
        INSERT INTO drops
            (number, inbox, name, state, attempts, claimed_at, sha256, bytes, kind, disposition, place, problem,
            writer_gone, owner)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        ON CONFLICT (number) DO UPDATE SET
            inbox = ?2, name = ?3, state = ?4, attempts = ?5, claimed_at = ?6, sha256 = ?7, bytes = ?8, kind = ?9,
            disposition = ?10, place = ?11, problem = ?12, writer_gone = ?13, owner = ?14
        """

    static let deleteRequests = #"DELETE FROM requests WHERE "drop" = ?1"#

    static let insertRequest = """
        INSERT INTO requests ("drop", idx, case_id, intent, is_duplicate, problem, waiting)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """

    /// Only a request that waits is answered, once.
    static let answerRequest = """
        UPDATE requests SET case_id = ?3, intent = ?4, is_duplicate = ?5, problem = ?6, waiting = NULL
        WHERE "drop" = ?1 AND idx = ?2 AND waiting IS NOT NULL
        """

    static let eventsOfRevision = "SELECT at, state, rule, body FROM events WHERE case_id = ?1 AND revision = ?2"

    static let insertEvent = """
        INSERT INTO events (case_id, revision, n, at, name, state, rule, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (case_id, revision, n) DO NOTHING
        """

    /// Only an equal key is passed over in silence; a second movement of money under another key is an error.
    static let insertEffect = """
        INSERT INTO effects (key, case_id, lane, kind, payload, stored_at, state, leased_by, leased_until, attempts)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?7 = 'leased')
        ON CONFLICT (key) DO UPDATE SET
            payload = ?5, stored_at = ?6, state = ?7, leased_by = ?8, leased_until = ?9, run_at = 0,
            attempts = attempts + (?7 = 'leased'), last_error = NULL
        WHERE state = 'recalled' OR state = 'dead' OR (lane = 'store' AND state <> 'done')
        """

    static let markDone = "UPDATE OR FAIL effects SET state = 'done' WHERE key = ?1"

    static let endCommand = """
        UPDATE OR FAIL effects SET state = ?2 WHERE key = ?1 AND (state = 'queued' OR state = 'leased')
        """

    /// Only a decided drop closes: the schema asks for its place.
    static let closeDrop = "UPDATE drops SET state = 'closed' WHERE number = ?1"

    /// Compare-and-swap: no row is changed where somebody else has moved money.
    static let moveMoney = "UPDATE money SET version = version + 1 WHERE version = ?1"

    static let deleteDrop = "DELETE FROM drops WHERE number = ?1"
}
