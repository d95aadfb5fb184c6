//! Text of machines: code, ids and keys, with a way to copy them.

use std::time::Duration;

use leptos::prelude::*;
use wire::terminal::without_sequences;

use super::{Icon, IconName, LongText, dom, text::code as text};

/// How long a button says that it has copied.
const SAID_FOR: Duration = Duration::from_millis(1_600);

/// A block of code or configuration with a copy button.
#[component]
pub fn Code(
    /// The code, kept as it is.
    #[prop(into)]
    text: Signal<String>,
    /// What it is; the accessible name of the block.
    #[prop(into)]
    label: Signal<String>,
    /// What is copied, where that is more than is shown.
    #[prop(optional, into)]
    copied: Option<Signal<String>>,
) -> impl IntoView {
    let (said, copy) = use_copy(copied.unwrap_or(text));
    view! {
        <div class="code" role="group" aria-label=move || label.get()>
            <pre tabindex="0">
                <code><LongText text /></code>
            </pre>
            <button class="button" type="button" data-tone="quiet" data-size="small" on:click=move |_| copy.run(())>
                <Icon name=Signal::derive(move || face(said.get())) />
                <span class="button-label" aria-live="polite">
                    {move || said.get().map_or(text::COPY, said_words)}
                </span>
            </button>
        </div>
    }
}

/// A button that copies a text that is shown elsewhere.
#[component]
pub fn CopyText(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    let (said, copy) = use_copy(text);
    view! {
        <button
            class="button"
            type="button"
            data-tone="quiet"
            data-size="small"
            on:click=move |_| copy.run(())
        >
            <Icon name=Signal::derive(move || face(said.get())) />
            <span class="button-label" aria-live="polite">
                {move || said.get().map_or_else(|| words.clone(), |done| said_words(done).to_owned())}
            </span>
        </button>
    }
}

/// An id in monospace, shortened in the middle; a click copies all of it.
#[component]
pub fn CopyId(
    /// The whole id.
    #[prop(into)]
    text: Signal<String>,
    /// How many characters are shown of a longer one.
    #[prop(default = 14)]
    length: usize,
) -> impl IntoView {
    let (said, copy) = use_copy(text);
    view! {
        <button
            class="copy-id"
            type="button"
            title=move || text.get()
            on:click=move |event| {
                // A click on an id in a row must not open the row as well.
                event.stop_propagation();
                event.prevent_default();
                copy.run(());
            }
        >
            <span class="copy-id-text">
                {move || {
                    let (head, middle, tail) = text.with(|text| split_middle(text, length));
                    // The whole id stays in the page, to be found, read and selected.
                    let middle = (!middle.is_empty())
                        .then(|| view! { <span class="id-middle">{middle}</span> });
                    view! {
                        {head}
                        {middle}
                        {tail}
                    }
                }}
            </span>
            <span class="visually-hidden">{text::COPY_AFTER}</span>
            <Icon name=Signal::derive(move || face(said.get())) />
        </button>
        <span class="visually-hidden" aria-live="polite">
            {move || said.get().map(said_words)}
        </span>
    }
}

/// A name that may be an id. A long one without spaces is shortened in the middle, nearer to its
/// start: ids of one kind begin alike, and differ at their end.
///
/// The whole of it stays in the page, to be found, read and selected.
#[component]
pub fn IdText(
    /// The whole name.
    #[prop(into)]
    text: Signal<String>,
    /// How many characters are shown of a longer one.
    #[prop(default = 20)]
    length: usize,
) -> impl IntoView {
    move || {
        let (head, middle, tail) = text.with(|text| split_id(text, length));
        let middle =
            (!middle.is_empty()).then(|| view! { <span class="id-middle">{middle}</span> });
        view! {
            {head}
            {middle}
            {tail}
        }
    }
}

fn face(said: Option<bool>) -> IconName {
    match said {
        None => IconName::Copy,
        Some(true) => IconName::Check,
        Some(false) => IconName::Warning,
    }
}

fn said_words(copied: bool) -> &'static str {
    if copied {
        text::COPIED
    } else {
        text::COPY_FAILED
    }
}

/// Copies, and says for a moment whether that went well.
fn use_copy(text: Signal<String>) -> (ReadSignal<Option<bool>>, Callback<()>) {
    let (said, set_said) = signal(None);
    let copy = move |()| {
        dom::copy(&text.get_untracked(), move |done| {
            // The button may be gone by now.
            _ = set_said.try_set(Some(done));
            set_timeout(move || _ = set_said.try_set(None), SAID_FOR);
        });
    };
    (said, Callback::new(copy))
}

/// Shortens a text in the middle, so that both ends stay recognisable.
///
/// Counts characters, and leaves a text alone that is at most `length` long.
pub fn shorten_middle(text: &str, length: usize) -> String {
    let (head, middle, tail) = split_middle(text, length);
    if middle.is_empty() {
        head
    } else {
        format!("{head}…{tail}")
    }
}

/// Splits a text into its head, the middle to leave out, and its tail; the
/// middle of a short text is empty and its head is everything.
fn split_middle(text: &str, length: usize) -> (String, String, String) {
    let text: &str = &without_sequences(text);
    let count = text.chars().count();
    // At least one character at each end, and one place for the ellipsis.
    if count <= length.max(2) {
        return (text.to_owned(), String::new(), String::new());
    }
    let kept = length.saturating_sub(1).max(2);
    split_after(text, kept - kept / 2, count.saturating_sub(kept))
}

/// [`split_middle`] for an id, with a quarter of it before the middle; a text with spaces is none.
fn split_id(text: &str, length: usize) -> (String, String, String) {
    let text: &str = &without_sequences(text);
    let count = text.chars().count();
    if count <= length.max(2) || text.contains(char::is_whitespace) {
        return (text.to_owned(), String::new(), String::new());
    }
    let kept = length.saturating_sub(1).max(2);
    split_after(text, (kept / 4).max(1), count.saturating_sub(kept))
}

fn split_after(text: &str, head: usize, middle: usize) -> (String, String, String) {
    let mut letters = text.chars();
    let start = letters.by_ref().take(head).collect();
    let middle = letters.by_ref().take(middle).collect();
    (start, middle, letters.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, length: usize, expected: &str) {
        assert_eq!(shorten_middle(text, length), expected);
    }

    #[test]
    fn both_ends_of_a_long_id_stay() {
        check("job_01HZX3K9V7Q2", 16, "job_01HZX3K9V7Q2");
        check("job_01HZX3K9V7Q2", 9, "job_…V7Q2");
        check("job_01HZX3K9V7Q2", 10, "job_0…V7Q2");
        check("äöüßé漢字仮名", 5, "äö…仮名");
        check("abcdef", 0, "a…f");
        check("a", 0, "a");
        check("\u{1b}[31mjob_1\u{1b}[0m", 16, "job_1");
    }

    #[test]
    fn ids_that_begin_alike_stay_different_when_they_are_shortened() {
        let shown = |id: &str| {
            let (head, middle, tail) = split_id(id, 20);
            assert_eq!(format!("{head}{middle}{tail}"), id);
            if middle.is_empty() {
                head
            } else {
                format!("{head}…{tail}")
            }
        };
        assert_eq!(shown("job_01hzx3k9v7q2abcd"), "job_01hzx3k9v7q2abcd");
        assert_eq!(
            shown("sync_20261123000640_doc-part"),
            "sync…000640_doc-part"
        );
        assert_ne!(
            shown("sync_20261123000640_doc-part"),
            shown("sync_20261123000641_doc-part")
        );
        let title = "A title of some length, with spaces";
        assert_eq!(shown(title), title);
        assert_eq!(shown(&"漢".repeat(40)).chars().count(), 20);
    }
}
