-- A webhook's endpoint stays for as long as some silo's settings name it: each silo says so every minute. One that is given another space is there for both until nobody names the old one any more, since silos
-- may start with the settings of before. Those that are there count as named now.
ALTER TABLE webhook_target ADD COLUMN seen_at text COLLATE "C" NOT NULL DEFAULT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '0Z';
ALTER TABLE webhook_target ALTER COLUMN seen_at DROP DEFAULT;
ALTER TABLE webhook_target DROP CONSTRAINT webhook_target_pkey;
ALTER TABLE webhook_target ADD PRIMARY KEY (space_id, endpoint);
DROP INDEX ix_webhook_target_space;
