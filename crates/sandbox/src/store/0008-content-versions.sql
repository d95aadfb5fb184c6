-- What content was before, and the trash. `contents` gets what it is sorted by. Times in it are
-- microseconds since 1970, as those of jobs are; `stamp_key` makes them of a time as it travels.

CREATE TABLE newer_contents (
    id TEXT PRIMARY KEY,
    job_id TEXT,
    channel TEXT NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER,             -- when it went to the trash
    title TEXT NOT NULL,         -- as it is sorted
    search TEXT NOT NULL,        -- what is searched, joined by U+001F
    json TEXT NOT NULL
) STRICT;

INSERT INTO newer_contents
SELECT id, job_id, channel, status, json_extract(json, '$.version'),
    stamp_key(json_extract(json, '$.created_at')), stamp_key(json_extract(json, '$.updated_at')),
    NULL, sort_key(json_extract(json, '$.title')), search, json
FROM contents;

DROP TABLE contents;
ALTER TABLE newer_contents RENAME TO contents;

-- A list of what is not in the trash is filtered, sorted and counted in one of these alone.
CREATE INDEX contents_created ON contents (created, id, channel, status) WHERE deleted IS NULL;
CREATE INDEX contents_updated ON contents (updated, id, channel, status) WHERE deleted IS NULL;
CREATE INDEX contents_title ON contents (title, id, channel, status) WHERE deleted IS NULL;
CREATE INDEX contents_channel ON contents (channel, id, status) WHERE deleted IS NULL;
CREATE INDEX contents_status ON contents (status, id, channel) WHERE deleted IS NULL;
CREATE INDEX contents_version ON contents (version, id, channel, status) WHERE deleted IS NULL;
CREATE INDEX contents_deleted ON contents (deleted, id) WHERE deleted IS NOT NULL;
CREATE INDEX contents_job ON contents (job_id);

CREATE TABLE content_versions (
    content_id TEXT NOT NULL REFERENCES contents ON DELETE CASCADE,
    version INTEGER NOT NULL,
    about TEXT NOT NULL,         -- what a list shows of it
    json TEXT NOT NULL,          -- the whole content of then
    PRIMARY KEY (content_id, version)
) STRICT;

-- Nobody knows what came before, so each begins with what it is.
INSERT INTO content_versions
SELECT id, version,
    json_object('version', version, 'created_at', json_extract(json, '$.updated_at'),
        'created_by', json_extract(json, '$.updated_by'),
        'reason', CASE WHEN version = 1 THEN 'created' ELSE 'edit' END,
        'title', json_extract(json, '$.title'), 'status', status),
    json
FROM contents;
