//! Generating from one document: the form, its preview, and the button that sends it.

mod action_bar;
mod channels;
mod compose_state;
mod document_check;
mod finding_list;
mod living_document;
mod outline;
mod preview_panel;
mod publication_notice;
mod publish_dialog;
mod rendering;
mod reopen;
mod send_errors;
mod source;
mod style;
mod timing;
mod variables;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_location};
use wire::{capabilities::Capability, jobs::Job};

use super::{
    recipe::{DRAFT, Recipe, address},
    shared::{
        address_sync::{AddressRead, sync_address},
        subnavigation::{SubPage, Subnavigation},
        view_only::RefusalNotice,
    },
    text,
};
use crate::{
    routes::Route,
    state::{
        heading::use_heading,
        navigation::use_navigate,
        notices::{Mood, Notices, use_notices},
        session::use_session,
    },
    ui::{Skeleton, SkeletonShape, format_absolute},
};
use action_bar::ActionBar;
use channels::Channels;
use compose_state::ComposeState;
use preview_panel::PreviewPanel;
use reopen::Reopening;
use source::Source;
use style::Style;
use timing::Timing;

/// `/generate`.
#[component]
pub fn GeneratePage() -> impl IntoView {
    use_heading(text::shared::GENERATE.to_owned(), None);
    let location = use_location();
    let search = location.search.get_untracked();
    let navigate = StoredValue::new_local(use_navigate());
    let notices = use_notices();

    // A link says more clearly than a draft what somebody wants to see.
    let own = DRAFT.own();
    let draft = own.load::<Recipe>();
    let linked = address::read(&search);
    let start = linked.clone().or(draft.clone()).unwrap_or_default();
    let tab = address::parameter(&search, address::TAB).unwrap_or_default();
    let go = move |route: Route| {
        let path = route.path();
        let _ = navigate.try_with_value(|navigate| navigate(&path, NavigateOptions::default()));
    };
    let on_started = move |job: Job| {
        // The job's page shows how to undo it while it is held.
        if job.hold_end().is_none() {
            say_started(notices, &job);
        }
        go(Route::Job(job.job_id));
    };
    let compose = ComposeState::new(&start, tab, on_started, move |id| go(Route::Content(id)));
    let kept = own.follow::<Recipe>(compose.form.recipe.into());
    if let Some(draft) = draft.filter(|draft| linked.as_ref().is_some_and(|it| it != draft)) {
        offer_back(notices, compose, draft, text::compose::LINK_REPLACED);
    }
    let reopening = Reopening::new(compose, notices);
    keep_in_address(compose, reopening.is_open());

    let clear = move |()| {
        let before = compose.form.recipe.get_untracked();
        compose.clear();
        offer_back(notices, compose, before, text::compose::CLEARED);
    };
    let forbidden = Memo::new(move |_| compose.forbidden());
    let session = use_session();
    let plans = Memo::new(move |_| session.is_shipped(Capability::Batch));
    let sending = Memo::new(move |_| compose.is_sending());
    let loading = Memo::new(move |_| reopening.is_loading());
    let form = move || {
        if loading.get() {
            let label = text::compose::OPENING;
            return view! { <Skeleton shape=SkeletonShape::Fields count=5 label /> }.into_any();
        }
        view! {
            <fieldset class="generate-fields" disabled=move || sending.get()>
                <legend class="visually-hidden">{text::compose::WHAT}</legend>
                <Source compose />
                <Channels compose />
                <Style compose />
                <Timing compose />
            </fieldset>
            <ActionBar compose on_clear=clear kept />
        }
        .into_any()
    };
    let carried = Signal::derive(move || compose.form.recipe.with(address::write));
    view! {
        <Subnavigation now=SubPage::Single recipe=carried />
        <div class="generate">
            <div class="generate-form">
                <RefusalNotice reason=forbidden />
                <Show when=move || plans.get()>
                    <p class="generate-plan">
                        <A href=Route::Plan.path()>{text::shared::PLAN_PERIOD}</A>
                        {text::compose::PLAN_AFTER}
                    </p>
                </Show>
                {reopening.notice()} {form}
            </div>
            <div class="generate-preview">
                <PreviewPanel compose />
            </div>
        </div>
    }
    .into_any()
}

/// Keeps the address of `/generate` and its form the same. Does nothing while `paused`.
fn keep_in_address(compose: ComposeState, paused: Signal<bool>) {
    let write = move || {
        let tab = Some(compose.tab.get()).filter(|tab| !tab.is_empty());
        address::write(&compose.form.recipe.get()).maybe(address::TAB, tab)
    };
    let read = move |search: &str| {
        // The plain address of the page means the form as it is.
        let Some(recipe) = address::read(search) else {
            return AddressRead::Empty;
        };
        if compose.form.recipe.with_untracked(|now| *now != recipe) {
            compose.form.fill(&recipe);
        }
        if let Some(tab) = address::parameter(search, address::TAB) {
            compose.tab.set(tab);
        }
        AddressRead::Applied
    };
    sync_address(Route::Generate, write, read, paused);
}

fn say_started(notices: Notices, job: &Job) {
    let at = job
        .scheduled_for
        .as_ref()
        .and_then(wire::Stamp::epoch_millis);
    notices.good(match at {
        Some(at) => text::compose::scheduled_for(&format_absolute(at)),
        None => text::compose::started(job.subject()),
    });
}

/// Says that the form holds something else now, and how to get back what it held.
fn offer_back(notices: Notices, compose: ComposeState, before: Recipe, what: &str) {
    if before == Recipe::default() {
        return;
    }
    let own = DRAFT.own();
    let back = move || {
        own.save(&before);
        // On another page the draft is enough: the form opens with it.
        if compose.form.recipe.try_get_untracked().is_some() {
            compose.form.fill(&before);
        }
    };
    notices.offer(Mood::Plain, what, text::shared::UNDO, back);
}
