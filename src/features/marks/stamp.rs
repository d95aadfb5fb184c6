//! A time as it came from the server, which may not say its zone.

use leptos::prelude::*;
use wire::Stamp;

use crate::{state::clock::use_clock, ui::Time};

/// A time in full; one without a zone is shown as it came, and says so.
#[component]
pub fn StampTime(
    /// The time.
    stamp: Stamp,
) -> impl IntoView {
    let now = use_clock().now();
    match stamp.epoch_millis() {
        Some(at) => view! { <Time at=Some(at) now absolute=true /> }.into_any(),
        None => {
            let text = stamp.as_str().replace('T', " ");
            view! {
                <span class="naive-time">
                    <time>{text}</time>
                    <span class="naive-zone">" zone unknown"</span>
                </span>
            }
            .into_any()
        }
    }
}
