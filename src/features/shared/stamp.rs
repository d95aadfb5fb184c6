//! A time as it came from the server, which may not say its zone.

use leptos::prelude::*;
use wire::Stamp;

use crate::{features::shared::text, state::clock::use_clock, ui::Time};

/// A time in full; one without a zone is shown as it came, and says so.
#[component]
pub fn StampTime(
    /// The time.
    stamp: Stamp,
    /// To the second, as in a row of a table; the rest shows when pointed at.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let now = use_clock().now();
    match stamp.epoch_millis() {
        Some(at) => view! { <Time at=Some(at) now absolute=true /> }.into_any(),
        None if stamp.as_str().is_empty() => text::UNKNOWN_TIME.into_any(),
        None => {
            let full = stamp.as_str().replace('T', " ");
            let text = if brief {
                to_the_second(&full).to_owned()
            } else {
                full.clone()
            };
            view! {
                <span class="naive-time" title=full>
                    <time>{text}</time>
                    " "
                    <span class="naive-zone">
                        {if stamp.is_readable() { text::ZONE_UNKNOWN } else { text::FORM_UNKNOWN }}
                    </span>
                </span>
            }
            .into_any()
        }
    }
}

/// `2026-11-23 00:04:31.5` up to its second; a text without fractions stays whole.
fn to_the_second(text: &str) -> &str {
    text.split_once('.').map_or(text, |(seconds, _)| seconds)
}
