//! A query that the events of the live link keep up to date.

use std::{collections::BTreeMap, rc::Rc, time::Duration};

use leptos::prelude::*;
use wire::{
    Call,
    events::Event,
    jobs::{Job, JobId},
};

use super::{
    live::{FeedMessage, Live, use_live},
    query::{Options, Query, QueryEvent, use_query_with},
};
use crate::effect::effect;

/// Several events in a row are followed by one request.
const SETTLE: Duration = Duration::from_millis(400);

/// What the event of a job means for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Nothing.
    Unrelated,
    /// The answer holds the job, or should.
    Update,
    /// Only the server knows what the answer is now.
    Refetch,
}

type RelationOf<T> = dyn Fn(Option<&T>, &Job) -> Relation;
type UpdateOf<T> = dyn Fn(&mut T, &Job);

/// How events change an answer.
pub struct LiveRules<T> {
    /// What the event of a job means for the last good answer; for `None` before the first.
    pub relation: Box<RelationOf<T>>,
    /// Puts the job of an event into an answer that does not know a newer state of it.
    pub update: Box<UpdateOf<T>>,
    /// Whether it is asked for again and again while there is no live link.
    pub is_polled: Signal<bool>,
}

/// Asks for what `call` says, and keeps the answer up to date by the events of jobs; without a live
/// link it is asked for again and again.
///
/// An answer may be older than the events that arrive while it is on its way, so these are put into
/// it as well. Where events were missed in that time, it is asked for once more.
pub fn use_live_query<T>(
    call: impl Fn() -> Option<Call<T>> + Send + Sync + 'static,
    rules: LiveRules<T>,
) -> Query<T>
where
    T: Clone + Send + Sync + 'static,
{
    let live = use_live();
    let is_polled = rules.is_polled;
    let query = use_query_with(
        call,
        Options {
            poll: Signal::derive(move || live.poll_instead().get().filter(|_| is_polled.get())),
            keep_previous: true,
            ..Options::default()
        },
    );
    let during = StoredValue::new(EventsDuringRequest::default());
    let answers = RwSignal::new(0_u32);
    query.observe(move |event| match event {
        // An answer that is asked for now knows all that has happened before.
        QueryEvent::Begun => during.set_value(EventsDuringRequest::default()),
        QueryEvent::Ended(Ok(_), _) => {
            let _ = answers.try_update(|count| *count = count.wrapping_add(1));
        }
        QueryEvent::Ended(Err(_), _) => {}
    });
    keep_up_to_date(live, Rc::new((query, rules)), during, answers.into());
    query
}

/// What has happened since the running request began.
#[derive(Clone, Debug, Default)]
struct EventsDuringRequest {
    jobs: BTreeMap<JobId, Job>,
    has_missed: bool,
}

/// An answer that events change.
trait LiveAnswer {
    fn is_fetching(&self) -> bool;
    fn relation(&self, job: &Job) -> Relation;
    fn update(&self, job: &Job);
    fn refetch(&self);
    fn catch_up(&self);
}

impl<T: Clone + Send + Sync + 'static> LiveAnswer for (Query<T>, LiveRules<T>) {
    fn is_fetching(&self) -> bool {
        self.0.remote().with_untracked(|remote| remote.fetching)
    }

    fn relation(&self, job: &Job) -> Relation {
        let remote = self.0.remote();
        remote.with_untracked(|remote| (self.1.relation)(remote.data.as_ref(), job))
    }

    fn update(&self, job: &Job) {
        self.0.patch(|data| (self.1.update)(data, job));
    }

    fn refetch(&self) {
        self.0.refetch();
    }

    fn catch_up(&self) {
        self.0.catch_up();
    }
}

/// Compiled once, and not for each type of answer.
fn keep_up_to_date(
    live: Live,
    answer: Rc<dyn LiveAnswer>,
    during: StoredValue<EventsDuringRequest>,
    answers: Signal<u32>,
) {
    let is_due = StoredValue::new(false);
    let refetch_soon = {
        let answer = answer.clone();
        move || {
            if is_due.try_update_value(|is_due| std::mem::replace(is_due, true)) != Some(false) {
                return;
            }
            let answer = answer.clone();
            let ask = move || {
                if is_due.try_set_value(false).is_none() {
                    answer.refetch();
                }
            };
            set_timeout(ask, SETTLE);
        }
    };
    let told = (answer.clone(), refetch_soon.clone());
    live.subscribe(move |message| {
        let (answer, refetch_soon) = &told;
        match message {
            FeedMessage::Event(Event::Job(_, job)) => {
                let relation = answer.relation(job);
                if relation == Relation::Unrelated {
                    return;
                }
                if answer.is_fetching() {
                    during.update_value(|during| {
                        during.jobs.insert(job.job_id.clone(), job.as_ref().clone());
                    });
                }
                match relation {
                    Relation::Update => answer.update(job),
                    Relation::Refetch => refetch_soon(),
                    Relation::Unrelated => {}
                }
            }
            FeedMessage::Event(_) => {}
            FeedMessage::Resync if answer.is_fetching() => {
                during.update_value(|during| during.has_missed = true);
            }
            FeedMessage::Resync => answer.catch_up(),
        }
    });
    effect(move |before: Option<u32>| {
        let count = answers.get();
        if before.is_none() {
            return count;
        }
        let during = during.try_update_value(std::mem::take).unwrap_or_default();
        for job in during.jobs.values() {
            match answer.relation(job) {
                Relation::Update => answer.update(job),
                Relation::Refetch => refetch_soon(),
                Relation::Unrelated => {}
            }
        }
        if during.has_missed {
            answer.catch_up();
        }
        count
    });
}
