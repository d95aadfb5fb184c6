//! What went wrong with sending, and what may be done about it.

use leptos::prelude::*;
use wire::{ApiError, channel::Channel};

use super::{
    super::{recipe::generation_mode::GenerationMode, text},
    compose_state::ComposeState,
};
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
            text::compose::START_FAILED.to_owned()
        } else {
            text::compose::START_UNCONFIRMED.to_owned()
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
            kept=text::compose::RETRY_IS_SAFE
            on_retry=move |()| compose.start_again()
            pending=compose.start.pending()
        />
        <ById compose />
        <ErrorNotice
            error=unpublished
            title=text::compose::NOTHING_PUBLISHED
            kept=text::shared::CHANGES_SAVED
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
                title=text::compose::START_UNCONFIRMED
                actions=move || {
                    view! {
                        <LinkButton href=Route::Jobs.path() size=ButtonSize::Small>
                            {text::shared::VIEW_JOBS}
                        </LinkButton>
                        <Button
                            size=ButtonSize::Small
                            tone=ButtonTone::Quiet
                            on_click=move |()| compose.by_id.forget()
                        >
                            {text::shared::CHECKED}
                        </Button>
                    }
                }
            >
                <p>
                    {error.headline()}
                    {text::compose::CHECK_JOBS_AFTER}
                </p>
                <ServerWords text=error.detail() />
            </Notice>
        })
    };
    view! {
        <ErrorNotice
            error=refused
            title=text::compose::START_FAILED
            kept=text::shared::CHANGES_SAVED
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
        text::compose::SOME_CHANNELS.to_owned()
    } else {
        channels.join(", ")
    };
    let why = move || match compose.publishing.error().get() {
        Some(error) => view! {
            <p>{text::shared::why(&error.headline(), &error.hint())}</p>
            <ServerWords text=error.detail() />
        }
        .into_any(),
        None => view! { <p>{text::shared::PAGE_CLOSED}</p> }.into_any(),
    };
    let actions = move || {
        view! {
            <Show when=move || may_repeat.get()>
                <Button size=ButtonSize::Small on_click=move |()| compose.publish_again()>
                    {text::compose::PUBLISH_ANYWAY}
                </Button>
            </Show>
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                on_click=move |()| compose.publishing.settle()
            >
                {text::shared::CHECKED}
            </Button>
        }
    };
    view! {
        <Notice state=State::Bad title=text::compose::PUBLICATION_UNCONFIRMED actions>
            <p>
                {text::compose::may_be_published(&started, &channels)}
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
                title=text::compose::KEY_REQUIRED
                actions=|| {
                    view! {
                        <LinkButton href=Route::Connection.path() size=ButtonSize::Small>
                            {text::compose::ADD_KEY}
                        </LinkButton>
                    }
                }
            >
                {text::compose::KEY_HINT}
            </Notice>
        </Show>
    }
}
