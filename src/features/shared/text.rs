//! What is said alike on the pages of several features.

// Before something is published.
pub const PUBLISHING: &str = "Publishing…";

pub fn publishing_in(seconds: u32) -> String {
    format!("Publishing in {seconds} s")
}

pub fn publishing_at(time: &str) -> String {
    format!("Publishing at {time}. You can still undo it.")
}

pub const UNDO_PUBLISHING: &str = "Undo publishing";
pub const UNDO: &str = "Undo";
pub const PUBLISH_NOW: &str = "Publish now";

// Where nothing is there yet, or nothing may be changed.
pub const GENERATE_CONTENT: &str = "Generate content";
pub const VIEW_ONLY_ASK: &str = "You have view-only access. Ask an owner for editor access.";

// A file that the browser does not save.
pub const FILE_NOT_SAVED: &str = "Couldn't save the file";
pub const ALLOW_DOWNLOADS: &str = "Allow downloads for this site, then try again.";

// What shows an answer.
pub const REFRESH: &str = "Refresh";

// Where something is not offered, or wants a key.
pub const NEEDS_CACHE_KEY: &str = "This server needs a separate cache key";
pub const NEEDS_API_KEY: &str = "This server needs an API key for this";
pub const VIEW_CAPABILITIES: &str = "View capabilities";
pub const ADD_KEY: &str = "Add the key";

// What was made for a channel.
pub const NO_POSTS: &str = "There are no posts";
pub const NO_POSTS_HINT: &str = "Choose platforms, then render again.";
pub const COPY_TEXT: &str = "Copy text";

// Why a key was not taken.
pub const CACHE_KEY_INSIDE: &str = "cache key";
pub const API_KEY_DIFFERS: &str = "The API key is a different key.";
pub const KEY_INSIDE: &str = "key";
pub const CACHE_KEY_DIFFERS: &str = "The cache key is a different key.";
pub const CACHE_KEY: &str = "Cache key";
pub const API_KEY: &str = "API key";

pub fn not_checked(key: &str) -> String {
    format!("Couldn't check the {key}")
}

pub fn not_saved(why: &str) -> String {
    format!("{why} The key wasn't saved.")
}

pub const NOT_CHECKED_FIELD: &str = "Not checked: the server failed.";

pub fn not_recognized(key: &str) -> String {
    format!("This server doesn't recognize the {key}")
}

pub fn pasted_whole(other: &str) -> String {
    format!("Check that you pasted the whole key. {other}")
}

pub const NOT_RECOGNIZED_FIELD: &str = "Not recognized by this server.";

pub fn no_access(key: &str) -> String {
    format!("The {key} doesn't have access")
}

pub const NO_ACCESS_FIELD: &str = "Recognized, but has no access.";

pub fn not_read(key: &str) -> String {
    format!("This server can't read the {key}")
}

pub const NOT_READ_FIELD: &str = "Not a valid key format.";
pub const TOO_MANY: &str = "Too many attempts";

pub fn too_many_hint(hint: &str) -> String {
    format!("The key wasn't checked. {hint}")
}

pub const FAILED_SILENTLY: &str = "The server failed without giving details.";

pub fn failed(why: &str) -> String {
    format!("The server failed: {why}")
}

pub fn not_used(key: &str) -> String {
    format!("This server doesn't use the {key}")
}

pub const LEAVE_EMPTY: &str = "Leave it empty.";
pub const NOT_USED_FIELD: &str = "Not used by this server.";

pub fn detail(detail: &str, hint: &str) -> String {
    format!("{detail} {hint}")
}

// When a server has lost its jobs.
pub const DISMISS: &str = "Dismiss";
pub const JOBS_GONE: &str = "Earlier jobs are gone";
pub const JOBS_GONE_HINT: &str = "The server keeps jobs in memory and has probably restarted. Published content stays published; queued and running jobs are lost.";

// Times.
pub const UNKNOWN_TIME: &str = "unknown";
pub const ZONE_UNKNOWN: &str = "zone unknown";
pub const FORM_UNKNOWN: &str = "form unknown";

// A server's words.
pub const DUMP: &str = "Hidden: the server's message lists its environment, which may contain secrets. Tell its administrator: its public health routes show it.";
