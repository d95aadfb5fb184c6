//! Accounts: registering, logging in, staying in, logging out.

use serde_json::{Value, json};
use wire::{
    Secret,
    auth::{self, Registration, Role},
};

use crate::harness::{Client, EDITOR, OWNER, PASSWORD, Sandbox, VIEWER, field, login};

fn registration(name: &str, email: &str, password: &str) -> Registration {
    Registration {
        name: name.to_owned(),
        email: email.to_owned(),
        password: Secret::new(password),
    }
}

#[tokio::test]
async fn the_demo_accounts_have_their_roles() {
    let sandbox = Sandbox::new();
    for (email, role) in [
        (OWNER, Role::Admin),
        (EDITOR, Role::Editor),
        (VIEWER, Role::Viewer),
    ] {
        let grant = sandbox.log_in(email).await;
        assert_eq!(
            (grant.token_type.as_str(), grant.expires_in),
            ("bearer", 900)
        );
        let me = sandbox
            .bearer(&grant.access_token)
            .send(auth::me())
            .await
            .unwrap();
        assert_eq!((me.email.as_str(), &me.role), (email, &role));
        assert_eq!(me, grant.user);
    }
}

#[tokio::test]
async fn a_new_account_is_an_editor_and_logged_in() {
    let sandbox = Sandbox::new();
    let form = registration(" Nora ", "Nora@Example.org", "long enough 1");
    let grant = sandbox
        .anonymous()
        .send(auth::register(&form))
        .await
        .unwrap();
    assert_eq!(grant.user.role, Role::Editor);
    assert_eq!(grant.user.name, "Nora");
    let me = sandbox
        .bearer(&grant.access_token)
        .send(auth::me())
        .await
        .unwrap();
    assert_eq!(me.email, "nora@example.org");
    let again = login("NORA@example.ORG", "long enough 1");
    assert!(sandbox.anonymous().send(auth::login(&again)).await.is_ok());
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let sandbox = Sandbox::new();
    let client = sandbox.anonymous();
    let bad = registration(" ", "not an address", "short");
    let result = client.send(auth::register(&bad)).await;
    for name in ["name", "email", "password"] {
        assert!(!field(result.clone(), name).is_empty());
    }
    let taken = registration("Ed", "EDITOR@toombos.test", "long enough 1");
    let message = field(client.send(auth::register(&taken)).await, "email");
    assert!(message.contains("already exists"));
}

#[tokio::test]
async fn wrong_passwords_are_refused_and_then_locked_out() {
    let sandbox = Sandbox::new();
    let client = sandbox.anonymous();
    for email in ["nobody@toombos.test", EDITOR] {
        let error = client
            .send(auth::login(&login(email, "wrong")))
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(401));
        assert_eq!(error.detail(), "Email or password is wrong");
    }
    for _ in 0..4 {
        let error = client
            .send(auth::login(&login(EDITOR, "wrong")))
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(401));
    }
    let error = client
        .send(auth::login(&login(EDITOR, PASSWORD)))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(429));
    assert!((1..=61).contains(&error.retry_after().unwrap()));
    // Others are not locked out.
    assert!(
        client
            .send(auth::login(&login(OWNER, PASSWORD)))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_refresh_token_works_once_and_its_reuse_does_not_end_the_session() {
    let sandbox = Sandbox::new();
    let first = sandbox.log_in(EDITOR).await;
    let client = sandbox.anonymous();
    let next = client
        .send(auth::refresh(&first.refresh_token))
        .await
        .unwrap();
    let again = client.send(auth::refresh(&first.refresh_token)).await;
    assert!(again.unwrap_err().is_auth());
    let bearer = sandbox.bearer(&next.access_token);
    assert!(bearer.send(auth::me()).await.is_ok());
    assert!(
        client
            .send(auth::refresh(&next.refresh_token))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn logging_out_ends_the_session_and_only_it() {
    let sandbox = Sandbox::new();
    let (mine, other) = (sandbox.log_in(EDITOR).await, sandbox.log_in(EDITOR).await);
    let client = sandbox.bearer(&mine.access_token);
    client
        .send(auth::logout(&mine.refresh_token))
        .await
        .unwrap();
    assert!(client.send(auth::me()).await.unwrap_err().is_auth());
    let refreshed = client.send(auth::refresh(&mine.refresh_token)).await;
    assert!(refreshed.unwrap_err().is_auth());
    // Again is fine: the session is over either way.
    client
        .send(auth::logout(&mine.refresh_token))
        .await
        .unwrap();
    assert!(
        sandbox
            .bearer(&other.access_token)
            .send(auth::me())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_token_is_good_for_its_time_only() {
    let sandbox = Sandbox::breakable();
    sandbox
        .fault(serde_json::json!({"fault": {"kind": "token-ttl", "seconds": 0}}))
        .await;
    let grant = sandbox.log_in(EDITOR).await;
    assert_eq!(grant.expires_in, 0);
    let patience = std::time::Instant::now();
    // A token is good to the end of its second.
    while sandbox
        .bearer(&grant.access_token)
        .send(auth::me())
        .await
        .is_ok()
    {
        assert!(patience.elapsed().as_secs() < 5);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    sandbox.heal().await;
    let client = sandbox.anonymous();
    let next = client
        .send(auth::refresh(&grant.refresh_token))
        .await
        .unwrap();
    assert!(
        sandbox
            .bearer(&next.access_token)
            .send(auth::me())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_token_of_another_server_is_refused() {
    let (here, there) = (Sandbox::new(), Sandbox::new());
    let grant = there.log_in(EDITOR).await;
    let error = here
        .bearer(&grant.access_token)
        .send(auth::me())
        .await
        .unwrap_err();
    assert!(error.is_auth());
    let forged = here
        .bearer(&Secret::new("eyJhbGciOiJub25lIn0.e30."))
        .send(auth::me())
        .await;
    assert!(forged.unwrap_err().is_auth());
}

/// What no name may bring along: line breaks, tabs, separators, colours, directions.
const MESSY: &str = "  Ann\n\tLee\u{2028}\u{1b}[31mred\u{1b}[0m\u{202e} \u{2029}x ";
const TIDY: &str = "Ann Lee red x";

async fn post(client: &Client, method: &str, target: &str, body: Value) -> Value {
    let body = body.to_string();
    let raw = client.raw(method, target, &[], Some(&body)).await;
    assert!((200..300).contains(&raw.status), "{target}: {}", raw.body);
    raw.json()
}

#[tokio::test]
async fn whatever_has_a_name_is_stored_on_one_line() {
    let sandbox = Sandbox::new();
    let anonymous = sandbox.anonymous();
    let grant = post(
        &anonymous,
        "POST",
        "/api/v1/auth/register",
        json!({"name": MESSY, "email": "\tANN@example.org\n", "password": "long enough it is"}),
    )
    .await;
    assert_eq!(grant["user"]["name"], TIDY);
    assert_eq!(grant["user"]["email"], "ann@example.org");
    let token = Secret::new(grant["access_token"].as_str().unwrap());
    let person = sandbox.bearer(&token);
    let changed = post(
        &person,
        "PATCH",
        "/api/v1/auth/me",
        json!({"name": format!("{MESSY}\r\ny")}),
    )
    .await;
    assert_eq!(changed["name"], format!("{TIDY} y"));
    let made = post(
        &person,
        "POST",
        "/api/v1/api-keys",
        json!({"name": MESSY, "scopes": ["jobs:read"]}),
    )
    .await;
    let id = made["id"].as_str().unwrap();
    let renamed = post(
        &person,
        "PATCH",
        &format!("/api/v1/api-keys/{id}"),
        json!({"name": format!("{MESSY}z")}),
    )
    .await;
    assert_eq!(renamed["name"], format!("{TIDY} z"));
    let template = post(
        &person,
        "POST",
        "/api/v2/templates",
        json!({"name": MESSY, "channel": "email", "source": "<p>{{ document.title }}</p>",
            "style": MESSY, "features": [MESSY]}),
    )
    .await;
    assert_eq!(template["name"], TIDY);
    assert_eq!(
        (&template["style"], &template["features"][0]),
        (&json!(TIDY), &json!(TIDY))
    );

    let only_breaks = json!({"name": "\n\u{2028}\u{1b}[0m", "email": "b@example.org",
        "password": "long enough it is"})
    .to_string();
    let refused = anonymous
        .raw("POST", "/api/v1/auth/register", &[], Some(&only_breaks))
        .await;
    assert_eq!(refused.status, 422);
}
