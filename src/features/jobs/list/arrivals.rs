//! What has happened beside the rows: new jobs, and a pause.

use leptos::prelude::*;

use super::feed::Feed;
use crate::ui::{Button, ButtonSize, IconName, format_count};

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
    let paused = Memo::new(move |_| feed.tally.read().waiting.is_some());
    let button = move || {
        if paused.get() {
            view! {
                <Button
                    size=ButtonSize::Small
                    icon=Some(IconName::Play)
                    on_click=move |()| feed.set_paused(false)
                >
                    "Resume"
                </Button>
            }
            .into_any()
        } else {
            let label = if feed.tally.read().held > 0 {
                "Show"
            } else {
                "Tidy up"
            };
            view! {
                <Button size=ButtonSize::Small on_click=move |()| feed.show_new()>
                    {label}
                </Button>
            }
            .into_any()
        }
    };
    view! {
        <div class="job-arrivals">
            <div data-empty=move || words.read().is_none().then_some("")>
                <span role="status">{move || words.get()}</span>
                {move || words.read().is_some().then(button)}
            </div>
        </div>
    }
}
