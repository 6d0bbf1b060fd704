-- The list of download tasks: one row a task, kept from the stored state by triggers, in the transaction that stores it (docs/adr/0003-list-kept-by-trigger.md).
-- A row holds the state's JSON without its shards and parts; every other column is computed from that, so the list cannot say anything that the state does not.
-- Times are RFC 3339 in UTC with seven decimals: text that sorts as time does.
CREATE TABLE download_task
(
    storage_id    INTEGER PRIMARY KEY,
    summary       TEXT    NOT NULL,
    space_id      TEXT    NOT NULL AS (summary ->> '$.key.space') STORED,
    task_id       TEXT    NOT NULL AS (summary ->> '$.key.task') STORED,
    segment_id    TEXT    NOT NULL AS (summary ->> '$.submission.segment') STORED,
    segment_name  TEXT    NOT NULL AS (summary ->> '$.submission.segmentName') STORED,
    submitter     TEXT    NOT NULL AS (summary ->> '$.submission.submitter') STORED,
    submitted_at  TEXT    NOT NULL AS (summary ->> '$.submission.at') STORED,
    decision      TEXT    NOT NULL AS (summary ->> '$.decision.kind') STORED,
    packaging     TEXT    NOT NULL AS (summary ->> '$.packaging.state') STORED,
    failure_code  TEXT             AS (summary ->> '$.packaging.failure.code') STORED,
    ended_at      TEXT             AS (summary ->> '$.packaging.endedAt') STORED,
    expires_at    TEXT             AS (summary ->> '$.expiresAt') STORED,
    expired_at    TEXT             AS (summary ->> '$.expiredAt') STORED,
    rows_done     INTEGER NOT NULL AS (summary ->> '$.packaging.totals.rowsDone') STORED,
    rows_total    INTEGER          AS (summary ->> '$.packaging.totals.rowsTotal') STORED,
    stored_bytes  INTEGER NOT NULL AS (summary ->> '$.packaging.totals.storedBytes') STORED,
    shards_done   INTEGER NOT NULL AS (summary ->> '$.packaging.totals.shardsDone') STORED,
    shards_total  INTEGER          AS (summary ->> '$.packaging.totals.shardsTotal') STORED,
    needs_work    INTEGER NOT NULL AS (summary ->> '$.needsWork') STORED,
    -- The status as far as facts alone decide it; 'preparing' and 'completed' end at expires_at, which the query compares.
    stored_status TEXT    NOT NULL AS (CASE
        WHEN summary ->> '$.decision.kind' IN ('withdrawn', 'rejected') OR summary ->> '$.packaging.state' = 'failed' THEN 'closed'
        WHEN summary ->> '$.decision.kind' = 'pending' THEN 'in_approval'
        WHEN summary ->> '$.expiredAt' IS NOT NULL THEN 'expired'
        WHEN summary ->> '$.packaging.state' = 'packed' THEN 'completed'
        ELSE 'preparing' END) STORED
) STRICT;

CREATE UNIQUE INDEX ux_download_task_key ON download_task (space_id, task_id);
CREATE INDEX ix_download_task_newest ON download_task (space_id, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_submitter ON download_task (space_id, submitter, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_segment ON download_task (space_id, segment_name, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_status ON download_task (space_id, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_work ON download_task (storage_id, space_id, task_id) WHERE needs_work = 1;

CREATE TRIGGER tr_download_task_inserted AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' AND NEW.PayloadBinary IS NOT NULL
BEGIN
    INSERT INTO download_task (storage_id, summary)
    VALUES (NEW.StorageId, json_remove(CAST(NEW.PayloadBinary AS TEXT), '$.packaging.plan.shards', '$.packaging.packed'));
END;

CREATE TRIGGER tr_download_task_updated AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' AND NEW.PayloadBinary IS NOT NULL
BEGIN
    INSERT INTO download_task (storage_id, summary)
    VALUES (NEW.StorageId, json_remove(CAST(NEW.PayloadBinary AS TEXT), '$.packaging.plan.shards', '$.packaging.packed'))
    ON CONFLICT (storage_id) DO UPDATE SET summary = excluded.summary;
END;

CREATE TRIGGER tr_download_task_cleared AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' AND NEW.PayloadBinary IS NULL
BEGIN
    DELETE FROM download_task WHERE storage_id = NEW.StorageId;
END;

CREATE TRIGGER tr_download_task_deleted AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'task'
BEGIN
    DELETE FROM download_task WHERE storage_id = OLD.StorageId;
END;
