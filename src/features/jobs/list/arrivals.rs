//! What has happened beside the rows: new jobs, and a pause.

use leptos::prelude::*;

use super::feed::Feed;
use crate::ui::{Button, ButtonSize, format_count};

/// New jobs announce themselves here, and push no row away.
#[component]
pub fn Arrivals(feed: Feed) -> impl IntoView {
    let words = Memo::new(move |_| {
        let tally = feed.tally.get();
        match (tally.waiting, tally.held, tally.left) {
            (Some(0), ..) => Some("Paused: nothing has changed since".to_owned()),
            (Some(count), ..) => Some(format!(
                "Paused: {} held back",
                format_count(count, "change", "changes")
            )),
            (None, 0, 0) => None,
            (None, 0, left) => Some(format!(
                "{} no longer matching",
                format_count(left, "row", "rows")
            )),
            (None, held, 0) => Some(format_count(held, "new job", "new jobs")),
            (None, held, left) => Some(format!(
                "{}, {left} no longer matching",
                format_count(held, "new job", "new jobs")
            )),
        }
    });
    // What is held back by a pause is let go where the pause was asked for.
    let offer = Memo::new(move |_| {
        let tally = feed.tally.get();
        match (tally.waiting, tally.held, tally.left) {
            (Some(_), ..) | (None, 0, 0) => None,
            (None, 0, _) => Some("Tidy up"),
            (None, ..) => Some("Show"),
        }
    });
    let button = move || {
        offer.get().map(|words| {
            view! {
                <Button size=ButtonSize::Small on_click=move |()| feed.show_new()>
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
