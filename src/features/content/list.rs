//! `/content`: everything that there is, on the server and in this browser.

use std::{collections::HashSet, time::Duration};

use leptos::prelude::*;
use wire::{
    Page,
    capabilities::Capability,
    channel::Channel,
    content::{self, Content, ContentId},
};

use super::{
    export,
    kept::offer_back,
    params::ContentParams,
    rows::{KeptRow, StoredRow},
};
use crate::{
    effect::effect,
    features::{content::text, shared::download},
    routes::Route,
    state::{
        address::{Address, use_address},
        debounce::debounced,
        heading::use_heading,
        local_history::{Keeping, KeptHead, MOST_RUNS, use_kept},
        notices::use_notices,
        query::{Options, use_query, use_query_with},
        scroll_restoration::{ScrollRestoration, use_scroll_restoration},
        session::use_session,
    },
    ui::{
        Button, ButtonSize, ButtonTone, Empty, IconName, InputKind, LinkButton, Notice, Panel,
        RemoteView, Select, SelectOption, Skeleton, State, TextField, format_count,
    },
};

/// Long enough not to ask for every letter.
const SEARCH_AFTER: Duration = Duration::from_millis(180);

/// `/content`.
#[component]
pub fn ContentsPage() -> impl IntoView {
    use_heading(text::TITLE.to_owned(), None);
    let session = use_session();
    let stored = Memo::new(move |_| session.offers(Capability::ContentList));
    let address = use_address::<ContentParams>(Route::Contents.path());
    provide_context(use_scroll_restoration(Route::Contents.path()));
    view! {
        <div class="contents">
            <Filters address />
            <Show when=move || stored.get()>
                <Stored address />
            </Show>
            <KeptPanel address stores=stored />
        </div>
    }
}

#[component]
fn Filters(address: Address<ContentParams>) -> impl IntoView {
    let first = address.current();
    let channel = RwSignal::new(word_of(&first));
    let words = RwSignal::new(first.words);
    effect(move |before: Option<()>| {
        let words = words.get();
        if before.is_some() {
            address.replace(|params| params.words = words);
        }
    });
    effect(move |before: Option<()>| {
        let word = channel.get();
        if before.is_some() {
            let channel = Some(word).filter(|word| !word.is_empty());
            address.push(|params| params.channel = channel.map(Channel::from));
        }
    });
    effect(move |_| {
        let params = address.params.get();
        let word = word_of(&params);
        if *words.read_untracked() != params.words {
            words.set(params.words);
        }
        if *channel.read_untracked() != word {
            channel.set(word);
        }
    });
    let mut channels = vec![SelectOption::new("", text::ALL_CHANNELS)];
    channels.extend(
        Channel::KNOWN
            .iter()
            .map(|channel| SelectOption::new(channel.as_str(), channel.label())),
    );
    view! {
        <div class="contents-filters" role="search">
            <TextField
                label=text::SEARCH
                kind=InputKind::Search
                value=words
                placeholder=text::SEARCH_HINT
            />
            <Select label=text::CHANNEL value=channel options=Signal::stored(channels) />
        </div>
    }
}

fn word_of(params: &ContentParams) -> String {
    let channel = params.channel.as_ref();
    channel
        .map(|channel| channel.as_str().to_owned())
        .unwrap_or_default()
}

#[component]
fn Stored(address: Address<ContentParams>) -> impl IntoView {
    let session = use_session();
    // Only what rests for a moment is asked for.
    let asked: Signal<ContentParams> = debounced(address.params, SEARCH_AFTER);
    let restoration = use_context::<ScrollRestoration>();
    effect(move |before: Option<()>| {
        address.params.track();
        if let (Some(restoration), Some(())) = (&restoration, before) {
            restoration.reset_pages();
        }
    });
    let query = use_query_with(
        move || {
            let params = asked.get();
            session
                .offers(Capability::ContentList)
                .then(|| content::find(params.words(), params.channel.as_ref(), None))
        },
        Options {
            keep_previous: true,
            ..Options::default()
        },
    );
    let draw = move |page: Signal<Page<Content>>| view! { <StoredPage asked page /> };
    let nothing = |page: Page<Content>| page.items.is_empty();
    view! {
        <section class="panel" data-flush="" aria-label=text::TITLE>
            <div class="panel-body">
            <RemoteView
                remote=query.remote()
                failed=text::LOAD_FAILED
                skeleton=|| view! { <Skeleton count=4 /> }
                is_empty=nothing
                empty=move || view! { <NothingThere address /> }
                on_retry=move |()| query.refetch()
                children=draw
            />
            </div>
        </section>
    }
    .into_any()
}

/// A page of the list, and what follows it.
#[component]
fn StoredPage(asked: Signal<ContentParams>, page: Signal<Page<Content>>) -> impl IntoView {
    let rows = move || {
        let items = page.get().items.into_iter();
        items
            .map(|content| view! { <StoredRow content /> })
            .collect_view()
    };
    let cursor = Memo::new(move |_| page.read().next_cursor.clone());
    view! {
        <ul class="content-rows" role="list">
            {rows}
        </ul>
        {move || cursor.get().map(|cursor| view! { <Rest asked cursor /> })}
    }
    .into_any()
}

/// What follows a page: a button, then the next page.
#[component]
fn Rest(asked: Signal<ContentParams>, cursor: String) -> impl IntoView {
    let session = use_session();
    let restoration = use_context::<ScrollRestoration>();
    let open = RwSignal::new(
        restoration
            .as_ref()
            .is_some_and(ScrollRestoration::take_page),
    );
    let show = move |()| {
        if let Some(restoration) = &restoration {
            restoration.add_page();
        }
        open.set(true);
    };
    let show = Callback::new(show);
    let query = use_query(move || {
        let params = asked.get_untracked();
        let asks = open.get() && session.offers(Capability::ContentList);
        asks.then(|| content::find(params.words(), params.channel.as_ref(), Some(&cursor)))
    });
    view! {
        <Show
            when=move || open.get()
            fallback=move || {
                view! {
                    <div class="contents-more">
                        <Button on_click=show>{text::SHOW_MORE}</Button>
                    </div>
                }
            }
        >
            <RemoteView
                remote=query.remote()
                failed=text::MORE_FAILED
                skeleton=|| view! { <Skeleton count=4 /> }
                on_retry=move |()| query.refetch()
                children=move |page| view! { <StoredPage asked page /> }
            />
        </Show>
    }
    .into_any()
}

/// Nothing at all, or nothing that matches the filters.
#[component]
fn NothingThere(address: Address<ContentParams>) -> impl IntoView {
    move || {
        if address.params.with(ContentParams::is_all) {
            view! {
                <Empty
                    icon=IconName::Content
                    title=text::NONE_YET
                    action=|| {
                        view! {
                            <LinkButton href=Route::Generate.path() tone=ButtonTone::Primary>
                                {text::GENERATE}
                            </LinkButton>
                        }
                    }
                >
                    {text::NONE_YET_HINT}
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty
                    icon=IconName::Search
                    title=text::NO_RESULTS
                    action=move || {
                        view! {
                            <Button on_click=move |()| address.push(|params| *params = ContentParams::default())>
                                {text::CLEAR_FILTERS}
                            </Button>
                        }
                    }
                />
            }
            .into_any()
        }
    }
}

/// What this browser keeps.
#[component]
fn KeptPanel(address: Address<ContentParams>, stores: Memo<bool>) -> impl IntoView {
    let kept = use_kept();
    let heads = kept.heads();
    let keeping = kept.keeping();
    let selected = RwSignal::new(HashSet::<ContentId>::new());
    let found = Memo::new(move |_| {
        address.params.with(|params| {
            heads.with(|heads| {
                let fits = |head: &&KeptHead| {
                    head.holds(&params.words)
                        && params
                            .channel
                            .as_ref()
                            .is_none_or(|channel| head.has(channel))
                };
                heads.iter().filter(fits).cloned().collect::<Vec<_>>()
            })
        })
    });
    // Nothing out of sight is ever deleted.
    effect(move |_| {
        found.with(|found| {
            let gone = |id: &ContentId| !found.iter().any(|head| head.id == *id);
            if selected.with_untracked(|selected| selected.iter().any(gone)) {
                selected.update(|selected| selected.retain(|id| !gone(id)));
            }
        });
    });
    let intro = Signal::derive(move || (!stores.get()).then(|| text::not_stored(MOST_RUNS)));
    let shown = Memo::new(move |_| !stores.get() || !heads.read().is_empty());
    let rows = move || {
        let found = found.get();
        if keeping.get() == Keeping::Reading && found.is_empty() {
            return view! { <Skeleton count=3 /> }.into_any();
        }
        if found.is_empty() {
            return view! { <NothingThere address /> }.into_any();
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
                <Notice state=State::Warn title=text::CANNOT_KEEP>
                    {text::CANNOT_KEEP_HINT}
                </Notice>
            </Show>
            <Panel
                heading=text::STORED_HERE
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
            if download(notices, &file.name, file.kind, &file.text) {
                let what = format_count(runs.len(), text::PUBLICATION, text::PUBLICATIONS);
                notices.good(text::saved(&what));
            }
        });
    };
    view! {
        <Show when=move || count.get() != 0>
            <Button size=ButtonSize::Small icon=Some(IconName::Trash) on_click=delete>
                {move || text::delete_many(count.get())}
            </Button>
        </Show>
        <Show when=move || !found.read().is_empty()>
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                icon=Some(IconName::Download)
                on_click=export
            >
                {text::EXPORT_JSON}
            </Button>
        </Show>
    }
}
