-- The ledger, version 2: how it was known at the claim that the writer of a drop was gone. NULL in rows of before, and where a
-- file was found in work/ without a row.

ALTER TABLE drops ADD COLUMN writer_gone TEXT CHECK (writer_gone IN ('proved', 'assumed'));
