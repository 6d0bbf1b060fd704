-- Makes the audit tamper-evident (docs/adr/0008-audit-sealed-in-windows.md). Rows have the position of their transaction, as changes of tasks have it (0006): below the oldest transaction that still runs nothing can
-- appear any more, so what lies between two such positions can be sealed for good, without anybody who writes waiting for it.
ALTER TABLE audit ADD COLUMN position bigint NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN digest text;
CREATE INDEX ix_audit_position ON audit (position, audit_id);

CREATE FUNCTION place_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = segment_export, pg_temp AS $$
BEGIN
    SELECT base + pg_current_xact_id()::text::bigint INTO NEW.position FROM download_task_epoch;
    RETURN NEW;
END;
$$;

CREATE TRIGGER tr_audit_place BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION place_audit();

-- What was sealed at once: all rows behind the window before, up to and with the last one. Its hash covers that window's and those of its seals.
CREATE TABLE audit_window
(
    number        bigint           NOT NULL PRIMARY KEY CHECK (number > 0),
    last_position bigint           NOT NULL,
    last_audit_id bigint           NOT NULL,
    sealed_at     text COLLATE "C" NOT NULL,
    hash          text COLLATE "C" NOT NULL
);

-- The rows of one space in a window. Its hash covers the space's seal before and each of the rows.
CREATE TABLE audit_seal
(
    space_id      text COLLATE "C" NOT NULL,
    number        bigint           NOT NULL CHECK (number > 0),
    window_number bigint           NOT NULL REFERENCES audit_window,
    row_count     bigint           NOT NULL,
    hash          text COLLATE "C" NOT NULL,
    PRIMARY KEY (space_id, number)
);
CREATE INDEX ix_audit_seal_window ON audit_seal (window_number);

CREATE TRIGGER tr_audit_window_no_change BEFORE UPDATE OR DELETE ON audit_window FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER tr_audit_window_no_truncate BEFORE TRUNCATE ON audit_window FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();
CREATE TRIGGER tr_audit_seal_no_change BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER tr_audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();

-- A restored database counts on behind its audit too.
CREATE OR REPLACE FUNCTION continue_changes() RETURNS boolean LANGUAGE plpgsql SET search_path = segment_export, pg_temp AS $$
BEGIN
    UPDATE download_task_epoch SET base = counted.last
    FROM (SELECT greatest((SELECT max(change_sequence) FROM download_task), (SELECT max(position) FROM audit)) AS last) AS counted
    WHERE counted.last >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
    RETURN FOUND;
END;
$$;
