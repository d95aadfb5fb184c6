//! Batches: many jobs at once, all or none.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use wire::{
    Stamp,
    batch::{Batch, BatchId, BatchRequest, MOST},
    detail::{Detail, ErrorBody, Problem},
    routes,
};

use super::generate;
use crate::{
    auth::Writer,
    engine::SourceDocument,
    error::{Error, Result, problem},
    extract::Body,
    ids,
    runner::lifecycle,
    state::App,
    store::{
        Change,
        batches::{self, NewBatch},
    },
};

/// Starts many jobs at once; if one of the requests is refused, none is started
#[utoipa::path(post, path = routes::BATCH.template, tag = "content",
    operation_id = "start_batch",
    security(("bearer" = []), ("api_key" = [])), request_body = BatchRequest,
    responses((status = 202, body = Batch), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody,
            description = "`loc` is `body`, `requests`, the request's place, its field")))]
pub async fn start(
    State(app): State<App>,
    Writer(identity): Writer,
    headers: HeaderMap,
    Body(mut request): Body<BatchRequest>,
) -> Result<(StatusCode, Json<Batch>)> {
    let key = request
        .idempotency_key
        .take()
        .or_else(|| generate::key_of(&headers));
    basics(&request, key.as_deref())?;
    let user = identity.user.id.to_string();
    let held_until = lifecycle::hold_end(&app, request.hold_seconds.take());
    let print = serde_json::to_string(&request)?;
    if let Some(key) = key.clone() {
        let (user, print) = (user.clone(), print.clone());
        let known = app
            .store
            .read(move |view| same_request(view.connection, &user, &key, &print))
            .await?;
        if let Some(batch) = known {
            return Ok((StatusCode::ACCEPTED, Json(batch)));
        }
    }
    let shared = app.clone();
    let (request, documents) = tokio::task::spawn_blocking(move || {
        let documents = check(&shared, &request)?;
        Ok::<_, Error>((request, documents))
    })
    .await
    .map_err(Error::internal)??;

    let now = app.clock.stamp();
    let batch = app
        .store
        .write(move |change| {
            if let Some(key) = &key
                && let Some(batch) = same_request(&change.connection, &user, key, &print)?
            {
                return Ok(batch);
            }
            let submission = BatchSubmission {
                request,
                documents,
                user: &user,
                by: &identity.user.name,
                key: key.as_deref(),
                print: &print,
                held_until,
            };
            enqueue(change, submission, &now)
        })
        .await?;
    app.runner.wake();
    Ok((StatusCode::ACCEPTED, Json(batch)))
}

/// What the batch itself must be.
fn basics(request: &BatchRequest, key: Option<&str>) -> Result<()> {
    let mut problems = Vec::new();
    if request.requests.is_empty() {
        let message = "Add at least one item";
        problems.push(problem(["requests"], "too_short", message));
    }
    if request.requests.len() > MOST {
        let message = format!("A batch holds at most {MOST} requests");
        problems.push(problem(["requests"], "too_long", message));
    }
    if let Some(refused) = key.and_then(generate::key_problem) {
        problems.push(refused);
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(problems))
    }
}

/// Checks every request as if it came alone; gives the documents, in the same order.
fn check(app: &App, request: &BatchRequest) -> Result<Vec<SourceDocument>> {
    let templates = app.all_templates()?;
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    for (place, item) in request.requests.iter().enumerate() {
        let mut refuse = |found: Vec<Problem>| {
            problems.extend(found.into_iter().map(|problem| within(place, problem)));
        };
        if item.dry_run {
            let message = "Batches can't be dry runs. Preview items one by one";
            refuse(vec![problem(["dry_run"], "value_error", message)]);
        }
        if item.idempotency_key.is_some() {
            let message = "Set the idempotency key once for the batch";
            refuse(vec![problem(["idempotency_key"], "value_error", message)]);
        }
        if item.hold_seconds.is_some() {
            let message = "Set the hold once for the batch";
            refuse(vec![problem(["hold_seconds"], "value_error", message)]);
        }
        match generate::checked(app, &templates, item) {
            Ok(document) => documents.push(document),
            Err(Error {
                detail: Detail::Problems(found),
                ..
            }) => refuse(found),
            Err(error) => return Err(error),
        }
    }
    if problems.is_empty() {
        Ok(documents)
    } else {
        Err(Error::invalid(problems))
    }
}

/// The problem of a request, as one of the batch's.
fn within(place: usize, mut problem: Problem) -> Problem {
    let body = usize::from(problem.loc.first().is_some_and(|first| first == "body"));
    problem
        .loc
        .splice(..body, ["body".into(), "requests".into(), place.into()]);
    problem
}

fn same_request(
    connection: &rusqlite::Connection,
    user: &str,
    key: &str,
    print: &str,
) -> Result<Option<Batch>> {
    match batches::by_idempotency_key(connection, user, key)? {
        Some((known, id)) if known == print => batches::get(connection, &id).map(Some),
        Some((_, id)) => Err(Error::conflict(format!(
            "This idempotency key has started batch {id} from another request"
        ))),
        None => Ok(None),
    }
}

struct BatchSubmission<'a> {
    request: BatchRequest,
    documents: Vec<SourceDocument>,
    user: &'a str,
    by: &'a str,
    key: Option<&'a str>,
    print: &'a str,
    held_until: Option<Stamp>,
}

fn enqueue(change: &mut Change<'_>, submission: BatchSubmission<'_>, now: &Stamp) -> Result<Batch> {
    let millis = now.sort_key() / 1000;
    let batch_id: BatchId = ids::other("bat", millis)?.into();
    let stop_on_error = submission.request.stop_on_error;
    let mut jobs = submission
        .request
        .requests
        .into_iter()
        .zip(submission.documents)
        .map(|(request, document)| {
            lifecycle::new_job(request, Some(document.title), submission.by.to_owned(), now)
        })
        .collect::<Result<Vec<_>>>()?;
    // All begin at one time, so it is their ids that keep them in the plan's order.
    let mut ids: Vec<_> = jobs.iter().map(|job| job.job_id.clone()).collect();
    ids.sort_unstable();
    for (job, id) in jobs.iter_mut().zip(ids) {
        job.job_id = id;
    }
    let jobs = jobs
        .into_iter()
        .map(|job| {
            lifecycle::enqueue(
                change,
                lifecycle::hold(job, submission.held_until.clone()),
                now,
            )
        })
        .collect::<Result<Vec<_>>>()?;
    let row = NewBatch {
        id: &batch_id,
        user: submission.user,
        key: submission.key,
        request: submission.print,
        stop_on_error,
        created_at: millis,
    };
    batches::save(&change.connection, &row, jobs.iter().map(|job| &job.job_id))?;
    Ok(Batch { batch_id, jobs })
}
