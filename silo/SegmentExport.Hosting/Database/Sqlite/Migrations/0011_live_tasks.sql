-- The tasks that have not ended are counted by an index of them alone: before, each count read an entry of every task that there ever was.
CREATE INDEX ix_download_task_live ON download_task (stored_status, submitted_at) WHERE stored_status IN ('in_approval', 'preparing', 'completed');
