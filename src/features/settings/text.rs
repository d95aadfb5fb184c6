//! What the settings say: what all their pages share, and a file for each.

pub mod account;
pub mod api_keys;
pub mod connection;

// The frame of the pages.
pub const SETTINGS: &str = "Settings";
pub const ACCOUNT: &str = "Account";
pub const API_KEYS: &str = "API keys";
pub const CONNECTION: &str = "Connection";
pub const LOADING: &str = "Loading settings";
pub const LOADING_INTRO: &str = "Loading settings…";
pub const VIEW_CONNECTION: &str = "View connection";

pub fn tab_title(page: &str) -> String {
    format!("{page} · Settings")
}

// For how long publishing can be undone.

pub mod publishing {
    pub const TITLE: &str = "Publishing";
    pub const LABEL: &str = "Undo time after publishing";
    pub const HINT: &str = "Content is published after this time. Stored in this browser.";
    pub const OFF: &str = "Off";
    pub const OFF_DETAIL: &str = "Published content can't be undone.";

    pub fn seconds(count: u32) -> String {
        format!("{count} seconds")
    }

    pub const SAVE_FAILED: &str = "Couldn't save: browser storage is full or blocked";
}
