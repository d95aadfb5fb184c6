//! What has happened beside the rows: new jobs, and a pause.

use leptos::prelude::*;

use super::feed::Feed;
use crate::ui::{Button, ButtonSize, format_count};

/// New jobs announce themselves here, and push no row away.
#[component]
pub fn Arrivals(feed: Feed) -> impl IntoView {
    let words = Memo::new(move |_| {
        let counts = feed.counts.get();
        let no_longer = if feed.lost.get() {
            "no longer on the server"
        } else if feed.is_newest_only() {
            "no longer in the list"
        } else if counts.left == 1 {
            "no longer matches"
        } else {
            "no longer match"
        };
        match (counts.waiting, counts.held, counts.left) {
            (Some(0), ..) => Some("Paused".to_owned()),
            (Some(count), ..) => Some(format!(
                "Paused · {}",
                format_count(count, "update", "updates")
            )),
            (None, 0, 0) => None,
            (None, 0, left) => Some(format!("{} {no_longer}", format_count(left, "job", "jobs"))),
            (None, held, 0) => Some(format_count(held, "new job", "new jobs")),
            (None, held, left) => Some(format!(
                "{}, {left} {no_longer}",
                format_count(held, "new job", "new jobs")
            )),
        }
    });
    // What is held back by a pause is let go where the pause was asked for.
    let offer = Memo::new(move |_| {
        let counts = feed.counts.get();
        match (counts.waiting, counts.held, counts.left) {
            (Some(_), ..) | (None, 0, 0) => None,
            (None, 0, _) => Some("Update list"),
            (None, ..) => Some("Show"),
        }
    });
    let show = move |()| {
        if feed.lost.get_untracked() {
            feed.let_go();
        } else {
            feed.show_new();
        }
    };
    let button = move || {
        offer.get().map(|words| {
            view! {
                <Button size=ButtonSize::Small on_click=show>
                    {words}
                </Button>
            }
        })
    };
    view! {
        <div class="job-arrivals">
            <div data-empty=move || words.read().is_none().then_some("")>
                <span role="status">{move || words.get()}</span>
                {button}
            </div>
        </div>
    }
}
