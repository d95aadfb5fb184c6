//! How many jobs there are, how true that is, and what can be done with the list.

use leptos::prelude::*;

use super::{export::ExportButton, feed::Feed, search::Search};
use crate::{
    features::jobs::wanted::Wanted,
    state::live::{Standing, use_live},
    ui::{Button, ButtonSize, ButtonTone, IconName, format_number, format_time},
};

/// The line between the filters and the rows.
#[component]
pub fn StatusLine(feed: Feed, search: Search) -> impl IntoView {
    let live = use_live();
    let standing = live.standing();
    let count = Memo::new(move |_| {
        let tally = feed.tally.get();
        let all = tally
            .everything
            .or_else(|| feed.all.remote().with(|all| all.data.as_ref()?.total));
        let narrow = search.wanted.read().is_narrow();
        count_words(tally.total, all.filter(|_| narrow))
    });
    // While the link is live, every word from the server vouches for the whole list.
    let as_of = Memo::new(move |_| {
        let fetched = feed.as_of.get();
        let heard = live.last_word().get();
        match (standing.get(), fetched, heard) {
            (Standing::Live, Some(fetched), Some(heard)) => Some(fetched.max(heard)),
            (_, fetched, _) => fetched,
        }
    });
    let age = move || as_of.get().map(|at| format!("Updated {}", format_time(at)));
    let stale =
        move || matches!(standing.get(), Standing::Offline) || feed.tally.read().waiting.is_some();
    let paused = Memo::new(move |_| feed.tally.read().waiting.is_some());
    view! {
           <div class="job-status-line">
               <p class="job-count" role="status">
                   {move || count.get()}
               </p>
    <Show when=move || search.wanted.with(Wanted::is_narrow)>
                   <Button
                       tone=ButtonTone::Quiet
                       size=ButtonSize::Small
                       icon=Some(IconName::Close)
                       on_click=move |()| search.push(search.current().widened())
                   >
                       "Clear filters"
                   </Button>
               </Show>
               <p class="job-age" data-stale=move || stale().then_some("")>
                   {age}
               </p>
               <div class="job-tools">
                   <Button
                       tone=ButtonTone::Quiet
                       size=ButtonSize::Small
                       icon=Signal::derive(move || {
                           Some(if paused.get() { IconName::Play } else { IconName::Pause })
                       })
                       on_click=move |()| feed.set_paused(!paused.get_untracked())
                   >
                       {move || if paused.get() { "Resume" } else { "Pause" }}
                   </Button>
                   <Button
                       tone=ButtonTone::Quiet
                       size=ButtonSize::Small
                       icon=Some(IconName::Retry)
                       on_click=move |()| feed.ask_anew()
                   >
                       "Refresh"
                   </Button>
                   <ExportButton feed />
               </div>
           </div>
       }
}

fn count_words(total: Option<u64>, all: Option<u64>) -> String {
    let number = |count: u64| format_number(count as f64);
    match (total, all) {
        (None, _) => String::new(),
        (Some(1), None) => "1 job".to_owned(),
        (Some(total), None) => format!("{} jobs", number(total)),
        (Some(total), Some(all)) => format!("{} of {} jobs", number(total), number(all)),
    }
}
