//! Every reader there is, and every question one can ask of what it reads.

use wire::{
    Answer, ApiError, Call, api_keys, auth,
    cache::{self, InvalidateRequest, Invalidation},
    capabilities::{Capabilities, Capability},
    content, documents,
    events::{ClientFrame, Frame},
    generate::{self, GenerateRequest, Part, Parts},
    health,
    jobs::{self, Job, JobFilter},
    metrics,
    shipped::{
        self,
        batch::{BatchOrder, Period},
        generate::Recipe,
        live::LiveFrame,
        sync::SyncRequest,
    },
    templates,
};

/// Reads an answer by all of them.
pub fn read_by_all(answer: &Answer) {
    let id = || "x".into();
    let request = GenerateRequest::default();
    let recipe = Recipe::new(&["web".into()], &[]).unwrap();
    let sync = SyncRequest::new(&id(), &["web".into()], &[]).unwrap();
    ask(&auth::me(), answer);
    ask(&auth::ws_ticket(), answer);
    ask(&auth::refresh(&String::new().into()), answer);
    ask(&api_keys::list(), answer);
    ask(&documents::list(None), answer);
    ask(&documents::get(&id()), answer);
    ask(&templates::list(), answer);
    ask(&templates::get(&"x".into()), answer);
    ask(&templates::hold(&"x".into()), answer);
    ask(
        &templates::preview(&templates::PreviewRequest {
            template: templates::TemplateDraft::default(),
            document_id: None,
            variables: Default::default(),
            tone: None,
        }),
        answer,
    );
    ask(&generate::send_test_email(&request), answer);
    ask(&content::list(None, None), answer);
    ask(&content::get(&"x".into()), answer);
    question_content(answer);
    ask(&health::overall(), answer);
    ask(&health::report(), answer);
    ask(&health::ready(), answer);
    ask(&health::live(), answer);
    ask(&shipped::templates::list(), answer);
    ask(&shipped::sessions::content("x"), answer);
    if let Some(list) = ask(&shipped::sessions::list(), answer) {
        for session in &list.sessions {
            let _ = session.participants();
        }
    }
    if let Some(totals) = ask(&shipped::totals::totals(), answer) {
        let _ = totals.success_share();
    }
    for call in [metrics::of_process(), metrics::of_calls()] {
        if let Some(scrape) = ask(&call, answer) {
            let _ = scrape.common_labels();
        }
    }
    ask(&shipped::catalogue::kinds(), answer);
    if let Some(rules) = ask(&shipped::catalogue::rules(), answer) {
        let _ = (rules.character_limits(), rules.findings(&Parts::default()));
    }
    let order = BatchOrder::new(Period::Day, &["email".into()], None).unwrap();
    if let Some(plan) = ask(&shipped::batch::plan(&order), answer) {
        let _ = plan.estimated_reach();
        for item in &plan.items {
            assert!(!item.title().is_empty());
        }
    }
    ask(&shipped::cache::health(), answer);
    ask(&shipped::status::services(), answer);
    ask(&shipped::status::database(), answer);
    ask(&shipped::status::startup(), answer);
    let request_of_caches = InvalidateRequest::default();
    for call in [cache::stats(), shipped::cache::stats()] {
        ask(&call, answer);
    }
    for call in [cache::history(), shipped::cache::history(9)] {
        if let Some(page) = ask(&call, answer) {
            page.items.iter().for_each(question_invalidation);
        }
    }
    for call in [
        cache::invalidate(&request_of_caches),
        shipped::cache::invalidate(&request_of_caches),
        shipped::cache::clear(),
    ] {
        if let Some(done) = ask(&call, answer) {
            question_invalidation(&done);
        }
    }
    for call in [
        jobs::get(&"x".into()),
        jobs::cancel(&"x".into()),
        generate::start(&request),
        shipped::jobs::retry(&"x".into()),
        shipped::sync::start(&sync),
    ] {
        if let Some(job) = ask(&call, answer) {
            question_job(&job);
        }
    }
    for call in [jobs::list(&JobFilter::default()), shipped::jobs::list(10)] {
        if let Some(page) = ask(&call, answer) {
            page.items.iter().for_each(question_job);
            let count = page.items.len();
            let narrowed = shipped::jobs::narrow(page, &JobFilter::default());
            assert_eq!(narrowed.items.len(), count);
        }
    }
    for call in [
        generate::preview(&request),
        shipped::generate::preview(&recipe),
    ] {
        if let Some(preview) = ask(&call, answer) {
            let _ = preview.is_blocked();
            question_parts(&preview.parts);
        }
    }
    if let Some(generated) = ask(&shipped::generate::publish(&recipe), answer) {
        let _ = generated.outcome();
        question_parts(&generated.parts);
    }
    if let Some(capabilities) = ask(&Capabilities::call(), answer) {
        let offers = Capability::ALL.iter().filter(|c| capabilities.offers(**c));
        assert!(offers.count() <= Capability::ALL.len());
    }
    let _ = (Frame::read(&answer.body), ClientFrame::read(&answer.body));
    if let Ok(frame) = LiveFrame::read(&answer.body) {
        let _ = (frame.timestamp(), frame.participants(), frame.is_last());
    }
}

fn ask<T: Send + 'static>(call: &Call<T>, answer: &Answer) -> Option<T> {
    match call.read(answer) {
        Ok(good) => Some(good),
        Err(error) => {
            question_error(&error);
            None
        }
    }
}

fn question_content(answer: &Answer) {
    let id = "x".into();
    let filter = content::ContentFilter::default();
    let change = content::ContentChange::default();
    ask(&content::summaries(&filter), answer);
    if let Some(page) = ask(&content::page(&filter), answer) {
        for content in &page.items {
            let _ = (filter.matches(content), filter.compare(content, content));
        }
    }
    for call in [
        content::hold(&id),
        content::update(&id, &change, None),
        content::restore_version(&id, 1, None),
    ] {
        if let Some(held) = ask(&call, answer) {
            let same = content::ContentChange::default().body(&held.content.body);
            assert!(same.problems(&held.content).is_empty());
            let _ = content::LIMITS.of_part(&held.content.body);
        }
    }
    if let Some(page) = ask(&content::versions(&id, None, None), answer) {
        for version in &page.items {
            let _ = version.reason.label();
        }
    }
    let action = content::BulkContentAction::Delete;
    let request = content::BulkContentRequest::new(action, [&id]);
    for result in ask(&content::bulk(&request), answer).unwrap_or_default() {
        let _ = result.is_done();
    }
}

fn question_error(error: &ApiError) {
    assert!(!error.headline().is_empty());
    let _ = (error.hint(), error.detail(), error.field("channels"));
    let _ = (
        error.is_retryable(),
        error.retry_after(),
        error.request_id(),
    );
}

fn question_invalidation(done: &Invalidation) {
    let _ = (done.outcome().label(), done.targets().count());
}

fn question_job(job: &Job) {
    let _ = (job.outcome().label(), job.subject(), job.duration_millis());
    for lane in job.lanes() {
        let _ = (lane.label(), lane.family());
        let _ = job
            .result(&lane)
            .map(|result| (result.verdict(), result.label()));
    }
}

fn question_parts(parts: &Parts) {
    for (_, part) in &parts.0 {
        let _ = part.title();
        if let Part::Social(social) = part {
            for post in &social.posts {
                let _ = (post.is_over_limit(), post.platform.cut(&post.content));
            }
        }
    }
}
