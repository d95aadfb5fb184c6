-- Batches of jobs.

CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    idempotency_key TEXT,
    request TEXT NOT NULL,       -- what the key was used for
    stop_on_error INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (user_id, idempotency_key)
) STRICT;

CREATE TABLE batch_jobs (
    job_id TEXT PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    batch_id TEXT NOT NULL REFERENCES batches ON DELETE CASCADE,
    place INTEGER NOT NULL
) STRICT;

CREATE INDEX batch_jobs_batch ON batch_jobs (batch_id, place);
