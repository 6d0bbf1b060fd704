-- A webhook's endpoint stays for as long as some silo's settings name it: each silo says so every minute. One that is given another space is there for both until nobody names the old one any more, since silos
-- may start with the settings of before. Those that are there count as named now.
CREATE TABLE webhook_target_before AS SELECT endpoint, space_id FROM webhook_target;
DROP TABLE webhook_target;
CREATE TABLE webhook_target
(
    endpoint TEXT NOT NULL,
    space_id TEXT NOT NULL,
    seen_at  TEXT NOT NULL,
    PRIMARY KEY (space_id, endpoint)
) STRICT, WITHOUT ROWID;
INSERT INTO webhook_target (endpoint, space_id, seen_at) SELECT endpoint, space_id, strftime('%Y-%m-%dT%H:%M:%f', 'now') || '0000Z' FROM webhook_target_before;
DROP TABLE webhook_target_before;
