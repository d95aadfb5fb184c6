//! How a job begins, is cancelled, and is tried again.

use serde_json::Map;
use wire::{
    Stamp,
    events::{Event, JobEvent},
    generate::GenerateRequest,
    jobs::{ChannelResult, Job, JobId, JobStatus, PartStatus, Verdict},
};

use super::tell_queue;
use crate::{
    error::{Error, Result},
    ids,
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
        results,
        errors: Vec::new(),
        attempt: Some(1),
        retry_of: None,
        created_by: Some(created_by),
        request: Some(request),
        rest: Map::new(),
    })
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

/// Makes a new job of one that did not go well, for the channels that are not out.
pub fn retry(change: &mut Change<'_>, id: &JobId, by: String, now: &Stamp) -> Result<Job> {
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
        .ok_or_else(|| Error::conflict(format!("Job {id} has no recipe to run again")))?;
    // What went out must not go out twice.
    let channels = request
        .channels
        .iter()
        .filter(|channel| old.result(channel).map(ChannelResult::verdict) != Some(Verdict::Good))
        .cloned()
        .collect();
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
    enqueue(change, job, now)
}
