//! What the page at hand is called.

use leptos::prelude::*;

/// The name of the page at hand, and the list it belongs to.
#[derive(Clone, Copy)]
pub struct Heading {
    /// The page's `h1`.
    pub title: RwSignal<String>,
    /// On a detail page: the address and the name of its list.
    pub back: RwSignal<Option<(String, String)>>,
    /// What stands before the tab's title while the system needs a look.
    pub prefix: RwSignal<Option<&'static str>>,
}

impl Heading {
    /// Makes an empty heading known to everything below.
    pub fn provide() -> Self {
        let heading = Self {
            title: RwSignal::new(String::new()),
            back: RwSignal::new(None),
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
    heading.title.set(title.get_untracked());
    Effect::new(move |_| heading.title.set(title.get()));
}
