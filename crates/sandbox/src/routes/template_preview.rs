//! What a template makes of a document, without keeping anything of it.

use axum::{Json, extract::State};
use wire::{
    channel::{Channel, Platform},
    detail::ErrorBody,
    generate::{GenerateRequest, Options, Parts},
    routes,
    templates::{PreviewRequest, Rendering, SourceProblem},
};

use super::templates::of_draft;
use crate::{
    auth::Identity,
    engine::{self, EngineError, Recipe, SourceDocument},
    error::{Error, Result, problem},
    extract::Body,
    seed,
    state::{App, with_pictures_at},
};

/// The id that a template has while it is rendered only.
const DRAFT: &str = "this-template";

/// Renders a template that need not be stored
#[utoipa::path(post, path = routes::PREVIEW_TEMPLATE.template, tag = "templates",
    operation_id = "preview_template",
    security(("bearer" = []), ("api_key" = [])), request_body = PreviewRequest,
    responses((status = 200, body = Rendering), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn preview(
    State(app): State<App>,
    identity: Identity,
    Body(request): Body<PreviewRequest>,
) -> Result<Json<Rendering>> {
    // Nothing is changed, so who may look may do this.
    identity.require("templates:read")?;
    let document = match &request.document_id {
        Some(id) => {
            identity.require("documents:read")?;
            app.document(id.as_str()).cloned().ok_or_else(|| {
                let message = format!("Unknown document `{id}`");
                Error::invalid(vec![problem(["document_id"], "value_error", message)])
            })?
        }
        None => with_pictures_at(seed::documents::sample(), app.base_url()),
    };
    if let Channel::Other(name) = request.template.channel.family() {
        let message = format!("Unknown channel `{name}`");
        return Err(Error::invalid(vec![problem(
            ["template", "channel"],
            "value_error",
            message,
        )]));
    }
    tokio::task::spawn_blocking(move || render(request, &document))
        .await
        .map(Json)
        .map_err(Error::internal)
}

fn render(request: PreviewRequest, document: &SourceDocument) -> Rendering {
    let channel = request.template.channel.family();
    let template = of_draft(&DRAFT.into(), request.template);
    let generate = GenerateRequest {
        document_id: document.id.clone(),
        channels: vec![channel.clone()],
        social_platforms: Platform::KNOWN.to_vec(),
        template_id: Some(template.id.clone()),
        tone: request.tone,
        options: Options {
            seo: true,
            hashtags: true,
            variables: request.variables,
            ..Options::default()
        },
        ..GenerateRequest::default()
    };
    let templates = [template];
    let recipe = Recipe {
        document,
        request: &generate,
        templates: &templates,
    };
    let mut rendering = Rendering {
        parts: Parts::default(),
        findings: Vec::new(),
        problem: None,
        document_title: document.title.clone(),
    };
    match engine::render(&recipe, &channel) {
        Ok((part, findings)) => {
            rendering.parts.0.push((channel, part));
            rendering.findings = findings;
        }
        Err(EngineError::Template {
            line,
            column,
            message,
            ..
        }) => {
            rendering.problem = Some(SourceProblem {
                line: number(line),
                column: column.map(number),
                message,
            });
        }
        Err(error) => rendering.findings.push(error.to_finding(&channel)),
    }
    rendering
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
