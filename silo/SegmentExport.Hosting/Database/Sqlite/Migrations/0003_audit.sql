-- Who did what to which task, and what came of it. Rows are only ever added.
CREATE TABLE audit
(
    audit_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT    NOT NULL,
    space_id  TEXT    NOT NULL,
    task_id   TEXT,
    actor     TEXT,
    action    TEXT    NOT NULL,
    outcome   TEXT    NOT NULL,
    row_count INTEGER,
    fields    TEXT,
    container TEXT,
    range     TEXT,
    trace_id  TEXT
) STRICT;

CREATE INDEX ix_audit_at ON audit (space_id, at);
CREATE INDEX ix_audit_task ON audit (space_id, task_id, audit_id) WHERE task_id IS NOT NULL;

CREATE TRIGGER tr_audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'Audit rows are never changed.');
END;

CREATE TRIGGER tr_audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'Audit rows are never deleted.');
END;
