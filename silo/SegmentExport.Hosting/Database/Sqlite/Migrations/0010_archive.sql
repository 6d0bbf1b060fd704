-- Tasks that ended long ago (docs/adr/0013-tasks-archived-by-trigger.md). Their states are deleted by retention; the trigger keeps what there was to know of each, in the transaction that deletes it. A row holds the
-- state's JSON without its shards, parts and protected zips; every other column is computed from that, as in the list. What has ended with its parts deleted is closed or expired, and nothing else.
CREATE TABLE archived_task
(
    archive_id    INTEGER PRIMARY KEY,
    summary       TEXT    NOT NULL,
    archived_at   TEXT    NOT NULL,
    space_id      TEXT    NOT NULL AS (summary ->> '$.key.space') STORED,
    task_id       TEXT    NOT NULL AS (summary ->> '$.key.task') STORED,
    segment_name  TEXT    NOT NULL AS (summary ->> '$.submission.segmentName') STORED,
    submitter     TEXT    NOT NULL AS (summary ->> '$.submission.submitter') STORED,
    submitted_at  TEXT    NOT NULL AS (summary ->> '$.submission.at') STORED,
    stored_status TEXT    NOT NULL AS (CASE
        WHEN summary ->> '$.decision.kind' IN ('withdrawn', 'rejected') OR summary ->> '$.packaging.state' = 'failed' THEN 'closed'
        ELSE 'expired' END) STORED
) STRICT;

CREATE UNIQUE INDEX ux_archived_task_key ON archived_task (space_id, task_id);
CREATE INDEX ix_archived_task_newest ON archived_task (space_id, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_status ON archived_task (space_id, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_submitter_status ON archived_task (space_id, submitter, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_name ON archived_task (space_id, segment_name, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_submitter_name ON archived_task (space_id, submitter, segment_name, stored_status, submitted_at DESC, task_id DESC);

DROP TRIGGER tr_download_task_deleted;

CREATE TRIGGER tr_download_task_deleted AFTER DELETE ON OrleansStorage
WHEN OLD.GrainTypeString = 'task'
BEGIN
    INSERT INTO archived_task (summary, archived_at)
    SELECT json_remove(CAST(OLD.PayloadBinary AS TEXT), '$.packaging.plan.shards', '$.packaging.packed', '$.protections'), strftime('%Y-%m-%dT%H:%M:%f', 'now') || '0000Z'
    WHERE CAST(OLD.PayloadBinary AS TEXT) ->> '$.partsDeletedAt' IS NOT NULL
    ON CONFLICT (space_id, task_id) DO NOTHING;
    DELETE FROM download_task WHERE storage_id = OLD.StorageId;
END;
