-- What webhooks' endpoints are to be told (docs/adr/0012-webhooks-from-an-outbox.md): added to in the transaction that changes the task, for the endpoints that a silo has put into webhook_target. Where a space
-- has none, a change costs one look into an empty table.
CREATE TABLE webhook_target
(
    endpoint TEXT NOT NULL PRIMARY KEY,
    space_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ix_webhook_target_space ON webhook_target (space_id);

CREATE TABLE webhook_delivery
(
    delivery_id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id  TEXT    NOT NULL,
    endpoint    TEXT    NOT NULL,
    space_id    TEXT    NOT NULL,
    task_id     TEXT    NOT NULL,
    segment_id  TEXT    NOT NULL,
    event       TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    occurred_at TEXT    NOT NULL,
    state       TEXT    NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    -- While it is pending: when it is tried, or until when a silo has taken it; empty: at once.
    due_at      TEXT    NOT NULL DEFAULT '',
    error       TEXT,
    ended_at    TEXT
) STRICT;
CREATE INDEX ix_webhook_delivery_due ON webhook_delivery (endpoint, due_at, delivery_id) WHERE state = 'pending';
CREATE INDEX ix_webhook_delivery_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL;

CREATE TRIGGER tr_webhook_submitted AFTER INSERT ON download_task
WHEN EXISTS (SELECT 1 FROM webhook_target WHERE space_id = NEW.space_id)
BEGIN
    INSERT INTO webhook_delivery (message_id, endpoint, space_id, task_id, segment_id, event, status, occurred_at)
    SELECT 'msg_' || lower(hex(randomblob(16))), endpoint, NEW.space_id, NEW.task_id, NEW.segment_id, 'download_task.submitted', NEW.stored_status, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '0000Z'
    FROM webhook_target WHERE space_id = NEW.space_id;
END;

CREATE TRIGGER tr_webhook_changed AFTER UPDATE OF summary ON download_task
WHEN (NEW.decision <> OLD.decision OR NEW.packaging <> OLD.packaging OR NEW.stored_status <> OLD.stored_status)
    AND EXISTS (SELECT 1 FROM webhook_target WHERE space_id = NEW.space_id)
BEGIN
    INSERT INTO webhook_delivery (message_id, endpoint, space_id, task_id, segment_id, event, status, occurred_at)
    SELECT 'msg_' || lower(hex(randomblob(16))), target.endpoint, NEW.space_id, NEW.task_id, NEW.segment_id, 'download_task.' || happened.event, NEW.stored_status, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '0000Z'
    FROM webhook_target AS target,
    (
        SELECT 1 AS place, NEW.decision AS event WHERE NEW.decision <> OLD.decision
        UNION ALL SELECT 2, NEW.packaging WHERE NEW.packaging <> OLD.packaging AND NEW.packaging IN ('packed', 'failed')
        UNION ALL SELECT 3, NEW.stored_status WHERE NEW.stored_status <> OLD.stored_status AND NEW.stored_status IN ('completed', 'expired')
    ) AS happened
    WHERE target.space_id = NEW.space_id
    ORDER BY happened.place;
END;
