//! Runs jobs: a queue in the database, and workers that take from it.
//!
//! The database is the only memory. A worker asks it at every step whether
//! the job is still to be run, so a cancelled job stops within a step, and a
//! server that starts again goes on with what it finds.

mod channel;
pub mod lifecycle;
mod pieces;
pub mod published;
pub mod work;

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use tokio::sync::{Notify, watch};
use wire::{
    Stamp,
    events::{Event, JobEvent},
    jobs::{Job, JobId, JobStatus, PartStatus},
};

use crate::{
    error::Result,
    state::App,
    store::{Change, jobs},
};

/// The longest that a worker sleeps; scheduled jobs may be due earlier.
const MAX_SLEEP: Duration = Duration::from_secs(30);
/// How many waiting jobs are told that they moved up in the queue.
const TOLD: u32 = 50;

/// What wakes the workers.
#[derive(Default)]
pub struct Runner {
    wake: Notify,
    cancelled: watch::Sender<u64>,
    busy: AtomicUsize,
    alive: AtomicUsize,
    stopped: watch::Sender<bool>,
}

impl Runner {
    /// Ends the workers where they are; the next start goes on from there.
    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }

    /// Waits until the server ends its work.
    pub async fn stopped(&self) {
        let mut stopped = self.stopped.subscribe();
        // The sender lives as long as the server.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }

    /// Tells the workers that there may be something to do.
    pub fn wake(&self) {
        self.wake.notify_waiters();
        // One that is just about to sleep takes this instead.
        self.wake.notify_one();
    }

    /// Tells the workers to look whether their job was cancelled.
    pub fn interrupt(&self) {
        self.cancelled.send_modify(|count| *count += 1);
    }

    /// Wakes when some job was cancelled.
    pub fn interrupts(&self) -> watch::Receiver<u64> {
        self.cancelled.subscribe()
    }

    /// How many workers are working.
    pub fn busy(&self) -> usize {
        self.busy.load(Ordering::Relaxed)
    }

    /// How many workers there are.
    pub fn alive(&self) -> usize {
        self.alive.load(Ordering::Relaxed)
    }
}

/// Goes on with what an earlier life left, and starts the workers.
pub fn start(app: &App) -> Result<()> {
    resume(app)?;
    for _ in 0..app.args.workers.max(1) {
        let app = app.clone();
        app.runner.alive.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(async move {
            let mut stopped = app.runner.stopped.subscribe();
            tokio::select! {
                () = worker(app.clone()) => {}
                // The sender lives as long as the server.
                _ = stopped.wait_for(|stopped| *stopped) => {}
            }
            app.runner.alive.fetch_sub(1, Ordering::Relaxed);
        });
    }
    Ok(())
}

/// Puts the jobs that were running back to the head of the queue.
///
/// What a job has published stays published; its other channels begin anew.
fn resume(app: &App) -> Result<()> {
    app.store.write_now(|change| {
        for id in jobs::running(&change.connection)? {
            let (job, ()) = jobs::edit(change, &id, |job| {
                job.status = JobStatus::Pending;
                for result in job.results.values_mut() {
                    let ended = matches!(
                        result.status,
                        Some(PartStatus::Completed | PartStatus::Failed | PartStatus::Cancelled)
                    );
                    if !ended {
                        result.status = Some(PartStatus::Pending);
                        result.progress = Some(0.0);
                        result.started_at = None;
                    }
                }
                Ok(())
            })?;
            change.tell(Event::Job(JobEvent::Updated, Box::new(job)));
        }
        Ok(())
    })
}

async fn worker(app: App) {
    loop {
        let claimed = claim(&app).await;
        match claimed {
            Ok(Some(job)) => {
                app.runner.busy.fetch_add(1, Ordering::Relaxed);
                let id = job.job_id.clone();
                if let Err(error) = work::run(&app, job).await {
                    eprintln!("job {id}: {error:?}");
                }
                app.runner.busy.fetch_sub(1, Ordering::Relaxed);
            }
            Ok(None) => sleep(&app).await,
            Err(error) => {
                eprintln!("queue: {error:?}");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

async fn sleep(app: &App) {
    let now = app.clock.stamp();
    let due = app
        .store
        .read(|view| jobs::next_due(view.connection))
        .await
        .ok()
        .flatten()
        .and_then(|due| u64::try_from(due - now.sort_key()).ok())
        .map_or(MAX_SLEEP, |micros| {
            Duration::from_micros(micros).min(MAX_SLEEP)
        });
    tokio::select! {
        () = app.runner.wake.notified() => {}
        // A little more, so that the job is due and not almost due.
        () = tokio::time::sleep(due + Duration::from_millis(1)) => {}
    }
}

/// Takes the next job off the queue.
async fn claim(app: &App) -> Result<Option<Job>> {
    let now = app.clock.stamp();
    app.store
        .write(move |change| {
            let Some(id) = jobs::queued(&change.connection, &now, 1)?
                .into_iter()
                .next()
            else {
                return Ok(None);
            };
            let (job, ()) = jobs::edit(change, &id, |job| {
                job.status = JobStatus::InProgress;
                job.queue_position = None;
                job.held_until = None;
                job.started_at.get_or_insert_with(|| now.clone());
                Ok(())
            })?;
            change.tell(Event::Job(JobEvent::Updated, Box::new(job.clone())));
            tell_queue(change, &now)?;
            Ok(Some(job))
        })
        .await
}

/// Tells the jobs at the head of the queue that they moved up.
pub fn tell_queue(change: &mut Change<'_>, now: &Stamp) -> Result<()> {
    for id in jobs::queued(&change.connection, now, TOLD)? {
        tell(change, &id, JobEvent::Updated, now)?;
    }
    Ok(())
}

/// Tells the feeds how a job stands now.
pub fn tell(change: &mut Change<'_>, id: &JobId, event: JobEvent, now: &Stamp) -> Result<()> {
    let mut job = jobs::get(&change.connection, id)?;
    jobs::place(&change.connection, &mut job, now)?;
    change.tell(Event::Job(event, Box::new(job)));
    Ok(())
}
