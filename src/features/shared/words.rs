//! What a server says of a failure, at whatever length.

use leptos::prelude::*;
use wire::{shipped::leak::is_environment_dump, terminal::plain};

use crate::{
    features::shared::text,
    ui::{Disclosure, Icon, IconName},
};

/// Longer texts are folded behind their first line.
const FOLD_FROM: usize = 280;

/// A server's own words for what went wrong.
///
/// Long ones are folded. A list of the server's environment may hold secrets, so it is
/// not shown: a warning says that it is there.
#[component]
pub fn ServerWords(
    /// The words.
    text: String,
) -> impl IntoView {
    if text.is_empty() {
        return ().into_any();
    }
    if is_environment_dump(&text) {
        return view! { <Dump /> }.into_any();
    }
    let text = plain(&text).into_owned();
    let short = text.lines().next().unwrap_or_default().to_owned();
    if text.chars().count() > FOLD_FROM || short.len() < text.trim_end().len() {
        let summary: String = short.chars().take(FOLD_FROM / 2).collect();
        return view! { <Disclosure summary=format!("{summary}…") text /> }.into_any();
    }
    view! { <p class="server-words">{text}</p> }.into_any()
}

#[component]
fn Dump() -> impl IntoView {
    view! {
        <p class="server-dump">
            <Icon name=IconName::Warning />
            {text::DUMP}
        </p>
    }
}
