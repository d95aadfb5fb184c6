//! `/content`: everything that there is, on the server and in this browser.

use std::{collections::HashSet, time::Duration};

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use wire::{
    Page,
    capabilities::Capability,
    channel::Channel,
    content::{self, Content, ContentId},
};

use super::{
    export,
    kept::offer_back,
    rows::{KeptRow, StoredRow},
    wanted::Wanted,
};
use crate::{
    routes::Route,
    state::{
        heading::use_heading,
        kept::{Keeping, KeptHead, MOST_RUNS, use_kept},
        notices::use_notices,
        query::{Options, use_query_with},
        session::use_session,
    },
    ui::{
        Button, ButtonSize, ButtonTone, Empty, IconName, InputKind, LinkButton, Notice, Panel,
        RemoteView, Select, SelectOption, Skeleton, State, TextField, format_count, save_file,
    },
};

/// Long enough not to ask for every letter.
const SEARCH_AFTER: Duration = Duration::from_millis(180);

/// `/content`.
#[component]
pub fn ContentsPage() -> impl IntoView {
    use_heading("Content".to_owned(), None);
    let session = use_session();
    let stored = Memo::new(move |_| session.offers(Capability::ContentList));
    let wanted = use_wanted();
    view! {
        <div class="contents">
            <Filters wanted />
            <Show when=move || stored.get()>
                <Stored wanted />
            </Show>
            <KeptPanel wanted stores=stored />
        </div>
    }
}

/// What is wanted, in step with the address; the signal leads while somebody types.
fn use_wanted() -> RwSignal<Wanted> {
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    let read = move || {
        location
            .query
            .with(|query| Wanted::read(|name| query.get(name)))
    };
    let wanted = RwSignal::new(untrack(read));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    Effect::new(move |before: Option<()>| {
        let address = Route::Contents.with(&wanted.with(Wanted::query));
        if before.is_none() {
            return;
        }
        stop();
        let write = move || {
            if location.pathname.try_get_untracked() != Some(Route::Contents.path()) {
                return;
            }
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&address, options));
        };
        waiting.set_value(set_timeout_with_handle(write, SEARCH_AFTER).ok());
    });
    Effect::new(move |before: Option<Wanted>| {
        let there = read();
        let moved = before.is_some_and(|before| before != there);
        let here = location.pathname.get_untracked() == Route::Contents.path();
        let same = wanted.with_untracked(|wanted| wanted.query() == there.query());
        if moved && here && !same {
            wanted.set(there.clone());
        }
        there
    });
    wanted
}

#[component]
fn Filters(wanted: RwSignal<Wanted>) -> impl IntoView {
    let words = RwSignal::new(wanted.with_untracked(|wanted| wanted.words.clone()));
    let channel = RwSignal::new(wanted.with_untracked(word_of));
    Effect::new(move |_| {
        let next = Wanted {
            words: words.get(),
            channel: Some(channel.get())
                .filter(|word| !word.is_empty())
                .map(Channel::from),
        };
        if wanted.with_untracked(|now| *now != next) {
            wanted.set(next);
        }
    });
    Effect::new(move |_| {
        let (now, word) = wanted.with(|wanted| (wanted.words.clone(), word_of(wanted)));
        if words.get_untracked() != now {
            words.set(now);
        }
        if channel.get_untracked() != word {
            channel.set(word);
        }
    });
    let mut channels = vec![SelectOption::new("", "All channels")];
    channels.extend(
        Channel::KNOWN
            .iter()
            .map(|channel| SelectOption::new(channel.as_str(), channel.label())),
    );
    view! {
        <div class="contents-filters" role="search">
            <TextField
                label="Search content"
                kind=InputKind::Search
                value=words
                placeholder="Words in titles and texts"
            />
            <Select label="Channel" value=channel options=Signal::stored(channels) />
        </div>
    }
}

fn word_of(wanted: &Wanted) -> String {
    let channel = wanted.channel.as_ref();
    channel
        .map(|channel| channel.as_str().to_owned())
        .unwrap_or_default()
}

#[component]
fn Stored(wanted: RwSignal<Wanted>) -> impl IntoView {
    let session = use_session();
    // Only what rests for a moment is asked for.
    let asked = RwSignal::new(wanted.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    Effect::new(move |_| {
        let next = wanted.get();
        stop();
        let ask = move || _ = asked.try_set(next);
        waiting.set_value(set_timeout_with_handle(ask, SEARCH_AFTER).ok());
    });
    let query = use_query_with(
        move || {
            let wanted = asked.get();
            let words = Some(wanted.words.trim()).filter(|words| !words.is_empty());
            session
                .offers(Capability::ContentList)
                .then(|| content::find(words, wanted.channel.as_ref(), None))
        },
        Options {
            keep_previous: true,
            ..Options::default()
        },
    );
    let draw = move |page: Signal<Page<Content>>| {
        let rows = move || {
            let items = page.get().items.into_iter();
            items
                .map(|content| view! { <StoredRow content /> })
                .collect_view()
        };
        let more = move || {
            page.with(|page| page.next_cursor.is_some()).then(|| {
                view! {
                    <p class="contents-more">
                        "There is more than is shown. Search or choose a channel to find it."
                    </p>
                }
            })
        };
        view! {
            <ul class="content-rows" role="list">
                {rows}
            </ul>
            {more}
        }
    };
    let nothing = |page: Page<Content>| page.items.is_empty();
    view! {
        <Panel heading="On the server" flush=true>
            <RemoteView
                remote=query.remote()
                failed="The stored content could not be loaded"
                skeleton=|| view! { <Skeleton count=4 /> }
                is_empty=nothing
                empty=move || view! { <NothingThere wanted /> }
                on_retry=move |()| query.refetch()
                children=draw
            />
        </Panel>
    }
    .into_any()
}

/// Nothing at all, or nothing that is wanted.
#[component]
fn NothingThere(wanted: RwSignal<Wanted>) -> impl IntoView {
    move || {
        if wanted.with(Wanted::is_all) {
            view! {
                <Empty
                    icon=IconName::Content
                    title="Nothing has been made yet"
                    action=|| {
                        view! {
                            <LinkButton href=Route::Generate.path() tone=ButtonTone::Primary>
                                "Generate content"
                            </LinkButton>
                        }
                    }
                >
                    "Whatever is published shows here, with what became of each channel."
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty
                    icon=IconName::Search
                    title="Nothing holds these words in this channel"
                    action=move || {
                        view! {
                            <Button on_click=move |()| wanted.set(Wanted::default())>
                                "Show everything"
                            </Button>
                        }
                    }
                >
                    "Fewer words find more."
                </Empty>
            }
            .into_any()
        }
    }
}

/// What this browser keeps.
#[component]
fn KeptPanel(wanted: RwSignal<Wanted>, stores: Memo<bool>) -> impl IntoView {
    let kept = use_kept();
    let heads = kept.heads();
    let keeping = kept.keeping();
    let selected = RwSignal::new(HashSet::<ContentId>::new());
    let found = Memo::new(move |_| {
        wanted.with(|wanted| {
            heads.with(|heads| {
                let fits = |head: &&KeptHead| {
                    head.holds(&wanted.words)
                        && wanted
                            .channel
                            .as_ref()
                            .is_none_or(|channel| head.has(channel))
                };
                heads.iter().filter(fits).cloned().collect::<Vec<_>>()
            })
        })
    });
    // Nothing out of sight is ever deleted.
    Effect::new(move |_| {
        found.with(|found| {
            let gone = |id: &ContentId| !found.iter().any(|head| head.id == *id);
            if selected.with_untracked(|selected| selected.iter().any(gone)) {
                selected.update(|selected| selected.retain(|id| !gone(id)));
            }
        });
    });
    let intro = Signal::derive(move || {
        (!stores.get()).then(|| {
            format!(
                "This backend does not store what it makes, so this browser keeps the newest \
                 {MOST_RUNS} publications."
            )
        })
    });
    let shown = Memo::new(move |_| !stores.get() || !heads.read().is_empty());
    let rows = move || {
        let found = found.get();
        if keeping.get() == Keeping::Reading && found.is_empty() {
            return view! { <Skeleton count=3 /> }.into_any();
        }
        if found.is_empty() {
            return view! { <NothingThere wanted /> }.into_any();
        }
        let rows = found
            .into_iter()
            .map(|head| view! { <KeptRow head selected /> })
            .collect_view();
        view! {
            <ul class="content-rows" role="list">
                {rows}
            </ul>
        }
        .into_any()
    };
    view! {
        <Show when=move || shown.get()>
            <Show when=move || keeping.get() == Keeping::No>
                <Notice state=State::Warn title="This browser keeps nothing">
                    "Its storage for this site is blocked or full. What is listed here is gone when \
                     the tab is closed; export what you need."
                </Notice>
            </Show>
            <Panel
                heading="Kept in this browser"
                intro
                flush=true
                actions=move || view! { <Tools found selected /> }
            >
                {rows}
            </Panel>
        </Show>
    }
    .into_any()
}

#[component]
fn Tools(found: Memo<Vec<KeptHead>>, selected: RwSignal<HashSet<ContentId>>) -> impl IntoView {
    let kept = use_kept();
    let notices = use_notices();
    let count = Memo::new(move |_| selected.read().len());
    let delete = move |()| {
        let ids = selected.get_untracked().into_iter().collect();
        kept.remove(ids, move |runs| offer_back(notices, kept, runs));
    };
    let export = move |()| {
        let ids = found.with_untracked(|found| found.iter().map(|head| head.id.clone()).collect());
        kept.collect(ids, move |runs| {
            let file = export::all(&runs);
            if save_file(&file.name, file.kind, &file.text) {
                let what = format_count(runs.len(), "publication", "publications");
                notices.good(format!("{what} saved as JSON"));
            } else {
                notices.plain(
                    "The browser would not save the file",
                    "Allow downloads for this site, then try again.",
                );
            }
        });
    };
    view! {
        <Show when=move || count.get() != 0>
            <Button size=ButtonSize::Small icon=Some(IconName::Trash) on_click=delete>
                {move || format!("Delete {}", count.get())}
            </Button>
        </Show>
        <Show when=move || !found.read().is_empty()>
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                icon=Some(IconName::Download)
                on_click=export
            >
                "Export JSON"
            </Button>
        </Show>
    }
}
