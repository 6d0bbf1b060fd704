-- Counts the changes of each space's tasks, in the transaction that makes them, so that whoever has seen one can ask for what came after it. The count is a row of its own: who writes it makes
-- the others of the space wait, so that changes become visible in the order of their numbers.
CREATE TABLE download_task_change
(
    space_id TEXT    NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE download_task ADD COLUMN change_sequence INTEGER NOT NULL DEFAULT 0;
UPDATE download_task SET change_sequence = storage_id;
INSERT INTO download_task_change (space_id, sequence) SELECT space_id, max(change_sequence) FROM download_task GROUP BY space_id;

CREATE INDEX ix_download_task_change ON download_task (space_id, change_sequence);
CREATE INDEX ix_download_task_expiry ON download_task (space_id, expires_at, task_id) WHERE expires_at IS NOT NULL AND stored_status <> 'closed';

DROP TRIGGER tr_download_task_inserted;
DROP TRIGGER tr_download_task_updated;

CREATE TRIGGER tr_download_task_inserted AFTER INSERT ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' AND NEW.PayloadBinary IS NOT NULL
BEGIN
    INSERT INTO download_task_change (space_id, sequence) VALUES (CAST(NEW.PayloadBinary AS TEXT) ->> '$.key.space', 1)
    ON CONFLICT (space_id) DO UPDATE SET sequence = sequence + 1;
    INSERT INTO download_task (storage_id, summary, change_sequence)
    SELECT NEW.StorageId, json_remove(CAST(NEW.PayloadBinary AS TEXT), '$.packaging.plan.shards', '$.packaging.packed'), sequence
    FROM download_task_change WHERE space_id = CAST(NEW.PayloadBinary AS TEXT) ->> '$.key.space';
END;

CREATE TRIGGER tr_download_task_updated AFTER UPDATE OF PayloadBinary ON OrleansStorage
WHEN NEW.GrainTypeString = 'task' AND NEW.PayloadBinary IS NOT NULL
BEGIN
    INSERT INTO download_task_change (space_id, sequence) VALUES (CAST(NEW.PayloadBinary AS TEXT) ->> '$.key.space', 1)
    ON CONFLICT (space_id) DO UPDATE SET sequence = sequence + 1;
    INSERT INTO download_task (storage_id, summary, change_sequence)
    SELECT NEW.StorageId, json_remove(CAST(NEW.PayloadBinary AS TEXT), '$.packaging.plan.shards', '$.packaging.packed'), sequence
    FROM download_task_change WHERE space_id = CAST(NEW.PayloadBinary AS TEXT) ->> '$.key.space'
    ON CONFLICT (storage_id) DO UPDATE SET summary = excluded.summary, change_sequence = excluded.change_sequence;
END;
