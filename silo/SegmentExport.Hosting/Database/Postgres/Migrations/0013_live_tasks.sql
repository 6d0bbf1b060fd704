-- What a cluster asks of itself, as it starts and ever again, reads what lives and not what has ended. The tasks that have not ended are counted by an index of them alone: before, each count read an entry of every task
-- that there ever was.
CREATE INDEX ix_download_task_live ON download_task (stored_status, submitted_at) WHERE stored_status IN ('in_approval', 'preparing', 'completed');

-- The number of the last change of any task, and of the audit: one seek a space. Each silo that starts asks for it.
CREATE FUNCTION last_change() RETURNS bigint LANGUAGE sql STABLE SET search_path = segment_export, pg_temp AS $$
    WITH RECURSIVE spaces (space) AS (
        SELECT min(space_id) FROM download_task
        UNION ALL
        SELECT (SELECT min(space_id) FROM download_task WHERE space_id > spaces.space) FROM spaces WHERE spaces.space IS NOT NULL)
    SELECT greatest((SELECT max((SELECT max(change_sequence) FROM download_task WHERE space_id = spaces.space)) FROM spaces), (SELECT max(position) FROM audit));
$$;

CREATE OR REPLACE FUNCTION continue_changes() RETURNS boolean LANGUAGE plpgsql SET search_path = segment_export, pg_temp AS $$
BEGIN
    UPDATE download_task_epoch SET base = counted.last FROM (SELECT last_change() AS last) AS counted
    WHERE counted.last >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
    RETURN FOUND;
END;
$$;
