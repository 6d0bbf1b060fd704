-- Numbers changes by their transactions. A count of its own a space (0005) made all commits of a space wait for each other, each for the disk. Now nobody waits: a change has its transaction's
-- number, and whoever reads looks only at numbers below that of the oldest transaction that still runs, below which nothing can appear any more.
CREATE TABLE download_task_epoch
(
    -- One row. What is added to transactions' numbers, so that they go on behind what was counted before, also in a database that was restored on a new server, which begins at 1.
    base bigint NOT NULL
);
CREATE UNIQUE INDEX ux_download_task_epoch ON download_task_epoch ((true));

INSERT INTO download_task_epoch (base) SELECT coalesce(max(change_sequence), 0) FROM download_task;

DROP TABLE download_task_change;

CREATE FUNCTION last_final_change() RETURNS bigint LANGUAGE sql STABLE SET search_path = segment_export, pg_temp AS $$
    SELECT base + pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 FROM download_task_epoch;
$$;

-- Called by each migration; true where it had to.
CREATE FUNCTION continue_changes() RETURNS boolean LANGUAGE plpgsql SET search_path = segment_export, pg_temp AS $$
BEGIN
    UPDATE download_task_epoch SET base = counted.last FROM (SELECT max(change_sequence) AS last FROM download_task) AS counted
    WHERE counted.last >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
    RETURN FOUND;
END;
$$;
REVOKE EXECUTE ON FUNCTION continue_changes() FROM PUBLIC;

CREATE OR REPLACE FUNCTION keep_download_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = segment_export, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
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
