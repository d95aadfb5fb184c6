//! What past jobs have published.

use wire::{
    content::{Content, ContentStatus},
    jobs::{Job, PartStatus},
};

use crate::{
    engine::{self, Recipe, SourceDocument},
    error::Result,
    ids,
    runner::published,
    state::App,
};

/// Renders what a job has published, and tells the job where it is.
pub(super) fn contents(
    app: &App,
    job: &mut Job,
    document: Option<&SourceDocument>,
) -> Result<Vec<Content>> {
    let (Some(document), Some(request)) = (document, job.request.clone()) else {
        return Ok(Vec::new());
    };
    let recipe = Recipe {
        document,
        request: &request,
        templates: &app.templates,
    };
    let mut contents = Vec::new();
    for channel in &job.channels {
        let published = job
            .results
            .get_mut(channel.as_str())
            .filter(|result| result.status == Some(PartStatus::Completed));
        let Some(result) = published else { continue };
        let (Some(out), Ok((part, _))) = (
            result.completed_at.clone(),
            engine::render(&recipe, channel),
        ) else {
            continue;
        };
        let id = ids::content(&out)?;
        let url = format!("{}/published/{id}", app.base_url());
        result.content_id = Some(id.clone());
        result.url = Some(url.clone());
        contents.push(Content {
            content_id: id,
            job_id: Some(job.job_id.clone()),
            document_id: job.document_id.clone(),
            channel: channel.clone(),
            title: published::title_of(&part, job.document_title.clone()),
            status: ContentStatus::Published,
            body: published::dated(part, &out),
            version: 1,
            url: Some(url),
            created_at: out.clone(),
            updated_at: out,
            updated_by: job.created_by.clone(),
            deleted_at: None,
            deleted_by: None,
            purge_at: None,
        });
    }
    Ok(contents)
}
