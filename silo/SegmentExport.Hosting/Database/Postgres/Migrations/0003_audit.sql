-- Who did what to which task, and what came of it. Rows are only ever added; the run-time roles may do no more by their rights, and the schema's owner is stopped too.
CREATE TABLE audit
(
    audit_id  bigint           NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        text COLLATE "C" NOT NULL,
    space_id  text COLLATE "C" NOT NULL,
    task_id   text COLLATE "C",
    actor     text,
    action    text             NOT NULL,
    outcome   text             NOT NULL,
    row_count bigint,
    fields    text,
    container text,
    range     text,
    trace_id  text
);

CREATE INDEX ix_audit_at ON audit (space_id, at);
CREATE INDEX ix_audit_task ON audit (space_id, task_id, audit_id) WHERE task_id IS NOT NULL;

CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Audit rows are never changed or deleted.';
END;
$$;

CREATE TRIGGER tr_audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER tr_audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();
