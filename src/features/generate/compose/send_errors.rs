//! What went wrong with sending, and what may be done about it.

use leptos::prelude::*;
use wire::{ApiError, channel::Channel};

use super::{super::recipe::generation_mode::GenerationMode, compose_state::ComposeState};
use crate::{
    features::shared::ServerWords,
    routes::Route,
    state::{publishing::Publication, session::use_session},
    ui::{Button, ButtonSize, ButtonTone, ErrorNotice, LinkButton, Notice, State, format_absolute},
};

/// Why the last attempt failed, and whether it did anything before.
#[component]
pub fn SendErrors(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let failed = Signal::derive(move || {
        let error = compose.start.error();
        let answered = error.with(|error| error.as_ref().is_some_and(|it| it.status().is_some()));
        if answered {
            "Couldn't start the job".to_owned()
        } else {
            "Couldn't confirm that the job started".to_owned()
        }
    });
    let unpublished = Signal::derive(move || decided(compose.publishing.error()));
    let lost = Memo::new(move |_| {
        let status = compose.publishing.status();
        status.with(|status| status.unknown().cloned())
    });
    view! {
        <ErrorNotice
            error=compose.start.error()
            title=failed
            kept="Your changes are saved. Retrying won't create a duplicate."
            on_retry=move |()| compose.start_again()
            pending=compose.start.pending()
        />
        <ById compose />
        <ErrorNotice
            error=unpublished
            title="Nothing was published"
            kept="Your changes are saved"
            on_retry=move |()| compose.generate()
            pending=compose.publishing.pending()
        />
        {move || lost.get().map(|publication| view! { <OutcomeUnknown compose publication /> })}
        <NoKey compose />
    }
}

/// A failure after which it is sure that nothing was done.
fn decided(error: Signal<Option<ApiError>>) -> Option<ApiError> {
    error.get().filter(|error| !error.is_undecided())
}

#[component]
fn ById(compose: ComposeState) -> impl IntoView {
    let error = compose.by_id.error();
    let refused = Signal::derive(move || decided(error));
    let undecided = move || {
        let error = error.get().filter(ApiError::is_undecided)?;
        Some(view! {
            <Notice
                state=State::Bad
                title="Couldn't confirm that the job started"
                actions=move || {
                    view! {
                        <LinkButton href=Route::Jobs.path() size=ButtonSize::Small>
                            "View jobs"
                        </LinkButton>
                        <Button
                            size=ButtonSize::Small
                            tone=ButtonTone::Quiet
                            on_click=move |()| compose.by_id.forget()
                        >
                            "I've checked"
                        </Button>
                    }
                }
            >
                <p>
                    {error.headline()}
                    ". Check the jobs first. Starting it again can publish everything twice."
                </p>
                <ServerWords text=error.detail() />
            </Notice>
        })
    };
    view! {
        <ErrorNotice
            error=refused
            title="Couldn't start the job"
            kept="Your changes are saved"
            on_retry=move |()| compose.generate()
            pending=compose.by_id.pending()
        />
        {undecided}
    }
}

/// It may be published or not, and the server cannot be asked.
#[component]
fn OutcomeUnknown(compose: ComposeState, publication: Publication) -> impl IntoView {
    let may_repeat = Memo::new(move |_| compose.mode.get() == GenerationMode::Living);
    let started = format_absolute(publication.at);
    let channels: Vec<_> = publication.channels.iter().map(Channel::label).collect();
    let channels = if channels.is_empty() {
        "some channels".to_owned()
    } else {
        channels.join(", ")
    };
    let why = move || match compose.publishing.error().get() {
        Some(error) => view! {
            <p>{format!("{}. {}", error.headline(), error.hint())}</p>
            <ServerWords text=error.detail() />
        }
        .into_any(),
        None => view! { <p>"The page was closed before the server answered."</p> }.into_any(),
    };
    let actions = move || {
        view! {
            <Show when=move || may_repeat.get()>
                <Button size=ButtonSize::Small on_click=move |()| compose.publish_again()>
                    "Publish anyway"
                </Button>
            </Show>
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                on_click=move |()| compose.publishing.settle()
            >
                "I've checked"
            </Button>
        }
    };
    view! {
        <Notice state=State::Bad title="Couldn't confirm publication" actions>
            <p>
                {format!(
                    "Started {started}. It may be published on {channels}: check there first. \
                     Publishing again can publish everything twice.",
                )}
            </p>
            {why}
        </Notice>
    }
}

/// A job needs a key that nobody has given yet.
#[component]
fn NoKey(compose: ComposeState) -> impl IntoView {
    let session = use_session();
    let missing = Memo::new(move |_| {
        let needs = wire::capabilities::Capability::JobsCreate;
        compose.no_job().is_some() && session.offers(needs)
    });
    view! {
        <Show when=move || missing.get()>
            <Notice
                state=State::Warn
                title="API key required"
                actions=|| {
                    view! {
                        <LinkButton href=Route::Connection.path() size=ButtonSize::Small>
                            "Add API key"
                        </LinkButton>
                    }
                }
            >
                "Starting a job by document id needs an API key. Your changes are saved."
            </Notice>
        </Show>
    }
}
