-- Times are milliseconds since 1970, except where a column says otherwise.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE refresh_tokens (
    hash BLOB PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users,
    hash BLOB NOT NULL UNIQUE,
    json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT;

-- What jobs are found and sorted by. Narrow, so that a search over all of
-- them reads little; the jobs themselves are in job_bodies.
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    channels INTEGER NOT NULL,   -- a bit per channel
    created INTEGER NOT NULL,    -- microseconds since 1970
    ended INTEGER NOT NULL,      -- microseconds; the least integer for never
    took INTEGER NOT NULL,       -- milliseconds; the least integer for unknown
    subject TEXT NOT NULL,       -- lower case
    search TEXT NOT NULL,        -- lower case, texts joined by U+001F
    due INTEGER NOT NULL,        -- when a pending job may begin
    retry_of TEXT
) STRICT;

CREATE TABLE job_bodies (
    id TEXT PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    json TEXT NOT NULL
) STRICT;

CREATE INDEX jobs_created ON jobs (created, id);
CREATE INDEX jobs_ended ON jobs (ended, id);
CREATE INDEX jobs_took ON jobs (took, id);
CREATE INDEX jobs_subject ON jobs (subject, id);
CREATE INDEX jobs_status ON jobs (status, id);
CREATE INDEX jobs_queue ON jobs (due, created, id) WHERE status = 'pending';
CREATE INDEX jobs_retries ON jobs (retry_of) WHERE retry_of IS NOT NULL;

CREATE TABLE idempotency_keys (
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    job_id TEXT NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT;

CREATE TABLE contents (
    id TEXT PRIMARY KEY,
    job_id TEXT,
    channel TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    search TEXT NOT NULL,        -- lower case
    json TEXT NOT NULL
) STRICT;

CREATE INDEX contents_created ON contents (created_at, id);
CREATE INDEX contents_job ON contents (job_id);
