//! What a channel's result says: fields, posts to be posted by hand, and the rest.

use leptos::prelude::*;

use crate::{
    features::jobs::{
        report::{Report, Written},
        text,
    },
    ui::{CopyText, Description, DescriptionList, Disclosure, PostPreview},
};

/// Longer values are folded.
const FOLD_FROM: usize = 160;

/// The report of one channel.
#[component]
pub fn ReportView(
    /// What it says.
    report: Report,
) -> impl IntoView {
    let Report {
        fields,
        posts,
        note,
        others,
    } = report;
    let has_posts = !posts.is_empty();
    let has_others = !others.is_empty();
    let posts = posts
        .into_iter()
        .map(|written| view! { <Post written /> })
        .collect_view();
    view! {
        {note.map(|note| view! { <p class="job-note" dir="auto">{note}</p> })}
        <ReportFields fields />
        {has_posts.then(|| view! { <div class="job-posts">{posts}</div> })}
        {has_others
            .then(|| {
                view! {
                    <div class="job-others">
                        <p class="job-others-head">{text::detail::DETAILS}</p>
                        <ReportFields fields=others />
                    </div>
                }
            })}
    }
    .into_any()
}

/// Names and values.
#[component]
fn ReportFields(fields: Vec<(String, String)>) -> impl IntoView {
    let items = fields
        .into_iter()
        .map(|(name, value)| {
            let value = if value.chars().count() > FOLD_FROM {
                let start: String = value.chars().take(FOLD_FROM / 2).collect();
                view! { <Disclosure summary=format!("{start}…") text=value /> }.into_any()
            } else {
                value.into_any()
            };
            Description::new(name, value)
        })
        .collect();
    view! { <DescriptionList items /> }
}

#[component]
fn Post(written: Written) -> impl IntoView {
    let limit = written.limit();
    let Written {
        post,
        place,
        fields,
        ..
    } = written;
    let cut = limit.and_then(|limit| post.platform.cut_at(&post.content, limit));
    let length = post.length();
    let line = fields
        .into_iter()
        .map(|(name, value)| text::detail::fact(&name, &value))
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <div class="job-post">
            <PostPreview
                platform=post.platform.label()
                text=post.content.clone()
                limit
                length
                cut
                place
            />
            <div class="job-post-foot">
                <span>{line}</span>
                <CopyText text=post.content words=text::detail::COPY_TEXT />
            </div>
        </div>
    }
}
