//! What the pages for generating say alike.

pub use crate::features::shared::text::GENERATE_CONTENT;

// On several of the pages.
pub const GENERATE: &str = "Generate";
pub const PLAN_PERIOD: &str = "Plan a period";
pub const VIEW_ONLY: &str = "View only";
pub const VIEWER: &str = "Viewer";

pub fn cannot_generate(role: &str) -> String {
    format!("{role}s can't generate content. Ask an owner for editor access.")
}

pub const CHANGES_SAVED: &str = "Your changes are saved";
pub const MORE_OPTIONS: &str = "More options";
pub const UNDO: &str = "Undo";
pub const LOADING_TEMPLATES: &str = "Loading templates…";
pub const TEMPLATES_FAILED: &str = "Couldn't load templates";
pub const TEMPLATES_KEPT: &str = "You can use the default templates";

// What is missing in a recipe.
pub const SELECT_DOCUMENT: &str = "Select a document";
pub const SELECT_CHANNEL: &str = "Select at least one channel";
pub const SELECT_PLATFORM: &str = "Select a platform or turn off Social";

// What was found in a preview.
pub const NO_ISSUES: &str = "No issues";
pub const PROBLEM: &str = "problem";
pub const PROBLEMS: &str = "problems";
pub const WARNING: &str = "warning";
pub const WARNINGS: &str = "warnings";

// Sending.
pub const NOT_PUBLISHED_YET: &str = "Nothing is published yet. Leaving this page cancels it.";
pub const RESOLVE_FIRST: &str = "Resolve the last attempt first";
pub const PAGE_CLOSED: &str = "The page was closed before the server answered.";
pub const VIEW_JOBS: &str = "View jobs";
pub const CHECKED: &str = "I've checked";

pub fn why(headline: &str, hint: &str) -> String {
    format!("{headline}. {hint}")
}

// The way from page to page.
pub const WAYS: &str = "Ways to generate";

// Finding a document.
pub const DOCUMENT: &str = "Document";
pub const SEARCH_PLACEHOLDER: &str = "Search by title or text";
pub const DOCUMENTS_FAILED: &str = "Couldn't load documents";
pub const NO_DOCUMENTS: &str = "No documents yet";

pub fn no_match(words: &str) -> String {
    format!("No documents match “{words}”")
}

pub fn changed(ago: &str) -> String {
    format!("changed {ago}")
}

pub const ONE_WORD: &str = "1 word";

pub fn words(count: &str) -> String {
    format!("{count} words")
}

// The fields.
pub const CHANNELS: &str = "Channels";
pub const PLATFORMS: &str = "Platforms";
pub const TEMPLATE: &str = "Template";
pub const TONE: &str = "Tone";
pub const CONTENT_TYPE: &str = "Content type";
pub const SEO: &str = "SEO title and description";
pub const HASHTAGS: &str = "Hashtags";
pub const CHANNEL_DEFAULTS: &str = "Channel defaults";

pub fn template_of(channel: &str, name: &str) -> String {
    format!("{channel}: {name}")
}

pub const NEUTRAL: &str = "Keeps the document's tone.";
pub const PROFESSIONAL: &str = "Clear and reserved.";
pub const FRIENDLY: &str = "Warm and personal.";
pub const ENCOURAGING: &str = "Upbeat.";
pub const URGENT: &str = "Short and urgent.";

// The value of a variable.
pub fn with_default(hint: &str, default: &str) -> String {
    format!("{hint} Default: {default}.")
}

pub const DEFAULT_YES: &str = "Default: yes";
pub const DEFAULT_NO: &str = "Default: no";
pub const SELECT: &str = "Select";
pub const NOT_SET: &str = "Not set";
pub const YES: &str = "Yes";
pub const NO: &str = "No";

// The dialog before publishing.
pub const PUBLISHES_NOW: &str = "Publishes now. Undo is turned off in your settings.";

pub fn publishes_in(seconds: u32) -> String {
    format!("Publishes in {seconds} s. You can undo it until then.")
}

pub fn publishes_here_in(seconds: u32) -> String {
    format!("Publishes in {seconds} s if you stay on this page. You can undo it until then.")
}

pub const CANCEL: &str = "Cancel";
pub const WHERE_PUBLISHED: &str = "Where it is published";
pub const RECIPIENTS_UNKNOWN: &str = "Recipient count unknown";
