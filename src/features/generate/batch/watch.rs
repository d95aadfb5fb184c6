//! Following the jobs of a batch: asked for together, then told by the live link.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::{
    Page,
    events::Event,
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
        live::{FeedMessage, use_live},
        navigation::use_navigate,
        query::{Options, Query, send_once, use_query_with},
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

    fn take_all(self, jobs: impl IntoIterator<Item = Job>) {
        for job in jobs {
            let own = self
                .run
                .with_untracked(|run| run.jobs.contains(&job.job_id));
            let same = self
                .known
                .with_untracked(|known| known.get(&job.job_id) == Some(&job));
            if own && !same {
                self.take(job);
            }
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
    let live = use_live();
    let location = use_location();
    let run = RwSignal::new(BatchRun::read(&location.search.get_untracked()).unwrap_or_default());
    let known = RwSignal::new(BTreeMap::<JobId, Job>::new());
    let counts = Memo::new(move |_| run.with(|run| known.with(|known| RunCounts::of(run, known))));
    let over = Memo::new(move |_| counts.with(RunCounts::is_over));
    // A retry is younger than what it tries again, so the beginning holds for it as well.
    let since = Memo::new(move |_| run.with(|run| run.since.clone()));
    let list = use_query_with(
        move || {
            Some(jobs::list(&JobFilter {
                from: since.get(),
                limit: Some(MOST_LISTED),
                ..JobFilter::default()
            }))
        },
        Options {
            poll: Signal::derive(move || live.poll_instead().get().filter(|_| !over.get())),
            keep_previous: true,
            ..Options::default()
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
    // What was heard while an answer was on its way is newer than the answer.
    let heard = StoredValue::new(BTreeMap::<JobId, Job>::new());
    let again = StoredValue::new(false);
    let is_asking = move || list.remote().with_untracked(|remote| remote.fetching);
    live.subscribe(move |message| match message {
        FeedMessage::Event(Event::Job(_, job)) => {
            let own = run.with_untracked(|run| run.jobs.contains(&job.job_id));
            if own {
                if is_asking() {
                    heard.update_value(|heard| {
                        heard.insert(job.job_id.clone(), job.as_ref().clone());
                    });
                }
                watch.take(job.as_ref().clone());
            }
        }
        FeedMessage::Event(_) => {}
        FeedMessage::Resync if is_asking() => again.set_value(true),
        FeedMessage::Resync => list.catch_up(),
    });
    effect(move |before: Option<Option<f64>>| {
        let (at, fetching) = list.remote().with(|remote| (remote.at, remote.fetching));
        if fetching || before.is_some_and(|before| before == at) {
            return before.flatten();
        }
        let Some(page) = list.remote().with_untracked(|remote| remote.data.clone()) else {
            return at;
        };
        let newer = heard.try_update_value(std::mem::take).unwrap_or_default();
        let older = page.items.into_iter();
        watch.take_all(older.filter(|job| !newer.contains_key(&job.job_id)));
        watch.ask_missing();
        if again.try_update_value(std::mem::take).unwrap_or_default() {
            list.refetch();
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
