//! The page on which content is made: the form, its preview, and the button that sends it.

mod actions;
mod address;
mod batch;
mod channels;
mod compose_state;
mod document_check;
mod facts;
mod field;
mod fields;
mod findings;
mod form;
mod generation_mode;
mod key;
mod lint;
mod living;
mod modes;
mod outline;
mod pause;
mod preflight;
mod preview_panel;
mod previews;
mod problems;
mod publication;
mod publish;
mod recipe;
mod rendering;
mod reopen;
mod schedule;
mod source;
mod style;
mod sync;
mod timing;
mod trouble;
mod variables;
mod verdict;

pub use batch::BatchPage;
pub use preflight::PreflightPage;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_location};
use wire::{capabilities::Capability, jobs::Job};

use crate::{
    routes::Route,
    state::{
        drafts::DraftName,
        heading::use_heading,
        navigation::use_navigate,
        notices::{Mood, Notices, use_notices},
        session::use_session,
    },
    ui::{Notice, Skeleton, SkeletonShape, State, format_absolute},
};
use actions::Actions;
use channels::Channels;
use compose_state::ComposeState;
use modes::{Mode, Modes};
use preview_panel::PreviewPanel;
use recipe::Recipe;
use reopen::Reopening;
use source::Source;
use style::Style;
use timing::Timing;

const DRAFT: DraftName = DraftName::new("toombos.draft.generate");

/// `/generate`.
#[component]
pub fn GeneratePage() -> impl IntoView {
    use_heading("Generate".to_owned(), None);
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
        offer_back(notices, compose, draft, "The link replaced your draft");
    }
    let reopening = Reopening::new(compose, notices);
    sync::keep_in_address(compose, reopening.is_open());

    let clear = move |()| {
        let before = compose.form.recipe.get_untracked();
        compose.clear();
        offer_back(notices, compose, before, "Form cleared");
    };
    let forbidden = Memo::new(move |_| compose.forbidden());
    let session = use_session();
    let plans = Memo::new(move |_| session.is_shipped(Capability::Batch));
    let sending = Memo::new(move |_| compose.is_sending());
    let loading = Memo::new(move |_| reopening.is_loading());
    let form = move || {
        if loading.get() {
            let label = "Opening job settings";
            return view! { <Skeleton shape=SkeletonShape::Fields count=5 label /> }.into_any();
        }
        view! {
            <fieldset class="generate-fields" disabled=move || sending.get()>
                <legend class="visually-hidden">"What to generate"</legend>
                <Source compose />
                <Channels compose />
                <Style compose />
                <Timing compose />
            </fieldset>
            <Actions compose on_clear=clear kept />
        }
        .into_any()
    };
    let carried = Signal::derive(move || compose.form.recipe.with(address::write));
    view! {
        <Modes now=Mode::One recipe=carried />
        <div class="generate">
            <div class="generate-form">
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
                }}
                <Show when=move || plans.get()>
                    <p class="generate-plan">
                        <A href=Route::Plan.path()>"Plan a period"</A>
                        " to get ideas for a day, week or month."
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

fn say_started(notices: Notices, job: &Job) {
    let at = job
        .scheduled_for
        .as_ref()
        .and_then(wire::Stamp::epoch_millis);
    notices.good(match at {
        Some(at) => format!("Scheduled for {}", format_absolute(at)),
        None => format!("Started: {}", job.subject()),
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
    notices.offer(Mood::Plain, what, "Undo", back);
}
