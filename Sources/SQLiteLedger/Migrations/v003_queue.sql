-- The ledger, version 3: a store that takes time. (Foreign keys are off while this runs, and checked before it is committed.)
--
-- cases     `approved` is split into approved (queued, can be stopped) and commanding (given); `failed` into rejected (the store said
--           no) and unknown (nobody knows). Compare-and-swap: a new revision says which one it replaces.
-- timers    When a case is to be looked at again; several per case, also of closed ones.
-- effects   A queue: lane, state, attempts, when to run, who has leased it.
-- requests  `waiting`: the request itself, while its order is not known yet.
-- drops     `owner`: which daemon has taken it.

CREATE TABLE cases_v3 (
    id            TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    channel       TEXT    NOT NULL CHECK (channel <> ''),
    product_order TEXT    NOT NULL, -- '' while no order is matched
    claim         TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (
        state = 'received' OR state = 'asking' OR state = 'reviewing' OR state = 'held'
        OR state = 'approved' OR state = 'commanding' OR state = 'unknown' OR state = 'reflecting' OR state = 'rejected'
        OR state = 'cancelled' OR state = 'refused' OR state = 'withdrawn' OR state = 'expired'),
    closed        INTEGER NOT NULL AS (
        state = 'cancelled' OR state = 'refused' OR state = 'withdrawn' OR state = 'expired') VIRTUAL,
    revision      INTEGER NOT NULL CHECK (revision >= 0),
    amount        INTEGER NOT NULL, -- what goes back, or would
    received_at   INTEGER NOT NULL,
    body          TEXT    NOT NULL,
    UNIQUE (channel, product_order, claim)
) STRICT;

CREATE TABLE timers (
    case_id TEXT    NOT NULL REFERENCES cases (id),
    kind    TEXT    NOT NULL CHECK (
        kind = 'poll' OR kind = 'reminder' OR kind = 'expiry' OR kind = 'delayNotice' OR kind = 'deadline'
        OR kind = 'followUp'),
    due_at  INTEGER NOT NULL,
    PRIMARY KEY (case_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX timers_due ON timers (due_at);

CREATE TABLE effects_v3 (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT    NOT NULL UNIQUE CHECK (key <> ''),
    case_id      TEXT    NOT NULL REFERENCES cases (id),
    lane         TEXT    NOT NULL CHECK (lane = 'store' OR lane = 'outbox' OR lane = 'email' OR lane = 'sms'),
    kind         TEXT    NOT NULL CHECK (
        kind = 'approveCancel' OR kind = 'requestCancel' OR kind = 'reread'
        OR kind = 'publishResult' OR kind = 'send' OR kind = 'openTask'),
    payload      TEXT    NOT NULL,
    -- queued: to be done. leased: somebody is at it, or was. done. recalled: stopped before it was given. dead: tried enough.
    state        TEXT    NOT NULL DEFAULT 'queued' CHECK (
        state = 'queued' OR state = 'leased' OR state = 'done' OR state = 'recalled' OR state = 'dead'),
    attempts     INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    run_at       INTEGER NOT NULL DEFAULT 0,
    leased_by    TEXT,
    leased_until INTEGER,
    last_error   TEXT,
    stored_at    INTEGER NOT NULL
) STRICT;

-- The case as it was at the end of an earlier version, and what it is called now. A case that failed because the store stayed silent
-- before anything was commanded waits for a person; one whose command was stored may have been given.
CREATE TEMPORARY TABLE renamed AS SELECT cases.id AS id,
    CASE cases.state
        WHEN 'uncertain' THEN 'unknown'
        WHEN 'approved' THEN 'commanding'
        WHEN 'failed' THEN CASE body ->> '$.refund.status'
            WHEN 'unknown' THEN 'unknown' WHEN 'failed' THEN 'rejected' ELSE 'reviewing' END
        ELSE cases.state END AS state
FROM cases;
CREATE UNIQUE INDEX temp.renamed_id ON renamed (id);

INSERT INTO cases_v3 (id, channel, product_order, claim, state, revision, amount, received_at, body)
SELECT cases.id, channel, product_order, claim, renamed.state, revision, amount, received_at,
    json_set(json_remove(body, '$.dueAt'),
        '$.state', renamed.state, '$.attempts', CASE WHEN renamed.state IN ('commanding', 'unknown') THEN 1 ELSE 0 END,
        '$.enteredAt', coalesce(body ->> '$.history[#-1].at', received_at),
        '$.history', (
            SELECT json_group_array(json(
                CASE value ->> '$.state'
                    WHEN 'uncertain' THEN json_set(value, '$.state', 'unknown')
                    WHEN 'failed' THEN json_set(value, '$.state', 'rejected')
                    ELSE value END))
            FROM json_each(body, '$.history')))
FROM cases JOIN renamed ON renamed.id = cases.id ORDER BY cases.rowid;

-- Whoever waited for a poll is polled; of a case that had been given up, at once.
INSERT INTO timers (case_id, kind, due_at)
SELECT cases.id, 'poll', coalesce(due_at, 0) FROM cases JOIN renamed ON renamed.id = cases.id
WHERE renamed.state IN ('received', 'commanding', 'unknown', 'reflecting');
INSERT INTO timers (case_id, kind, due_at)
SELECT cases.id, 'delayNotice', coalesce(body ->> '$.acceptedAt', body ->> '$.decidedAt', received_at) + 86400000
FROM cases JOIN renamed ON renamed.id = cases.id WHERE renamed.state IN ('commanding', 'unknown', 'reflecting');
INSERT INTO timers (case_id, kind, due_at)
SELECT cases.id, 'deadline', coalesce(body ->> '$.acceptedAt', body ->> '$.decidedAt', received_at) + 3600000
FROM cases JOIN renamed ON renamed.id = cases.id
WHERE renamed.state IN ('received', 'commanding', 'unknown', 'reflecting') AND cases.state <> 'failed';
-- A question had one timer: for its repetition, and after that for its end. The end is a week after it was asked, as shipped.
INSERT INTO timers (case_id, kind, due_at)
SELECT id, 'reminder', due_at FROM cases
WHERE state = 'asking' AND due_at IS NOT NULL AND body NOT LIKE '%"kind":"reminder"%';
INSERT INTO timers (case_id, kind, due_at)
SELECT id, 'expiry', CASE WHEN body LIKE '%"kind":"reminder"%' THEN due_at
    ELSE max(due_at, coalesce(body ->> '$.decidedAt', received_at) + 604800000) END
FROM cases WHERE state = 'asking' AND due_at IS NOT NULL;

INSERT INTO effects_v3 (seq, key, case_id, lane, kind, payload, state, attempts, stored_at)
SELECT seq, key, effects.case_id,
    CASE WHEN kind IN ('approveCancel', 'requestCancel') THEN 'store' ELSE 'outbox' END, kind, payload,
    CASE effects.state WHEN 'done' THEN 'done'
        ELSE CASE WHEN kind IN ('approveCancel', 'requestCancel') THEN 'leased' ELSE 'queued' END END,
    CASE WHEN kind IN ('approveCancel', 'requestCancel') THEN 1 ELSE 0 END,
    coalesce(cases.body ->> '$.decidedAt', cases.received_at)
FROM effects JOIN cases ON cases.id = effects.case_id ORDER BY seq;

-- What a store refused may be given again by a person; a command of a case that nobody waits for any more is over.
UPDATE effects_v3 SET state = 'dead' WHERE lane = 'store' AND case_id IN (
    SELECT id FROM renamed WHERE state = 'rejected');
UPDATE effects_v3 SET state = 'leased' WHERE lane = 'store' AND case_id IN (
    SELECT id FROM renamed WHERE state = 'unknown');

DROP TRIGGER events_never_change;
UPDATE events SET
    body = CASE WHEN name = 'fellDue'
        THEN json_object('fellDue', json_object('_0', CASE state WHEN 'expired' THEN 'expiry' ELSE 'reminder' END))
        ELSE body END,
    state = CASE state WHEN 'uncertain' THEN 'unknown' WHEN 'failed' THEN 'rejected' ELSE state END
WHERE name = 'fellDue' OR state = 'uncertain' OR state = 'failed';

DROP TABLE effects;
DROP TABLE cases;
DROP TABLE temp.renamed;
ALTER TABLE cases_v3 RENAME TO cases;
ALTER TABLE effects_v3 RENAME TO effects;

CREATE UNIQUE INDEX cases_one_open ON cases (channel, product_order) WHERE NOT closed AND product_order <> '';
CREATE INDEX cases_tally ON cases (state, amount);

CREATE TRIGGER cases_revision_rises BEFORE UPDATE ON cases WHEN NEW.revision <= OLD.revision
BEGIN
    SELECT RAISE(FAIL, 'the revision of a case only rises');
END;

-- Moving money: one row per case and kind, whatever the key says.
CREATE UNIQUE INDEX effects_money_once ON effects (case_id, kind) WHERE kind IN ('approveCancel', 'requestCancel');
CREATE INDEX effects_open ON effects (seq) WHERE state = 'queued' OR state = 'leased';
CREATE INDEX effects_commands ON effects (stored_at) WHERE lane = 'store';

CREATE TRIGGER effects_stay_as_stored BEFORE UPDATE OF seq, key, case_id, kind, lane ON effects
BEGIN
    SELECT RAISE(FAIL, 'a stored effect is never changed');
END;

-- What is done stays done, so that no command is given again that the store has taken.
CREATE TRIGGER effects_stay_done BEFORE UPDATE OF state, payload ON effects WHEN OLD.state = 'done' AND NEW.state <> 'done'
BEGIN
    SELECT RAISE(FAIL, 'what is done stays done');
END;

-- Personal data has to go when the law's retention has passed. Whoever purges says so in the same transaction.
CREATE TABLE purging (is_on INTEGER NOT NULL CHECK (is_on = 1)) STRICT;

CREATE TRIGGER effects_never_go BEFORE DELETE ON effects WHEN NOT EXISTS (SELECT 1 FROM purging)
BEGIN
    SELECT RAISE(FAIL, 'effects are never deleted: their keys are taken for good');
END;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events WHEN NOT EXISTS (SELECT 1 FROM purging)
BEGIN
    SELECT RAISE(FAIL, 'events are never changed');
END;

DROP TRIGGER events_never_go;
CREATE TRIGGER events_never_go BEFORE DELETE ON events WHEN NOT EXISTS (SELECT 1 FROM purging)
BEGIN
    SELECT RAISE(FAIL, 'events are never deleted');
END;

CREATE INDEX events_at ON events (at);

ALTER TABLE requests ADD COLUMN waiting TEXT; -- JSON; NULL once its case is known, or it has none
CREATE INDEX requests_waiting ON requests ("drop", idx) WHERE waiting IS NOT NULL;
ALTER TABLE drops ADD COLUMN owner TEXT;
