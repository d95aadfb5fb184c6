//! The channels of a job: how far each is, what it says, what came of it.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    channel::Channel,
    jobs::{ChannelResult, Job, Verdict},
};

use super::{report::ReportView, track::Track, writing::Listener};
use crate::{
    features::{
        jobs::{report::report, text, transcript::Transcript, words::lane_of},
        shared::{ServerWords, channel_tone},
    },
    routes::Route,
    state::session::use_session,
    ui::{ButtonSize, ForEach, Lane, LaneState, LinkButton, LongText, Panel},
};

/// One lane per channel, with what belongs to it below.
#[component]
pub fn Channels(track: Track, job: Signal<Job>) -> impl IntoView {
    let lanes = Memo::new(move |_| job.read().lanes());
    let active = Memo::new(move |_| job.read().status.is_active());
    let id = job.read_untracked().job_id.clone();
    view! {
        <Panel heading=text::detail::CHANNELS>
            <Show when=move || active.get()>
                <Listener track id=id.clone() />
            </Show>
            <div class="job-channels">
                <ForEach
                    each=move || lanes.get()
                    key=Clone::clone
                    children=move |channel| view! { <OneChannel track job channel /> }
                />
            </div>
            <Show when=move || lanes.read().is_empty()>
                <p class="job-none">
                    {move || {
                        if active.get() {
                            text::detail::CHANNELS_LATER
                        } else {
                            text::detail::NO_CHANNELS
                        }
                    }}
                </p>
            </Show>
        </Panel>
    }
}

#[component]
fn OneChannel(track: Track, job: Signal<Job>, channel: Channel) -> impl IntoView {
    let own = StoredValue::new(channel.clone());
    let tone = channel_tone(&channel);
    let label = channel.label();
    let lane = Memo::new(move |_| own.with_value(|channel| lane_of(&job.read(), channel)));
    let running = Memo::new(move |_| lane.read().state == LaneState::Running);
    let result = Memo::new(move |_| own.with_value(|channel| job.read().result(channel).cloned()));
    let text = Memo::new(move |_| {
        let texts = track.texts.read();
        own.with_value(|channel| texts.get(channel).map(Transcript::text).map(str::to_owned))
            .filter(|text| !text.is_empty())
    });
    let written = Memo::new(move |_| running.get() && text.read().is_some());
    // What is written and left for people to post has not been published by anybody.
    let unposted = Memo::new(move |_| {
        result.with(|result| result.as_ref().map(ChannelResult::verdict) == Some(Verdict::Written))
    });
    let stations = move || match unposted.get() {
        true => vec![
            text::detail::QUEUED,
            text::detail::WRITING,
            text::detail::WRITTEN,
        ],
        false => vec![
            text::detail::QUEUED,
            text::detail::WRITING,
            text::detail::PUBLISHED,
        ],
    };
    let lane_label = label.clone();
    let name = label.clone();
    let outcome_label = label.clone();
    view! {
        <section class="job-channel" aria-label=label.clone()>
            {move || {
                view! {
                    <Lane
                        channel=tone
                        label=lane_label.clone()
                        state=Signal::derive(move || lane.read().state)
                        progress=Signal::derive(move || lane.read().progress)
                        words=Signal::derive(move || lane.read().words.clone())
                        stations=stations()
                    />
                }
            }}
            <Show when=move || written.get()>
                <div
                    class="job-text"
                    role="group"
                    aria-label=text::detail::live_text(&name)
                    tabindex="0"
                >
                    <p><LongText text=Signal::derive(move || text.get().unwrap_or_default()) /></p>
                </div>
            </Show>
            {move || {
                result
                    .get()
                    .map(|result| {
                        let of = own.get_value();
                        view! { <Outcome result of channel=outcome_label.clone() /> }
                    })
            }}
        </section>
    }
    .into_any()
}

/// What came of a channel: what went wrong, and where to see it.
#[component]
fn Outcome(result: ChannelResult, of: Channel, channel: String) -> impl IntoView {
    let session = use_session();
    // Where nothing is stored, a link to the content would lead to nothing.
    let opens = untrack(|| session.offers(Capability::ContentGet));
    let told = report(&of, &result, opens);
    let bad = result.verdict().is_bad();
    let error = result.error.filter(|error| !error.is_empty());
    let unexplained = bad && error.is_none();
    let word = channel.to_lowercase();
    let open = result.content_id.filter(|_| opens).map(|id| {
        view! {
            <LinkButton href=Route::Content(id).path() size=ButtonSize::Small>
                {text::detail::open_content(&word)}
            </LinkButton>
        }
    });
    let url = result.url.map(|url| {
        // Only a web address is a link; anything else would be the server's script.
        if url.starts_with("https://") || url.starts_with("http://") {
            view! {
                <LinkButton
                    href=url.clone()
                    size=ButtonSize::Small
                    external=true
                    label=Some(text::detail::view_live(&channel))
                >
                    {text::detail::VIEW}
                </LinkButton>
            }
            .into_any()
        } else {
            view! { <code>{url}</code> }.into_any()
        }
    });
    let has_links = open.is_some() || url.is_some();
    view! {
        {error.map(|text| view! { <ServerWords text /> })}
        {unexplained.then(|| view! { <p class="server-words">{text::detail::NO_REASON}</p> })}
        <ReportView report=told />
        {has_links.then(|| view! { <div class="job-links">{open} {url}</div> })}
    }
}
