//! The control route that changes many jobs, for measuring; there only with `--faults`.

use std::time::Duration;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, MissedTickBehavior, interval};
use wire::{
    Stamp,
    events::{Event, JobEvent},
    jobs::{Job, JobId, JobStatus, PartStatus},
};

use super::faults::available;
use crate::{
    error::Result,
    extract::Body,
    state::App,
    store::{Change, jobs},
};

/// How often some of the jobs are changed.
const TICK: Duration = Duration::from_millis(50);

/// How much is changed.
#[derive(Deserialize)]
pub struct Stir {
    /// Changes a second, of as many jobs in turn.
    per_second: u32,
    /// For how long.
    seconds: u32,
}

/// `POST`: changes jobs that have ended, one after the other, and answers once that is over.
///
/// Each change is stored and told like any other, so whoever listens must end with what the
/// database holds.
pub async fn stir(State(app): State<App>, Body(load): Body<Stir>) -> Result<Response> {
    available(&app)?;
    let ids = app.store.read(|view| jobs::ended(view.connection)).await?;
    let mut turn = ids.into_iter().cycle();
    let begin = Instant::now();
    let end = begin + Duration::from_secs(load.seconds.into());
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut changed: u64 = 0;
    while Instant::now() < end {
        tick.tick().await;
        let due = u64::from(load.per_second) * elapsed_millis(begin) / 1000;
        let count = usize::try_from(due.saturating_sub(changed)).unwrap_or(usize::MAX);
        let now: Vec<JobId> = turn.by_ref().take(count).collect();
        if now.is_empty() {
            continue;
        }
        let stamp = app.clock.stamp();
        changed += app
            .store
            .write(move |change| turn_over(change, &now, &stamp))
            .await?;
    }
    let answer = json!({ "changed": changed, "milliseconds": elapsed_millis(begin) });
    Ok((StatusCode::OK, Json(answer)).into_response())
}

fn elapsed_millis(begin: Instant) -> u64 {
    u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Changes these jobs in one transaction.
fn turn_over(change: &mut Change<'_>, ids: &[JobId], now: &Stamp) -> Result<u64> {
    let mut changed = 0;
    for id in ids {
        let (job, ()) = jobs::edit(change, id, |job| {
            other_end(job, now);
            Ok(())
        })?;
        let event = match job.status {
            JobStatus::Failed => JobEvent::Failed,
            _ => JobEvent::Completed,
        };
        change.tell(Event::Job(event, Box::new(job)));
        changed += 1;
    }
    Ok(changed)
}

/// Lets a job have ended well that had not, and the other way round.
fn other_end(job: &mut Job, now: &Stamp) {
    let is_well = job.status != JobStatus::Completed;
    let (status, part) = if is_well {
        (JobStatus::Completed, PartStatus::Success)
    } else {
        (JobStatus::Failed, PartStatus::Failed)
    };
    job.status = status;
    job.completed_at = Some(now.clone());
    job.errors = if is_well {
        Vec::new()
    } else {
        vec!["Stirred by the sandbox".to_owned()]
    };
    for result in job.results.values_mut() {
        result.status = Some(part.clone());
    }
}
