//! Stored content: edited, taken back, archived, deleted, restored and found.

mod bulk;
mod edits;
mod feed;
mod lists;
mod trash;
mod versions;

use sandbox::{args::Args, clock::from_millis, store::contents};
use serde_json::json;
use wire::{
    ApiError, Stamp,
    channel::Channel,
    content::{self, Content, ContentId, HeldContent},
    generate::{Part, WebPart},
    jobs::Job,
};

use crate::harness::{Client, EDITOR, Sandbox, recipe};

/// Publishes a page, and holds it.
async fn published(client: &Client, channel: Channel) -> HeldContent {
    let channels = std::slice::from_ref(&channel);
    let job = client.start(&recipe(channels)).await.unwrap();
    let job = client.job_ended(&job.job_id).await;
    client
        .send(content::hold(&content_id(&job, &channel)))
        .await
        .unwrap()
}

fn content_id(job: &Job, channel: &Channel) -> ContentId {
    job.result(channel).unwrap().content_id.clone().unwrap()
}

/// A server and its editor, with a published page.
async fn with_page() -> (Sandbox, Client, HeldContent) {
    let sandbox = Sandbox::breakable();
    let editor = sandbox.client(EDITOR).await;
    let held = published(&editor, Channel::Web).await;
    (sandbox, editor, held)
}

fn page_of(content: &Content) -> WebPart {
    match &content.body {
        Part::Web(page) => page.clone(),
        other => panic!("no page: {other:?}"),
    }
}

/// A change of what a page says.
fn says(held: &HeldContent, markdown: &str) -> content::ContentChange {
    let page = WebPart {
        markdown: markdown.to_owned(),
        ..page_of(&held.content)
    };
    content::ContentChange::default().body(&Part::Web(page))
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(outcome: Result<T, ApiError>, status: u16) -> ApiError {
    let error = outcome.expect_err("refused");
    assert_eq!(error.status(), Some(status), "{error:?}");
    error
}

/// A piece that no job has made.
fn piece(number: u32, at: i64) -> Content {
    let channel = ["email", "social", "web"][number as usize % 3];
    let status = ["draft", "published", "archived"][number as usize % 7 % 3];
    let body = match number % 3 {
        0 => json!({"subject": "s", "html": "<p>x</p>", "text": format!("text {number}")}),
        1 => json!({"posts": [{"platform": "linkedin", "content": format!("text {number}")}]}),
        _ => json!({"title": "t", "markdown": format!("text {number}"), "slug": "t"}),
    };
    serde_json::from_value(json!({
        "content_id": format!("cnt_{number:05}"),
        "channel": channel,
        "title": format!("Note {}", number % 97),
        "status": status,
        "body": body,
        "version": 1,
        "created_at": from_millis(at),
        "updated_at": from_millis(at),
        "updated_by": "Edwin Moreau",
    }))
    .unwrap()
}

/// Stores pieces that no job has made.
fn store(sandbox: &Sandbox, pieces: impl IntoIterator<Item = Content>) {
    sandbox
        .app
        .store
        .write_now(|change| {
            pieces
                .into_iter()
                .try_for_each(|content| contents::create(&change.connection, &content))
        })
        .unwrap();
}

fn millis(stamp: &Stamp) -> i64 {
    stamp.sort_key() / 1000
}

/// A server whose database is a file.
fn on_disk(folder: &std::path::Path) -> Sandbox {
    Sandbox::with(Args {
        data: folder.to_owned(),
        memory: false,
        ..Args::default()
    })
}
