//! What the frame around the pages says.

// The groups of the navigation.

pub mod navigation {
    pub const WORK: &str = "Work";
    pub const INSIGHT: &str = "Insight";
    pub const SYSTEM: &str = "System";
}

// The account menu.

pub mod account {
    pub const BOTH_KEYS: &str = "API key and cache key";
    pub const API_KEY: &str = "API key";
    pub const CACHE_KEY: &str = "Cache key";
    pub const NO_KEY: &str = "no key";
    pub const NOBODY: &str = "nobody";
    pub const SETTINGS: &str = "Account settings";
    pub const LOG_OUT: &str = "Log out";

    pub fn theme(name: &str) -> String {
        format!("{name} theme")
    }

    pub fn menu(person: &str) -> String {
        format!("Account: {person}")
    }
}

// The banner about the system as a whole.

pub mod banner {
    pub const UNREACHABLE_TITLE: &str = "The server can't be reached";
    pub const UNREACHABLE: &str = "This page may be out of date. Reconnecting automatically.";
    pub const RECONNECT: &str = "Reconnect now";
    pub const COMPONENTS_FAILING: &str = "One or more components are failing.";
    pub const REQUESTS_FAILING: &str = "Server requests are failing.";
    pub const VIEW_HEALTH: &str = "View system health";
    pub const DISMISS: &str = "Dismiss";
}

// The connection chip.

pub mod connection {
    pub const LABEL: &str = "Connection";
    pub const LIVE: &str = "Updates in real time.";
    pub const RECONNECTING: &str = "Reconnecting to live updates.";
    pub const OFFLINE: &str = "The server can't be reached. This page may be out of date.";

    pub fn refreshing(seconds: f64) -> String {
        format!("Live updates unavailable. Refreshing every {seconds} s.")
    }

    pub fn checking(seconds: f64) -> String {
        format!("Live updates unavailable. Checking the connection every {seconds} s.")
    }

    pub fn with_last_response(status: &str, moment: &str) -> String {
        format!("{status} Last response: {moment}.")
    }
}

// Pages and parts of the app that are fetched when they are wanted.

pub mod loading {
    pub const PAGE: &str = "Loading page";
    pub const OUTDATED_TITLE: &str = "A new version is available";
    pub const OUTDATED: &str = "Reload to open this page. Your drafts are saved in this browser.";
    pub const RELOAD: &str = "Reload";
    pub const FAILED_TITLE: &str = "Couldn't load this page";
    pub const FAILED: &str = "Check your connection and try again.";
    pub const TRY_AGAIN: &str = "Try again";
    pub const PART_OUTDATED: &str = "A new version is available. Reload the page to use this.";
    pub const PART_FAILED: &str = "Couldn't load this part of the app. Check your connection.";
}

// Where there is no page.

pub mod not_found {
    pub const HEADING: &str = "Not found";
    pub const TITLE: &str = "Page not found";
    pub const HINT: &str = "Check the address, or start from Overview.";
    pub const GO_TO_OVERVIEW: &str = "Go to Overview";
}

// The list of shortcuts.

pub mod shortcuts {
    pub const TITLE: &str = "Keyboard shortcuts";
    pub const EVERYWHERE: &str = "Everywhere";
    pub const GO_TO: &str = "Go to";
    pub const ON_GENERATE: &str = "On Generate";
    pub const PLAIN_KEYS: &str = "Shortcuts without Ctrl or ⌘";
    pub const PLAIN_KEYS_HINT: &str = "Turn off if you use speech input.";
}

// The search: its groups, what stands beside an entry, and words that an entry is found by.

pub mod search {
    pub const RECENT: &str = "Recent";
    pub const PAGES: &str = "Pages";
    pub const ACTIONS: &str = "Actions";
    pub const PAGES_AND_ACTIONS: &str = "Pages and actions";
    pub const ON_SERVER: &str = "On the server";
    pub const JOBS: &str = "Jobs";
    pub const DOCUMENTS: &str = "Documents";
    pub const TEMPLATES: &str = "Templates";
    pub const CONTENT: &str = "Content";
    pub const API_KEYS: &str = "API keys";
    pub const METRICS: &str = "Metrics";

    pub const IS_PAGE: &str = "Page";
    pub const IS_ACTION: &str = "Action";
    pub const IS_ON_PAGE: &str = "On this page";
    pub const IS_FILTER: &str = "Filter";
    pub const IS_JOB: &str = "Job";
    pub const IS_CONTENT: &str = "Content";
    pub const IS_TEMPLATE: &str = "Template";

    pub const STATUS_KEYWORDS: &str = "status";
    pub const SHOW_ALL: &str = "Show all results";
    pub const RESULT: &str = "result";
    pub const RESULTS: &str = "results";
    pub const RETRY: &str = "Retry";

    pub fn jobs_in(status: &str) -> String {
        format!("{status} jobs")
    }

    pub fn kind_and_id(kind: &str, id: &str) -> String {
        format!("{kind} · {id}")
    }

    pub fn failed(problem: &str) -> String {
        format!("Couldn't load. {problem}")
    }

    pub fn generate_from(source: &str) -> String {
        format!("Generate from {source}")
    }

    pub fn kept(outcome: &str) -> String {
        format!("{outcome} · Stored in this browser")
    }

    pub fn key(state: &str, prefix: &str) -> String {
        format!("{state} · {prefix}…")
    }
}
