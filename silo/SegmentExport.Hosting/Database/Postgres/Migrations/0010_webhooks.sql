-- What webhooks' endpoints are to be told (docs/adr/0012-webhooks-from-an-outbox.md): added to in the transaction that changes the task, for the endpoints that a silo has put into webhook_target. Tables and
-- columns are those of the embedded database.
CREATE TABLE webhook_target
(
    endpoint text COLLATE "C" NOT NULL PRIMARY KEY,
    space_id text COLLATE "C" NOT NULL
);
CREATE INDEX ix_webhook_target_space ON webhook_target (space_id);

CREATE TABLE webhook_delivery
(
    delivery_id bigint           NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id  text COLLATE "C" NOT NULL,
    endpoint    text COLLATE "C" NOT NULL,
    space_id    text COLLATE "C" NOT NULL,
    task_id     text COLLATE "C" NOT NULL,
    segment_id  text COLLATE "C" NOT NULL,
    event       text COLLATE "C" NOT NULL,
    status      text COLLATE "C" NOT NULL,
    occurred_at text COLLATE "C" NOT NULL,
    state       text COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts    integer          NOT NULL DEFAULT 0,
    -- While it is pending: when it is tried, or until when a silo has taken it; empty: at once.
    due_at      text COLLATE "C" NOT NULL DEFAULT '',
    error       text,
    ended_at    text COLLATE "C"
);
CREATE INDEX ix_webhook_delivery_due ON webhook_delivery (endpoint, due_at, delivery_id) WHERE state = 'pending';
CREATE INDEX ix_webhook_delivery_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL;

-- With the rights of the schema's owner, as keep_download_task, in whose transaction it runs.
CREATE FUNCTION add_webhook_deliveries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = segment_export, pg_temp AS $$
DECLARE
    happened text[] := '{}';
BEGIN
    IF NOT EXISTS (SELECT 1 FROM webhook_target WHERE space_id = NEW.space_id) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        happened := ARRAY['submitted'];
    ELSE
        IF NEW.decision <> OLD.decision THEN
            happened := happened || NEW.decision;
        END IF;
        IF NEW.packaging <> OLD.packaging AND NEW.packaging IN ('packed', 'failed') THEN
            happened := happened || NEW.packaging;
        END IF;
        IF NEW.stored_status <> OLD.stored_status AND NEW.stored_status IN ('completed', 'expired') THEN
            happened := happened || NEW.stored_status;
        END IF;
    END IF;
    INSERT INTO webhook_delivery (message_id, endpoint, space_id, task_id, segment_id, event, status, occurred_at)
    SELECT 'msg_' || replace(gen_random_uuid()::text, '-', ''), target.endpoint, NEW.space_id, NEW.task_id, NEW.segment_id, 'download_task.' || event.name, NEW.stored_status,
        to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '0Z'
    FROM webhook_target AS target, unnest(happened) WITH ORDINALITY AS event (name, place)
    WHERE target.space_id = NEW.space_id
    ORDER BY event.place;
    RETURN NULL;
END;
$$;

CREATE TRIGGER tr_webhook_submitted AFTER INSERT ON download_task FOR EACH ROW EXECUTE FUNCTION add_webhook_deliveries();

CREATE TRIGGER tr_webhook_changed AFTER UPDATE ON download_task
FOR EACH ROW WHEN (NEW.decision <> OLD.decision OR NEW.packaging <> OLD.packaging OR NEW.stored_status <> OLD.stored_status) EXECUTE FUNCTION add_webhook_deliveries();
