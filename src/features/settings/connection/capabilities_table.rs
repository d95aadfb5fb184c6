//! The table of capabilities.

use std::sync::Arc;

use leptos::prelude::*;
use wire::{
    Access,
    capabilities::{Capabilities, Capability},
};

use super::{
    super::text,
    capability_filter::{CapabilityFilter, capabilities_by_subject},
    words::{answer_words, key_words, route_words},
};
use crate::{
    features::shared::key_name,
    state::{clock::use_clock, session::use_session},
    ui::{Badge, State, StateMark, Time},
};

/// The heads of the columns.
const HEADS: [&str; 5] = [
    text::connection::capabilities::CAPABILITY,
    text::connection::capabilities::AVAILABLE,
    text::connection::capabilities::ROUTE,
    text::connection::capabilities::KEY,
    text::connection::capabilities::LAST_ANSWER,
];

/// The capabilities, by subject. It is a real table laid out in another way on
/// phones, so every role is spelled out: a changed `display` would lose them.
#[component]
pub fn CapabilitiesTable(
    capabilities: Arc<Capabilities>,
    filter: CapabilityFilter,
) -> impl IntoView {
    let groups = capabilities_by_subject(&capabilities, filter)
        .into_iter()
        .map(|(subject, group)| {
            let rows = group
                .into_iter()
                .map(|capability| {
                    view! { <CapabilityRow capability capabilities=capabilities.clone() /> }
                })
                .collect_view();
            view! {
                <tbody role="rowgroup">
                    <tr role="row" class="capability-subject">
                        <th role="rowheader" scope="rowgroup" colspan=HEADS.len().to_string()>
                            {subject}
                        </th>
                    </tr>
                    {rows}
                </tbody>
            }
        })
        .collect_view();
    view! {
        <table class="capability-table" role="table" aria-label=text::connection::CAPABILITIES>
            <thead role="rowgroup">
                <tr role="row">
                    {HEADS
                        .map(|head| {
                            view! {
                                <th role="columnheader" scope="col">
                                    {head}
                                </th>
                            }
                        })
                        .collect_view()}
                </tr>
            </thead>
            {groups}
        </table>
    }
    .into_any()
}

#[component]
fn CapabilityRow(capability: Capability, capabilities: Arc<Capabilities>) -> impl IntoView {
    let offer = capabilities.offer(capability).copied();
    let access = capabilities.access(capability);
    let offered = match offer {
        Some(_) => view! {
            <Badge state=State::Good bare=true>
                {text::connection::capabilities::AVAILABLE}
            </Badge>
        }
        .into_any(),
        None => view! {
            <Badge state=State::Off bare=true>
                {text::connection::capabilities::NOT_AVAILABLE}
            </Badge>
            <span class="capability-reason">{capability.missing()}</span>
        }
        .into_any(),
    };
    let key = offer.map(|offer| {
        view! {
            <span>{key_words(capability, &offer, access)}</span>
            <MissingKey capability access />
        }
    });
    let is_offered = offer.is_some();
    view! {
        <tr role="row" data-offered=is_offered.then_some("")>
            <th role="rowheader" scope="row">
                <span class="capability-name">{capabilities.label(capability)}</span>
                <code class="capability-word">{capability.as_str()}</code>
            </th>
            <td role="cell">{offered}</td>
            <td role="cell" data-label=text::connection::capabilities::ROUTE>
                {offer.map(|offer| view! { <code>{route_words(capability, &offer)}</code> })}
            </td>
            <td role="cell" data-label=text::connection::capabilities::KEY>
                {key}
            </td>
            <td role="cell" data-label=text::connection::capabilities::LAST_ANSWER>
                {is_offered.then(|| view! { <LastResponse capability /> })}
            </td>
        </tr>
    }
    .into_any()
}

/// Says that the key for it is not there.
#[component]
fn MissingKey(capability: Capability, access: Option<Access>) -> impl IntoView {
    let session = use_session();
    let name = access.map(key_name);
    let is_missing = Memo::new(move |_| !session.has_key_for(capability));
    move || {
        let name = name.filter(|_| is_missing.get())?;
        Some(view! {
            <span class="capability-missing">
                <StateMark state=State::Warn />
                {text::connection::capabilities::key_missing(name)}
            </span>
        })
    }
}

/// How the last request for it ended.
#[component]
fn LastResponse(capability: Capability) -> impl IntoView {
    let session = use_session();
    let now = use_clock().now();
    let last = Memo::new(move |_| {
        session
            .last_answers()
            .with(|answers| answers.get(&capability).cloned())
    });
    move || match last.get() {
        None => view! { <span class="capability-never">{text::connection::NO_REQUESTS}</span> }
            .into_any(),
        Some(answer) => {
            let (state, words) = answer_words(&answer);
            view! {
                <span class="capability-last">
                    <StateMark state />
                    <span>{words}</span>
                </span>
                <Time at=Some(answer.at) now />
            }
            .into_any()
        }
    }
}
