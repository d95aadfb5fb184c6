//! What the page at hand is called.

use leptos::prelude::*;
use wire::one_line;

use crate::effect::effect;

/// The name of the page at hand, and the list it belongs to.
#[derive(Clone, Copy)]
pub struct Heading {
    /// The page's `h1`.
    pub title: RwSignal<String>,
    /// On a detail page: the address and the name of its list.
    pub back: RwSignal<Option<(String, String)>>,
    /// The tab's title, where it says more than the `h1`.
    pub tab_title: RwSignal<Option<String>>,
    /// What stands before the tab's title while the system needs a look.
    pub prefix: RwSignal<Option<&'static str>>,
}

impl Heading {
    /// Makes an empty heading known to everything below.
    pub fn provide() -> Self {
        let heading = Self {
            title: RwSignal::new(String::new()),
            back: RwSignal::new(None),
            tab_title: RwSignal::new(None),
            prefix: RwSignal::new(None),
        };
        provide_context(heading);
        heading
    }
}

/// Names the page at hand; call it first in a page.
pub fn use_heading(title: impl Into<Signal<String>>, back: Option<(String, String)>) {
    let title = title.into();
    let heading = use_context::<Heading>().unwrap_or_else(Heading::provide);
    heading.back.set(back);
    heading.tab_title.set(None);
    heading
        .title
        .set(title.with_untracked(|title| heading_line(title)));
    effect(move |_| heading.title.set(title.with(|title| heading_line(title))));
}

/// Titles the tab; call it after [`use_heading`]. `None` leaves the page's name.
pub fn use_tab_title(title: impl Fn() -> Option<String> + 'static) {
    let heading = use_context::<Heading>().unwrap_or_else(Heading::provide);
    effect(move |_| {
        heading
            .tab_title
            .set(title().map(|title| heading_line(&title)))
    });
}

/// A title from outside as a heading and as the tab's title: one line, and no longer than either
/// can be.
fn heading_line(title: &str) -> String {
    const LONGEST: usize = 500;
    let end = title.floor_char_boundary(LONGEST);
    let mut line = one_line(title.get(..end).unwrap_or(title));
    if end < title.len() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_one_line_of_bounded_length() {
        assert_eq!(heading_line("a\r\n b\u{202e}c"), "a bc");
        let long = heading_line(&"é".repeat(50_000));
        assert!(long.len() < 600 && long.ends_with('…'));
    }
}
