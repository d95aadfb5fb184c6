//! How a job begins, is cancelled, and is tried again.

use chrono::TimeDelta;
use serde_json::Map;
use wire::{
    Stamp,
    channel::Channel,
    events::{Event, JobEvent},
    generate::GenerateRequest,
    jobs::{ChannelResult, Job, JobId, JobStatus, PartStatus, RetryRequest, Verdict},
};

use super::tell_queue;
use crate::{
    error::{Error, Result, problem},
    ids,
    state::App,
    store::{Change, batches, jobs},
};

/// A job that waits to be run.
pub fn new_job(
    request: GenerateRequest,
    document_title: Option<String>,
    created_by: String,
    now: &Stamp,
) -> Result<Job> {
    let request = GenerateRequest {
        dry_run: false,
        // Another job made from this recipe is another request.
        idempotency_key: None,
        hold_seconds: None,
        ..request
    };
    let waiting = ChannelResult {
        status: Some(PartStatus::Pending),
        progress: Some(0.0),
        ..ChannelResult::default()
    };
    let results = request
        .channels
        .iter()
        .map(|channel| (channel.as_str().to_owned(), waiting.clone()))
        .collect();
    Ok(Job {
        job_id: ids::job(now)?,
        status: JobStatus::Pending,
        document_id: Some(request.document_id.clone()),
        document_title,
        channels: request.channels.clone(),
        template_id: request.template_id.clone(),
        tone: request.tone.clone(),
        progress: Some(0.0),
        queue_position: None,
        created_at: now.clone(),
        started_at: None,
        completed_at: None,
        scheduled_for: request.schedule_time.clone(),
        held_until: None,
        results,
        errors: Vec::new(),
        attempt: Some(1),
        retry_of: None,
        retried_as: None,
        created_by: Some(created_by),
        request: Some(request),
        rest: Map::new(),
    })
}

/// The most seconds that a job can be held.
const LONGEST_HOLD: u32 = 300;

/// Until when a job that is asked for now is held; `None` for not at all.
pub fn hold_end(app: &App, seconds: Option<u32>) -> Option<Stamp> {
    let seconds = seconds.filter(|seconds| *seconds > 0)?;
    let millis = f64::from(seconds.min(LONGEST_HOLD)) * 1000.0 * app.args.pace;
    let end = app
        .clock
        .now()
        .checked_add_signed(TimeDelta::milliseconds(millis as i64))?;
    Some(Stamp::from_utc(end))
}

/// Holds a job, unless it waits longer than that anyway.
pub fn hold(job: Job, until: Option<Stamp>) -> Job {
    let until = until.filter(|until| {
        let scheduled = job.scheduled_for.as_ref();
        scheduled.is_none_or(|at| at.sort_key() < until.sort_key())
    });
    Job {
        held_until: until,
        ..job
    }
}

/// Lets a held job start at once. One that has started already stays as it is.
pub fn release(change: &mut Change<'_>, id: &JobId, now: &Stamp) -> Result<Job> {
    let (mut job, released) = jobs::edit(change, id, |job| {
        if !job.status.is_active() {
            return Err(Error::conflict(format!(
                "Job {id} has already ended ({})",
                job.status.as_str()
            )));
        }
        Ok(job.held_until.take().is_some())
    })?;
    jobs::place(&change.connection, &mut job, now)?;
    if released {
        change.tell(Event::Job(JobEvent::Updated, Box::new(job.clone())));
    }
    Ok(job)
}

/// Stores a new job, and tells of it.
pub fn enqueue(change: &mut Change<'_>, mut job: Job, now: &Stamp) -> Result<Job> {
    jobs::save(&change.connection, &job)?;
    jobs::place(&change.connection, &mut job, now)?;
    change.tell(Event::Job(JobEvent::Created, Box::new(job.clone())));
    Ok(job)
}

/// Stops a job that has not ended. What is published stays published.
pub fn cancel(change: &mut Change<'_>, id: &JobId, now: &Stamp) -> Result<Job> {
    let (job, ()) = jobs::edit(change, id, |job| {
        if !job.status.is_active() {
            return Err(Error::conflict(format!(
                "Job {id} has already ended ({})",
                job.status.as_str()
            )));
        }
        job.status = JobStatus::Cancelled;
        job.held_until = None;
        job.completed_at = Some(now.clone());
        for result in job.results.values_mut() {
            if matches!(result.verdict(), Verdict::Waiting | Verdict::Running) {
                result.status = Some(PartStatus::Cancelled);
                result.completed_at = Some(now.clone());
            }
        }
        Ok(())
    })?;
    change.drafts.retain(|(of, _), _| of != id);
    change.tell(Event::Job(JobEvent::Cancelled, Box::new(job.clone())));
    tell_queue(change, now)?;
    Ok(job)
}

/// Cancels what has not ended of a batch that stops when one of its jobs, this one, did not
/// end well. Tells whether there was something to cancel.
pub fn stop_batch(change: &mut Change<'_>, id: &JobId, now: &Stamp) -> Result<bool> {
    let mut any = false;
    for other in batches::stopped_by(&change.connection, id)? {
        if jobs::get(&change.connection, &other)?.status.is_active() {
            cancel(change, &other, now)?;
            any = true;
        }
    }
    Ok(any)
}

/// Makes a new job of one that did not go well: for the channels that are named, else for those
/// that are not out. It is held until `held_until`.
pub fn retry(
    change: &mut Change<'_>,
    id: &JobId,
    retry_request: &RetryRequest,
    held_until: Option<Stamp>,
    by: String,
    now: &Stamp,
) -> Result<Job> {
    let old = jobs::get(&change.connection, id)?;
    if !old.status.can_retry() {
        return Err(Error::conflict(format!(
            "Job {id} cannot be retried (status: {})",
            old.status.as_str()
        )));
    }
    if let Some(other) = jobs::active_retry(&change.connection, id)? {
        return Err(Error::conflict(format!(
            "Job {id} is already being retried as {other}"
        )));
    }
    let request = old
        .request
        .clone()
        .ok_or_else(|| Error::conflict(format!("Job {id} has no settings to retry")))?;
    let mut out = old.published();
    out.extend(jobs::published_since(&change.connection, id)?);
    let is_selected = |channel: &Channel| match &retry_request.channels {
        Some(named) => named.contains(channel),
        // What went out must not go out twice.
        None => !out.contains(channel),
    };
    let channels: Vec<_> = request
        .channels
        .iter()
        .filter(|it| is_selected(it))
        .cloned()
        .collect();
    let unknown = retry_request
        .channels
        .iter()
        .flatten()
        .find(|named| !request.channels.contains(named));
    if channels.is_empty() && retry_request.channels.is_none() {
        return Err(Error::conflict(format!(
            "Every channel of job {id} is already published"
        )));
    }
    let message = match unknown {
        Some(channel) => format!("This job has no channel `{channel}`"),
        None if channels.is_empty() => "Select at least one channel".to_owned(),
        None => String::new(),
    };
    if !message.is_empty() {
        return Err(Error::invalid(vec![problem(
            ["channels"],
            "value_error",
            message,
        )]));
    }
    let request = GenerateRequest {
        channels,
        schedule_time: None,
        ..request
    };
    let job = Job {
        attempt: Some(old.attempt.unwrap_or(1) + 1),
        retry_of: Some(id.clone()),
        ..new_job(request, old.document_title, by, now)?
    };
    enqueue(change, hold(job, held_until), now)
}
