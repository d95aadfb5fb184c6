//! The recipe that a job follows.

use leptos::prelude::*;
use wire::jobs::Job;

use crate::ui::{CopyId, Panel};

/// The recipe, in words.
#[component]
pub fn Recipe(job: Signal<Job>) -> impl IntoView {
    let facts = Memo::new(move |_| facts(&job.read()));
    let key = Memo::new(move |_| {
        let job = job.read();
        job.request.as_ref()?.idempotency_key.clone()
    });
    view! {
        <Panel heading="Recipe">
            <dl class="job-facts">
                {move || {
                    facts
                        .get()
                        .into_iter()
                        .map(|(name, value)| {
                            view! {
                                <dt>{name}</dt>
                                <dd>{value}</dd>
                            }
                        })
                        .collect_view()
                }}
                {move || {
                    key.get()
                        .map(|key| {
                            view! {
                                <dt>"Request key"</dt>
                                <dd>
                                    <CopyId text=key length=24 />
                                </dd>
                            }
                        })
                }}
            </dl>
        </Panel>
    }
}

/// What is known of the recipe: names and values, in the order of the form.
fn facts(job: &Job) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push((name.to_owned(), value));
        }
    };
    let request = job.request.as_ref();
    let joined = |words: Vec<String>| Some(words.join(", "));
    let yes_or_no = |yes: bool| Some(if yes { "Yes" } else { "No" }.to_owned());
    add("Document", job.document_title.clone());
    add(
        "Document id",
        job.document_id.as_ref().map(ToString::to_string),
    );
    add(
        "Channels",
        joined(job.lanes().iter().map(|channel| channel.label()).collect()),
    );
    if let Some(request) = request {
        let platforms = request.social_platforms.iter();
        add(
            "Platforms",
            joined(platforms.map(|platform| platform.label()).collect()),
        );
    }
    let template = job
        .template_id
        .as_ref()
        .or(request.and_then(|request| request.template_id.as_ref()));
    add("Template", template.map(ToString::to_string));
    let tone = job
        .tone
        .as_ref()
        .or(request.and_then(|request| request.tone.as_ref()));
    add("Tone", tone.map(|tone| tone.label()));
    if let Some(request) = request {
        let options = &request.options;
        add("Content type", Some(options.content_type.to_string()));
        add("Search-engine fields", yes_or_no(options.seo));
        add("Hashtags", yes_or_no(options.hashtags));
        for (name, value) in &options.variables {
            add(&format!("Variable {name}"), Some(value.clone()));
        }
    }
    add("Asked for by", job.created_by.clone());
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_says_little_gets_a_short_list() {
        let job: Job = serde_json::from_value(serde_json::json!({
            "job_id": "j", "status": "failed", "created_at": "2026-11-23T00:00:00",
            "results": {"website": {"status": "failed"}},
        }))
        .unwrap();
        assert_eq!(facts(&job), [("Channels".to_owned(), "Website".to_owned())]);
    }
}
