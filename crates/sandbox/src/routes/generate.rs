//! Generating: a preview at once, or a job.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use wire::{
    cache::CacheTarget,
    channel::{Channel, Platform},
    detail::{ErrorBody, Problem},
    generate::{Accepted, Finding, GenerateRequest, Preview, Severity},
    jobs::Job,
    routes,
    templates::Template,
};

use crate::{
    auth::Writer,
    caches::{self, Kept, KeptPreview},
    engine::{self, Recipe, SourceDocument},
    error::{Error, Result, problem},
    extract::Body,
    runner::lifecycle,
    state::App,
    store::jobs,
};

/// The most characters of an idempotency key.
const LONGEST_KEY: usize = 200;

/// Previews (dry run), or starts a job
#[utoipa::path(post, path = routes::GENERATE.template, tag = "content",
    security(("bearer" = []), ("api_key" = [])), request_body = GenerateRequest,
    responses((status = 200, body = Preview, description = "Dry run"),
        (status = 202, body = Accepted), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub async fn generate(
    State(app): State<App>,
    Writer(identity): Writer,
    headers: HeaderMap,
    Body(mut request): Body<GenerateRequest>,
) -> Result<Response> {
    if request.idempotency_key.is_none() {
        request.idempotency_key = key_of(&headers);
    }
    let templates = templates(&app).await?;
    let document = basics(&app, &request, &templates)?.clone();
    if request.dry_run {
        return preview(app, request, document, templates).await;
    }
    let key = request.idempotency_key.clone();
    let user = identity.user.id.to_string();
    let print = fingerprint(&request)?;
    if let Some(key) = key.clone()
        && let Some(job) = known_job(&app, user.clone(), key, print.clone()).await?
    {
        return Ok(accepted(job));
    }
    schedule(&app, &request)?;
    let (checked, source) = (request.clone(), document.clone());
    tokio::task::spawn_blocking(move || check(&templates, &checked, &source))
        .await
        .map_err(Error::internal)??;

    let now = app.clock.stamp();
    let held_until = lifecycle::hold_end(&app, request.hold_seconds);
    let job = app
        .store
        .write(move |change| {
            if let Some(key) = &key
                && let Some(job) = same_request(&change.connection, &user, key, &print)?
            {
                return Ok(job);
            }
            let by = identity.user.name;
            let job = lifecycle::new_job(request, Some(document.title), by, &now)?;
            let job = lifecycle::hold(job, held_until);
            if let Some(key) = &key {
                jobs::keep_idempotency_key(&change.connection, &user, key, &print, &job.job_id)?;
            }
            lifecycle::enqueue(change, job, &now)
        })
        .await?;
    app.runner.wake();
    Ok(accepted(job))
}

/// The key that a header names.
pub(super) fn key_of(headers: &HeaderMap) -> Option<String> {
    headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok())
        .map(str::to_owned)
}

/// What is wrong with a key.
pub(super) fn key_problem(key: &str) -> Option<Problem> {
    let message = format!("An idempotency key has 1 to {LONGEST_KEY} characters");
    (key.is_empty() || key.chars().count() > LONGEST_KEY)
        .then(|| problem(["idempotency_key"], "value_error", message))
}

/// Everything that a request must be before it becomes a job; gives its document.
pub(super) fn checked(
    app: &App,
    templates: &[Template],
    request: &GenerateRequest,
) -> Result<SourceDocument> {
    let document = basics(app, request, templates)?;
    schedule(app, request)?;
    check(templates, request, document)?;
    Ok(document.clone())
}

fn accepted(job: Job) -> Response {
    (StatusCode::ACCEPTED, Json(Accepted { job })).into_response()
}

/// The templates as they are now.
pub(super) async fn templates(app: &App) -> Result<Vec<Template>> {
    let app = app.clone();
    tokio::task::spawn_blocking(move || app.all_templates())
        .await
        .map_err(Error::internal)?
}

async fn preview(
    app: App,
    request: GenerateRequest,
    document: SourceDocument,
    templates: Vec<Template>,
) -> Result<Response> {
    let generated_at = app.clock.stamp();
    let (key, tags) = caches::preview_key(&request, &fingerprint(&request)?);
    let generation = app.caches.generation();
    let known = caches::look_up(&app, CacheTarget::Local, &key).await;
    let known = known.and_then(|kept| serde_json::from_slice::<KeptPreview>(&kept.body).ok());
    let (parts, findings) = match known {
        Some(known) => known,
        None => {
            let made = tokio::task::spawn_blocking(move || {
                engine::preview(&Recipe {
                    document: &document,
                    request: &request,
                    templates: &templates,
                })
            });
            let made: KeptPreview = made.await.map_err(Error::internal)?;
            let kept = Kept {
                body: serde_json::to_vec(&made)?.into(),
                headers: Vec::new(),
                tags,
            };
            caches::keep(&app, CacheTarget::Local, key, kept, generation).await;
            made
        }
    };
    let preview = Preview {
        parts,
        findings,
        generated_at,
    };
    Ok(Json(preview).into_response())
}

/// What makes two requests with one key the same request; how long it is held does not.
fn fingerprint(request: &GenerateRequest) -> Result<String> {
    let request = GenerateRequest {
        idempotency_key: None,
        hold_seconds: None,
        ..request.clone()
    };
    Ok(serde_json::to_string(&request)?)
}

async fn known_job(app: &App, user: String, key: String, print: String) -> Result<Option<Job>> {
    app.store
        .read(move |view| same_request(view.connection, &user, &key, &print))
        .await
}

fn same_request(
    connection: &rusqlite::Connection,
    user: &str,
    key: &str,
    print: &str,
) -> Result<Option<Job>> {
    match jobs::by_idempotency_key(connection, user, key)? {
        Some((known, id)) if known == print => jobs::get(connection, &id).map(Some),
        Some((_, id)) => Err(Error::conflict(format!(
            "This idempotency key has started job {id} from another request"
        ))),
        None => Ok(None),
    }
}

/// What holds for previews and jobs alike; gives the document.
pub(super) fn basics<'a>(
    app: &'a App,
    request: &GenerateRequest,
    templates: &[Template],
) -> Result<&'a SourceDocument> {
    let mut problems = Vec::new();
    let document = app.document(request.document_id.as_str());
    if document.is_none() {
        let message = match request.document_id.as_str() {
            "" => "Select a document".to_owned(),
            id => format!("Unknown document `{id}`"),
        };
        problems.push(problem(["document_id"], "value_error", message));
    }
    if request.channels.is_empty() {
        problems.push(problem(
            ["channels"],
            "too_short",
            "Select at least one channel",
        ));
    }
    for channel in &request.channels {
        let twice = request.channels.iter().filter(|it| *it == channel).count() > 1;
        if matches!(channel, Channel::Other(_)) || twice {
            let message = format!("`{channel}` is unknown or duplicated");
            problems.push(problem(["channels"], "enum", message));
            break;
        }
    }
    let social = request.channels.contains(&Channel::Social);
    if social && request.social_platforms.is_empty() {
        problems.push(problem(
            ["social_platforms"],
            "too_short",
            "Select at least one platform",
        ));
    }
    if let Some(platform) = request
        .social_platforms
        .iter()
        .find(|platform| matches!(platform, Platform::Other(_)))
    {
        let message = format!("Unknown platform `{platform}`");
        problems.push(problem(["social_platforms"], "enum", message));
    }
    if let Some(id) = &request.template_id
        && !templates.iter().any(|template| template.id == *id)
    {
        let message = format!("Unknown template `{id}`");
        problems.push(problem(["template_id"], "value_error", message));
    }
    problems.extend(request.idempotency_key.as_deref().and_then(key_problem));
    match document {
        Some(document) if problems.is_empty() => Ok(document),
        _ => Err(Error::invalid(problems)),
    }
}

fn schedule(app: &App, request: &GenerateRequest) -> Result<()> {
    let Some(time) = &request.schedule_time else {
        return Ok(());
    };
    let (kind, message) = if !time.is_zoned() {
        ("timezone_aware", "Include a time zone")
    } else if time.sort_key() <= app.clock.stamp().sort_key() {
        ("value_error", "The time is in the past")
    } else {
        return Ok(());
    };
    Err(Error::invalid(vec![problem(
        ["schedule_time"],
        kind,
        message,
    )]))
}

/// Renders every channel, and refuses what the checks refuse.
///
/// A channel that cannot be rendered at all is accepted: it fails by itself,
/// with its own error, and the others go out.
fn check(
    templates: &[Template],
    request: &GenerateRequest,
    document: &SourceDocument,
) -> Result<()> {
    let recipe = Recipe {
        document,
        request,
        templates,
    };
    let mut findings = engine::check(&recipe);
    for channel in &request.channels {
        if let Ok((_, found)) = engine::render(&recipe, channel) {
            findings.extend(found);
        }
    }
    let problems: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.code != "no_text")
        .map(as_problem)
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(problems))
    }
}

fn as_problem(finding: &Finding) -> Problem {
    let mut loc: Vec<Value> = vec!["body".into()];
    match (&finding.field, &finding.platform) {
        // A variable's name may itself hold dots.
        (Some(field), _) => match field.strip_prefix("options.variables.") {
            Some(name) => loc.extend(["options", "variables", name].map(Value::from)),
            None => loc.extend(field.split('.').map(Value::from)),
        },
        (None, Some(platform)) => {
            loc.extend(["social_platforms", platform.as_str()].map(Value::from));
        }
        (None, None) => loc.extend(["channels", finding.channel.as_str()].map(Value::from)),
    }
    Problem {
        kind: finding.code.clone(),
        loc,
        msg: finding.message.clone(),
        input: None,
    }
}
