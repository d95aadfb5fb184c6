//! Jobs.

use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;
use wire::{
    Stamp,
    channel::Channel,
    detail::ErrorBody,
    jobs::{Job, JobFilter, JobId, JobSort, JobStatus, RetryRequest},
    routes,
};

use crate::{
    auth::{Identity, Writer},
    error::{Result, bad_query},
    extract::{MaybeBody, Pairs, Segment},
    openapi::JobPage,
    runner::lifecycle,
    state::App,
    store::jobs,
};

/// The jobs that a filter lets through, with their exact total
#[utoipa::path(get, path = routes::JOBS.template, tag = "jobs",
    operation_id = "list_jobs",
    security(("bearer" = []), ("api_key" = [])),
    params(("status" = Option<String>, Query, description = "Any of these, joined by commas"),
        ("channel" = Option<String>, Query, description = "Any of these, joined by commas"),
        ("q" = Option<String>, Query,
            description = "Text in the id, the document's id or title, or the errors"),
        ("from" = Option<Stamp>, Query, description = "Asked for at or after"),
        ("to" = Option<Stamp>, Query, description = "Asked for before"),
        ("sort" = Option<String>, Query, description = "`created_at`, `completed_at`, \
            `document`, `status` or `duration`; with `-` in front, largest first"),
        ("limit" = Option<u32>, Query, description = "1 to 500; 50 unless given"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, body = JobPage), (status = 401, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub async fn list(State(app): State<App>, _: Identity, pairs: Pairs) -> Result<Json<Value>> {
    let filter = filter(&pairs)?;
    let now = app.clock.stamp();
    app.store
        .read(move |view| jobs::list(view.connection, &filter, &now))
        .await
        .map(|page| Json(page.to_json("jobs")))
}

fn filter(pairs: &Pairs) -> Result<JobFilter> {
    let sort = match pairs.get("sort") {
        None => JobSort::default(),
        Some(text) => text
            .parse()
            .map_err(|error| bad_query("sort", "enum", format!("{error}"), text))?,
    };
    Ok(JobFilter {
        status: pairs.words("status").map(JobStatus::from).collect(),
        channel: pairs.words("channel").map(Channel::from).collect(),
        q: pairs.get("q").unwrap_or_default().to_owned(),
        from: time(pairs, "from")?,
        to: time(pairs, "to")?,
        sort,
        limit: limit(pairs)?,
        cursor: pairs.get("cursor").map(str::to_owned),
    })
}

fn time(pairs: &Pairs, name: &str) -> Result<Option<Stamp>> {
    pairs
        .get(name)
        .map(|text| {
            Stamp::parse(text)
                .map_err(|error| bad_query(name, "datetime_parsing", format!("{error}"), text))
        })
        .transpose()
}

/// How many entries a page is to have.
pub fn limit(pairs: &Pairs) -> Result<Option<u32>> {
    pairs
        .get("limit")
        .map(|text| match text.parse() {
            Ok(limit) if (1..=500).contains(&limit) => Ok(limit),
            _ => Err(bad_query(
                "limit",
                "int_parsing",
                "A number from 1 to 500 is needed",
                text,
            )),
        })
        .transpose()
}

/// One job, with what is written of it so far
#[utoipa::path(get, path = routes::JOB.template, tag = "jobs",
    operation_id = "get_job",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = Job), (status = 401, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn get(State(app): State<App>, _: Identity, Segment(id): Segment) -> Result<Json<Job>> {
    let now = app.clock.stamp();
    app.store
        .read(move |view| jobs::show(view, &id.into(), &now))
        .await
        .map(Json)
}

/// Stops a job; what it has published stays published
#[utoipa::path(delete, path = routes::CANCEL_JOB.template, tag = "jobs",
    operation_id = "cancel_job",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = Job), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "It has already ended")))]
pub async fn cancel(State(app): State<App>, _: Writer, Segment(id): Segment) -> Result<Json<Job>> {
    let (id, now) = (JobId::from(id), app.clock.stamp());
    let job = app
        .store
        .write(move |change| lifecycle::cancel(change, &id, &now))
        .await?;
    app.runner.interrupt();
    Ok(Json(job))
}

/// Ends the time in which a waiting job can still be undone
#[utoipa::path(post, path = routes::RELEASE_JOB.template, tag = "jobs",
    operation_id = "release_job",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    responses((status = 200, body = Job), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "It has already ended")))]
pub async fn release(State(app): State<App>, _: Writer, Segment(id): Segment) -> Result<Json<Job>> {
    let (id, now) = (JobId::from(id), app.clock.stamp());
    let job = app
        .store
        .write(move |change| lifecycle::release(change, &id, &now))
        .await?;
    app.runner.wake();
    Ok(Json(job))
}

/// Runs a job again, as a new one, for the channels that are not out or for those that are named
#[utoipa::path(post, path = routes::RETRY_JOB.template, tag = "jobs",
    operation_id = "retry_job",
    security(("bearer" = []), ("api_key" = [])), params(("id" = String, Path)),
    request_body = Option<RetryRequest>,
    responses((status = 202, body = Job), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "It didn't fail, or is being retried"),
        (status = 422, body = ErrorBody)))]
pub async fn retry(
    State(app): State<App>,
    Writer(identity): Writer,
    Segment(id): Segment,
    MaybeBody(retry_request): MaybeBody<RetryRequest>,
) -> Result<(StatusCode, Json<Job>)> {
    let (id, now) = (JobId::from(id), app.clock.stamp());
    let retry_request = retry_request.unwrap_or_default();
    let held_until = lifecycle::hold_end(&app, retry_request.hold_seconds);
    let job = app
        .store
        .write(move |change| {
            let by = identity.user.name;
            lifecycle::retry(change, &id, &retry_request, held_until, by, &now)
        })
        .await?;
    app.runner.wake();
    Ok((StatusCode::ACCEPTED, Json(job)))
}
