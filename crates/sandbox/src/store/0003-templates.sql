-- People's own templates.

CREATE TABLE templates (
    id TEXT PRIMARY KEY,
    -- The name as it is compared: in lower case, without surrounding space.
    name TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    json TEXT NOT NULL
) STRICT;
