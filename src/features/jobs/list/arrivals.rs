//! What has happened beside the rows: new jobs, and a pause.

use leptos::prelude::*;

use super::feed::Feed;
use crate::{
    features::jobs::text,
    ui::{Button, ButtonSize, format_count},
};

/// New jobs announce themselves here, and push no row away.
#[component]
pub fn Arrivals(feed: Feed) -> impl IntoView {
    let words = Memo::new(move |_| {
        let counts = feed.counts.get();
        let no_longer = if feed.lost.get() {
            text::list::NOT_ON_SERVER
        } else if feed.is_newest_only() {
            text::list::NOT_IN_LIST
        } else if counts.left == 1 {
            text::list::MATCHES_NOT
        } else {
            text::list::MATCH_NOT
        };
        match (counts.waiting, counts.held, counts.left) {
            (Some(0), ..) => Some(text::list::PAUSED.to_owned()),
            (Some(count), ..) => Some(text::list::paused_with(&format_count(
                count,
                text::list::UPDATE,
                text::list::UPDATES,
            ))),
            (None, 0, 0) => None,
            (None, 0, left) => Some(text::list::left(
                &format_count(left, text::list::JOB, text::list::JOBS),
                no_longer,
            )),
            (None, held, 0) => Some(format_count(
                held,
                text::list::NEW_JOB,
                text::list::NEW_JOBS,
            )),
            (None, held, left) => Some(text::list::new_and_left(
                &format_count(held, text::list::NEW_JOB, text::list::NEW_JOBS),
                left,
                no_longer,
            )),
        }
    });
    // What is held back by a pause is let go where the pause was asked for.
    let offer = Memo::new(move |_| {
        let counts = feed.counts.get();
        match (counts.waiting, counts.held, counts.left) {
            (Some(_), ..) | (None, 0, 0) => None,
            (None, 0, _) => Some(text::list::UPDATE_LIST),
            (None, ..) => Some(text::list::SHOW),
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
