//! Getting connected to a backend, with the keys that it needs, and knowing what it offers.

use leptos::prelude::{document, window};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    scripted::{Scripted, well},
    shipped::{API_KEY, AS_SHIPPED, CACHE_KEY, Setup, becomes, shipped},
    stage::Stage,
};

const PATCHED: Setup = Setup {
    is_patched: true,
    ..AS_SHIPPED
};

async fn is_in(stage: &Stage) {
    stage.sees("System health").await;
    stage
        .until("the overview", |stage| {
            let heading = stage.all("h1").into_iter().next()?;
            (heading.text_content()? == "Overview").then_some(())
        })
        .await;
}

async fn opens_settings(stage: &Stage) {
    // Routers of earlier tests still listen for clicks on links, and would take this one away.
    stage.goes_to("/settings/connection");
    stage.sees("Capabilities").await;
}

fn alerts(stage: &Stage) -> String {
    let alerts = stage.all("[role=alert]");
    let texts: Vec<_> = alerts.iter().filter_map(|it| it.text_content()).collect();
    texts.join("\n")
}

#[wasm_bindgen_test]
async fn the_shipped_backend_is_connected_to_without_a_key() {
    let stage = Stage::app("/connect", &shipped(AS_SHIPPED));
    stage.sees("You can add both keys later").await;
    stage.sees("Used for Jobs, Job details").await;
    assert!(stage.field("Cache key").is_some());
    stage.presses("Connect").await;
    is_in(&stage).await;
}

#[wasm_bindgen_test]
async fn trap_1_each_key_is_proved_where_it_belongs_and_shows_nowhere() {
    let server = shipped(PATCHED);
    let stage = Stage::app("/connect", &server);
    stage.types("Cache key", CACHE_KEY).await;
    stage.types("API key", API_KEY).await;
    stage.presses("Connect").await;
    is_in(&stage).await;
    opens_settings(&stage).await;
    stage.sees("Ends in 123").await;
    stage.sees("Ends in urs").await;

    let carries = |key: &str, path: &str| {
        server.all().iter().all(|outgoing| {
            let has = outgoing.url.contains(key)
                || outgoing
                    .headers
                    .iter()
                    .any(|(_, value)| value.contains(key));
            !has || outgoing.url.contains(path)
        })
    };
    assert!(
        carries(API_KEY, "/api/v2/"),
        "no other route gets the API key"
    );
    assert!(carries(CACHE_KEY, "/api/v1/cache/"), "nor the cache key");
    assert!(!server.asked("GET /api/v1/cache/stats").is_empty());
    let in_header = server.all().iter().any(|outgoing| {
        let value = ("X-API-Key", API_KEY.to_owned());
        outgoing.headers.contains(&value)
    });
    assert!(
        !in_header,
        "the shipped backend takes it in the query alone"
    );
    for key in [API_KEY, CACHE_KEY] {
        assert!(!window().location().href().unwrap().contains(key));
        assert!(!document().body().unwrap().inner_html().contains(key));
        assert!(!format!("{:?}", server.all()).contains(key));
    }
}

#[wasm_bindgen_test]
async fn a_wrong_key_is_said_at_its_field_and_what_was_typed_is_kept() {
    let stage = Stage::app("/connect", &shipped(PATCHED));
    stage.types("API key", "nobody-has-this-key").await;
    stage.presses("Connect").await;
    stage.sees("This server doesn't recognize the key").await;
    assert_eq!(stage.all("[role=alert]").len(), 1);
    let field = stage.field("API key").unwrap();
    assert_eq!(field.value(), "nobody-has-this-key");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(
        stage
            .field("Cache key")
            .unwrap()
            .get_attribute("aria-invalid")
            .is_none()
    );

    stage.types("API key", API_KEY).await;
    stage.types("Cache key", "nobody-has-this-either").await;
    stage.presses("Connect").await;
    stage
        .sees("This server doesn't recognize the cache key")
        .await;
    let field = stage.field("Cache key").unwrap();
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn trap_2_a_cache_that_fails_for_any_key_is_said_so_and_one_goes_on_without() {
    let stage = Stage::app("/connect", &shipped(AS_SHIPPED));
    stage.types("Cache key", CACHE_KEY).await;
    stage.types("API key", API_KEY).await;
    stage.presses("Connect").await;
    stage.sees("Couldn't check the cache key").await;
    let alert = alerts(&stage);
    assert!(
        !alert.contains("reached") && !alert.contains("recognize"),
        "{alert}"
    );
    assert_eq!(stage.field("Cache key").unwrap().value(), CACHE_KEY);
    stage.presses("Continue without cache key").await;
    is_in(&stage).await;
    opens_settings(&stage).await;
    stage.sees("Not set").await;
}

#[wasm_bindgen_test]
async fn a_contract_server_asks_for_its_one_key() {
    let server = Scripted::new(well);
    let stage = Stage::app("/connect", &server);
    stage.sees("It needs an API key").await;
    assert!(stage.field("Cache key").is_none());
    stage.presses("Connect").await;
    stage.sees("This server needs an API key").await;
    stage.types("API key", "a-key-of-the-contract").await;
    stage.presses("Connect").await;
    is_in(&stage).await;
    let asked = server.asked("GET /api/v1/auth/me");
    let key = ("X-API-Key", "a-key-of-the-contract".to_owned());
    assert!(asked.iter().all(|outgoing| outgoing.headers.contains(&key)));
}

#[wasm_bindgen_test]
async fn what_is_no_toombos_backend_is_said_to_be_none() {
    let server = Scripted::new(|_| (200, "<!doctype html><title>Shop</title>".to_owned()));
    let stage = Stage::app("/connect", &server);
    stage.sees("This isn't a Toombos server").await;
    stage.types("API key", "a-key").await;
    stage.presses("Connect").await;
    stage.sees("Not a Toombos server").await;
    assert_eq!(stage.field("API key").unwrap().value(), "a-key");
    let with_key = server.all().into_iter().any(|outgoing| {
        outgoing.url.contains("a-key") || outgoing.headers.iter().any(|(_, it)| it == "a-key")
    });
    assert!(!with_key, "a stranger gets no key");
}

#[wasm_bindgen_test]
async fn a_backend_without_accounts_has_no_form_to_log_in_with() {
    let server = shipped(AS_SHIPPED);
    for (page, words) in [
        (
            "/login?next=%2Fjobs%3Fq%3Da",
            "This server has no password login",
        ),
        (
            "/register?next=%2Fjobs%3Fq%3Da",
            "This server has no registration",
        ),
    ] {
        let stage = Stage::app(page, &server);
        stage.sees(words).await;
        assert!(stage.all("form").is_empty());
        let link = stage.all("main a").into_iter().find_map(|link| {
            let href = link.get_attribute("href")?;
            href.starts_with("/connect").then_some(href)
        });
        assert_eq!(link.as_deref(), Some("/connect?next=%2Fjobs%3Fq%3Da"));
    }
}

#[wasm_bindgen_test]
async fn the_settings_say_what_is_offered_by_which_route_and_what_is_not() {
    let server = shipped(PATCHED);
    let stage = Stage::app("/connect", &server);
    stage.presses("Connect").await;
    is_in(&stage).await;
    opens_settings(&stage).await;
    stage.sees("This server can't cancel jobs.").await;
    stage.sees("GET /api/v2/jobs").await;
    stage.sees("API key, in the query").await;
    stage.sees("no API key on this server").await;
    stage.sees("From /openapi.json").await;

    // A key can be given later; it is proved first.
    stage.presses("Add cache key").await;
    stage.types("Cache key", "nobody-has-this-key").await;
    stage.presses("Save key").await;
    stage
        .sees("This server doesn't recognize the cache key")
        .await;
    stage.types("Cache key", CACHE_KEY).await;
    stage.presses("Save key").await;
    stage.sees("Ends in urs").await;
    stage.presses("Remove cache key").await;
    stage.sees("Removed the cache key from this browser").await;
    stage.presses("Undo").await;
    stage.sees("Ends in urs").await;

    server.becomes(|route| match route {
        "GET /openapi.json" => (200, r#"{"paths":{"/health":{"get":{}}}}"#.to_owned()),
        other => well(other),
    });
    stage.presses("Refresh").await;
    stage.sees("Removed:").await;
    stage.sees("This server doesn't list jobs.").await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_refused_later_is_replaced_over_the_page() {
    let server = shipped(PATCHED);
    let stage = Stage::app("/connect", &server);
    stage.types("API key", API_KEY).await;
    stage.types("Cache key", CACHE_KEY).await;
    stage.presses("Connect").await;
    is_in(&stage).await;
    becomes(
        &server,
        Setup {
            knows_key: false,
            ..PATCHED
        },
    );
    window()
        .dispatch_event(&web_sys::Event::new("pageshow").unwrap())
        .unwrap();
    stage.sees("no longer accepts this API key").await;
    assert!(stage.button("Reconnect").is_some());
    assert!(stage.says("Overview"), "the page stays under the dialog");
    stage.types("API key", "nobody-has-this-key").await;
    stage.presses("Use this key").await;
    stage.sees("This server doesn't recognize the key").await;
    becomes(&server, PATCHED);
    stage.types("API key", API_KEY).await;
    stage.presses("Use this key").await;
    stage
        .until("the dialog gone", |stage| {
            (!stage.says("Your session has ended")).then_some(())
        })
        .await;
    opens_settings(&stage).await;
    stage.sees("Ends in urs").await;
}

#[wasm_bindgen_test]
async fn a_shipped_backend_that_does_not_tell_what_it_offers_is_recognised() {
    let silent = Setup {
        has_openapi: false,
        ..AS_SHIPPED
    };
    let server = shipped(silent);
    let stage = Stage::app("/connect", &server);
    stage.sees("Its capabilities couldn't be read").await;
    stage.types("API key", API_KEY).await;
    stage.presses("Connect").await;
    is_in(&stage).await;
    opens_settings(&stage).await;
    stage.sees("Assumed").await;
    stage.sees("This server can't cancel jobs.").await;
}

#[wasm_bindgen_test]
async fn a_route_that_turns_out_to_be_missing_is_not_asked_for_again() {
    let server = Scripted::new(|route| match route {
        "GET /api/v2/jobs" => (404, r#"{"detail":"Not Found"}"#.to_owned()),
        other => well(other),
    });
    let stage = Stage::app("/connect", &server);
    stage.types("API key", "a-key-of-the-contract").await;
    stage.presses("Connect").await;
    is_in(&stage).await;
    stage.sees("doesn't list jobs").await;
    let asked = server.asked("GET /api/v2/jobs").len();
    window()
        .dispatch_event(&web_sys::Event::new("pageshow").unwrap())
        .unwrap();
    opens_settings(&stage).await;
    stage.sees("This server doesn't list jobs.").await;
    assert_eq!(server.asked("GET /api/v2/jobs").len(), asked);
}
