-- What the caches hold is in memory; how they were used and emptied is kept.
CREATE TABLE cache_counters (
    target TEXT PRIMARY KEY,
    hits INTEGER NOT NULL DEFAULT 0,
    misses INTEGER NOT NULL DEFAULT 0,
    evictions INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE cache_history (
    number INTEGER PRIMARY KEY,
    json TEXT NOT NULL
);
