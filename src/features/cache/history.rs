//! What was invalidated, the newest first.

use leptos::prelude::*;
use wire::{cache::Invalidation, capabilities::Capability};

use crate::{
    features::marks::{ServerWords, StampTime},
    state::session::use_session,
    ui::{
        Align, Badge, CardPlace, Column, CopyId, DataTable, Empty, ErrorNotice, HideBelow,
        IconName, Panel, RowHeight, format_duration, format_number,
    },
};

use super::{
    loads::Loads,
    outcome::{Targets, state},
};

/// The history.
#[component]
pub fn History(
    /// What is known.
    loads: Loads,
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
    let rows = Signal::derive(move || (0..entries.read().len()).rev().collect::<Vec<_>>());
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
    let intro = Signal::derive(move || {
        session.is_shipped(Capability::CacheHistory).then(|| {
            "Since the server started. It keeps neither a reason nor a name, and the number of \
             entries is what it says."
                .to_owned()
        })
    });
    let empty = move || {
        let title = if !session.offers(Capability::CacheHistory) {
            Capability::CacheHistory.missing().trim_end_matches('.')
        } else if remote.with(|it| it.data.is_none()) {
            if remote.with(|it| it.fetching) {
                "Asking for the history"
            } else {
                "The history is not known"
            }
        } else {
            "Nothing has been invalidated yet"
        };
        view! { <Empty icon=IconName::History title=title.to_owned() /> }
    };
    view! {
        <Panel heading="History" intro actions flush=true>
            <ErrorNotice
                error=own_error
                title="The history could not be loaded"
                on_retry=move |()| loads.history.refetch()
            />
            {move || {
                let who = !session.is_shipped(Capability::CacheHistory);
                view! {
                    <DataTable
                        label="Invalidation history"
                        noun="invalidations"
                        columns=columns(who)
                        rows
                        key_id=|row: &usize| format!("invalidation {}", row + 1)
                        cell=move |row, column| cell(entry(row), column)
                        row_height=RowHeight::Double
                        busy=Signal::derive(move || loads.history.is_fetching())
                        empty
                    />
                }
            }}
        </Panel>
    }
}

fn columns(who: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("outcome", "Outcome")
            .width("128px")
            .card(CardPlace::Side),
        Column::new("when", "When")
            .width("minmax(150px, 1fr)")
            .card(CardPlace::Lead),
        Column::new("targets", "Caches")
            .width("minmax(180px, 2fr)")
            .card(CardPlace::Body),
    ];
    if who {
        columns.push(
            Column::new("why", "Reason")
                .width("minmax(120px, 1.5fr)")
                .card(CardPlace::Body),
        );
    }
    columns.extend([
        Column::new("entries", "Entries")
            .width("88px")
            .align(Align::End),
        Column::new("took", "Took")
            .width("88px")
            .align(Align::End)
            .hide_below(HideBelow::Medium),
        Column::new("id", "Request")
            .width("152px")
            .hide_below(HideBelow::Wide),
    ]);
    columns
}

fn cell(entry: Memo<Option<Invalidation>>, column: &'static str) -> AnyView {
    (move || entry.with(|entry| Some(shown(entry.as_ref()?, column)))).into_any()
}

fn shown(entry: &Invalidation, column: &'static str) -> AnyView {
    let unsaid = || view! { <span class="cache-none">"–"</span> }.into_any();
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
        "when" => match entry.timestamp.clone() {
            Some(stamp) => view! { <StampTime stamp /> }.into_any(),
            None => unsaid(),
        },
        "targets" => {
            let error = entry.errors.first().cloned();
            view! {
                <div class="cache-row-targets">
                    <Targets answer=entry.clone() />
                    {error.map(|text| view! { <ServerWords text /> })}
                </div>
            }
            .into_any()
        }
        "why" => {
            let words = [entry.reason.clone(), entry.requested_by.clone()];
            let words: Vec<_> = words.into_iter().flatten().collect();
            if words.is_empty() {
                return unsaid();
            }
            words.join(", by ").into_any()
        }
        "entries" => match entry.keys_invalidated {
            Some(count) => format_number(count as f64).into_any(),
            None => unsaid(),
        },
        "took" => match entry.duration_ms {
            Some(millis) => format_duration(millis).into_any(),
            None => unsaid(),
        },
        _ => match entry.request_id.clone() {
            Some(id) => view! { <CopyId text=id /> }.into_any(),
            None => unsaid(),
        },
    }
}
