-- The ledger, version 4: more than one daemon on one ledger, and lists by time.
--
-- money   One row. Whoever decides to move money raises the version he has seen; whoever finds another one decides again.
-- cases   Found by the time they were received, for lists and reports.

CREATE TABLE money (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL CHECK (version >= 0)
) STRICT;

INSERT INTO money (id, version) VALUES (1, 0);

CREATE INDEX cases_received ON cases (received_at);

-- Leases of before named a process that is gone.
UPDATE effects SET leased_by = NULL, leased_until = NULL WHERE state = 'leased';
