//! What the page of the connection says.

pub const INTRO: &str = "The server this dashboard uses, its keys and capabilities.";
pub const CAPABILITIES: &str = "Capabilities";
pub const NO_REQUESTS: &str = "No requests yet";

// Which server it is, who is connected to it, and whether it answers.

pub mod server {
    pub const TITLE: &str = "Server";
    pub const URL: &str = "URL";
    pub const LAST_RESPONSE: &str = "Last response";

    pub fn ok(when: &str) -> String {
        format!("OK, {when}")
    }

    pub fn no_response(when: &str) -> String {
        format!("No response, {when}")
    }

    pub const STORED: &str = "Stored";
    pub const IN_BROWSER: &str = "In this browser, until you log out";
    pub const IN_TAB: &str = "In this tab, until you close it or log out";

    // Who is connected.
    pub const SIGNED_IN: &str = "Signed in";
    pub const WITH_PASSWORD: &str = "with a password";
    pub const WITH_API_KEY: &str = "with an API key";
    pub const WITH_BOTH_KEYS: &str = "with an API key and a cache key";
    pub const WITH_CACHE_KEY: &str = "with a cache key";
    pub const WITHOUT_KEY: &str = "without a key";

    pub fn user(name: &str, email: &str, how: &str) -> String {
        format!("{name} ({email}), {how}")
    }

    pub fn anonymous(how: &str) -> String {
        format!("Anonymous, {how}")
    }

    // How it is known what the server offers.
    pub const BASIS_UNKNOWN: &str = "Unknown";
    pub const BASIS_FOREIGN: &str = "None: this isn't a Toombos server";

    pub fn basis_told(route: &str) -> String {
        format!("From {route}")
    }

    pub fn basis_assumed(route: &str) -> String {
        format!("Assumed: {route} couldn't be read")
    }
}

// The keys for the server.

pub mod keys {
    pub const TITLE: &str = "Keys";
    pub const INTRO: &str = "Stored in this browser only.";
    pub const WITH_PASSWORD: &str =
        "You're logged in with a password. To use keys, log out and connect with them.";

    pub const NOT_SET: &str = "Not set";
    pub const SET: &str = "Set";

    pub fn ends_in(tail: &str) -> String {
        format!("Ends in {tail}")
    }

    // What a key is for.
    pub const UNUSED: &str = "Not used by this server.";

    pub fn used_for(capabilities: &str) -> String {
        format!("Used for {capabilities}.")
    }

    pub fn used_for_many(count: usize) -> String {
        format!("Used for {count} of the capabilities below.")
    }

    pub const ADD: &str = "Add";
    pub const REPLACE: &str = "Replace";

    pub fn add_or_replace(verb: &str, key: &str) -> String {
        format!("{verb} {key}")
    }

    pub const REMOVE: &str = "Remove";

    pub fn remove(key: &str) -> String {
        format!("Remove {key}")
    }

    pub fn removed(key: &str) -> String {
        format!("Removed the {key} from this browser")
    }

    pub const UNDO: &str = "Undo";
}

// Another key.

pub mod key_dialog {
    pub const CACHE_KEY: &str = "The key for this server's cache API, not the API key.";
    pub const API_KEY: &str = "The API key for this server.";
    pub const TESTED: &str = " It's tested before it is saved.";
    pub const CANCEL: &str = "Cancel";
    pub const SAVE: &str = "Save key";

    pub fn saved(key: &str) -> String {
        format!("{key} saved")
    }
}

// What the server offers.

pub mod capabilities {
    pub const REFRESH: &str = "Refresh";
    pub const REFRESHED: &str = "Capabilities refreshed";
    pub const REFRESH_FAILED: &str = "Couldn't refresh capabilities";
    pub const REFRESH_FAILED_KEPT: &str = "Showing the previous capabilities.";

    // What is different from before.
    pub const ADDED: &str = "Added";
    pub const REMOVED: &str = "Removed";
    pub const CHANGED: &str = "Changed";
    pub const NO_CHANGES: &str = "No changes.";

    pub fn change(participle: &str, capabilities: &str) -> String {
        format!("{participle}: {capabilities}.")
    }

    // Which are shown.
    pub const SHOW: &str = "Show";
    pub const ALL: &str = "All";
    pub const AVAILABLE: &str = "Available";
    pub const NOT_AVAILABLE: &str = "Not available";

    pub fn choice(label: &str, count: usize) -> String {
        format!("{label} ({count})")
    }

    // The heads of the columns.
    pub const CAPABILITY: &str = "Capability";
    pub const ROUTE: &str = "Route";
    pub const KEY: &str = "Key";
    pub const LAST_ANSWER: &str = "Last answer";

    // The subjects.
    pub const JOBS: &str = "Jobs";
    pub const CONTENT: &str = "Content";
    pub const DOCUMENTS: &str = "Documents";
    pub const TEMPLATES: &str = "Templates";
    pub const CACHES: &str = "Caches";
    pub const HEALTH: &str = "Health and metrics";
    pub const ACCOUNTS: &str = "Accounts and keys";
    pub const SESSIONS: &str = "Live sessions";
    pub const SETTINGS: &str = "Server settings";

    // The route.
    pub fn web_socket(route: &str) -> String {
        format!("WebSocket {route}")
    }

    // The key that something takes, and where it travels.
    pub const TICKET: &str = "Ticket, from an API key or login";
    pub const NO_KEY: &str = "None";
    pub const CACHE_KEY_HEADER: &str = "Cache key, in X-API-Key";
    pub const CACHE_KEY_QUERY: &str = "Cache key, in the query";
    pub const API_KEY_OR_LOGIN: &str = "API key in X-API-Key, or login";
    pub const API_KEY_HEADER: &str = "API key, in X-API-Key";
    pub const API_KEY_QUERY: &str = "API key, in the query";
    pub const LOGIN_ONLY: &str = "Login only";

    pub fn key_missing(key: &str) -> String {
        format!("no {key} on this server")
    }

    // How the last request ended.
    pub const OK: &str = "OK";
    pub const HIDDEN: &str = "Failed (no details)";
    pub const UNREADABLE: &str = "Unreadable response";
    pub const TIMED_OUT: &str = "Timed out";

    pub fn refused(status: u16) -> String {
        format!("Refused ({status})")
    }
}
