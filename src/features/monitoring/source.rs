//! The metrics of one route, and what was seen of them since the page was opened.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    Call,
    metrics::{Family, Scrape},
};

use crate::{
    state::{
        query::{Options, use_query_with},
        session::use_session,
    },
    ui::{
        Button, ButtonSize, ButtonTone, Empty, Fold, IconName, Notice, Panel, RemoteView, Skeleton,
        SkeletonShape, State, format_clock, format_time,
    },
};

use super::{
    family::{Shown, is_tile},
    history::History,
};

/// The metrics of one route.
#[component]
pub fn Source(
    /// What they are of.
    heading: &'static str,
    /// What to say when they could not be read.
    failed: &'static str,
    /// How to ask for them.
    call: Call<Scrape>,
    /// How often.
    poll: Signal<Option<Duration>>,
    /// What is searched for.
    search: RwSignal<String>,
) -> impl IntoView {
    let session = use_session();
    let query = use_query_with(
        move || Some(call.clone()),
        Options {
            poll,
            ..Default::default()
        },
    );
    let remote = query.remote();
    let history = RwSignal::new(History::default());
    // Another backend's readings are no part of this one's history.
    Effect::new(move |before: Option<u32>| {
        let epoch = session.epoch().get();
        if before.is_some_and(|before| before != epoch) {
            history.set(History::default());
        }
        epoch
    });
    // Each reading is noted once: by the time that it came.
    Effect::new(move |before: Option<Option<f64>>| {
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
        let at = remote.with(|remote| remote.at)?;
        let since = history.with(|history| history.since)?;
        Some(format!(
            "Read at {}. The lines show what this page has seen since {}.",
            format_time(at),
            format_clock(since)
        ))
    });
    let actions = move || {
        view! {
            <Button
                tone=ButtonTone::Quiet
                size=ButtonSize::Small
                icon=Some(IconName::Retry)
                label=Some(format!("Read now: {heading}"))
                pending=Signal::derive(move || query.is_fetching())
                on_click=move |()| query.refetch()
            >
                "Read now"
            </Button>
        }
    };
    let nothing = |scrape: Scrape| scrape.families.is_empty();
    view! {
        <Panel heading intro actions>
            <RemoteView
                remote
                failed
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Figure count=4 /> }
                is_empty=nothing
                empty=|| {
                    view! {
                        <Empty icon=IconName::Monitoring title="There are no metrics in the answer">
                            "The backend answered, and has nothing to tell yet."
                        </Empty>
                    }
                }
                on_retry=move |()| query.refetch()
                let:scrape
            >
                <Readings scrape history search />
            </RemoteView>
        </Panel>
    }
}

/// The readings that the search lets through, and the text that they were read from.
#[component]
fn Readings(
    scrape: Signal<Scrape>,
    history: RwSignal<History>,
    search: RwSignal<String>,
) -> impl IntoView {
    let common = Memo::new(move |_| scrape.with(Scrape::common_labels));
    let found = Memo::new(move |_| {
        let wanted = search.read().trim().to_lowercase();
        scrape.with(|scrape| {
            let families = scrape.families.iter();
            families
                .filter(|family| matches(family, &wanted))
                .map(|family| (is_tile(family), family.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let names = move |tiles: bool| {
        let found = found.get().into_iter();
        found
            .filter(|(tile, _)| *tile == tiles)
            .map(|(_, name)| name)
            .collect::<Vec<_>>()
    };
    let draw = move |name: String, tile: bool| {
        let first = find(&scrape.read_untracked(), &name);
        let family = Memo::new(move |before: Option<&Option<Family>>| {
            find(&scrape.read(), &name).or_else(|| before.cloned().flatten())
        });
        first.map(|first| {
            let family = Signal::derive(move || family.get().unwrap_or_else(|| first.clone()));
            view! { <Shown family history common tile /> }
        })
    };
    let unread = move || scrape.with(|scrape| scrape.unread.len());
    let labels = move || {
        let common = common.get().into_iter();
        common
            .map(|(name, value)| format!("{name} {value}"))
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let text = Signal::derive(move || scrape.with(|scrape| scrape.text.clone()));
    view! {
        <div class="metrics-readings">
            <Show when=move || { unread() > 0 }>
                <Notice
                    state=State::Warn
                    title=move || match unread() {
                        1 => "One line could not be read".to_owned(),
                        lines => format!("{lines} lines could not be read"),
                    }
                >
                    "They are left out here; the text below has them."
                </Notice>
            </Show>
            <Show when=move || found.read().is_empty()>
                <Empty
                    icon=IconName::Search
                    title="No metric here fits the search"
                    action=move || {
                        view! {
                            <Button on_click=move |()| search.set(String::new())>
                                "Show all metrics"
                            </Button>
                        }
                    }
                />
            </Show>
            <ul class="metric-tiles" role="list">
                <For
                    each=move || names(true)
                    key=Clone::clone
                    children=move |name| draw(name, true)
                />
            </ul>
            <ul class="metric-groups" role="list">
                <For
                    each=move || names(false)
                    key=Clone::clone
                    children=move |name| draw(name, false)
                />
            </ul>
            <Show when=move || !common.read().is_empty()>
                <p class="metrics-common">"All of them: " {labels}</p>
            </Show>
            <Fold summary="The text as it came" text />
        </div>
    }
}

fn find(scrape: &Scrape, name: &str) -> Option<Family> {
    scrape
        .families
        .iter()
        .find(|family| family.name == name)
        .cloned()
}

/// Whether a family has the wanted text (in small letters) in its name, help or labels.
fn matches(family: &Family, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    wanted.is_empty()
        || has(&family.name)
        || family.help.as_deref().is_some_and(has)
        || family.series.iter().any(|series| {
            let labels = series.labels.iter();
            labels.clone().any(|(name, value)| has(name) || has(value))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_looks_at_names_meanings_and_labels() {
        let scrape = Scrape::read("# HELP app_up How Long\napp_up{part=\"Cache\"} 1").unwrap();
        let family = &scrape.families[0];
        for wanted in ["", "app", "how long", "cache", "part"] {
            assert!(matches(family, wanted), "{wanted}");
        }
        assert!(!matches(family, "disk"));
    }
}
