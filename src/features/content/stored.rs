//! One piece of content that the server stores, as its reader sees it. Read-only.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Query as Search, Stamp, content::Content};

use crate::{
    features::shared::{PartView, channel_tone, content_state},
    routes::Route,
    state::clock::use_clock,
    ui::{Badge, ChannelMark, CopyId, IconName, LinkButton, Time},
};

/// The content and what is known of it.
#[component]
pub fn StoredItem(
    /// What the server has.
    content: Signal<Content>,
) -> impl IntoView {
    let body = Memo::new(move |_| content.with(|content| content.body.clone()));
    view! {
        <article class="content-item">
            <Facts content />
            {move || view! { <PartView part=body.get() copies=true /> }}
        </article>
    }
}

/// What is known of it besides what it says.
#[component]
fn Facts(content: Signal<Content>) -> impl IntoView {
    let now = use_clock().now();
    let state = Signal::derive(move || content.with(|content| content_state(&content.status)));
    let channel = Signal::derive(move || content.with(|content| channel_tone(&content.channel)));
    let updated = Signal::derive(move || content.with(|content| content.updated_at.epoch_millis()));
    let updated_by = move || {
        content
            .with(|content| content.updated_by.clone())
            .map_or_else(String::new, |name| format!(" by {name}"))
    };
    let actions = move || {
        let (url, job) = content.with(|content| (content.url.clone(), content.job_id.clone()));
        view! {
            {job.map(|job| {
                let again = Route::Generate.with(&Search::new().with("job", job));
                view! { <LinkButton href=again icon=IconName::Edit>"Re-run with edits"</LinkButton> }
            })}
            {url.map(|url| {
                view! { <LinkButton href=url external=true>"View live"</LinkButton> }
            })}
        }
    };
    view! {
        <div class="content-facts">
            <dl>
                <Fact name="Status">
                    <Badge state>
                        {move || content.with(|content| content.status.label().to_owned())}
                    </Badge>
                </Fact>
                <Fact name="Channel">
                    <ChannelMark
                        channel
                        label=Signal::derive(move || content.with(|content| content.channel.label()))
                    />
                </Fact>
                <Fact name="Updated">
                    <Time at=updated now />
                    {move || unzoned(&content.with(|content| content.updated_at.clone()))}
                    {updated_by}
                </Fact>
                <Fact name="Version">
                    {move || content.with(|content| content.version.to_string())}
                </Fact>
                {move || {
                    content.with(|content| content.job_id.clone()).map(|job| {
                        view! {
                            <Fact name="Job">
                                <A href=Route::Job(job.clone()).path()>{job.to_string()}</A>
                            </Fact>
                        }
                    })
                }}
                <Fact name="Id">
                    <CopyId text=content.with_untracked(|content| content.content_id.to_string()) />
                </Fact>
            </dl>
            <div class="content-actions">{actions}</div>
        </div>
    }
}

/// One thing that is known.
#[component]
pub fn Fact(
    /// What it is.
    name: &'static str,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="content-fact">
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A time without a zone, as it came; whoever reads it must know.
fn unzoned(at: &Stamp) -> Option<String> {
    (!at.is_zoned()).then(|| format!("{at} (no time zone)"))
}
