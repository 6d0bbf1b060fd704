-- Tasks that ended long ago (docs/adr/0013-tasks-archived-by-trigger.md). Their states are deleted by retention; the trigger keeps what there was to know of each, in the transaction that deletes it. A row holds the
-- state's JSON without its shards, parts and protected zips; every other column is computed from that, as in the list. What has ended with its parts deleted is closed or expired, and nothing else.
CREATE TABLE archived_task
(
    summary       jsonb            NOT NULL,
    archived_at   text COLLATE "C" NOT NULL,
    space_id      text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{key,space}') STORED,
    task_id       text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{key,task}') STORED,
    segment_name  text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{submission,segmentName}') STORED,
    submitter     text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{submission,submitter}') STORED,
    submitted_at  text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{submission,at}') STORED,
    stored_status text COLLATE "C" NOT NULL GENERATED ALWAYS AS (CASE
        WHEN summary #>> '{decision,kind}' IN ('withdrawn', 'rejected') OR summary #>> '{packaging,state}' = 'failed' THEN 'closed'
        ELSE 'expired' END) STORED,
    PRIMARY KEY (space_id, task_id)
);

CREATE INDEX ix_archived_task_newest ON archived_task (space_id, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_status ON archived_task (space_id, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_submitter_status ON archived_task (space_id, submitter, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_name ON archived_task (space_id, segment_name, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_archived_task_submitter_name ON archived_task (space_id, submitter, segment_name, stored_status, submitted_at DESC, task_id DESC);

CREATE OR REPLACE FUNCTION keep_download_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = segment_export, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO archived_task AS archived (summary, archived_at)
        SELECT task #- '{packaging,plan,shards}' #- '{packaging,packed}' #- '{protections}', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '0Z'
        FROM (SELECT convert_from(OLD.PayloadBinary, 'UTF8')::jsonb AS task) AS deleted
        WHERE task ->> 'partsDeletedAt' IS NOT NULL
        ON CONFLICT (space_id, task_id) DO NOTHING;
        DELETE FROM download_task WHERE storage_id = OLD.StorageId;
    ELSIF NEW.PayloadBinary IS NULL THEN
        DELETE FROM download_task WHERE storage_id = NEW.StorageId;
    ELSE
        INSERT INTO download_task (storage_id, summary, change_sequence)
        SELECT NEW.StorageId, convert_from(NEW.PayloadBinary, 'UTF8')::jsonb #- '{packaging,plan,shards}' #- '{packaging,packed}', base + pg_current_xact_id()::text::bigint
        FROM download_task_epoch
        ON CONFLICT (storage_id) DO UPDATE SET summary = excluded.summary, change_sequence = excluded.change_sequence;
    END IF;
    RETURN NULL;
END;
$$;
