//! What the page that compares tones says.

use crate::ui::format_count;

// The page.
pub const COMPARE: &str = "Compare";
pub const NOT_HERE: &str = "Comparing tones isn't available on this server";
pub const NOT_HERE_HINT: &str = "Preview every channel under Generate instead.";

// Why nothing can be previewed now.
pub fn cannot_preview(role: &str) -> String {
    format!("{role}s can't preview content. Ask an owner for editor access.")
}

pub const SELECT_TONE: &str = "Select at least one tone";

// The form.
pub const TONES: &str = "Tones";

pub fn renders(previews: &str) -> String {
    format!("Renders {previews}. Nothing is published.")
}

pub fn rendered(shown: usize, all: usize) -> String {
    format!("{shown} of {all} rendered")
}

pub const STOP: &str = "Stop rendering";
pub const PREVIEW_ALL: &str = "Preview all";
pub const PREVIEW: &str = "preview";
pub const PREVIEWS: &str = "previews";

// The matrix.
pub const EMPTY: &str = "Nothing to compare yet";
pub const EMPTY_HINT: &str = "Select at least one channel and one tone.";
pub const MATRIX: &str = "Matrix";
pub const CAPTION: &str = "Previews by tone and channel";

pub fn use_for_all(tone: &str) -> String {
    format!("Use for all: {tone}")
}

pub const USE_FOR_ALL: &str = "Use for all";

// A preview.
pub fn channel_and_tone(channel: &str, tone: &str) -> String {
    format!("{channel}, {tone}")
}

pub fn named(verb: &str, name: &str) -> String {
    format!("{verb}: {name}")
}

pub const NO_PREVIEW: &str = "No preview yet";
pub const RENDER: &str = "Render";
pub const RENDERING: &str = "Rendering";

pub fn render_failed(name: &str) -> String {
    format!("Couldn't render {name}")
}

pub const OUT_OF_DATE: &str = "Out of date";
pub const RENDER_AGAIN: &str = "Render again";
pub const NOT_AVAILABLE: &str = "No preview available";
pub const OPEN: &str = "Open";
pub const USE_THIS: &str = "Use this";

pub fn problems_and_warnings(problems: &str, warnings: usize) -> String {
    let warnings = format_count(warnings, "warning", "warnings");
    format!("{problems}, {warnings}")
}

pub fn found_on(platform: &str, message: &str) -> String {
    format!("{platform}: {message}")
}

// The difference of two previews.
pub fn changes_between(channel: &str, first: &str, second: &str) -> String {
    format!("Changes: {channel}, {first} and {second}")
}

pub const CHANGES: &str = "Changes";

pub fn select_another(channel: &str, tone: &str) -> String {
    format!("Select another tone of {channel} to compare with {tone}.")
}

pub const SELECT_ONE_MORE: &str = "Select one more";
pub const NOT_READY: &str = "Preview not ready";
pub const NOT_READY_HINT: &str = "The changes appear when both are rendered.";
pub const CLOSE: &str = "Close";

pub fn only_in(name: &str) -> String {
    format!("Only in {name}")
}

pub const IS_CUT: &str = "Only the beginning of each text is compared.";

pub fn same_words(first: &str, second: &str) -> String {
    format!("{first} and {second} have the same words.")
}

pub fn words_only_in(count: usize, noun: &str, first: &str, other: usize, second: &str) -> String {
    format!("{count} {noun} only in {first}, {other} only in {second}.")
}

pub const WORD: &str = "word";
pub const WORDS: &str = "words";

// The passages of a preview.
pub const RAW: &str = "Raw";
pub const SUBJECT: &str = "Subject";
pub const PREHEADER: &str = "Preheader";
pub const TEXT: &str = "Text";

pub fn length(length: u32, limit: u32) -> String {
    format!("{length} of {limit}")
}

pub const PAGE_TITLE: &str = "Title";
pub const EXCERPT: &str = "Excerpt";
