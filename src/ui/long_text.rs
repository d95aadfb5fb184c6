//! Text of any length from outside: cut before it is drawn, with a way to the rest.

use leptos::prelude::*;
use wire::terminal::plain;

use super::{Button, ButtonSize, ButtonTone, format::format_bytes, text::code::show_all};

/// More bytes than this are not laid out unasked: about eight printed pages.
pub const LONG_TEXT: usize = 20_000;

/// As much as fits into a title or a line, and some.
pub const LONG_LINE: usize = 500;

/// The beginning of a text: at most so many bytes, and no half characters.
pub fn cut_text(text: &str, limit: usize) -> &str {
    text.get(..text.floor_char_boundary(limit)).unwrap_or(text)
}

/// A text, or its beginning with an ellipsis.
pub fn shorten_text(text: &str, limit: usize) -> String {
    // Of a text of megabytes, only as much is read as is shown.
    let mut read = limit.saturating_mul(2).saturating_add(64);
    loop {
        let beginning = cut_text(text, read);
        let plain = plain(beginning);
        let cut = cut_text(&plain, limit);
        let is_whole = beginning.len() == text.len();
        if cut.len() < plain.len() || (!is_whole && cut.len() == limit) {
            return format!("{cut}…");
        }
        if is_whole {
            return cut.to_owned();
        }
        read = read.saturating_mul(2);
    }
}

/// A text of which only the beginning is drawn until somebody wants the rest.
#[component]
pub fn LongText(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// How many bytes are drawn unasked.
    #[prop(default = LONG_TEXT)]
    limit: usize,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let shown = move || {
        text.with(|text| {
            if all.get() {
                plain(text).into_owned()
            } else {
                shorten_text(text, limit)
            }
        })
    };
    let length = Memo::new(move |_| text.with(String::len));
    view! {
        {shown}
        <ShowAll all length limit />
    }
}

/// The way to the rest of a text that was cut; nothing where it was not.
#[component]
pub fn ShowAll(
    /// Becomes true.
    all: RwSignal<bool>,
    /// How long the whole text is, in bytes.
    #[prop(into)]
    length: Signal<usize>,
    /// How many bytes were drawn unasked.
    #[prop(default = LONG_TEXT)]
    limit: usize,
) -> impl IntoView {
    let is_cut = Memo::new(move |_| !all.get() && length.get() > limit);
    let words = move || show_all(&format_bytes(length.get() as f64));
    view! {
        <Show when=move || is_cut.get()>
            <span class="show-all">
                <Button
                    size=ButtonSize::Small
                    tone=ButtonTone::Plain
                    on_click=move |()| all.set(true)
                >
                    {words}
                </Button>
            </span>
        </Show>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn colours_of_a_terminal_are_not_drawn() {
        assert_eq!(shorten_text("\u{1b}[31mboom\u{1b}[0m", 500), "boom");
        assert_eq!(shorten_text("\u{1b}[31mboom\u{1b}[0m", 2), "bo…");
        let coloured = "\u{1b}[31m".repeat(1_000) + "boom";
        assert_eq!(shorten_text(&coloured, 3), "boo…");
        assert_eq!(shorten_text(&coloured, 4), "boom");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shorten_text("äöü", 3), "ä…");
        assert_eq!(shorten_text("äöü", 6), "äöü");
        assert_eq!(shorten_text("", 0), "");
    }

    proptest! {
        #[test]
        fn a_cut_text_is_a_beginning_of_it(text in ".{0,40}", limit in 0..80_usize) {
            let cut = cut_text(&text, limit);
            prop_assert!(text.starts_with(cut) && cut.len() <= limit);
            prop_assert!(cut.len() + 4 > limit.min(text.len()));
        }
    }
}
