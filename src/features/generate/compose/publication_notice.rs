//! What the page says of a publication: the one under way, and the last one of the same form.

use leptos::prelude::*;
use wire::{channel::Channel, jobs::JobStatus};

use super::{
    super::{
        recipe::{address, generation_mode::GenerationMode},
        text,
    },
    compose_state::ComposeState,
};
use crate::{
    features::shared::job_state,
    routes::Route,
    state::{
        clock::use_clock,
        local_history::{KeptHead, use_kept},
        publishing::{PublishStatus, outcome_title},
        session::use_session,
    },
    ui::{ButtonSize, LinkButton, Notice, State, format_absolute, format_ago},
};

/// What this browser knows of earlier publications that matters to the form as it is.
#[derive(Clone, Debug, PartialEq)]
struct Earlier {
    /// The last one of the very same form.
    same: Option<KeptHead>,
    /// Whether the last one on this server was a dry run of the server.
    dry_run_at: Option<f64>,
}

impl Earlier {
    /// Of the publications of one server, the newest first.
    fn of<'a>(
        mut heads: impl Iterator<Item = &'a KeptHead> + Clone,
        recipe: &[(String, String)],
    ) -> Self {
        let same = heads
            .clone()
            .find(|head| !recipe.is_empty() && head.recipe == recipe)
            .cloned();
        let last = heads.next();
        Self {
            same,
            dry_run_at: last.filter(|head| is_dry_run(head)).map(|head| head.at),
        }
    }
}

fn is_dry_run(head: &KeptHead) -> bool {
    matches!(&head.outcome, JobStatus::Other(word) if word == "dry_run")
}

/// The publication that is under way, else the last one of this form.
#[component]
pub fn PublicationNotice(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let session = use_session();
    let status = compose.publishing.status();
    let is_living = Memo::new(move |_| compose.mode.get() == GenerationMode::Living);
    let under_way = Memo::new(move |_| status.with(|status| status.under_way().is_some()));
    let kept = use_kept();
    let earlier = Memo::new(move |_| {
        // Nothing is read from the browser's storage where nothing is published like this.
        if !is_living.get() {
            return None;
        }
        let base = session.base().get();
        let recipe = compose.form.recipe.with(address::write);
        let heads = kept.heads();
        Some(heads.with(|heads| {
            let here = heads.iter().filter(|head| head.backend == base);
            Earlier::of(here, recipe.pairs())
        }))
    });
    move || {
        if under_way.get() {
            return view! { <UnderWay status /> }.into_any();
        }
        match earlier.get() {
            Some(Earlier {
                same: Some(head), ..
            }) => view! { <PublishedBefore head /> }.into_any(),
            Some(Earlier {
                dry_run_at: Some(at),
                ..
            }) => view! { <DryRunServer at /> }.into_any(),
            _ => ().into_any(),
        }
    }
}

#[component]
fn UnderWay(status: Signal<PublishStatus>) -> impl IntoView {
    let now = use_clock().now();
    let publication = Memo::new(move |before: Option<&Option<_>>| {
        status
            .with(|status| status.under_way().cloned())
            .or_else(|| before.cloned().flatten())
    });
    let title = move || {
        let channels = publication.with(|it| it.as_ref().map(|it| labels(&it.channels)));
        match channels.filter(|channels| !channels.is_empty()) {
            Some(channels) => text::compose::publishing_to(&channels),
            None => text::compose::PUBLISHING.to_owned(),
        }
    };
    let is_elsewhere = move || status.with(|it| matches!(it, PublishStatus::Elsewhere(_)));
    let words = move || {
        let at = publication.with(|it| it.as_ref().map(|it| it.at));
        let started = at.map(|at| format_ago(at, now.get()));
        let started = started.unwrap_or_default();
        if is_elsewhere() {
            text::compose::started_elsewhere(&started)
        } else {
            text::compose::started_here(&started)
        }
    };
    view! {
        <Notice state=State::Busy title=Signal::derive(title)>
            // Counting seconds is not announced again each time.
            <p aria-live="off">{words}</p>
        </Notice>
    }
}

#[component]
fn PublishedBefore(head: KeptHead) -> impl IntoView {
    let results: Vec<_> = head
        .results
        .iter()
        .map(|(name, result)| {
            let channel = Channel::from(name.as_str());
            text::compose::result(&channel.label(), &result.label())
        })
        .collect();
    let words = text::compose::published_before(&format_absolute(head.at), &results.join(" · "));
    let again = if is_dry_run(&head) {
        text::compose::SERVER_DRY_RUN
    } else {
        text::compose::PUBLISHES_AGAIN
    };
    let state = match job_state(&head.outcome) {
        State::Bad => State::Warn,
        state => state,
    };
    let href = Route::Content(head.id.clone()).path();
    view! {
        <Notice
            state
            title=outcome_title(&head.outcome)
            actions=move || {
                view! {
                    <LinkButton href=href.clone() size=ButtonSize::Small>
                        {text::compose::VIEW_RESULTS}
                    </LinkButton>
                }
            }
        >
            <p>{words}</p>
            <p>{again}</p>
        </Notice>
    }
}

#[component]
fn DryRunServer(at: f64) -> impl IntoView {
    view! {
        <Notice state=State::Warn title=text::compose::MAY_NOT_PUBLISH>
            {text::compose::last_was_dry_run(&format_absolute(at))}
        </Notice>
    }
}

fn labels(channels: &[Channel]) -> String {
    let labels: Vec<_> = channels.iter().map(Channel::label).collect();
    labels.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(at: f64, channels: &str, outcome: &str) -> KeptHead {
        let head = serde_json::json!({
            "id": format!("c-{at}"), "at": at, "backend": "b", "title": "t",
            "outcome": outcome, "results": {}, "recipe": [["channels", channels]], "words": "",
        });
        serde_json::from_value(head).unwrap()
    }

    #[test]
    fn the_last_publication_of_the_same_form_is_found() {
        let heads = [
            head(3.0, "web", "completed"),
            head(2.0, "email", "failed"),
            head(1.0, "email", "dry_run"),
        ];
        let of = |channels: &str| {
            let recipe = [("channels".to_owned(), channels.to_owned())];
            Earlier::of(heads.iter(), &recipe)
        };
        assert_eq!(of("email").same.map(|head| head.at), Some(2.0));
        assert_eq!(of("social").same, None);
        assert_eq!(of("social").dry_run_at, None);
        // An empty form has been published by nobody.
        assert_eq!(Earlier::of(heads.iter(), &[]).same, None);
        let dry = [head(4.0, "email", "dry_run"), head(2.0, "email", "failed")];
        assert_eq!(Earlier::of(dry.iter(), &[]).dry_run_at, Some(4.0));
    }
}
