//! Comparing: one document in several tones, on every channel, side by side.

mod address;
mod cell;
mod compare_state;
mod comparison;
mod difference;
mod form;
mod matrix;
mod part_text;

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{
    shared::{
        subnavigation::{SubPage, Subnavigation},
        view_only::RefusalNotice,
    },
    text,
};
use crate::{
    features::shared::Offered,
    routes::Route,
    state::{heading::use_heading, session::use_session},
    ui::{Empty, IconName, LinkButton},
};
use compare_state::CompareState;
use comparison::Comparison;
use form::CompareForm;
use matrix::Matrix;

/// `/generate/preflight`.
#[component]
pub fn ComparePage() -> impl IntoView {
    use_heading(
        text::compare::COMPARE.to_owned(),
        Some((Route::Generate.path(), text::shared::GENERATE.to_owned())),
    );
    let session = use_session();
    let own = Memo::new(move |_| session.is_shipped(Capability::ContentPreview));
    view! {
        <Offered
            capability=Capability::ContentPreview
            icon=IconName::Eye
            link=(text::shared::GENERATE_CONTENT, Route::Generate)
        >
            <Show when=move || !own.get() fallback=|| view! { <NoTones /> }>
                <CompareContent />
            </Show>
        </Offered>
    }
}

/// What there is on a backend that words everything in its own way.
#[component]
fn NoTones() -> impl IntoView {
    view! {
        <Subnavigation now=SubPage::Compare />
        <Empty
            icon=IconName::Eye
            title=text::compare::NOT_HERE
            action=|| {
                view! {
                    <LinkButton href=Route::Generate.path()>
                        {text::shared::GENERATE_CONTENT}
                    </LinkButton>
                }
            }
        >
            {text::compare::NOT_HERE_HINT}
        </Empty>
    }
}

#[component]
fn CompareContent() -> impl IntoView {
    let compare = CompareState::new();
    let forbidden = Memo::new(move |_| compare.forbidden());
    let recipe = Signal::derive(move || compare.carried());
    view! {
        <Subnavigation now=SubPage::Compare recipe />
        <div class="compare">
            <RefusalNotice reason=forbidden />
            <CompareForm compare />
            <Matrix compare />
            <Comparison compare />
        </div>
    }
    .into_any()
}
