//! What the page of metrics and live sessions says.

// The page.
pub const TITLE: &str = "Monitoring";
pub const METRICS: &str = "Metrics";
pub const SESSIONS: &str = "Live sessions";

// Metrics.
pub const RESUME: &str = "Resume";
pub const PAUSE: &str = "Pause";
pub const PAUSED: &str = "Paused";

pub fn refreshes_every(seconds: u64) -> String {
    format!("Refreshes every {seconds} s")
}

pub const SEARCH: &str = "Search metrics";
pub const SEARCH_HINT: &str = "Name, meaning or label";
pub const PROCESS: &str = "Process";
pub const PROCESS_FAILED: &str = "Couldn't load metrics";
pub const CALLS: &str = "Calls";
pub const CALLS_FAILED: &str = "Couldn't load call metrics";

pub fn last_updated(time: &str) -> String {
    format!("Last updated {time}")
}

pub const LOADING: &str = "Loading…";

pub fn refresh_of(heading: &str) -> String {
    format!("Refresh {heading} metrics")
}

pub const NO_METRICS: &str = "No metrics yet";
pub const NO_METRICS_HINT: &str = "The server has nothing to report yet.";

pub fn pair(name: &str, value: &str) -> String {
    format!("{name} {value}")
}

pub fn series(count: &str) -> String {
    format!("{count} series")
}

pub fn series_of(shown: &str, all: &str) -> String {
    format!("{shown} of {all} series")
}

pub const HEALTH_BEFORE: &str = "Component health 0 means unhealthy or never checked. ";
pub const HEALTH_LINK: &str = "System health";
pub const HEALTH_AFTER: &str = " tells them apart.";
pub const NO_MATCH: &str = "No metrics match your search";
pub const CLEAR_SEARCH: &str = "Clear search";

pub fn metrics_of(heading: &str) -> String {
    format!("{heading} metrics")
}

pub const ALL_SERIES_BEFORE: &str = "All series: ";
pub const RAW: &str = "Raw metrics";

pub fn unread_line(number: impl std::fmt::Display, line: &str) -> String {
    format!("Line {number}: {line}")
}

pub const LINE: &str = "line";
pub const LINES: &str = "lines";

pub fn not_read(lines: &str) -> String {
    format!("Couldn't read {lines}")
}

pub const EACH_SHOWN: &str = "Each is shown separately.";
pub const DUPLICATE_SERIES: &str = "duplicate series";

pub fn and_more(count: &str) -> String {
    format!("And {count} more.")
}

pub const SERIES: &str = "series";
pub const METRIC: &str = "Metric";
pub const LABELS: &str = "Labels";
pub const VALUE: &str = "Value";
pub const TREND: &str = "Trend";
pub const CHANGE: &str = "Change";

pub fn kind_and_help(kind: &str, help: &str) -> String {
    format!("{kind} · {help}")
}

pub fn at_most(value: &str) -> String {
    format!("at most {value}")
}

pub fn duplicate(number: impl std::fmt::Display, copies: impl std::fmt::Display) -> String {
    format!("duplicate {number} of {copies}")
}

pub fn at(time: &str) -> String {
    format!("at {time}")
}

pub fn example(labels: &str, value: &str) -> String {
    format!("example {labels}{value}")
}

pub const HEALTHY: &str = "Healthy";
pub const UNHEALTHY: &str = "Unhealthy or never checked";
pub const COLLECTING: &str = "Collecting data…";

pub fn unchanged(since: &str) -> String {
    format!("Unchanged since {since}")
}

pub fn grew(by: &str, since: &str) -> String {
    format!("+{by} since {since}")
}

pub fn about(value: &str, since: &str) -> String {
    format!("About {value} since {since}")
}

pub fn between(low: &str, high: &str, since: &str) -> String {
    format!("{low} to {high} since {since}")
}

pub const NOT_A_NUMBER: &str = "not a number";
pub const INFINITE: &str = "infinite";
pub const MINUS_INFINITE: &str = "−∞";

pub fn seconds(count: &str) -> String {
    format!("{count} s")
}

// Live sessions.
pub const NONE_SELECTED: &str = "No session selected";
pub const OPENING_JOINS_NOT: &str = "Opening a session doesn't join it.";
pub const ACTIVE_SESSIONS: &str = "Active sessions";
pub const PARTIAL: &str = "Couldn't load every list of sessions. Some may be missing.";
pub const SESSIONS_FAILED: &str = "Couldn't load live sessions";
pub const NO_SESSIONS: &str = "No active sessions";
pub const NO_SESSIONS_HINT: &str = "New sessions appear within 15 seconds.";
pub const ONE_PERSON: &str = "1 person";

pub fn people(count: u64) -> String {
    format!("{count} people")
}

pub const NO_ID: &str = "Session without an ID";
pub const SESSION_ID: &str = "Session ID";
pub const VIEW_SESSION: &str = "View session";

// One session.
pub const CLOSE: &str = "Close";
pub const SESSION_FAILED: &str = "Couldn't load the session";
pub const ACTIVE: &str = "Active";
pub const NOT_ACTIVE: &str = "Not active";
pub const REFRESH_SESSION: &str = "Refresh this session";
pub const NOT_ACTIVE_HINT: &str = "No active session has this ID. Joining starts a new one.";

pub fn last_heartbeat(ago: &str) -> String {
    format!("Last heartbeat {ago}")
}

pub const ONE_PARTICIPANT: &str = "1 participant";

pub fn participants(count: u64) -> String {
    format!("{count} participants")
}

pub fn and_role(role: &str) -> String {
    format!(", {role}")
}

pub const YOU: &str = " you";
pub const PARTICIPANTS: &str = "Participants";
pub const PARTICIPANTS_HINT: &str = "Only people who join while you're connected are listed.";
pub const LEAVE: &str = "Leave";
pub const JOIN_AGAIN: &str = "Join again";
pub const JOIN: &str = "Join";
pub const JOIN_HINT: &str = "Others see when you join and leave. You only listen.";
pub const LEFT: &str = "Left";
pub const JOINING: &str = "Joining";
pub const LIVE: &str = "Live";
pub const RECONNECTING: &str = "Reconnecting";
pub const OFFLINE: &str = "Offline";
pub const ENDED: &str = "Ended";
pub const DISCONNECTED: &str = "Disconnected";
pub const SESSION_ENDED: &str = "Session ended";
pub const SESSION_ENDED_HINT: &str = "You've been disconnected.";
pub const JOIN_FAILED: &str = "Couldn't join the session";
pub const JOIN_FAILED_HINT: &str =
    "The connection was refused several times. Check your network and the server.";
pub const CUT: &str = "Connection lost";
pub const CUT_HINT: &str = "Events up to then are shown below.";

// What happens in a session.
pub const TRANSCRIPT: &str = "Transcript";
pub const EVENTS: &str = "Events";

pub fn removed(count: impl std::fmt::Display) -> String {
    format!("{count} older events removed.")
}

pub const NO_EVENTS: &str = "No events yet";

pub fn unseen(count: u64) -> String {
    format!("{count} new, show")
}

pub const GAP_BEFORE: &str = "Disconnected until ";
pub const GAP_AFTER: &str = ". Events during this time are missing.";
pub const NOTHING: &str = "nothing";
pub const WELCOME: &str = "Welcome";
pub const HEARTBEAT: &str = "Heartbeat";
pub const JOINED: &str = "Joined";
pub const MESSAGE: &str = "Message";
pub const SESSION_UPDATE: &str = "Session update";
pub const TECHNIQUE_FEEDBACK: &str = "Technique feedback";
pub const ANNOUNCEMENT: &str = "Announcement";
pub const ERROR: &str = "Error";
pub const UNKNOWN_TYPE: &str = "Unknown type";
