//! One piece of content, as its reader sees it. Read-only.

use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use wire::{
    ApiError, Query as Search, Stamp,
    content::{self, Content, ContentId},
};

use crate::{
    features::marks::{PartView, channel_tone, content_state},
    routes::Route,
    state::{clock::use_clock, heading::use_heading, query::use_query},
    ui::{
        Badge, ChannelMark, CopyId, Empty, IconName, LinkButton, RemoteView, Skeleton,
        SkeletonShape, Time,
    },
};

/// `/content/:id`.
#[component]
pub fn ContentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let query = use_query(move || Some(content::get(&ContentId::from(id.get()))));
    let title = Signal::derive(move || {
        query.remote().with(|remote| match &remote.data {
            Some(content) => content.title.clone(),
            None => "Content".to_owned(),
        })
    });
    use_heading(title, Some((Route::Jobs.path(), "Jobs".to_owned())));
    let missing = move || {
        query.remote().with(|remote| {
            remote.data.is_none() && remote.error.as_ref().is_some_and(ApiError::is_not_found)
        })
    };
    view! {
        <Show when=move || !missing() fallback=Missing>
            <RemoteView
                remote=query.remote()
                failed="The content could not be loaded"
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=2 /> }
                on_retry=move |()| query.refetch()
                let:content
            >
                <Item content />
            </RemoteView>
        </Show>
    }
}

/// `/content`.
#[component]
pub fn ContentsPage() -> impl IntoView {
    use_heading("Content".to_owned(), None);
}

#[component]
fn Item(content: Signal<Content>) -> impl IntoView {
    let body = Memo::new(move |_| content.with(|content| content.body.clone()));
    view! {
        <article class="content-item">
            <Facts content />
            {move || view! { <PartView part=body.get() /> }}
        </article>
    }
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <Empty
            icon=IconName::Content
            title="This content is not on the server"
            action=|| view! { <LinkButton href=Route::Jobs.path()>"Go to the jobs"</LinkButton> }
        >
            "It may have been deleted, or the address is wrong."
        </Empty>
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
                view! { <LinkButton href=url external=true>"See it published"</LinkButton> }
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

#[component]
fn Fact(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="content-fact">
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A time without a zone, as it came; whoever reads it must know.
fn unzoned(at: &Stamp) -> Option<String> {
    (!at.is_zoned()).then(|| format!("{at} (zone unknown)"))
}
