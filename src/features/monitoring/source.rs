//! The metrics of one route, and what was seen of them since the page was opened.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Call, metrics::Scrape};

use crate::{
    effect::effect,
    features::{monitoring::text, shared::QueryPanel},
    routes::Route,
    state::{
        query::{Options, use_query_with},
        session::use_session,
    },
    ui::{
        Button, Disclosure, Empty, IconName, LONG_LINE, Notice, Skeleton, SkeletonShape, State,
        format_clock, format_count, format_number, shorten_text,
    },
};

use super::{
    history::History,
    series_table::{SeriesTable, is_health},
};

/// So many lines and series are named; the rest is counted.
const NAMED: usize = 5;

/// The metrics of one route.
#[component]
pub fn Source(
    /// What they are of.
    heading: &'static str,
    /// What to say when they could not be read.
    failed: &'static str,
    /// How to ask for them.
    call: Call<Arc<Scrape>>,
    /// How often.
    poll: Signal<Option<Duration>>,
    /// Whether to ask for nothing unless somebody wants it now.
    paused: Signal<bool>,
    /// What is searched for.
    search: RwSignal<String>,
) -> impl IntoView {
    let session = use_session();
    let query = use_query_with(
        move || Some(call.clone()),
        Options {
            poll,
            paused,
            ..Default::default()
        },
    );
    let remote = query.remote();
    let history = RwSignal::new(History::default());
    // Another backend's readings are no part of this one's history.
    effect(move |before: Option<u32>| {
        let epoch = session.epoch().get();
        if before.is_some_and(|before| before != epoch) {
            history.set(History::default());
        }
        epoch
    });
    // Each reading is noted once: by the time that it came.
    effect(move |before: Option<Option<f64>>| {
        let at = remote.with(|remote| remote.at);
        if let Some(now) = at.filter(|_| before != Some(at)) {
            remote.with_untracked(|remote| {
                if let Some(scrape) = &remote.data {
                    history.update(|history| history.take(scrape, now));
                }
            });
        }
        at
    });
    let intro = Signal::derive(move || {
        // The line is there from the beginning, so that nothing moves when it is known.
        let at = remote.with(|remote| remote.at);
        Some(match at {
            Some(at) => text::last_updated(&format_clock(at)),
            None => text::LOADING.to_owned(),
        })
    });
    let nothing = |scrape: Arc<Scrape>| scrape.families.is_empty();
    view! {
        <QueryPanel
            heading
            intro
            refresh_label=text::refresh_of(&heading.to_lowercase())
            remote
            failed
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Rows count=20 /> }
            is_empty=nothing
            empty=|| {
                view! {
                    <Empty icon=IconName::Monitoring title=text::NO_METRICS>
                        {text::NO_METRICS_HINT}
                    </Empty>
                }
            }
            on_refetch=move |()| query.refetch()
            let:scrape
        >
            <Readings heading scrape history search />
        </QueryPanel>
    }
}

/// The readings that the search lets through, and the text that they were read from.
#[component]
fn Readings(
    heading: &'static str,
    scrape: Signal<Arc<Scrape>>,
    history: RwSignal<History>,
    search: RwSignal<String>,
) -> impl IntoView {
    // Asking again changes nothing before there is an answer, and its series are many.
    let read = move |_: Option<&Arc<Scrape>>| scrape.get();
    let scrape: Signal<Arc<Scrape>> = Memo::new_with_compare(read, is_another).into();
    let common = Memo::new(move |_| scrape.with(|scrape| scrape.common_labels()));
    let found = Memo::new(move |_| {
        let words = search.get();
        scrape.with(|scrape| scrape.search(&words))
    });
    let has_health =
        Memo::new(move |_| scrape.with(|scrape| scrape.families.iter().any(is_health)));
    let labels = move || {
        let common = common.get().into_iter();
        common
            .map(|(name, value)| text::pair(&name, &value))
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let text = Signal::derive(move || scrape.with(|scrape| scrape.text.clone()));
    let count = move || {
        let (shown, all) = (found.with(Vec::len), scrape.with(|scrape| scrape.count()));
        match shown == all {
            true => text::series(&format_number(all as f64)),
            false => text::series_of(&format_number(shown as f64), &format_number(all as f64)),
        }
    };
    view! {
        <div class="metrics-readings">
            <Problems scrape />
            <Show when=move || has_health.get()>
                <p class="metric-note">
                    {text::HEALTH_BEFORE}
                    <A href=Route::Health.path()>{text::HEALTH_LINK}</A> {text::HEALTH_AFTER}
                </p>
            </Show>
            <p class="metrics-count" role="status">{count}</p>
            <Show
                when=move || !found.read().is_empty()
                fallback=move || {
                    view! {
                        <Empty
                            icon=IconName::Search
                            title=text::NO_MATCH
                            action=move || {
                                view! {
                                    <Button on_click=move |()| search.set(String::new())>
                                        {text::CLEAR_SEARCH}
                                    </Button>
                                }
                            }
                        />
                    }
                }
            >
                <SeriesTable
                    label=text::metrics_of(heading)
                    scrape
                    rows=found
                    history
                    common
                />
            </Show>
            <Show when=move || !common.read().is_empty()>
                <p class="metrics-common">{text::ALL_SERIES_BEFORE} {labels}</p>
            </Show>
            <Disclosure summary=text::RAW text />
        </div>
    }
}

/// Whether an answer is not the very one that was there: comparing all their series takes long.
fn is_another(before: Option<&Arc<Scrape>>, now: Option<&Arc<Scrape>>) -> bool {
    before
        .zip(now)
        .is_none_or(|(before, now)| !Arc::ptr_eq(before, now))
}

/// What of a text could not be taken as it is.
#[component]
fn Problems(scrape: Signal<Arc<Scrape>>) -> impl IntoView {
    let unread = Memo::new(move |_| scrape.with(|scrape| unread_words(scrape)));
    let repeated = Memo::new(move |_| scrape.with(|scrape| repeated_words(scrape)));
    let notice = |found: Memo<Option<(String, Vec<String>)>>| {
        move || {
            found.get().map(|(title, lines)| {
                view! {
                    <Notice state=State::Warn title>
                        {lines
                            .into_iter()
                            .map(|line| view! { <p class="metric-problem">{line}</p> })
                            .collect_view()}
                    </Notice>
                }
            })
        }
    };
    view! {
        {notice(unread)}
        {notice(repeated)}
    }
}

/// The lines that could not be read: how many, and the first of them with their numbers.
fn unread_words(scrape: &Scrape) -> Option<(String, Vec<String>)> {
    let count = scrape.unread.len();
    let mut lines: Vec<_> = scrape
        .unread
        .iter()
        .take(NAMED)
        .map(|line| text::unread_line(line.number, &shorten_text(&line.text, LONG_LINE)))
        .collect();
    lines.extend(more(count));
    (count > 0).then(|| {
        let title = text::not_read(&format_count(count, text::LINE, text::LINES));
        (title, lines)
    })
}

/// The series that are there again: how many, and which.
fn repeated_words(scrape: &Scrape) -> Option<(String, Vec<String>)> {
    let count = scrape.repeated().count();
    let mut lines: Vec<_> = scrape
        .repeated()
        .take(NAMED)
        .map(|series| {
            let labels = series.labels.iter();
            let labels: Vec<_> = labels
                .map(|(name, value)| text::pair(name, value))
                .collect();
            let words = [vec![series.name.clone()], labels].concat().join(" · ");
            shorten_text(&words, LONG_LINE)
        })
        .collect();
    lines.extend(more(count));
    lines.push(text::EACH_SHOWN.to_owned());
    (count > 0).then(|| {
        (
            format_count(count, text::DUPLICATE_SERIES, text::DUPLICATE_SERIES),
            lines,
        )
    })
}

/// How many there are beside those that are named.
fn more(count: usize) -> Option<String> {
    let more = count.saturating_sub(NAMED);
    (more > 0).then(|| text::and_more(&format_number(more as f64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_cannot_be_read_are_named_with_their_numbers() {
        let scrape = Scrape::read("a 1\nb 0x1F\nc 2").unwrap();
        let (title, lines) = unread_words(&scrape).unwrap();
        assert_eq!(title, "Couldn't read 1 line");
        assert_eq!(lines, ["Line 2: b 0x1F"]);
        let many = format!("a 1\n{}", "!\n".repeat(9));
        let (title, lines) = unread_words(&Scrape::read(&many).unwrap()).unwrap();
        assert_eq!(title, "Couldn't read 9 lines");
        assert_eq!(lines.last().map(String::as_str), Some("And 4 more."));
        assert_eq!(unread_words(&Scrape::read("a 1").unwrap()), None);
    }

    #[test]
    fn duplicates_are_named() {
        let scrape = Scrape::read("a{x=\"1\"} 1\na{x=\"1\"} 2\nc 2").unwrap();
        let (title, lines) = repeated_words(&scrape).unwrap();
        assert_eq!(title, "1 duplicate series");
        assert_eq!(lines, ["a · x 1", "Each is shown separately."]);
    }
}
