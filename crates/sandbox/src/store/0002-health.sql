-- Uptime by component, and the alerts.

-- How long a component was known to be how, within a span that begins at a round time.
CREATE TABLE health_spans (
    component TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    good_ms INTEGER NOT NULL DEFAULT 0,
    degraded_ms INTEGER NOT NULL DEFAULT 0,
    bad_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (component, from_ms)
) WITHOUT ROWID;

CREATE TABLE health_alerts (
    id TEXT PRIMARY KEY,
    severity TEXT NOT NULL,
    component TEXT NOT NULL,
    message TEXT,
    raised_at INTEGER NOT NULL,
    resolved_at INTEGER,
    acknowledged_by TEXT
);
CREATE INDEX health_alerts_raised ON health_alerts (raised_at);
-- A component has one alert at a time.
CREATE UNIQUE INDEX health_alerts_active ON health_alerts (component) WHERE resolved_at IS NULL;
