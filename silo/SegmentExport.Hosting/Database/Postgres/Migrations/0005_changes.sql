-- Counts the changes of each space's tasks, in the transaction that makes them, so that whoever has seen one can ask for what came after it. The count is a row of its own: who writes it makes
-- the others of the space wait, so that changes become visible in the order of their numbers.
CREATE TABLE download_task_change
(
    space_id text COLLATE "C" NOT NULL PRIMARY KEY,
    sequence bigint           NOT NULL
);

ALTER TABLE download_task ADD COLUMN change_sequence bigint NOT NULL DEFAULT 0;
UPDATE download_task SET change_sequence = storage_id;
INSERT INTO download_task_change (space_id, sequence) SELECT space_id, max(change_sequence) FROM download_task GROUP BY space_id;

CREATE INDEX ix_download_task_change ON download_task (space_id, change_sequence);
CREATE INDEX ix_download_task_expiry ON download_task (space_id, expires_at, task_id) WHERE expires_at IS NOT NULL AND stored_status <> 'closed';

CREATE OR REPLACE FUNCTION keep_download_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = segment_export, pg_temp AS $$
DECLARE
    task jsonb;
    changed bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM download_task WHERE storage_id = OLD.StorageId;
    ELSIF NEW.PayloadBinary IS NULL THEN
        DELETE FROM download_task WHERE storage_id = NEW.StorageId;
    ELSE
        task := convert_from(NEW.PayloadBinary, 'UTF8')::jsonb #- '{packaging,plan,shards}' #- '{packaging,packed}';
        INSERT INTO download_task_change AS counted (space_id, sequence) VALUES (task #>> '{key,space}', 1)
        ON CONFLICT (space_id) DO UPDATE SET sequence = counted.sequence + 1
        RETURNING sequence INTO changed;
        INSERT INTO download_task (storage_id, summary, change_sequence) VALUES (NEW.StorageId, task, changed)
        ON CONFLICT (storage_id) DO UPDATE SET summary = excluded.summary, change_sequence = excluded.change_sequence;
    END IF;
    RETURN NULL;
END;
$$;
