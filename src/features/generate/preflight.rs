//! The pre-flight matrix: one document in several tones, on every channel, side by side.

mod address;
mod cell;
mod compare;
mod difference;
mod form;
mod gist;
mod matrix;
mod state;

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::modes::{Mode, Modes};
use crate::{
    features::shared::Offered,
    routes::Route,
    state::{heading::use_heading, session::use_session},
    ui::{Empty, IconName, LinkButton, Notice, State},
};
use compare::Comparison;
use form::Choose;
use matrix::Matrix;
use state::Preflight;

/// `/generate/preflight`.
#[component]
pub fn PreflightPage() -> impl IntoView {
    use_heading(
        "Compare".to_owned(),
        Some((Route::Generate.path(), "Generate".to_owned())),
    );
    let session = use_session();
    let own = Memo::new(move |_| session.is_shipped(Capability::ContentPreview));
    view! {
        <Offered
            capability=Capability::ContentPreview
            icon=IconName::Eye
            link=("Generate content", Route::Generate)
        >
            <Show when=move || !own.get() fallback=|| view! { <NoTones /> }>
                <Whole />
            </Show>
        </Offered>
    }
}

/// What there is on a backend that words everything in its own way.
#[component]
fn NoTones() -> impl IntoView {
    view! {
        <Modes now=Mode::Compare />
        <Empty
            icon=IconName::Eye
            title="Comparing tones isn't available on this server"
            action=|| {
                view! { <LinkButton href=Route::Generate.path()>"Generate content"</LinkButton> }
            }
        >
            "Preview every channel under Generate instead."
        </Empty>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let preflight = Preflight::new();
    let forbidden = Memo::new(move |_| preflight.forbidden());
    let recipe = Signal::derive(move || preflight.carried());
    view! {
        <Modes now=Mode::Compare recipe />
        <div class="preflight">
            {move || {
                forbidden
                    .get()
                    .map(|reason| {
                        view! {
                            <Notice state=State::Warn title="View only">
                                {reason}
                            </Notice>
                        }
                    })
            }} <Choose preflight /> <Matrix preflight /> <Comparison preflight />
        </div>
    }
    .into_any()
}
