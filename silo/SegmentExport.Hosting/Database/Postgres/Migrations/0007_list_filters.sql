-- Filters of the list that come together read stretches of one index too: the tasks of one status, of one submitter and status, of one name and status, of one submitter, name and status, each newest
-- first. Before, a filter that an index did not have was tried on task after task: a search among the few completed tasks of a space read all that its names ever had.
CREATE INDEX ix_download_task_submitter_status ON download_task (space_id, submitter, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_submitter_name ON download_task (space_id, submitter, segment_name, stored_status, submitted_at DESC, task_id DESC);
CREATE INDEX ix_download_task_name ON download_task (space_id, segment_name, stored_status, submitted_at DESC, task_id DESC);
DROP INDEX ix_download_task_submitter;
DROP INDEX ix_download_task_segment;
