//! A time as it came from the server, which may not say its zone.

use leptos::prelude::*;
use wire::Stamp;

use crate::{state::clock::use_clock, ui::Time};

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
        None => {
            let full = stamp.as_str().replace('T', " ");
            let text = match full.split_once('.') {
                Some((seconds, _)) if brief => seconds.to_owned(),
                _ => full.clone(),
            };
            view! {
                <span class="naive-time" title=full>
                    <time>{text}</time>
                    <span class="naive-zone">" zone unknown"</span>
                </span>
            }
            .into_any()
        }
    }
}
