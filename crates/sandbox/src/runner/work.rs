//! One job's run: channel by channel, to the end.

use wire::{
    events::{Event, JobEvent},
    jobs::{ChannelResult, Job, JobId, JobStatus, Verdict},
};

use super::{
    channel::{Run, Stop},
    lifecycle,
};
use crate::{error::Result, state::App, store::jobs};

/// Runs a job to its end, or until it is cancelled.
pub async fn run(app: &App, job: Job) -> Result<()> {
    for channel in job.channels.clone() {
        let ended = job
            .result(&channel)
            .is_some_and(|result| !matches!(result.verdict(), Verdict::Waiting | Verdict::Running));
        if ended {
            continue;
        }
        let run = Run {
            app,
            job: &job,
            channel: &channel,
        };
        match run.all().await {
            Ok(()) => {}
            Err(Stop::Cancelled) => return Ok(()),
            Err(Stop::Failed(reason)) => match run.fail(reason).await {
                Err(Stop::Broken(error)) => return Err(error),
                Err(_) => return Ok(()),
                Ok(()) => {}
            },
            Err(Stop::Broken(error)) => {
                // The job must not stay in progress for ever.
                let reason = "Something went wrong on the server for this channel.".to_owned();
                // If not even that can be stored, there is nothing left to try.
                let _ = run.fail(reason).await;
                eprintln!("job {}: {error:?}", job.job_id);
            }
        }
    }
    finish(app, job.job_id).await
}

/// Ends a job: what became of it is told by its channels.
async fn finish(app: &App, id: JobId) -> Result<()> {
    let now = app.clock.stamp();
    let stopped = app
        .store
        .write(move |change| {
            let mut job = jobs::get(&change.connection, &id)?;
            if job.status != JobStatus::InProgress {
                return Ok(false);
            }
            job.status = outcome(&job);
            job.progress = Some(1.0);
            job.completed_at = Some(now.clone());
            jobs::save(&change.connection, &job)?;
            let event = match job.status {
                JobStatus::Failed => JobEvent::Failed,
                _ => JobEvent::Completed,
            };
            let is_good = job.status == JobStatus::Completed;
            change.tell(Event::Job(event, Box::new(job)));
            if is_good {
                return Ok(false);
            }
            lifecycle::stop_batch(change, &id, &now)
        })
        .await?;
    if stopped {
        app.runner.interrupt();
    }
    Ok(())
}

/// Where a job stands whose channels have all ended.
pub fn outcome(job: &Job) -> JobStatus {
    let good = |result: &&ChannelResult| result.verdict() == Verdict::Good;
    match job.results.values().filter(good).count() {
        0 => JobStatus::Failed,
        all if all == job.results.len() => JobStatus::Completed,
        _ => JobStatus::Partial,
    }
}
