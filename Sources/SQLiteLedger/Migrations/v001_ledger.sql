-- The ledger, version 1. What must never be is refused here, whoever writes: the program, a second one, or a person with a shell.
-- (INSERT OR REPLACE passes by the triggers on DELETE unless recursive_triggers is on, as it is on the program's connection.)
-- (RAISE(FAIL) and not ABORT: the program takes back the whole transaction, and what ABORT needs to take back one statement,
-- a copy of every page that it changes, cost a fifth of each commit.)
-- (And = OR = instead of IN where there are more than two words: SQLite fills a temporary table for such a list, every time.)
-- Times are milliseconds since 1970-01-01 UTC, money is whole won, bodies are JSON. No secrets are stored.
--
-- drops     One row per file ever claimed: where it is, what its bytes were, where they went. Numbers are never used twice.
-- requests  One row per request read from a drop, and the case it joined, or why it has none.
-- cases     One row per cancellation of one product order: the latest revision; `body` is all of it, the columns are for searching.
-- events    Everything that ever happened to a case, in order. Rows are added; none is changed or deleted.
-- effects   Everything that had to be done for a case, stored before its first try. A key is taken for good.

-- AUTOINCREMENT keeps the highest number ever used in sqlite_sequence, also when its row is gone.
CREATE TABLE drops (
    number      INTEGER PRIMARY KEY AUTOINCREMENT CHECK (number > 0),
    inbox       TEXT    NOT NULL,
    name        BLOB    NOT NULL, -- raw bytes as found; never a path
    state       TEXT    NOT NULL CHECK (state = 'claimed' OR state = 'decided' OR state = 'closed'),
    attempts    INTEGER NOT NULL CHECK (attempts >= 0),
    claimed_at  INTEGER NOT NULL,
    sha256      TEXT,
    bytes       INTEGER CHECK (bytes >= 0),
    kind        TEXT,
    disposition TEXT CHECK (disposition IN ('archive', 'quarantine')),
    place       TEXT, -- below the spool
    problem     TEXT,
    CHECK (state <> 'closed' OR (disposition IS NOT NULL AND place IS NOT NULL))
) STRICT;

CREATE INDEX drops_open ON drops (number) WHERE state <> 'closed';
CREATE INDEX drops_fingerprint ON drops (sha256) WHERE sha256 IS NOT NULL;

CREATE TRIGGER drops_unclaim_only_claimed BEFORE DELETE ON drops WHEN OLD.state <> 'claimed'
BEGIN
    SELECT RAISE(FAIL, 'only a drop that is still claimed can be unclaimed');
END;

-- Equal keys are one case. Two open cases of one product order would be two ways to cancel it.
CREATE TABLE cases (
    id            TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    channel       TEXT    NOT NULL CHECK (channel <> ''),
    product_order TEXT    NOT NULL, -- '' while no order is matched
    claim         TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (
        state = 'received' OR state = 'asking' OR state = 'reviewing' OR state = 'held'
        OR state = 'approved' OR state = 'uncertain' OR state = 'reflecting' OR state = 'failed'
        OR state = 'cancelled' OR state = 'refused' OR state = 'withdrawn' OR state = 'expired'),
    closed        INTEGER NOT NULL AS (
        state = 'cancelled' OR state = 'refused' OR state = 'withdrawn' OR state = 'expired') VIRTUAL,
    revision      INTEGER NOT NULL CHECK (revision >= 0),
    amount        INTEGER NOT NULL, -- what goes back, or would
    due_at        INTEGER,
    received_at   INTEGER NOT NULL,
    body          TEXT    NOT NULL,
    UNIQUE (channel, product_order, claim)
) STRICT;

CREATE UNIQUE INDEX cases_one_open ON cases (channel, product_order) WHERE NOT closed AND product_order <> '';
CREATE INDEX cases_due ON cases (due_at) WHERE NOT closed AND due_at IS NOT NULL;
CREATE INDEX cases_tally ON cases (state, amount);

CREATE TRIGGER cases_revision_rises BEFORE UPDATE ON cases WHEN NEW.revision <= OLD.revision
BEGIN
    SELECT RAISE(FAIL, 'the revision of a case only rises');
END;

CREATE TABLE requests (
    "drop"       INTEGER NOT NULL REFERENCES drops (number) ON DELETE CASCADE,
    idx          INTEGER NOT NULL CHECK (idx >= 0),
    case_id      TEXT REFERENCES cases (id),
    intent       TEXT    NOT NULL,
    is_duplicate INTEGER NOT NULL CHECK (is_duplicate IN (0, 1)),
    problem      TEXT,
    PRIMARY KEY ("drop", idx)
) STRICT, WITHOUT ROWID;

-- `n` counts the events of one revision from 0.
CREATE TABLE events (
    case_id  TEXT    NOT NULL REFERENCES cases (id),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    n        INTEGER NOT NULL CHECK (n >= 0),
    at       INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    state    TEXT    NOT NULL, -- after the event
    rule     TEXT,
    body     TEXT    NOT NULL,
    PRIMARY KEY (case_id, revision, n)
) STRICT;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(FAIL, 'events are never changed');
END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN
    SELECT RAISE(FAIL, 'events are never deleted');
END;

-- `seq` is the order in which effects were stored, and are carried out.
CREATE TABLE effects (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    key     TEXT NOT NULL UNIQUE CHECK (key <> ''),
    case_id TEXT NOT NULL REFERENCES cases (id),
    kind    TEXT NOT NULL CHECK (
        kind = 'approveCancel' OR kind = 'requestCancel' OR kind = 'reread'
        OR kind = 'publishResult' OR kind = 'send' OR kind = 'openTask'),
    payload TEXT NOT NULL,
    state   TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done'))
) STRICT;

-- Moving money: once per case and kind, whatever the key says.
CREATE UNIQUE INDEX effects_money_once ON effects (case_id, kind) WHERE kind IN ('approveCancel', 'requestCancel');
CREATE INDEX effects_pending ON effects (seq) WHERE state = 'pending';

CREATE TRIGGER effects_stay_as_stored BEFORE UPDATE OF seq, key, case_id, kind, payload ON effects
BEGIN
    SELECT RAISE(FAIL, 'a stored effect is never changed');
END;

CREATE TRIGGER effects_stay_done BEFORE UPDATE OF state ON effects WHEN OLD.state = 'done' AND NEW.state <> 'done'
BEGIN
    SELECT RAISE(FAIL, 'what is done stays done');
END;

CREATE TRIGGER effects_never_go BEFORE DELETE ON effects
BEGIN
    SELECT RAISE(FAIL, 'effects are never deleted: their keys are taken for good');
END;
