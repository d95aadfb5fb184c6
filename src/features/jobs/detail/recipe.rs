//! The recipe that a job follows.

use leptos::prelude::*;
use wire::{capabilities::Capability, jobs::Job};

use crate::{
    features::jobs::{
        document::{Document, document_of},
        report::words,
        text,
    },
    state::{job_metadata, session::use_session},
    ui::{CopyId, Description, DescriptionList, Panel},
};

/// The recipe, in words.
#[component]
pub fn Recipe(job: Signal<Job>) -> impl IntoView {
    let fields = Memo::new(move |_| recipe_fields(&job.read()));
    let details = Memo::new(move |_| unknown_fields(&job.read()));
    let key = Memo::new(move |_| {
        let job = job.read();
        job.request.as_ref()?.idempotency_key.clone()
    });
    let session = use_session();
    let unreported = Memo::new(move |_| {
        if !session.is_shipped(Capability::JobsGet) {
            return Vec::new();
        }
        let job = job.read();
        let started = job_metadata::recall(&job.job_id);
        unreported(
            &job,
            started.is_some_and(|started| started.document.is_some()),
        )
    });
    view! {
        <Panel heading=text::detail::SETTINGS>
            {move || {
                unreported
                    .get()
                    .into_iter()
                    .map(|line| view! { <p class="job-unsaid">{line}</p> })
                    .collect_view()
            }}
            {move || {
                let fields = fields.get().into_iter();
                let mut items: Vec<_> = fields
                    .map(Description::from)
                    .collect();
                items
                    .extend(
                        key
                            .get()
                            .map(|key| {
                                let id = view! { <CopyId text=key length=24 /> };
                                Description::new(text::detail::REQUEST_KEY, id)
                            }),
                    );
                view! { <DescriptionList items /> }
            }}
            {move || {
                let details = details.get();
                (!details.is_empty())
                    .then(|| {
                        let details = details.into_iter();
                        let items = details
                            .map(Description::from)
                            .collect();
                        view! {
                            <div class="job-others">
                                <p class="job-others-head">{text::detail::DETAILS}</p>
                                <DescriptionList items />
                            </div>
                        }
                    })
            }}
        </Panel>
    }
}

/// What has to be said of a recipe that the backend does not tell.
///
/// `asked_here`: the job was asked for in this tab, which remembers what for.
fn unreported(job: &Job, asked_here: bool) -> Vec<String> {
    if asked_here {
        return vec![text::detail::AS_STARTED_HERE.to_owned()];
    }
    let document = match document_of(job) {
        Document::Start(start) => text::detail::document_starts(&start),
        Document::Unknown => text::detail::NO_DOCUMENT.to_owned(),
        Document::InId(_) => text::detail::DOCUMENT_OF_ID.to_owned(),
        Document::Known { .. } => return Vec::new(),
    };
    vec![document]
}

/// What is known of the recipe: names and values, in the order of the form.
fn recipe_fields(job: &Job) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            fields.push((name.to_owned(), value));
        }
    };
    let request = job.request.as_ref();
    let joined = |words: Vec<String>| Some(words.join(", "));
    let yes_or_no = |yes: bool| Some(if yes { text::YES } else { text::NO }.to_owned());
    add(text::detail::DOCUMENT, job.document_title.clone());
    add(
        text::detail::DOCUMENT_ID,
        match document_of(job) {
            Document::InId(id) => Some(id),
            _ => job.document_id.as_ref().map(ToString::to_string),
        },
    );
    add(
        text::detail::CHANNELS,
        joined(job.lanes().iter().map(|channel| channel.label()).collect()),
    );
    if let Some(request) = request {
        let platforms = request.social_platforms.iter();
        add(
            text::detail::PLATFORMS,
            joined(platforms.map(|platform| platform.label()).collect()),
        );
    }
    let template = job
        .template_id
        .as_ref()
        .or(request.and_then(|request| request.template_id.as_ref()));
    add(text::detail::TEMPLATE, template.map(ToString::to_string));
    let tone = job
        .tone
        .as_ref()
        .or(request.and_then(|request| request.tone.as_ref()));
    add(text::detail::TONE, tone.map(|tone| tone.label()));
    if let Some(request) = request {
        let options = &request.options;
        add(
            text::detail::CONTENT_TYPE,
            Some(options.content_type.to_string()),
        );
        add(text::detail::SEO, yes_or_no(options.seo));
        add(text::detail::HASHTAGS, yes_or_no(options.hashtags));
        for (name, value) in &options.variables {
            add(&text::detail::variable(name), Some(value.clone()));
        }
    }
    add(text::detail::CREATED_BY, job.created_by.clone());
    fields
}

/// What else the server says of the job, under its own names.
fn unknown_fields(job: &Job) -> Vec<(String, String)> {
    let rest = job.rest.iter();
    rest.map(|(name, value)| (name.clone(), words(value)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
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
        assert_eq!(
            recipe_fields(&job),
            [("Channels".to_owned(), "Website".to_owned())]
        );
    }

    #[test]
    fn what_is_not_known_here_is_shown_as_it_came() {
        let job: Job = serde_json::from_value(serde_json::json!({
            "job_id": "j", "status": "failed", "worker": {"host": "w-3"}, "channels": 7,
        }))
        .unwrap();
        let shown = [("channels", "7"), ("worker", r#"{"host":"w-3"}"#)];
        assert_eq!(
            unknown_fields(&job),
            shown.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}
