//! What was invalidated, the newest first.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{cache::Invalidation, capabilities::Capability};

use crate::{
    features::{
        cache::text,
        shared::{ServerWords, StampTime, download},
    },
    routes::Route,
    state::{
        address::{Address, UrlState},
        notices::use_notices,
        session::use_session,
    },
    ui::{
        Align, Badge, Button, ButtonSize, ButtonTone, CardPlace, Column, DataTable, Empty,
        ErrorNotice, HideBelow, IconName, Panel, RowHeight, format_count, format_number,
    },
};

use super::{
    csv,
    filters::Filters,
    form::what,
    loads::Loads,
    outcome::{Targets, failures, state, took},
    params::CacheParams,
    record::Record,
};

/// The history.
#[component]
pub fn History(
    /// What is known.
    loads: Loads,
    /// Its parameters.
    search: Address<CacheParams>,
    /// What stands at the end of the heading's line.
    #[prop(into)]
    actions: ViewFn,
) -> impl IntoView {
    let session = use_session();
    let remote = loads.history.remote();
    let entries = Memo::new(move |_| {
        remote.with(|it| {
            it.data
                .as_ref()
                .map(|page| page.items.clone())
                .unwrap_or_default()
        })
    });
    // Counted from the oldest, so that a row stays the same when newer ones come.
    let rows = Memo::new(move |_| {
        let entries = entries.read();
        let numbers = (0..entries.len()).rev();
        search.params.with(|search| {
            numbers
                .zip(entries.iter())
                .filter(|(_, entry)| search.takes(entry))
                .map(|(number, _)| number)
                .collect::<Vec<_>>()
        })
    });
    let targets = Memo::new(move |_| {
        let entries = entries.read();
        let mut found: Vec<_> = entries
            .iter()
            .flat_map(|entry| entry.targets().map(|(target, _)| target))
            .collect();
        found.sort();
        found.dedup();
        found
    });
    let entry = move |row: usize| {
        Memo::new(move |_| {
            let entries = entries.read();
            let at = entries.len().checked_sub(row + 1)?;
            entries.get(at).cloned()
        })
    };
    let own_error = Signal::derive(move || {
        let error = remote.with(|it| it.error.clone());
        error.filter(|_| loads.trouble.with(Option::is_none))
    });
    let total = Memo::new(move |_| {
        let total = remote.with(|it| it.data.as_ref()?.total)?;
        usize::try_from(total).ok()
    });
    let intro = Signal::derive(move || {
        let known = entries.read().len();
        if let Some(total) = total.get().filter(|total| *total > known && known > 0) {
            return Some(text::newest(
                &format_number(known as f64),
                &format_number(total as f64),
            ));
        }
        session
            .is_shipped(Capability::CacheHistory)
            .then(|| text::SINCE_START_ONLY.to_owned())
    });
    let empty = move || {
        let title = if !session.offers(Capability::CacheHistory) {
            Capability::CacheHistory.missing().trim_end_matches('.')
        } else if remote.with(|it| it.data.is_none()) {
            if remote.with(|it| it.fetching) {
                text::HISTORY_LOADING
            } else {
                text::HISTORY_UNAVAILABLE
            }
        } else {
            text::NONE_YET
        };
        if !entries.read().is_empty() {
            return view! {
                <Empty
                    icon=IconName::Search
                    title=text::NO_MATCH
                    action=move || {
                        view! {
                            <Button on_click=move |()| search.push(|params| *params = CacheParams::default())>
                                {text::CLEAR_FILTERS}
                            </Button>
                        }
                    }
                />
            }
            .into_any();
        }
        view! { <Empty icon=IconName::History title=title.to_owned() /> }.into_any()
    };
    view! {
        <Panel
            heading=text::HISTORY
            intro
            flush=true
            actions=move || view! { <Export entries search /> {actions.run()} }
        >
            <Show when=move || !entries.read().is_empty() || !search.params.with(CacheParams::is_all)>
                <Filters search targets />
            </Show>
            <ErrorNotice
                error=own_error
                title=text::HISTORY_FAILED
                passive=true
                on_retry=move |()| loads.history.refetch()
            />
            {move || {
                let who = !session.is_shipped(Capability::CacheHistory);
                view! {
                    <DataTable
                        label=text::HISTORY_LABEL
                        noun=text::INVALIDATIONS
                        columns=columns(who)
                        rows
                        key_id=|row: &usize| text::row_name(row + 1)
                        cell=move |row, column| cell(entry(row), column, search)
                        row_height=RowHeight::Double
                        on_open=move |row| {
                            if let Some(id) = entry(row)
                                .with_untracked(|it| it.as_ref()?.request_id.clone())
                            {
                                search.push(|params| params.open = Some(id));
                            }
                        }
                        busy=Signal::derive(move || {
                            remote.with(|it| it.fetching && it.data.is_none())
                        })
                        empty
                    />
                }
            }}
            <Record entries search />
        </Panel>
    }
}

/// Saves exactly what the filter lets through.
#[component]
fn Export(entries: Memo<Vec<Invalidation>>, search: Address<CacheParams>) -> impl IntoView {
    let notices = use_notices();
    let export = move |()| {
        let (text, count) = entries.with_untracked(|entries| {
            search.params.with_untracked(|search| {
                let matching = || entries.iter().filter(|entry| search.takes(entry));
                (csv::write(matching()), matching().count())
            })
        });
        if download(notices, "cache-history.csv", "text/csv", &text) {
            let what = format_count(count, text::INVALIDATION, text::INVALIDATIONS);
            notices.good(text::saved(&what));
        }
    };
    view! {
        <Show when=move || !entries.read().is_empty()>
            <Button
                tone=ButtonTone::Quiet
                size=ButtonSize::Small
                icon=Some(IconName::Download)
                on_click=export
            >
                {text::EXPORT}
            </Button>
        </Show>
    }
}

/// A server that says who and why needs the room for it; its counts stand beside the caches.
fn columns(who: bool) -> Vec<Column> {
    let figure = if who {
        CardPlace::Nowhere
    } else {
        CardPlace::Foot
    };
    let mut columns = vec![
        Column::new("outcome", text::OUTCOME)
            .width("7.75rem")
            .card(CardPlace::Side),
        Column::new("when", text::TIME)
            .width("minmax(12.25rem, 1fr)")
            .card(CardPlace::Lead),
        Column::new("targets", text::CACHES)
            .width("minmax(13.75rem, 2fr)")
            .card(CardPlace::Body),
    ];
    if who {
        columns.push(
            Column::new("what", text::SCOPE)
                .width("minmax(6.5rem, 1fr)")
                .card(CardPlace::Nowhere)
                .hide_below(HideBelow::Medium),
        );
        columns.push(Column::new("why", text::USER_AND_REASON).width("minmax(8.75rem, 1.5fr)"));
    }
    columns.extend([
        Column::new("entries", text::ENTRIES)
            .width("5rem")
            .align(Align::End)
            .card(figure),
        Column::new("took", text::DURATION)
            .width("5.75rem")
            .align(Align::End)
            .card(figure)
            .hide_below(HideBelow::Medium),
    ]);
    columns
}

fn cell(
    entry: Memo<Option<Invalidation>>,
    column: &'static str,
    search: Address<CacheParams>,
) -> AnyView {
    (move || entry.with(|entry| Some(shown(entry.as_ref()?, column, search)))).into_any()
}

fn shown(entry: &Invalidation, column: &'static str, search: Address<CacheParams>) -> AnyView {
    let unsaid = || view! { <span class="cache-none">{text::UNKNOWN_FIGURE}</span> }.into_any();
    match column {
        "outcome" => {
            let outcome = entry.outcome();
            view! {
                <Badge state=Signal::stored(state(&outcome)) bare=true>
                    {outcome.label().to_owned()}
                </Badge>
            }
            .into_any()
        }
        "when" => {
            let time = match entry.timestamp.clone() {
                Some(stamp) => view! { <StampTime stamp /> }.into_any(),
                None => text::UNKNOWN.into_any(),
            };
            let Some(id) = entry.request_id.clone() else {
                return time;
            };
            let href = move || {
                let open = Some(id.clone());
                let params = search.params.with(|search| CacheParams {
                    open,
                    ..search.clone()
                });
                Route::Cache.with(&params.query())
            };
            view! { <A href=href scroll=false>{time}</A> }.into_any()
        }
        "what" => match entry.request.as_ref().map(what) {
            Some(words) if !words.is_empty() => words.into_any(),
            _ => unsaid(),
        },
        "targets" => {
            let error = failures(entry).into_iter().next();
            view! {
                <div class="cache-row-targets">
                    <Targets answer=entry.clone() />
                    {error.map(|text| view! { <ServerWords text /> })}
                </div>
            }
            .into_any()
        }
        "why" => {
            let (who, why) = (entry.requested_by.clone(), entry.reason.clone());
            if who.is_none() && why.is_none() {
                return unsaid();
            }
            view! {
                <div class="cache-who">
                    {who.map(|who| view! { <span>{who}</span> })}
                    {why.map(|why| view! { <span class="cache-why" title=why.clone()>{why.clone()}</span> })}
                </div>
            }
            .into_any()
        }
        "entries" => match entry.keys_invalidated {
            Some(count) => format_number(count as f64).into_any(),
            None => unsaid(),
        },
        _ => match entry.duration_ms {
            Some(millis) => took(millis).into_any(),
            None => unsaid(),
        },
    }
}
