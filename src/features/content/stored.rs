//! One piece of content that the server stores, as its reader sees it. Read-only.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Query as Search, Stamp, content::Content};

use crate::{
    features::{
        content::text,
        shared::{PartView, channel_tone, content_state},
    },
    routes::Route,
    state::clock::use_clock,
    ui::{
        Badge, ChannelMark, CopyId, Description, DescriptionLayout, DescriptionList, IconName,
        LinkButton, Time,
    },
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
            .map_or_else(String::new, |name| text::by(&name))
    };
    let actions = move || {
        let (url, job) = content.with(|content| (content.url.clone(), content.job_id.clone()));
        view! {
            {job.map(|job| {
                let again = Route::Generate.with(&Search::new().with("job", job));
                view! { <LinkButton href=again icon=IconName::Edit>{text::RERUN}</LinkButton> }
            })}
            {url.map(|url| {
                view! { <LinkButton href=url external=true>{text::VIEW_LIVE}</LinkButton> }
            })}
        }
    };
    let job = Memo::new(move |_| content.with(|content| content.job_id.clone()));
    let status = move || content.with(|content| content.status.label().to_owned());
    let channel_label = Signal::derive(move || content.with(|content| content.channel.label()));
    let version = move || content.with(|content| content.version.to_string());
    let zone = move || unzoned(&content.with(|content| content.updated_at.clone()));
    let id = content.with_untracked(|content| content.content_id.to_string());
    let facts = move || {
        let mut items = vec![
            Description::new(text::STATUS, view! { <Badge state>{status}</Badge> }),
            Description::new(
                text::CHANNEL,
                view! { <ChannelMark channel label=channel_label /> },
            ),
            Description::new(
                text::UPDATED,
                view! { <span><Time at=updated now /> {zone} {updated_by}</span> },
            ),
            Description::new(text::VERSION, version),
        ];
        items.extend(job.get().map(|job| {
            let href = Route::Job(job.clone()).path();
            Description::new(text::JOB, view! { <A href>{job.to_string()}</A> })
        }));
        items.push(Description::new(
            text::ID,
            view! { <CopyId text=id.clone() /> },
        ));
        view! { <DescriptionList items layout=DescriptionLayout::Columns /> }
    };
    view! {
        <div class="content-facts">
            {facts}
            <div class="content-actions">{actions}</div>
        </div>
    }
}

/// A time without a zone, as it came; whoever reads it must know.
fn unzoned(at: &Stamp) -> Option<String> {
    (!at.is_zoned()).then(|| text::no_zone(at))
}
