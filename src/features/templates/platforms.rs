//! The social platforms that the backend knows.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    shipped::templates::{self as shipped, PlatformFacts},
};

use crate::{
    state::{query::use_query, session::use_session},
    ui::{ChannelMark, ChannelTone, Panel, RemoteView, Skeleton, SkeletonShape, format_number},
};

use super::{card::Features, text};

/// The platforms; only the shipped backend lists them with its templates.
#[component]
pub fn Platforms() -> impl IntoView {
    let session = use_session();
    let listed = Memo::new(move |_| session.is_shipped(Capability::TemplatesList));
    let query = use_query(move || listed.get().then(shipped::list));
    let nothing = |it: shipped::Catalogue| it.platforms.is_empty();
    view! {
        <Show when=move || listed.get()>
            <Panel heading=text::platforms::TITLE intro=Some(text::platforms::INTRO.to_owned())>
                <RemoteView
                    remote=query.remote()
                    failed=text::platforms::LOAD_FAILED
                    skeleton=|| view! { <Skeleton shape=SkeletonShape::Rows count=4 /> }
                    is_empty=nothing
                    empty=|| view! { <p class="template-meta">{text::platforms::EMPTY}</p> }
                    on_retry=move |()| query.refetch()
                    let:catalogue
                >
                    <ul class="platforms" aria-label=text::platforms::TITLE role="list">
                        {move || {
                            catalogue.with(|it| it.platforms.iter().map(platform).collect_view())
                        }}
                    </ul>
                </RemoteView>
            </Panel>
        </Show>
    }
}

fn platform(facts: &PlatformFacts) -> AnyView {
    let limit = match facts.character_limit {
        Some(limit) => text::platforms::limit(&format_number(f64::from(limit))),
        None => text::platforms::NO_LIMIT.to_owned(),
    };
    let kinds: Vec<_> = facts
        .content_types
        .iter()
        .map(|kind| kind.replace('_', " "))
        .collect();
    view! {
        <li class="platform">
            <div class="template-head">
                <ChannelMark channel=ChannelTone::Social label=facts.name.clone() />
                <span class="template-meta">{limit}</span>
            </div>
            <Features features=facts.features.clone() />
            {(!kinds.is_empty())
                .then(|| {
                    view! {
                        <p class="template-meta">
                            {text::platforms::TYPES_BEFORE} {kinds.join(", ")}
                        </p>
                    }
                })}
        </li>
    }
    .into_any()
}
