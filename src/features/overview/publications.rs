//! What this browser knows of publications that the server does not store: under way, in need of
//! attention, ended. They stand in the same panels as the jobs.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    capabilities::Capability,
    channel::Channel,
    jobs::{JobStatus, Verdict},
};

use crate::{
    features::{
        overview::text,
        shared::{JobBadge, channel_tone},
    },
    routes::Route,
    state::{
        clock::use_clock,
        local_history::{KeptHead, use_kept},
        publishing::{Publication, PublishStatus, use_publishing},
        session::{Session, use_session},
    },
    ui::{Badge, ButtonTone, ChannelMark, LinkButton, Panel, State, Time},
};

/// More would be the page of the content.
const MOST: usize = 5;

/// One publication, as a panel shows it.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicationLine {
    /// The server is at it.
    UnderWay(Publication),
    /// Whether it was published is not known.
    Unknown(Publication),
    /// It has ended.
    Ended(KeptHead),
}

/// The publications of this browser on this server.
#[derive(Clone, Copy)]
pub struct Publications {
    session: Session,
    status: Signal<PublishStatus>,
    heads: Memo<Vec<KeptHead>>,
}

/// The publications of this browser on the server that the session is connected to.
pub fn use_publications() -> Publications {
    let session = use_session();
    let kept = use_kept();
    let heads = Memo::new(move |_| {
        // Where the server stores what it makes, its jobs tell all of it.
        if !session.is_shipped(Capability::ContentGenerate) {
            return Vec::new();
        }
        let base = session.base().get();
        let heads = kept.heads();
        heads.with(|heads| {
            let here = heads.iter().filter(|head| head.backend == base);
            here.cloned().collect()
        })
    });
    Publications {
        session,
        status: use_publishing().status(),
        heads,
    }
}

impl Publications {
    /// Whether anything was published from here.
    pub fn is_any(self) -> bool {
        self.heads.with(|heads| !heads.is_empty())
    }

    /// What the server is publishing.
    pub fn running(self) -> Vec<PublicationLine> {
        self.status.with(|status| {
            let running = status.under_way().cloned();
            running.map(PublicationLine::UnderWay).into_iter().collect()
        })
    }

    /// What has failed and was not published again since, or may have failed.
    pub fn attention(self) -> Vec<PublicationLine> {
        let unknown = self.status.with(|status| status.unknown().cloned());
        let failed = self.heads.with(|heads| needing_attention(heads));
        let failed = failed.into_iter().map(PublicationLine::Ended);
        let unknown = unknown.map(PublicationLine::Unknown).into_iter();
        unknown.chain(failed).take(MOST).collect()
    }

    /// What ended without a failure.
    pub fn finished(self) -> Vec<PublicationLine> {
        self.heads.with(|heads| {
            let well = heads.iter().filter(|head| !head.has_failed());
            well.take(MOST)
                .cloned()
                .map(PublicationLine::Ended)
                .collect()
        })
    }
}

/// Those with a failed channel that were not published again since; newest first, as they come.
fn needing_attention(heads: &[KeptHead]) -> Vec<KeptHead> {
    let superseded = |head: &KeptHead| heads.iter().any(|later| head.is_superseded_by(later));
    let open = heads
        .iter()
        .filter(|head| head.has_failed() && !superseded(head));
    open.cloned().collect()
}

/// Publications, one a line.
#[component]
pub fn PublicationLines(
    /// What there is.
    lines: Memo<Vec<PublicationLine>>,
) -> impl IntoView {
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let lines = lines
                .into_iter()
                .map(|line| view! { <Line line /> })
                .collect_view();
            view! {
                <ul class="job-lines" role="list" aria-label=text::PUBLICATIONS>
                    {lines}
                </ul>
            }
        })
    }
}

/// The publications, where the jobs cannot be asked for without a key.
#[component]
pub fn PublicationsAlone() -> impl IntoView {
    let publications = use_publications();
    let session = publications.session;
    let lines = Memo::new(move |_| {
        let all = [
            publications.running(),
            publications.attention(),
            publications.finished(),
        ];
        all.into_iter().flatten().take(MOST).collect::<Vec<_>>()
    });
    let shown =
        Memo::new(move |_| !session.has_key_for(Capability::JobsList) && !lines.read().is_empty());
    let all = || {
        view! {
            <LinkButton href=Route::Contents.path() tone=ButtonTone::Quiet>
                {text::VIEW_ALL_CONTENT}
            </LinkButton>
        }
    };
    view! {
        <Show when=move || shown.get()>
            <Panel heading=text::PUBLICATIONS actions=all flush=true>
                <PublicationLines lines />
            </Panel>
        </Show>
    }
}

#[component]
fn Line(line: PublicationLine) -> impl IntoView {
    let now = use_clock().now();
    let marks = |channels: &[Channel]| {
        let mark = |channel: &Channel| {
            view! { <ChannelMark channel=channel_tone(channel) label=channel.label() bare=true /> }
        };
        channels.iter().map(mark).collect_view()
    };
    let (badge, route, title, error, channels, at) = match line {
        PublicationLine::UnderWay(publication) => (
            view! { <JobBadge status=JobStatus::InProgress bare=true /> }.into_any(),
            Route::Generate,
            text::PUBLISHING.to_owned(),
            None,
            marks(&publication.channels),
            publication.at,
        ),
        PublicationLine::Unknown(publication) => (
            view! {
                <Badge state=State::Warn bare=true>
                    {text::UNKNOWN}
                </Badge>
            }
            .into_any(),
            Route::Generate,
            text::NOT_CONFIRMED.to_owned(),
            Some(text::NOT_CONFIRMED_HINT.to_owned()),
            marks(&publication.channels),
            publication.at,
        ),
        PublicationLine::Ended(head) => {
            let channels: Vec<_> = head
                .results
                .keys()
                .map(|name| Channel::from(name.as_str()))
                .collect();
            let status = head.outcome.clone();
            (
                view! { <JobBadge status bare=true /> }.into_any(),
                Route::Content(head.id.clone()),
                head.title.clone(),
                failure(&head),
                marks(&channels),
                head.at,
            )
        }
    };
    view! {
        <li class="job-line">
            <span class="job-line-state">{badge}</span>
            <span class="job-line-subject">
                <A href=route.path()>
                    <span dir="auto">{title}</span>
                </A>
                {error.map(|error| view! { <span class="job-line-error">{error}</span> })}
            </span>
            <span class="job-line-channels">{channels}</span>
            <span class="job-line-time">
                <Time at=Some(at) now />
            </span>
        </li>
    }
    .into_any()
}

/// Why it failed: the channels, and the first reason.
fn failure(head: &KeptHead) -> Option<String> {
    let bad = head
        .results
        .iter()
        .filter(|(_, result)| result.verdict() == Verdict::Bad);
    let labels: Vec<_> = bad
        .clone()
        .map(|(name, _)| Channel::from(name.as_str()).label())
        .collect();
    let reason = bad
        .filter_map(|(_, result)| result.error.clone())
        .find(|error| !wire::shipped::leak::is_environment_dump(error));
    (!labels.is_empty()).then(|| {
        let labels = labels.join(", ");
        match reason {
            Some(reason) => text::failed_why(&labels, &reason),
            None => text::failed(&labels),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(at: f64, channels: &str, outcome: &str) -> KeptHead {
        let result = match outcome {
            "completed" => serde_json::json!({"status": "success"}),
            _ => serde_json::json!({"status": "failed", "error": "no mail"}),
        };
        let head = serde_json::json!({
            "id": format!("c-{at}"), "at": at, "backend": "b", "title": "t", "outcome": outcome,
            "results": {"email": result}, "recipe": [["channels", channels]], "words": "",
        });
        serde_json::from_value(head).unwrap()
    }

    #[test]
    fn a_failed_publication_needs_attention_until_it_is_published_again() {
        let first = head(1.0, "email", "failed");
        assert_eq!(needing_attention(std::slice::from_ref(&first)).len(), 1);
        assert_eq!(failure(&first).as_deref(), Some("Email: no mail"));
        let again = head(2.0, "email", "completed");
        assert!(needing_attention(&[again, first.clone()]).is_empty());
        let other = head(2.0, "web", "completed");
        assert_eq!(needing_attention(&[other, first.clone()]), [first]);
    }
}
