//! The rows of the list: stored ones, and kept ones, which can be chosen.

use std::collections::HashSet;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    channel::Channel,
    content::{Content, ContentId},
};

use super::kept::verdict_state;
use crate::{
    features::{
        content::text,
        shared::{JobBadge, StampTime, channel_tone, content_state},
    },
    routes::Route,
    state::{clock::use_clock, local_history::KeptHead},
    ui::{Badge, ChannelMark, Checkbox, RowLink, State, StateMark, Time},
};

/// A publication that this browser keeps.
#[component]
pub fn KeptRow(
    /// What the list knows of it.
    head: KeptHead,
    /// The chosen ones.
    selected: RwSignal<HashSet<ContentId>>,
) -> impl IntoView {
    let now = use_clock().now();
    let id = StoredValue::new(head.id.clone());
    let shown = Signal::derive(move || id.with_value(|id| selected.read().contains(id)));
    let set = Callback::new(move |on: bool| {
        let id = id.get_value();
        selected.update(|selected| {
            if on {
                selected.insert(id);
            } else {
                selected.remove(&id);
            }
        });
    });
    let channels = head
        .results
        .iter()
        .map(|(name, result)| {
            let channel = Channel::from(name.as_str());
            let state = verdict_state(result.verdict());
            view! {
                <span class="content-row-channel">
                    <ChannelMark channel=channel_tone(&channel) label=channel.label() bare=true />
                    <StateMark state />
                    <span>{result.label()}</span>
                </span>
            }
        })
        .collect_view();
    view! {
        <li class="content-row has-row-link">
            <Checkbox
                label=text::select(&head.title)
                label_hidden=true
                checked=(shown, set)
            />
            <div class="content-row-text">
                <RowLink href=Route::Content(head.id.clone()).path()>{head.title.clone()}</RowLink>
                <div class="content-row-facts">{channels}</div>
            </div>
            <div class="content-row-side">
                <JobBadge status=head.outcome />
                <Badge state=State::Off>{text::IN_BROWSER}</Badge>
                <Time at=Some(head.at) now />
            </div>
        </li>
    }
}

/// Content that the server stores.
#[component]
pub fn StoredRow(
    /// The content.
    content: Content,
) -> impl IntoView {
    let state = content_state(&content.status);
    view! {
        <li class="content-row has-row-link">
            <div class="content-row-text">
                <RowLink href=Route::Content(content.content_id.clone()).path()>
                    {content.title.clone()}
                </RowLink>
                <div class="content-row-facts">
                    <ChannelMark
                        channel=channel_tone(&content.channel)
                        label=content.channel.label()
                        bare=true
                    />
                    {content
                        .job_id
                        .clone()
                        .map(|job| {
                            let label = text::job(&job);
                            view! { <A href=Route::Job(job).path()>{label}</A> }
                        })}
                </div>
            </div>
            <div class="content-row-side">
                <Badge state>{content.status.label().to_owned()}</Badge>
                <StampTime stamp=content.updated_at />
            </div>
        </li>
    }
}
