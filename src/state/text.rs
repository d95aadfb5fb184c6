//! What the state says: the names of actions, and the notices of what goes on without a page.

mod labels;

// The actions, by what they are called everywhere and by further words that they are found by.

pub mod actions {
    pub const SEARCH: &str = "Search or jump to";
    pub const LIST_SHORTCUTS: &str = "Keyboard shortcuts";
    pub const LIST_SHORTCUTS_KEYWORDS: &str = "help keys";
    pub const OVERVIEW: &str = "Overview";
    pub const OVERVIEW_KEYWORDS: &str = "home";
    pub const GENERATE: &str = "Generate";
    pub const GENERATE_KEYWORDS: &str = "create publish";
    pub const JOBS: &str = "Jobs";
    pub const JOBS_KEYWORDS: &str = "queue runs";
    pub const CONTENT: &str = "Content";
    pub const CONTENT_KEYWORDS: &str = "published";
    pub const TEMPLATES: &str = "Templates";
    pub const ANALYTICS: &str = "Analytics";
    pub const ANALYTICS_KEYWORDS: &str = "reports";
    pub const MONITORING: &str = "Monitoring";
    pub const MONITORING_KEYWORDS: &str = "metrics sessions";
    pub const HEALTH: &str = "System health";
    pub const HEALTH_KEYWORDS: &str = "status uptime alerts";
    pub const CACHE: &str = "Cache";
    pub const CACHE_KEYWORDS: &str = "caches hit rate";
    pub const SETTINGS: &str = "Settings";
    pub const SETTINGS_KEYWORDS: &str = "preferences";
    pub const ACCOUNT: &str = "Account";
    pub const ACCOUNT_KEYWORDS: &str = "profile password devices";
    pub const API_KEYS: &str = "API keys";
    pub const API_KEYS_KEYWORDS: &str = "tokens";
    pub const CONNECTION: &str = "Connection";
    pub const CONNECTION_KEYWORDS: &str = "server capabilities";
    pub const BATCH: &str = "Batch";
    pub const BATCH_KEYWORDS: &str = "generate many documents";
    pub const COMPARE: &str = "Compare tones and channels";
    pub const COMPARE_KEYWORDS: &str = "preflight side by side";
    pub const PLAN: &str = "Plan";
    pub const PLAN_KEYWORDS: &str = "calendar period";
    pub const NEW_TEMPLATE: &str = "New template";
    pub const NEW_TEMPLATE_KEYWORDS: &str = "create template";
    pub const CREATE_API_KEY: &str = "Create API key";
    pub const CREATE_API_KEY_KEYWORDS: &str = "new token";
    pub const INVALIDATE_CACHES: &str = "Invalidate caches";
    pub const INVALIDATE_CACHES_KEYWORDS: &str = "clear purge";
    pub const PREVIEW: &str = "Preview";
    pub const LIGHT_THEME: &str = "Light theme";
    pub const LIGHT_THEME_KEYWORDS: &str = "mode colour appearance";
    pub const DARK_THEME: &str = "Dark theme";
    pub const DARK_THEME_KEYWORDS: &str = "mode colour appearance";
    pub const SYSTEM_THEME: &str = "System theme";
    pub const SYSTEM_THEME_KEYWORDS: &str = "mode colour appearance";
    pub const LOG_OUT: &str = "Log out";
    pub const LOG_OUT_KEYWORDS: &str = "sign out";

    /// Why an action that changes something cannot be used.
    pub const VIEW_ONLY: &str = "You have view-only access.";

    /// A key pressed with ⌘, as it is shown.
    pub fn with_cmd(key: &str) -> String {
        format!("⌘ {key}")
    }

    /// A key pressed with Ctrl, as it is shown.
    pub fn with_ctrl(key: &str) -> String {
        format!("Ctrl {key}")
    }
}

// The session.

pub mod session {
    pub const ENDED: &str = "The session has ended.";
}

// Publishing, and the time in which it can be undone.

pub mod publishing {
    pub const PUBLISHED: &str = "Published";
    pub const PARTLY_PUBLISHED: &str = "Partly published";
    pub const FAILED: &str = "Publication failed";
    pub const DRY_RUN: &str = "Dry run: nothing was published";
    pub const UNKNOWN: &str = "Publication ended, result unknown";
    pub const VIEW_RESULTS: &str = "View results";

    pub const UNDECIDED_TITLE: &str = "Couldn't confirm publication";
    pub const UNDECIDED: &str = "It may be published on some channels.";
    pub const NOTHING_PUBLISHED: &str = "Nothing was published";
    pub const VIEW_DETAILS: &str = "View details";

    pub const SLEPT: &str = "This page was asleep when its undo time ended. Your draft is saved.";
    pub const LEFT: &str = "You left before the undo time ended. Your draft is saved.";
    pub const CLOSED: &str = "The page was closed before the undo time ended. Your draft is saved.";

    pub fn content(title: &str) -> String {
        format!("“{title}”")
    }

    pub fn content_failed(title: &str, channels: &str) -> String {
        format!("“{title}”. Failed: {channels}.")
    }
}

// What this browser keeps of what was published.

pub mod local_history {
    pub const UNTITLED: &str = "Content without a title";
}

// Keys on their way to being revoked.

pub mod revoking {
    pub const UNDO: &str = "Undo";
    pub const FAILED: &str = "Couldn't revoke the key";
    pub const STILL_DISABLED: &str = "The key is still disabled";
    pub const END_FAILED: &str = "Couldn't revoke the key. See its status in the list";

    pub fn disabled(name: &str) -> String {
        format!("Key “{name}” disabled and will be revoked")
    }

    pub fn active(name: &str) -> String {
        format!("Key “{name}” will be revoked; active until then")
    }

    pub fn restored(name: &str) -> String {
        format!("Key “{name}” restored")
    }

    pub fn revoked(name: &str) -> String {
        format!("Key “{name}” revoked")
    }
}

// A notice of something that failed.

pub fn failed(what: &str, problem: &str) -> String {
    format!("{what}: {problem}")
}
