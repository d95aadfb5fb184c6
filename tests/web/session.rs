//! Signing in, being signed out, and what happens to the page meanwhile.

use crate::{
    scripted::{Scripted, grant, well},
    stage::Stage,
};
use wasm_bindgen_test::wasm_bindgen_test;

async fn logs_in(stage: &Stage) {
    stage.types("Email", "editor@toombos.test").await;
    stage.types("Password", "toombos-demo-1").await;
    stage.presses("Log in").await;
}

#[wasm_bindgen_test]
async fn a_wrong_password_is_said_and_what_was_typed_stays() {
    let server = Scripted::new(|route| match route {
        "POST /api/v1/auth/login" => (401, r#"{"detail":"Email or password is wrong"}"#.into()),
        other => well(other),
    });
    let stage = Stage::app("/login", &server);
    logs_in(&stage).await;
    stage.sees("Email or password is wrong").await;
    assert_eq!(stage.all("[role=alert]").len(), 1);
    assert_eq!(stage.field("Email").unwrap().value(), "editor@toombos.test");
    assert_eq!(stage.field("Password").unwrap().value(), "toombos-demo-1");
}

#[wasm_bindgen_test]
async fn a_deep_link_survives_signing_in() {
    let server = Scripted::new(well);
    let stage = Stage::app("/jobs?q=newsletter", &server);
    logs_in(&stage).await;
    stage
        .until("the jobs page", |stage| {
            let heading = stage.all("h1").into_iter().next()?;
            (heading.text_content()? == "Jobs").then_some(())
        })
        .await;
    let location = leptos::prelude::window().location();
    assert_eq!(location.pathname().unwrap(), "/jobs");
    assert!(location.search().unwrap().contains("q=newsletter"));
}

#[wasm_bindgen_test]
async fn a_token_that_is_refused_is_renewed_without_a_word() {
    let server = Scripted::new(well);
    let stage = Stage::app("/login", &server);
    logs_in(&stage).await;
    stage.sees("All systems operational").await;
    let asked = server.asked("GET /api/v2/jobs");
    let token = ("Authorization", "Bearer access-1".to_owned());
    assert!(
        asked
            .iter()
            .all(|outgoing| outgoing.headers.contains(&token))
    );
    assert!(!stage.says("Your session has ended"));
}

#[wasm_bindgen_test]
async fn an_ended_session_asks_for_the_password_over_the_page() {
    let server = Scripted::new(well);
    let stage = Stage::app("/login", &server);
    logs_in(&stage).await;
    stage.sees("All systems operational").await;
    // An answer on its way would be a good one still.
    stage.sees("No failed jobs").await;
    server.becomes(|route| match route {
        "POST /api/v1/auth/refresh" => (401, r#"{"detail":"expired"}"#.into()),
        "GET /api/v2/jobs" | "POST /api/v1/auth/ws-ticket" => {
            (401, r#"{"detail":"expired"}"#.into())
        }
        "POST /api/v1/auth/login" => (200, grant("access-3")),
        other => well(other),
    });
    leptos::prelude::window()
        .dispatch_event(&web_sys::Event::new("pageshow").unwrap())
        .unwrap();
    stage.sees("Your session has ended").await;
    assert!(stage.says("Overview"), "the page stays under the dialog");
    server.becomes(well);
    stage.types("Password", "toombos-demo-1").await;
    let dialog_button = stage.all("dialog[open] button[type=submit]");
    let button: web_sys::HtmlElement =
        wasm_bindgen::JsCast::unchecked_into(dialog_button.into_iter().next().unwrap());
    button.click();
    stage
        .until("the dialog gone", |stage| {
            (!stage.says("Your session has ended")).then_some(())
        })
        .await;
}

#[wasm_bindgen_test]
fn signing_in_leads_to_pages_of_this_app_only() {
    use toombos_dashboard::routes::after_sign_in;
    let origin = leptos::prelude::location().origin().unwrap();
    for (next, page) in [
        ("/jobs?q=a", "/jobs?q=a"),
        ("/jobs?q=a%26b#row", "/jobs?q=a%26b#row"),
        ("/jobs/a%2Fb", "/jobs/a%2Fb"),
        ("/templates/../jobs", "/jobs"),
    ] {
        assert_eq!(after_sign_in(Some(next)), page);
        assert_eq!(after_sign_in(Some(&format!("{origin}{next}"))), page);
    }
    assert_eq!(after_sign_in(None), "/");
    for hostile in [
        "",
        "//evil.test",
        "///evil.test",
        "https://evil.test/jobs",
        "https:evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test/login",
        "/\n/evil.test/login",
        "\t//evil.test",
        " //evil.test",
        "/\r\n/\tevil.test",
        "/.//evil.test",
        "/..//evil.test",
        "/jobs/..//evil.test",
        "/./\\evil.test",
        "/%2e//evil.test",
        "//",
        "https://",
        "http://[",
        "javascript:alert(1)",
        "data:text/html,x",
        "/login?next=/jobs",
        "/connect",
        "/register",
    ] {
        assert_eq!(after_sign_in(Some(hostile)), "/", "{hostile:?}");
    }
    assert_eq!(after_sign_in(Some(&format!("blob:{origin}/jobs"))), "/");
}
