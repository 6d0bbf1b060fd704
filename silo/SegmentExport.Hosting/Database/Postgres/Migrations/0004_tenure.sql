-- Which service the database belongs to, and which cluster of it runs: one row. Orleans keeps clusters of different ids apart, so two of them on one service would both carry out its tasks.
CREATE TABLE tenure
(
    row_id     integer     NOT NULL PRIMARY KEY DEFAULT 1 CHECK (row_id = 1),
    service_id text        NOT NULL,
    cluster_id text        NOT NULL,
    claimed_at timestamptz NOT NULL
);
