-- Devices of a session. Keys that are disabled or replaced say so in their own JSON.

ALTER TABLE sessions ADD COLUMN user_agent TEXT;
ALTER TABLE sessions ADD COLUMN last_seen_at INTEGER;

CREATE INDEX sessions_user ON sessions (user_id, created_at);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id, expires_at);
