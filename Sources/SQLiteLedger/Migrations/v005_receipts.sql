-- The ledger, version 5: receipts that follow their cases.
--
-- requests   Found by their case, so that the receipts of a case that has ended can be written again.

CREATE INDEX requests_case ON requests (case_id) WHERE case_id IS NOT NULL;
