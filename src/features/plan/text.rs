//! What the page that plans a period says, and the files that it saves.

pub use crate::features::shared::text::GENERATE_CONTENT as GENERATE;

// The page.
pub const ONE_AT_A_TIME: &str = "You can generate one document at a time.";
pub const TITLE: &str = "Plan a period";
pub const PARENT: &str = "Generate";
pub const NOT_AVAILABLE: &str = "Content plans aren't available on this server";
pub const NO_PLAN: &str = "No plan yet";
pub const NO_PLAN_HINT: &str = "Select a period and channels. Nothing is published.";
pub const PLAN_FAILED: &str = "Couldn't create the plan";
pub const NOT_CHANGED: &str = "Your settings haven't changed";
pub const ITEM: &str = "item";
pub const ITEMS: &str = "items";
pub const PLAN: &str = "Plan";
pub const PLAN_ONLY: &str = "Plan only";
pub const PLAN_ONLY_HINT: &str =
    "Nothing is stored or published. Export what you want to keep. Times have no time zone.";
pub const NO_ITEMS: &str = "No items in this plan";
pub const NO_ITEMS_HINT: &str = "Try another number of items or other channels.";
pub const RAW_SUMMARY: &str = "Raw summary";
pub const RAW_SCHEDULE: &str = "Raw schedule";

pub fn reach(count: &str) -> String {
    format!("Estimated reach: {count}")
}

// Days and items.
pub const DATE_FORMAT: &str = "%A, %B %-d, %Y";
pub const NO_TIME: &str = "No time";
pub const COPIED: &str = "Copied";
pub const COPY_FAILED: &str = "Couldn't copy";
pub const COPY_FAILED_HINT: &str = "Show the item, then select its text.";

pub fn engagement(count: &str) -> String {
    format!("Estimated engagement {count}")
}

pub const HIDE: &str = "Hide";
pub const SHOW: &str = "Show";

pub fn show_or_hide(word: &str, title: &str) -> String {
    format!("{word}: {title}")
}

pub fn copy_of(title: &str) -> String {
    format!("Copy: {title}")
}

pub const COPY: &str = "Copy";
pub const GENERATE_FOR_CHANNEL: &str = "Generate for this channel";

pub fn platform(name: &str) -> String {
    format!("{name}. ")
}

// The form.
pub const SETTINGS: &str = "Settings";
pub const PERIOD: &str = "Period";
pub const CHANNELS: &str = "Channels";
pub const COUNT: &str = "Number of items";

pub fn count_hint(most: impl std::fmt::Display) -> String {
    format!("1 to {most}. Leave empty to let the server decide.")
}

pub const THEMES: &str = "Themes";
pub const THEMES_HINT: &str = "Comma-separated. The server may ignore them.";
pub const VARY: &str = "Vary templates";
pub const SUGGEST_TIMES: &str = "Suggest times";
pub const CREATE: &str = "Create plan";

// Files.
pub const CSV_HEADS: [&str; 6] = [
    "Item",
    "Time (no time zone)",
    "Channel",
    "Title",
    "Estimated engagement",
    "Text",
];

pub fn export_of(kind: &str) -> String {
    format!("{kind}: export the plan")
}

pub const JSON: &str = "JSON";
pub const CSV: &str = "CSV";
pub const MARKDOWN: &str = "Markdown";

pub fn page(id: &str) -> String {
    format!("# Plan {id}\n\nPlan only: nothing is stored or published. Times have no time zone.\n")
}

pub fn page_item(time: &str, channel: &str, title: &str) -> String {
    format!("{time} {channel}: {title}")
}
