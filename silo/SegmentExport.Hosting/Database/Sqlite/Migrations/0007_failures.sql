-- The tasks whose packaging failed, by the time of it: operators ask for the last day's by code, among all the tasks that there ever were. Few fail, so the index is small.
CREATE INDEX ix_download_task_failure ON download_task (ended_at, failure_code) WHERE failure_code IS NOT NULL;
