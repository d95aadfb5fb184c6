//! The job routes: sync, list, detail, retry, totals.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Map, Value, json};

use super::{
    answer::{Answer, HandlerResult, missing, problem, put},
    clock::{ScheduledTime, digits, naive, now, paced, read_scheduled_time},
    keys::admit,
    parsed_request::{BodyProblem, ParsedRequest},
    world::{Environment, World},
};

/// The channels that a job may have.
const CHANNELS: [&str; 5] = ["email", "website", "twitter", "linkedin", "facebook"];
/// The names that the list's filter has for them.
const FILTERS: [&str; 5] = [
    "email",
    "website",
    "social_twitter",
    "social_linkedin",
    "social_facebook",
];
/// How long a job waits and runs, in milliseconds.
const WAITS: i32 = 120;
const RUNS: i32 = 580;
/// What an id has of a document's, in characters.
const KEPT_OF_DOCUMENT: usize = 8;

const NO_PLATFORM: &str = "Client error '405 Method Not Allowed' for url 'http://localhost:8002/api/v1/content'\n\
     For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/405";

/// A job.
pub struct Job {
    id: String,
    document: String,
    channels: Vec<String>,
    created: DateTime<Utc>,
    /// When it runs, from and until; never, where nothing works it off.
    runs: Option<(DateTime<Utc>, DateTime<Utc>)>,
    outcome: Outcome,
    /// As it was recorded, told as it was.
    recorded: Option<Value>,
    /// Its document's id cannot be written.
    is_poisoned: bool,
}

/// What becomes of a job.
#[derive(Clone)]
struct Outcome {
    status: String,
    results: Map<String, Value>,
    errors: Vec<Value>,
}

impl Job {
    fn status(&self) -> &str {
        match self.runs {
            Some((_, until)) if now() >= until => &self.outcome.status,
            Some((from, _)) if now() >= from => "in_progress",
            _ => "pending",
        }
    }

    fn ended(&self) -> Option<DateTime<Utc>> {
        let (_, until) = self.runs?;
        (now() >= until).then_some(until)
    }
}

impl World {
    /// Puts recorded jobs into the store: one, or a list of them.
    pub fn recall(&mut self, told: Value) {
        let list = match told {
            Value::Array(list) => list,
            one => vec![one],
        };
        let zone = self.zone();
        for told in list {
            let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
            let id = text("job_id").to_owned();
            let created = NaiveDateTime::parse_from_str(text("created_at"), "%Y-%m-%dT%H:%M:%S%.f");
            let created = created.unwrap_or_default().and_utc();
            let created = created.checked_sub_signed(zone).unwrap_or(created);
            let results = told.get("results").and_then(Value::as_object).cloned();
            let results = results.unwrap_or_default();
            self.keep(Job {
                document: id.splitn(3, '_').nth(2).unwrap_or_default().to_owned(),
                channels: results.keys().cloned().collect(),
                created,
                runs: Some((created, created)),
                outcome: Outcome {
                    status: text("status").to_owned(),
                    results,
                    errors: Vec::new(),
                },
                id,
                recorded: Some(told),
                is_poisoned: false,
            });
        }
    }

    /// Puts a job into the store; one with the same id is lost, as it really is.
    fn keep(&mut self, job: Job) {
        match self.jobs.iter_mut().find(|known| known.id == job.id) {
            Some(known) => *known = job,
            None => self.jobs.push(job),
        }
    }

    /// Begins a job, which waits for ever unless it `runs`; its id, and when it was created.
    fn enqueue(&mut self, document: &str, channels: &[String], runs: bool) -> (String, String) {
        let created = now();
        let kept: String = document.chars().take(KEPT_OF_DOCUMENT).collect();
        let id = format!("sync_{}_{kept}", digits(created + self.zone()));
        let begins = created + paced(WAITS, self.pace);
        let job = Job {
            id: id.clone(),
            document: document.to_owned(),
            channels: channels.to_vec(),
            created,
            runs: runs.then(|| (begins, begins + paced(RUNS, self.pace))),
            outcome: self.outcome(document, channels),
            recorded: None,
            is_poisoned: false,
        };
        self.keep(job);
        (id, naive(created + self.zone()))
    }

    /// What becomes of a job, as it was recorded.
    fn outcome(&self, document: &str, channels: &[String]) -> Outcome {
        let mut outcome = Outcome {
            status: "completed".to_owned(),
            results: Map::new(),
            errors: Vec::new(),
        };
        if self.environment == Environment::Tz && document.starts_with("gdocs:") {
            outcome.status = "failed".to_owned();
            outcome
                .errors
                .push("Google credentials not configured".into());
            return outcome;
        }
        let told = self.samples.body("job-completed-unescaped-colon");
        for channel in channels {
            if self.environment == Environment::Nomock && channel == "website" {
                let failed = json!({ "error": NO_PLATFORM });
                if outcome.results.insert(channel.clone(), failed).is_none() {
                    let error = format!("Failed to sync to website: {NO_PLATFORM}");
                    outcome.errors.push(error.into());
                }
                continue;
            }
            let mut result = told.pointer(&format!("/results/{channel}")).cloned();
            let result = result.get_or_insert_default();
            match channel.as_str() {
                "email" => put(result, "/job_id", super::hex::<8>()),
                "website" => put(result, "/content_id", super::uuid()),
                _ => {}
            }
            outcome.results.insert(channel.clone(), result.take());
        }
        if !outcome.errors.is_empty() {
            let all = outcome.errors.len() == outcome.results.len();
            outcome.status = if all { "failed" } else { "partial" }.to_owned();
        }
        outcome
    }

    /// A job as the list and the detail tell it.
    fn told(&self, job: &Job) -> Value {
        if let Some(recorded) = &job.recorded {
            return recorded.clone();
        }
        let ended = job.ended();
        let outcome = ended.is_some().then(|| job.outcome.clone());
        let (results, errors) = outcome
            .map(|it| (it.results, it.errors))
            .unwrap_or_default();
        json!({
            "job_id": job.id,
            "status": job.status(),
            "created_at": naive(job.created + self.zone()),
            "completed_at": ended.map(|ended| naive(ended + self.zone())),
            "results": results,
            "errors": errors,
        })
    }

    fn job(&self, id: &str) -> HandlerResult<&Job> {
        let found = self.jobs.iter().find(|job| job.id == id);
        found.ok_or_else(|| Answer::not_found(format!("Job {id} not found")))
    }
}

/// `GET /api/v2/jobs`
pub fn list(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    let requested = parsed.query("limit").unwrap_or("10");
    let Ok(limit) = requested.trim().parse::<i64>() else {
        return Ok(world.changed("jobs-list-limit-422", |told| {
            put(told, "/detail/0/input", requested);
        }));
    };
    let channel = match parsed
        .query("channel")
        .filter(|channel| !channel.is_empty())
    {
        None => None,
        Some(name) => {
            let at = FILTERS
                .iter()
                .position(|filter| filter.eq_ignore_ascii_case(name));
            Some(
                at.and_then(|at| CHANNELS.get(at))
                    .ok_or_else(Answer::crash)?,
            )
        }
    };
    let mut jobs: Vec<&Job> = world.jobs.iter().collect();
    jobs.sort_by_key(|job| std::cmp::Reverse(job.created));
    // Python's slice: a negative limit leaves off the oldest, and the filters come after it.
    let limit = if limit < 0 {
        let left_off = usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX);
        jobs.len().saturating_sub(left_off)
    } else {
        usize::try_from(limit).unwrap_or(usize::MAX)
    };
    jobs.truncate(limit);
    if jobs.iter().any(|job| job.is_poisoned) {
        return Err(Answer::crash());
    }
    let status = parsed.query("status").filter(|status| !status.is_empty());
    let told: Vec<Value> = jobs
        .into_iter()
        .filter(|job| channel.is_none_or(|channel| job.channels.iter().any(|it| it == channel)))
        .filter(|job| status.is_none_or(|status| job.status() == status))
        .map(|job| world.told(job))
        .collect();
    Ok(Answer::json(&told))
}

/// `GET /api/v2/jobs/{id}`
pub fn detail(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    let job = world.job(&parsed.param)?;
    match job.is_poisoned {
        true => Err(Answer::crash()),
        false => Ok(Answer::json(&world.told(job))),
    }
}

/// `POST /api/v2/jobs/{id}/retry`
pub fn retry(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    let job = world.job(&parsed.param)?;
    let status = job.status();
    if !["failed", "partial"].contains(&status) {
        let reason = format!("Job {} cannot be retried (status: {status})", job.id);
        return Err(Answer::refusal(StatusCode::BAD_REQUEST, reason));
    }
    let mut channels = job.channels.clone();
    if channels.is_empty() {
        channels = CHANNELS.map(str::to_owned).to_vec();
    }
    let document = job.document.clone();
    let (id, created) = world.enqueue(&document, &channels, true);
    Ok(Answer::json(&json!({
        "new_job_id": id,
        "status": "pending",
        "original_job_id": parsed.param,
        "created_at": created,
    })))
}

/// `POST /api/v2/content/sync`
pub fn sync(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    if parsed.body_problem == Some(BodyProblem::Broken) {
        return Err(world.recorded("sync-422-json"));
    }
    admit(world, parsed)?;
    if parsed.body_problem == Some(BodyProblem::HalfCharacter) {
        let (id, _) = world.enqueue("", &[], true);
        if let Some(job) = world.jobs.iter_mut().find(|job| job.id == id) {
            job.is_poisoned = true;
        }
        return Err(Answer::crash());
    }
    let problems = problems(world, parsed);
    if !problems.is_empty() {
        return Err(Answer::invalid(problems));
    }
    // Unknown names are dropped silently, and none left means all of them.
    let mut channels = parsed.texts("channels");
    channels.retain(|channel| CHANNELS.contains(channel));
    if channels.is_empty() {
        channels = CHANNELS.to_vec();
    }
    let channels: Vec<String> = channels.into_iter().map(str::to_owned).collect();
    let document = parsed.field("document_id").as_str().unwrap_or_default();
    let runs = match parsed
        .field("schedule_time")
        .as_str()
        .and_then(read_scheduled_time)
    {
        None => true,
        Some(ScheduledTime::Naive(time)) => time.and_utc() <= now() + world.zone(),
        Some(ScheduledTime::Aware) => {
            world.enqueue(document, &channels, false);
            return Err(world.recorded("sync-schedule-future-utc"));
        }
    };
    let (id, created) = world.enqueue(document, &channels, runs);
    Ok(Answer::json(&json!({
        "job_id": id,
        "status": "pending",
        "created_at": created,
        "scheduled_for": parsed.field("schedule_time"),
        "channels": channels,
        "correlation_id": parsed.field("correlation_id"),
    })))
}

/// What the model has against a request.
fn problems(world: &World, parsed: &ParsedRequest) -> Vec<Value> {
    let wish = &parsed.json;
    if wish.is_null() {
        return vec![missing(json!(["body"]), Value::Null)];
    }
    if !parsed.is_json() || !wish.is_object() {
        let message = "Input should be a valid dictionary or object to extract fields from";
        let input = match parsed.is_json() {
            true => wish.clone(),
            false => parsed.text.as_str().into(),
        };
        return vec![problem(
            "model_attributes_type",
            json!(["body"]),
            message,
            input,
        )];
    }
    let mut found = Vec::new();
    for (name, kind, noun) in [
        ("document_id", "string_type", "string"),
        ("channels", "list_type", "list"),
    ] {
        let place = json!(["body", name]);
        match wish.get(name) {
            None => found.push(missing(place, wish.clone())),
            Some(Value::String(_)) if noun == "string" => {}
            Some(Value::Array(_)) if noun == "list" => {}
            Some(value) => {
                let message = format!("Input should be a valid {noun}");
                found.push(problem(kind, place, &message, value.clone()));
            }
        }
    }
    if let Some(time) = parsed.field("schedule_time").as_str()
        && read_scheduled_time(time).is_none()
    {
        let told = world.samples.body("sync-schedule-422");
        let mut told = told.pointer("/detail/0").cloned().unwrap_or_default();
        put(&mut told, "/input", time);
        found.push(told);
    }
    found
}

/// `GET /api/v2/metrics`
pub fn totals(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    admit(world, parsed)?;
    let mut statuses = BTreeMap::<&str, u32>::new();
    let mut channels = BTreeMap::<&str, u32>::new();
    let mut synced = BTreeMap::new();
    for job in &world.jobs {
        *statuses.entry(job.status()).or_default() += 1;
        for channel in &job.channels {
            *channels.entry(channel).or_default() += 1;
        }
        if let Some(ended) = job.ended() {
            synced.insert(&job.document, naive(ended + world.zone()));
        }
    }
    let total = world.jobs.len();
    let completed = statuses.get("completed").copied().unwrap_or_default();
    let rate = 100.0 * f64::from(completed) / (total.max(1) as f64);
    Ok(Answer::json(&json!({
        "total_jobs": total,
        "active_jobs": 0,
        "status_breakdown": statuses,
        "channel_breakdown": channels,
        "success_rate": rate,
        "last_sync_times": synced,
    })))
}
