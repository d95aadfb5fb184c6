//! What happened to a job, and when.

use leptos::prelude::*;
use wire::jobs::Job;

use crate::{
    features::{
        jobs::{
            text,
            timeline::{Moment, moments},
        },
        shared::StampTime,
    },
    ui::{ChannelMarker, Panel, StateMark, format_duration},
};

/// The timeline.
#[component]
pub fn History(job: Signal<Job>) -> impl IntoView {
    let moments = Memo::new(move |_| moments(&job.read()));
    view! {
        <Panel heading=text::detail::TIMELINE>
            <ol class="job-timeline" role="list">
                {move || {
                    moments
                        .get()
                        .into_iter()
                        .map(|moment| view! { <OneMoment moment /> })
                        .collect_view()
                }}
            </ol>
        </Panel>
    }
}

#[component]
fn OneMoment(moment: Moment) -> impl IntoView {
    let Moment {
        at,
        what,
        state,
        channel,
        took,
    } = moment;
    let mark = match channel {
        Some(channel) => view! { <ChannelMarker channel /> }.into_any(),
        None => view! { <StateMark state /> }.into_any(),
    };
    view! {
        <li data-state=state.as_str()>
            <span class="job-timeline-mark">{mark}</span>
            <span class="job-timeline-what">{what}</span>
            <span class="job-timeline-took">
                {took.map(|took| format_duration(took as f64))}
            </span>
            <span class="job-timeline-at">
                <StampTime stamp=at />
            </span>
        </li>
    }
}
