//! Past jobs: what a server that was used for ninety days holds.

mod history;
mod outcome;
mod recipe;
mod stored;

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use serde_json::Map;
use wire::{
    Stamp,
    generate::GenerateRequest,
    jobs::{Job, JobFilter, JobId, JobStatus},
};

use crate::{
    engine::SourceDocument,
    error::Result,
    ids,
    runner::work,
    state::App,
    store::{contents, jobs},
};

/// Over how many days the jobs are spread.
const DAYS: i64 = 90;
/// How many of the newest jobs have their content stored.
const WITH_CONTENT: u32 = 24;
/// How many jobs after those have their content in the trash.
const WITH_TRASH: u32 = 4;
/// The same past for everybody.
const SEED: u64 = 0x700_3b05;
/// Who asked for the jobs; the editor more often.
const PEOPLE: [&str; 3] = ["Edwin Moreau", "Edwin Moreau", "Olga Owens"];

/// Creates the past jobs where there is no job yet.
pub fn fill(app: &App) -> Result<()> {
    let empty = app.store.read_now(|view| {
        let any = JobFilter {
            limit: Some(1),
            ..JobFilter::default()
        };
        let page = jobs::list(view.connection, &any, &app.clock.stamp())?;
        Ok(page.items.is_empty())
    })?;
    let mut history = JobHistory::new(app);
    if !empty || history.documents.is_empty() {
        return Ok(());
    }
    app.store.write_now(|change| {
        let mut pieces = 0;
        for number in 0..history.count {
            let (mut job, document) = history.job(number);
            if number < WITH_CONTENT {
                for content in stored::contents(app, &mut job, document)? {
                    history::store(app, &change.connection, &job, content, pieces)?;
                    pieces += 1;
                }
            } else if number < WITH_CONTENT + WITH_TRASH {
                // The job says no more where it was published.
                for content in stored::contents(app, &mut job.clone(), document)? {
                    history::store_in_trash(app, &change.connection, content)?;
                }
            } else if pieces < app.args.contents {
                for content in stored::contents(app, &mut job, document)? {
                    contents::create(&change.connection, &content)?;
                    pieces += 1;
                }
            }
            jobs::save(&change.connection, &job)?;
        }
        Ok(())
    })
}

/// Makes the jobs up, from the newest to the oldest.
struct JobHistory<'a> {
    app: &'a App,
    documents: Vec<&'a SourceDocument>,
    rng: Rng,
    now: DateTime<Utc>,
    count: u32,
    /// A job that is still to be made up, as the one before tried it again.
    failed: Option<Failed<'a>>,
}

/// What is already known of a job that failed and was tried again.
struct Failed<'a> {
    id: JobId,
    created: DateTime<Utc>,
    request: GenerateRequest,
    document: Option<&'a SourceDocument>,
}

impl<'a> JobHistory<'a> {
    fn new(app: &'a App) -> Self {
        Self {
            app,
            // Nothing can have been made of a document without text.
            documents: app
                .documents
                .iter()
                .filter(|document| document.word_count() > 0)
                .collect(),
            rng: Rng::with_seed(SEED),
            now: app.clock.now(),
            count: app.args.jobs,
            failed: None,
        }
    }

    fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(0..100) < percent
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        self.rng.choice(of).cloned()
    }

    /// A time that the `number`th job from the newest may have been asked for.
    ///
    /// The times get rarer towards the past, so that there is something recent to see.
    fn moment(&mut self, number: u32) -> DateTime<Utc> {
        let days = TimeDelta::days(DAYS).num_milliseconds() as f64;
        let age = |number: u32| {
            let share = f64::from(number) / f64::from(self.count.max(1));
            (days * share.powf(1.5)) as i64
        };
        let (from, to) = (age(number), age(number + 1));
        let age = 60_000 + self.rng.i64(from..=to);
        self.now - TimeDelta::milliseconds(age)
    }

    fn id(&mut self, created: DateTime<Utc>) -> JobId {
        ids::timed("job", created.timestamp_millis(), self.rng.u64(..)).into()
    }

    /// The `number`th job from the newest.
    fn job(&mut self, number: u32) -> (Job, Option<&'a SourceDocument>) {
        let tried_again = self.failed.is_some();
        let (begun, fate) = match self.failed.take() {
            Some(failed) => (failed, JobStatus::Failed),
            None => {
                let document = self.rng.choice(&self.documents).copied();
                let created = self.moment(number);
                let begun = Failed {
                    id: self.id(created),
                    created,
                    request: self.request(document),
                    document,
                };
                (begun, self.fate())
            }
        };
        let retry_of = self.tries_again(number, &begun, &fate);
        let later = (retry_of.is_none() && !tried_again && self.chance(8))
            .then(|| begun.created + TimeDelta::minutes(self.rng.i64(30..1200)));
        let scheduled = later.filter(|time| *time < self.now - TimeDelta::minutes(2));
        let wait = TimeDelta::milliseconds(self.rng.i64(20..9_000));
        let due = scheduled.unwrap_or(begun.created + wait);
        let started = (fate != JobStatus::Cancelled || self.chance(70)).then_some(due);
        let outcome = self.outcome(&begun.request, &fate, started, due);
        let request = GenerateRequest {
            schedule_time: scheduled.map(Stamp::from_utc),
            ..begun.request
        };
        let mut job = Job {
            job_id: begun.id,
            status: fate.clone(),
            document_id: Some(request.document_id.clone()),
            document_title: begun.document.map(|document| document.title.clone()),
            channels: request.channels.clone(),
            template_id: request.template_id.clone(),
            tone: request.tone.clone(),
            progress: Some(if started.is_some() { 1.0 } else { 0.0 }),
            queue_position: None,
            created_at: Stamp::from_utc(begun.created),
            started_at: started.map(Stamp::from_utc),
            completed_at: Some(Stamp::from_utc(outcome.ended)),
            scheduled_for: request.schedule_time.clone(),
            held_until: None,
            results: outcome.results,
            errors: outcome.errors,
            attempt: Some(if retry_of.is_some() { 2 } else { 1 }),
            retry_of,
            retried_as: None,
            created_by: self.pick(&PEOPLE).map(str::to_owned),
            request: Some(request),
            rest: Map::new(),
        };
        if fate != JobStatus::Cancelled {
            // A job of one channel cannot have gone well in part.
            job.status = work::outcome(&job);
        }
        (job, begun.document)
    }

    /// Lets a job be the second try of the next older one, now and then.
    fn tries_again(&mut self, number: u32, job: &Failed<'a>, fate: &JobStatus) -> Option<JobId> {
        let last = number + 1 >= self.count;
        if last || *fate != JobStatus::Completed || !self.chance(6) {
            return None;
        }
        let created = self.moment(number + 1);
        let failed = Failed {
            id: self.id(created),
            created,
            request: job.request.clone(),
            document: job.document,
        };
        let id = failed.id.clone();
        self.failed = Some(failed);
        Some(id)
    }

    fn fate(&mut self) -> JobStatus {
        match self.rng.u8(0..100) {
            0..75 => JobStatus::Completed,
            75..85 => JobStatus::Partial,
            85..94 => JobStatus::Failed,
            _ => JobStatus::Cancelled,
        }
    }
}
