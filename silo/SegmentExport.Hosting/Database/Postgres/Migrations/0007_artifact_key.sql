-- The wrapped keys of stored parts, one a task, deleted where the task ends. Apart from the tasks, so that backups can leave them out: what is kept of a task after its end then has no key
-- (docs/operations.md, "Back up").
CREATE TABLE artifact_key
(
    space_id   text COLLATE "C" NOT NULL,
    task_id    text COLLATE "C" NOT NULL,
    wrapped_by text COLLATE "C" NOT NULL,
    wrapped    text COLLATE "C" NOT NULL,
    PRIMARY KEY (space_id, task_id)
);
