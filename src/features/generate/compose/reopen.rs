//! Opening a job's recipe, to run it again with edits.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::{
    ApiError, Query as Pairs,
    capabilities::Capability,
    jobs::{self, Job, JobId},
};

use super::{
    super::{
        recipe::{Recipe, address},
        text,
    },
    compose_state::ComposeState,
    offer_back,
};
use crate::{
    effect::effect,
    routes::{self, Route},
    state::{
        clock,
        navigation::use_navigate,
        notices::Notices,
        query::{Query, use_query},
        session::{Session, use_session},
    },
    ui::{ErrorNotice, Notice, State},
};

/// The job whose recipe is asked for by the address.
#[derive(Clone, Copy)]
pub struct Reopening {
    job: Memo<Option<JobId>>,
    query: Query<Job>,
    open: RwSignal<bool>,
    session: Session,
}

impl Reopening {
    /// Follows the address and fills the form with the recipe of the job that it names.
    pub fn new(compose: ComposeState, notices: Notices) -> Self {
        let session = use_session();
        let location = use_location();
        let job = Memo::new(move |_| {
            let search = location.search.get();
            address::parameter(&search, address::JOB).map(JobId)
        });
        let query = use_query(move || {
            let id = job.get()?;
            session.offers(Capability::JobsGet).then(|| jobs::get(&id))
        });
        let navigate = StoredValue::new_local(use_navigate());
        effect(move |_| {
            // What was copied along with the address is no part of the id.
            let is_missing = query
                .remote()
                .with(|it| it.error.as_ref().is_some_and(ApiError::is_not_found));
            let id = job.get_untracked().filter(|_| is_missing);
            let whole = id
                .as_ref()
                .and_then(|id| routes::without_copied_end(id.as_str()));
            if let Some(whole) = whole {
                let path = Route::Generate.with(&Pairs::new().with(address::JOB, whole));
                let options = NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                };
                navigate.with_value(|navigate| navigate(&path, options));
            }
        });
        let open = RwSignal::new(job.with_untracked(Option::is_some));
        let taken = StoredValue::new(None::<JobId>);
        effect(move |_| {
            let wanted = job.get();
            open.set(wanted.is_some());
            if wanted.is_none() {
                taken.set_value(None);
            }
            let Some(found) = query
                .data()
                .filter(|found| Some(&found.job_id) == wanted.as_ref())
            else {
                return;
            };
            // A later answer must not undo what was edited since.
            if taken.with_value(|taken| taken.as_ref() == Some(&found.job_id)) {
                return;
            }
            if let Some(request) = &found.request {
                let before = compose.form.recipe.get_untracked();
                let recipe = Recipe::of_job(request, clock::server_now());
                taken.set_value(Some(found.job_id));
                compose.form.fill(&recipe);
                if before != recipe {
                    offer_back(notices, compose, before, text::compose::JOB_REPLACED);
                }
                open.set(false);
            }
        });
        Self {
            job,
            query,
            open,
            session,
        }
    }

    /// Whether the address still names a job instead of the form's recipe.
    pub fn is_open(self) -> Signal<bool> {
        self.open.into()
    }

    /// Whether the recipe is on its way.
    pub fn is_loading(self) -> bool {
        let waits = self
            .query
            .remote()
            .with(|remote| remote.data.is_none() && remote.error.is_none());
        let asked = self.job.with(Option::is_some) && self.session.offers(Capability::JobsGet);
        asked && waits && self.open.get()
    }

    /// Why the recipe is not there.
    pub fn notice(self) -> impl IntoView {
        let error = Signal::derive(move || {
            let error = self.query.remote().with(|remote| remote.error.clone());
            error.filter(|_| self.open.get())
        });
        let unknown = move || {
            let kept = self.query.data().is_some_and(|job| job.request.is_none());
            (kept && self.open.get()).then(|| {
                view! {
                    <Notice state=State::Warn title=text::compose::NO_SETTINGS>
                        {text::compose::NO_SETTINGS_HINT}
                    </Notice>
                }
            })
        };
        view! {
            <ErrorNotice
                error
                title=text::compose::SETTINGS_FAILED
                kept=text::compose::FORM_KEPT
                on_retry=move |()| self.query.refetch()
                pending=Signal::derive(move || self.query.is_fetching())
            />
            {unknown}
        }
    }
}
