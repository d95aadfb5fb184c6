//! The jobs against the backend as shipped: its recorded answers, in a real browser.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use toombos_dashboard::{api::sharing::Sharing, app::App};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{
    scripted::{HOME, Scripted},
    stage::Stage,
};

const LIST: &str = "GET /api/v2/jobs";
const PARTIAL: &str = "sync_20261123000640_doc-part";

macro_rules! sample {
    ($name:literal) => {
        answer(include_str!(concat!(
            "../../crates/wire/samples/",
            $name,
            ".json"
        )))
    };
}

/// The status and the body of a recorded answer.
fn answer(sample: &str) -> (u16, String) {
    let sample: serde_json::Value = serde_json::from_str(sample).unwrap();
    let status = sample["status"].as_u64().unwrap();
    let body = sample["response_body"].as_str().unwrap_or_default();
    (u16::try_from(status).unwrap(), body.to_owned())
}

fn recorded(route: &str) -> (u16, String) {
    match route {
        "GET /openapi.json" => sample!("openapi"),
        "GET /health" => sample!("health-fresh-unknown"),
        "GET /live" => sample!("live"),
        LIST => sample!("jobs-list-limit-100"),
        "GET /api/v2/jobs/sync_20261123000640_doc-part" => sample!("nomock-job-partial"),
        "GET /api/v2/jobs/sync_20261123000626_doc-web" => sample!("nomock-job-in-progress"),
        "POST /api/v2/jobs/sync_20261123000640_doc-part/retry" => (
            200,
            r#"{"new_job_id":"sync_20261123000655_doc-part","status":"pending",
                "original_job_id":"sync_20261123000640_doc-part",
                "created_at":"2026-11-23T00:06:55.399293"}"#
                .to_owned(),
        ),
        "GET /api/v2/jobs/sync_20261123000655_doc-part" => (
            200,
            r#"{"job_id":"sync_20261123000655_doc-part","status":"in_progress","results":{},
                "created_at":"2026-11-23T00:06:55.399293","completed_at":null,"errors":[]}"#
                .to_owned(),
        ),
        _ => sample!("job-404"),
    }
}

/// The app at an address, connected with this key.
fn connected(path: &str, server: &Scripted, key: Option<&str>) -> Stage {
    let storage = window().local_storage().unwrap().unwrap();
    storage.clear().unwrap();
    window()
        .session_storage()
        .unwrap()
        .unwrap()
        .clear()
        .unwrap();
    let session = serde_json::json!({
        "base": HOME, "user": null, "proof": {"kind": "api_key", "key": key, "cache": null},
    });
    storage
        .set_item("toombos.session", &session.to_string())
        .unwrap();
    let go = js_sys::Function::new_with_args(
        "path",
        "History.prototype.replaceState.call(history, null, '', path)",
    );
    go.call1(&wasm_bindgen::JsValue::NULL, &path.into())
        .unwrap();
    let transport = std::sync::Arc::new(Sharing(server.clone()));
    Stage::with(move || view! { <App home=HOME.to_owned() transport /> })
}

/// Whether the button of this name is there and cannot be used, and why.
fn obstacle(stage: &Stage, name: &str) -> Option<String> {
    let button: HtmlElement = stage.button(name)?;
    (button.get_attribute("aria-disabled")? == "true").then(|| stage_text(&button))
}

fn stage_text(button: &HtmlElement) -> String {
    let by = button.get_attribute("aria-describedby").unwrap_or_default();
    let reason = document().get_element_by_id(&by);
    reason
        .and_then(|reason| reason.text_content())
        .unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_list_is_asked_for_once_and_filtered_here() {
    let server = Scripted::new(recorded);
    let stage = connected("/jobs?status=completed&q=notion", &server, Some("k"));
    stage.sees("notion:a").await;
    stage.sees("zone unknown").await;
    let asked = server.asked(LIST);
    assert_eq!(asked.len(), 1);
    assert!(asked[0].url.contains("limit=1000"));
    assert!(!asked[0].url.contains("status="), "{}", asked[0].url);
    assert!(
        !stage.says("ago"),
        "no age is made of a time without a zone"
    );
    stage.presses("Clear filters").await;
    stage.sees("doc-empt").await;
    TimeoutFuture::new(300).await;
    assert_eq!(server.asked(LIST).len(), 1, "what is here is filtered here");
}

#[wasm_bindgen_test]
async fn the_overviews_panels_share_one_request_each_time() {
    let server = Scripted::new(recorded);
    let stage = connected("/", &server, Some("k"));
    stage.sees("Status unknown").await;
    stage.sees("Connected to http://api.test with a key.").await;
    stage.sees("Recently finished").await;
    stage
        .until("an answer", |_| {
            (!server.asked(LIST).is_empty()).then_some(())
        })
        .await;
    TimeoutFuture::new(200).await;
    assert_eq!(server.asked(LIST).len(), 1);
    // The next beat is between a half and one and a half intervals away.
    TimeoutFuture::new(7_700).await;
    let polled = server.asked(LIST).len();
    assert!((2..=3).contains(&polled), "{polled} requests");
    assert!(server.asked("GET /health/detailed").is_empty());
    assert_eq!(server.asked("GET /health").len(), 1);
}

#[wasm_bindgen_test]
async fn a_job_list_that_empties_says_so_and_keeps_its_rows() {
    let server = Scripted::new(recorded);
    let stage = connected("/jobs", &server, Some("k"));
    stage.sees("doc-empt").await;
    server.becomes(|route| match route {
        LIST => sample!("jobs-list-empty"),
        other => recorded(other),
    });
    stage.presses("Pause").await;
    stage.sees("Paused").await;
    stage.presses("Resume").await;
    // The next beat is at the most one and a half intervals away, and later on a busy machine.
    const LOST: &str = "Earlier jobs are gone";
    for _ in 0..20 {
        if stage.says(LOST) {
            break;
        }
        TimeoutFuture::new(1_000).await;
    }
    stage.sees(LOST).await;
    assert!(stage.says("doc-empt"));
    stage.presses("Dismiss").await;
    stage.sees("No jobs since the last restart").await;
}

#[wasm_bindgen_test]
async fn too_many_requests_keep_the_rows_and_slow_the_asking() {
    let server = Scripted::new(recorded);
    let stage = connected("/jobs", &server, Some("k"));
    stage.sees("doc-empt").await;
    server.becomes(|route| match route {
        LIST => sample!("rate-limit-429"),
        other => recorded(other),
    });
    stage.presses("Refresh").await;
    stage.sees("Rate limited · refreshing every 10 s").await;
    stage.sees("Rate limit exceeded").await;
    assert!(stage.says("doc-empt"));
}

#[wasm_bindgen_test]
async fn without_a_key_nothing_is_asked() {
    let server = Scripted::new(recorded);
    for path in ["/jobs", "/", "/jobs/sync_20261123000640_doc-part"] {
        let stage = connected(path, &server, None);
        stage.sees("This server needs an API key for this").await;
    }
    assert!(server.asked(LIST).is_empty());
    let detail = "GET /api/v2/jobs/sync_20261123000640_doc-part";
    assert!(server.asked(detail).is_empty());
}

#[wasm_bindgen_test]
async fn a_job_that_ended_is_told_in_full_and_not_asked_for_again() {
    let server = Scripted::new(recorded);
    let stage = connected(&format!("/jobs/{PARTIAL}"), &server, Some("k"));
    stage.sees("Manual posting required").await;
    stage.sees("Written, not posted").await;
    stage.sees("405 Method Not Allowed").await;
    stage.sees("Ended 14 s after it was created").await;
    assert!(!stage.says("Open content"), "nothing is stored");
    assert!(obstacle(&stage, "Re-run with edits").is_some());
    TimeoutFuture::new(7_700).await;
    assert_eq!(
        server.asked(&format!("GET /api/v2/jobs/{PARTIAL}")).len(),
        1
    );
}

#[wasm_bindgen_test]
async fn a_running_job_cannot_be_cancelled_and_is_polled() {
    let server = Scripted::new(recorded);
    let path = "/jobs/sync_20261123000626_doc-web";
    let stage = connected(path, &server, Some("k"));
    let reason = stage
        .until("a reason", |stage| obstacle(stage, "Cancel job"))
        .await;
    assert_eq!(reason, "This server can't cancel jobs.");
    assert!(
        stage.all(".job-when").is_empty(),
        "no one knows when it began"
    );
    stage.sees("The document comes from the job's id").await;
}

#[wasm_bindgen_test]
async fn a_retry_leads_to_the_new_job_which_names_the_old_one() {
    let server = Scripted::new(recorded);
    let stage = connected(&format!("/jobs/{PARTIAL}"), &server, Some("k"));
    stage.presses("Retry job").await;
    // This server repeats every channel, so it is asked first, and held before it is sent.
    let confirm = |stage: &Stage| {
        let mut found = stage.all("dialog[open] .modal-actions button").into_iter();
        found.next_back()?.dyn_into::<HtmlElement>().ok()
    };
    stage.until("the question", confirm).await.click();
    stage.presses("Publish now").await;
    stage.sees("Retry of").await;
    let location = window().location().pathname().unwrap();
    assert_eq!(location, "/jobs/sync_20261123000655_doc-part");
    assert!(stage.says(PARTIAL));
}

#[wasm_bindgen_test]
async fn a_job_that_a_restart_took_says_so() {
    let server = Scripted::new(recorded);
    let stage = connected("/jobs/nope", &server, Some("k"));
    stage.sees("Job not found").await;
    stage.sees("loses its jobs when it restarts").await;
}
