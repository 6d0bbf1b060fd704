-- The list of download tasks: one row a task, kept from the stored state by triggers, in the transaction that stores it (docs/adr/0003-list-kept-by-trigger.md). Columns and
-- their meaning are those of the embedded database.
-- A row holds the state's JSON without its shards and parts; every other column is computed from that, so the list cannot say anything that the state does not.
-- Times are RFC 3339 in UTC with seven decimals: text that sorts as time does. Texts are compared by their bytes, whatever the database's own collation.
CREATE TABLE download_task
(
    storage_id    bigint           NOT NULL PRIMARY KEY,
    summary       jsonb            NOT NULL,
    space_id      text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{key,space}') STORED,
    task_id       text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{key,task}') STORED,
    segment_id    text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{submission,segment}') STORED,
    segment_name  text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{submission,segmentName}') STORED,
    submitter     text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{submission,submitter}') STORED,
    submitted_at  text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{submission,at}') STORED,
    decision      text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{decision,kind}') STORED,
    packaging     text COLLATE "C" NOT NULL GENERATED ALWAYS AS (summary #>> '{packaging,state}') STORED,
    failure_code  text COLLATE "C"          GENERATED ALWAYS AS (summary #>> '{packaging,failure,code}') STORED,
    ended_at      text COLLATE "C"          GENERATED ALWAYS AS (summary #>> '{packaging,endedAt}') STORED,
    expires_at    text COLLATE "C"          GENERATED ALWAYS AS (summary ->> 'expiresAt') STORED,
    expired_at    text COLLATE "C"          GENERATED ALWAYS AS (summary ->> 'expiredAt') STORED,
    rows_done     bigint           NOT NULL GENERATED ALWAYS AS ((summary #>> '{packaging,totals,rowsDone}')::bigint) STORED,
    rows_total    bigint                    GENERATED ALWAYS AS ((summary #>> '{packaging,totals,rowsTotal}')::bigint) STORED,
    stored_bytes  bigint           NOT NULL GENERATED ALWAYS AS ((summary #>> '{packaging,totals,storedBytes}')::bigint) STORED,
    shards_done   bigint           NOT NULL GENERATED ALWAYS AS ((summary #>> '{packaging,totals,shardsDone}')::bigint) STORED,
    shards_total  bigint                    GENERATED ALWAYS AS ((summary #>> '{packaging,totals,shardsTotal}')::bigint) STORED,
    needs_work    integer          NOT NULL GENERATED ALWAYS AS ((summary ->> 'needsWork')::boolean::integer) STORED,
    -- The status as far as facts alone decide it; 'preparing' and 'completed' end at expires_at, which the query compares.
    stored_status text COLLATE "C" NOT NULL GENERATED ALWAYS AS (CASE
        WHEN summary #>> '{decision,kind}' IN ('withdrawn', 'rejected') OR summary #>> '{packaging,state}' = 'failed' THEN 'closed'
        WHEN summary #>> '{decision,kind}' = 'pending' THEN 'in_approval'
        WHEN summary ->> 'expiredAt' IS NOT NULL THEN 'expired'
        WHEN summary #>> '{packaging,state}' = 'packed' THEN 'completed'
        ELSE 'preparing' END) STORED
);

CREATE UNIQUE INDEX ux_download_task_key ON download_task (space_id, task_id);
CREATE INDEX ix_download_task_newest ON download_task (space_id, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_submitter ON download_task (space_id, submitter, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_segment ON download_task (space_id, segment_name, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_status ON download_task (space_id, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_work ON download_task (storage_id, space_id, task_id) WHERE needs_work = 1;

-- With the rights of the schema's owner: those who write states may not write the list by themselves.
CREATE FUNCTION keep_download_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = segment_export, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM download_task WHERE storage_id = OLD.StorageId;
    ELSIF NEW.PayloadBinary IS NULL THEN
        DELETE FROM download_task WHERE storage_id = NEW.StorageId;
    ELSE
        INSERT INTO download_task (storage_id, summary)
        VALUES (NEW.StorageId, convert_from(NEW.PayloadBinary, 'UTF8')::jsonb #- '{packaging,plan,shards}' #- '{packaging,packed}')
        ON CONFLICT (storage_id) DO UPDATE SET summary = excluded.summary;
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER tr_download_task_written AFTER INSERT OR UPDATE OF PayloadBinary ON OrleansStorage
FOR EACH ROW WHEN (NEW.GrainTypeString = 'task') EXECUTE FUNCTION keep_download_task();

CREATE TRIGGER tr_download_task_deleted AFTER DELETE ON OrleansStorage
FOR EACH ROW WHEN (OLD.GrainTypeString = 'task') EXECUTE FUNCTION keep_download_task();
