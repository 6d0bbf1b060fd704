-- Makes the audit tamper-evident (docs/adr/0008-audit-sealed-in-windows.md). There is one writer, so rows become visible in the order of their ids.
ALTER TABLE audit ADD COLUMN digest TEXT;

-- What was sealed at once: all rows behind the window before, up to and with the last one. Its hash covers that window's and those of its seals.
CREATE TABLE audit_window
(
    number        INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    last_position INTEGER NOT NULL,
    last_audit_id INTEGER NOT NULL,
    sealed_at     TEXT    NOT NULL,
    hash          TEXT    NOT NULL
) STRICT;

-- The rows of one space in a window. Its hash covers the space's seal before and each of the rows.
CREATE TABLE audit_seal
(
    space_id      TEXT    NOT NULL,
    number        INTEGER NOT NULL CHECK (number > 0),
    window_number INTEGER NOT NULL REFERENCES audit_window,
    row_count     INTEGER NOT NULL,
    hash          TEXT    NOT NULL,
    PRIMARY KEY (space_id, number)
) STRICT;
CREATE INDEX ix_audit_seal_window ON audit_seal (window_number);

CREATE TRIGGER tr_audit_window_no_update BEFORE UPDATE ON audit_window
BEGIN
    SELECT RAISE(ABORT, 'Audit rows are never changed.');
END;

CREATE TRIGGER tr_audit_window_no_delete BEFORE DELETE ON audit_window
BEGIN
    SELECT RAISE(ABORT, 'Audit rows are never deleted.');
END;

CREATE TRIGGER tr_audit_seal_no_update BEFORE UPDATE ON audit_seal
BEGIN
    SELECT RAISE(ABORT, 'Audit rows are never changed.');
END;

CREATE TRIGGER tr_audit_seal_no_delete BEFORE DELETE ON audit_seal
BEGIN
    SELECT RAISE(ABORT, 'Audit rows are never deleted.');
END;
