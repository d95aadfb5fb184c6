//! What the backend knows of the platforms that posts go to.

use leptos::prelude::*;
use wire::shipped::templates::{self, Catalogue, PlatformFacts};

use crate::{
    state::query::use_query,
    ui::{Panel, RemoteView, Skeleton, SkeletonShape, format_number},
};

/// The platforms, as the backend describes them.
#[component]
pub fn Platforms() -> impl IntoView {
    let query = use_query(|| Some(templates::list()));
    let rows = move |catalogue: Signal<Catalogue>| {
        move || {
            let platforms = catalogue.with(|catalogue| catalogue.platforms.clone());
            platforms
                .into_iter()
                .map(|facts| view! { <Row facts /> })
                .collect_view()
        }
    };
    view! {
        <Panel heading="Social platforms" flush=true>
            <RemoteView
                remote=query.remote()
                failed="The platforms could not be loaded"
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Rows count=4 /> }
                on_retry=move |()| query.refetch()
                let:catalogue
            >
                <ul class="platform-rows" role="list">
                    {rows(catalogue)}
                </ul>
            </RemoteView>
        </Panel>
    }
}

#[component]
fn Row(facts: PlatformFacts) -> impl IntoView {
    let limit = facts.character_limit.map_or_else(
        || "limit not reported".to_owned(),
        |limit| format!("up to {} characters", format_number(f64::from(limit))),
    );
    let words = |words: &[String]| {
        words
            .iter()
            .map(|word| word.replace('_', " "))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let kinds = Some(words(&facts.content_types)).filter(|text| !text.is_empty());
    let features = Some(words(&facts.features)).filter(|text| !text.is_empty());
    view! {
        <li class="platform-row">
            <strong>{facts.name}</strong>
            <span class="platform-limit">{limit}</span>
            <span class="platform-words">
                {features} {kinds.map(|kinds| format!("Kinds of post: {kinds}"))
                    .map(|text| view! { <span class="platform-kinds">{text}</span> })}
            </span>
        </li>
    }
}
