//! Following the jobs of a batch: asked for together, then kept up to date by the live link.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::{
    Page,
    jobs::{self, Job, JobFilter, JobId},
};

use super::{
    LAST,
    run::{BatchRun, RunCounts, has_failed},
};
use crate::{
    effect::effect,
    routes::Route,
    state::{
        concurrency::run_concurrently,
        job_order::is_behind,
        live_query::{LiveRules, Relation, use_live_query},
        navigation::use_navigate,
        query::{Query, send_once},
        session::{Session, use_session},
    },
};

/// As many as the server lists at once.
const MOST_LISTED: u32 = 500;

/// More at once would only queue up at the server.
const AT_ONCE: usize = 4;

/// The jobs of a batch, followed.
#[derive(Clone, Copy)]
pub struct BatchWatch {
    /// Which jobs.
    pub run: RwSignal<BatchRun>,
    /// What is known of each.
    pub known: RwSignal<BTreeMap<JobId, Job>>,
    /// Those that the server does not know.
    pub lost: RwSignal<BTreeSet<JobId>>,
    /// The server's list, in which they are found.
    pub list: Query<Page<Job>>,
    /// Those that are chosen to be tried again.
    pub chosen: RwSignal<BTreeSet<JobId>>,
    /// How they stand together.
    pub counts: Memo<RunCounts>,
    session: Session,
}

impl BatchWatch {
    /// Takes in a newer state of a job; one that has just failed is chosen to be tried again.
    pub fn take(self, job: Job) {
        let failed = has_failed(&job);
        let before = self.known.try_update(|known| {
            let id = job.job_id.clone();
            known.insert(id, job.clone())
        });
        let Some(before) = before else {
            return;
        };
        let message = before.is_none_or(|before| !has_failed(&before));
        if failed && message {
            self.chosen.update(|chosen| {
                chosen.insert(job.job_id);
            });
        }
    }

    /// Takes in what the list holds of the run; what is known may be newer, by an action's answer.
    fn take_listed(self, jobs: &[Job]) {
        let newer: Vec<Job> = self.run.with_untracked(|run| {
            self.known.with_untracked(|known| {
                let is_newer = |job: &&Job| {
                    run.jobs.contains(&job.job_id)
                        && known
                            .get(&job.job_id)
                            .is_none_or(|known| known != *job && !is_behind(job, known))
                };
                jobs.iter().filter(is_newer).cloned().collect()
            })
        });
        for job in newer {
            self.take(job);
        }
    }

    /// Asks singly for those that the list did not hold.
    fn ask_missing(self) {
        let missing: Vec<JobId> = self.run.with_untracked(|run| {
            let jobs = run.jobs.iter().filter(|id| {
                self.known.with_untracked(|known| !known.contains_key(*id))
                    && self.lost.with_untracked(|lost| !lost.contains(*id))
            });
            jobs.cloned().collect()
        });
        run_concurrently(missing, AT_ONCE, move |id| async move {
            match send_once(self.session, &jobs::get(&id)).await {
                Ok(job) => {
                    if self.known.try_get_untracked().is_some() {
                        self.take(job);
                    }
                }
                Err(error) if error.is_not_found() => {
                    let _ = self.lost.try_update(|lost| lost.insert(id));
                }
                // It stays unknown, and the next list asks again.
                Err(_) => {}
            }
            self.known.try_get_untracked().is_some()
        });
    }
}

/// Follows the batch of the page's address, as long as the page lives.
pub fn use_watch() -> BatchWatch {
    let session = use_session();
    let location = use_location();
    let run = RwSignal::new(BatchRun::read(&location.search.get_untracked()).unwrap_or_default());
    let known = RwSignal::new(BTreeMap::<JobId, Job>::new());
    let counts = Memo::new(move |_| run.with(|run| known.with(|known| RunCounts::of(run, known))));
    let over = Memo::new(move |_| counts.with(RunCounts::is_over));
    // A retry is younger than what it tries again, so the beginning holds for it as well.
    let since = Memo::new(move |_| run.with(|run| run.since.clone()));
    let list = use_live_query(
        move || {
            Some(jobs::list(&JobFilter {
                from: since.get(),
                limit: Some(MOST_LISTED),
                ..JobFilter::default()
            }))
        },
        LiveRules {
            relation: Box::new(move |_, job| {
                if run.with_untracked(|run| run.jobs.contains(&job.job_id)) {
                    Relation::Update
                } else {
                    Relation::Unrelated
                }
            }),
            update: Box::new(|page: &mut Page<Job>, job| {
                let listed = page.items.iter_mut().find(|one| one.job_id == job.job_id);
                match listed {
                    Some(known) if is_behind(job, known) => {}
                    Some(known) => known.clone_from(job),
                    None => page.items.push(job.clone()),
                }
            }),
            is_polled: Signal::derive(move || !over.get()),
        },
    );
    let watch = BatchWatch {
        run,
        known,
        lost: RwSignal::new(BTreeSet::new()),
        list,
        chosen: RwSignal::new(BTreeSet::new()),
        counts,
        session,
    };
    effect(move |before: Option<Option<f64>>| {
        let at = list.remote().with(|remote| {
            if let Some(page) = &remote.data {
                watch.take_listed(&page.items);
            }
            remote.at
        });
        if at.is_some() && before != Some(at) {
            watch.ask_missing();
        }
        at
    });
    keep_in_address(watch);
    watch
}

/// Keeps the address and the run the same, whichever of them changes.
fn keep_in_address(watch: BatchWatch) {
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    effect(move |before: Option<BatchRun>| {
        let run = watch.run.get();
        if before.is_some_and(|before| before != run) {
            let query = run.write();
            LAST.own().save(&query.encoded());
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&Route::Batch.with(&query), options));
        }
        run
    });
    effect(move |before: Option<()>| {
        let named = BatchRun::read(&location.search.get());
        // Another batch; the same one with retries was written by the effect above.
        if let Some(named) = named.filter(|_| before.is_some())
            && watch.run.with_untracked(|run| run.batch != named.batch)
        {
            watch.chosen.update(BTreeSet::clear);
            watch.run.set(named);
            watch.list.refetch();
        }
    });
}
