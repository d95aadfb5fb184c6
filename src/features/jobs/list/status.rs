//! How many jobs there are, how true that is, and what can be done with the list.

use leptos::prelude::*;

use super::{by_error::ByErrorButton, export::ExportButton, feed::Feed, search::Search};
use crate::{
    features::{
        jobs::{
            params::{JobsParams, Period},
            text,
        },
        shared::RefreshButton,
    },
    state::{
        clock::use_clock,
        live::{ConnectionStatus, use_live},
        session::use_session,
    },
    ui::{Button, ButtonSize, ButtonTone, IconName, format_number, format_time},
};

/// The line between the filters and the rows.
#[component]
pub fn StatusLine(feed: Feed, search: Search) -> impl IntoView {
    let live = use_live();
    let connection_status = live.connection_status();
    let count = Memo::new(move |_| {
        let counts = feed.counts.get();
        let all = counts
            .everything
            .or_else(|| feed.all.remote().with(|all| all.data.as_ref()?.total));
        let narrow = search.params.read().is_narrow();
        count_words(
            counts.total,
            all.filter(|_| narrow),
            feed.is_newest_only().then_some(counts.everything).flatten(),
        )
    });
    let slowed = use_slowed();
    let paused = Memo::new(move |_| feed.counts.read().waiting.is_some());
    // What is not known to be current says since when, and its time does not move.
    let stale = Memo::new(move |_| {
        let failed = feed.head.remote().with(|remote| remote.error.is_some());
        let is_current = feed.is_current.get() || !failed;
        paused.get() || !is_current || connection_status.get() == ConnectionStatus::Offline
    });
    let age = move || {
        let at = format_time(feed.as_of.get()?);
        Some(if stale.get() {
            text::list::last_updated(&at)
        } else {
            text::list::updated(&at)
        })
    };
    view! {
           <div class="job-status-line">
               <p class="job-count" role="status">
                   {move || count.get()}
               </p>
    <Show when=move || search.params.with(JobsParams::is_narrow)>
                   <Button
                       tone=ButtonTone::Quiet
                       size=ButtonSize::Small
                       icon=Some(IconName::Close)
                       on_click=move |()| search.push(JobsParams::widen)
                   >
                       {text::list::CLEAR_FILTERS}
                   </Button>
               </Show>
               <p class="job-age" data-stale=move || stale.get().then_some("")>
                   {age}
               </p>
               {move || {
                   slowed.get().map(|words| view! { <p class="job-slowed" role="status">{words}</p> })
               }}
               <div class="job-tools">
                   <ByErrorButton search />
                   <Button
                       tone=ButtonTone::Quiet
                       size=ButtonSize::Small
                       icon=Signal::derive(move || {
                           Some(if paused.get() { IconName::Play } else { IconName::Pause })
                       })
                       on_click=move |()| feed.set_paused(!paused.get_untracked())
                   >
                       {move || if paused.get() { text::list::RESUME } else { text::list::PAUSE }}
                   </Button>
                   <RefreshButton on_click=move |()| feed.ask_anew() />
                   <ExportButton feed />
               </div>
           </div>
       }
}

/// What the filters cannot know of a server that says little.
#[component]
pub fn Caveats(feed: Feed, search: Search) -> impl IntoView {
    let period = Memo::new(move |_| {
        if !feed.lists_all.get() {
            return None;
        }
        match search.params.read().period {
            Period::Any => None,
            Period::Last(_) => Some(text::list::NO_ZONE_LAST),
            Period::Between { .. } => Some(text::list::NO_ZONE_BETWEEN),
        }
    });
    let channels = Memo::new(move |_| {
        let count = feed.without_channels();
        match count {
            0 => None,
            1 => Some(text::list::ONE_HIDDEN.to_owned()),
            _ => Some(text::list::hidden(&format_number(count as f64))),
        }
    });
    let line = |words: String| view! { <p class="job-caveat" role="status">{words}</p> };
    move || {
        let lines = [period.get().map(str::to_owned), channels.get()];
        lines.into_iter().flatten().map(line).collect_view()
    }
}

/// Says so while the server is asked less often than it would be, because it said "too often".
fn use_slowed() -> Memo<Option<String>> {
    let live = use_live();
    let session = use_session();
    let now = use_clock().now();
    Memo::new(move |_| {
        session.word().track();
        // What was refused is forgiven with time, not with an answer.
        now.track();
        let every = live.poll_instead().get()?;
        let paced = session.paced(every);
        (paced > every).then(|| text::list::slowed(paced.as_secs()))
    })
}

/// `newest` is how many jobs the server listed, where it may hold older ones too.
fn count_words(total: Option<u64>, all: Option<u64>, newest: Option<u64>) -> String {
    let number = |count: u64| format_number(count as f64);
    match (total, all, newest) {
        (None, ..) => String::new(),
        (Some(_), None, Some(newest)) => text::list::newest(&number(newest)),
        (Some(total), Some(_), Some(newest)) => {
            text::list::of_newest(&number(total), &number(newest))
        }
        (Some(1), None, None) => text::list::ONE.to_owned(),
        (Some(total), None, None) => text::list::count(&number(total)),
        (Some(total), Some(all), None) => text::list::count_of(&number(total), &number(all)),
    }
}
