//! Accounts: registering, logging in, staying in, logging out.

use wire::{
    Secret,
    auth::{self, Registration, Role},
};

use crate::harness::{EDITOR, OWNER, PASSWORD, Sandbox, VIEWER, field, login};

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
    let grant = sandbox.nobody().send(auth::register(&form)).await.unwrap();
    assert_eq!(grant.user.role, Role::Editor);
    assert_eq!(grant.user.name, "Nora");
    let me = sandbox
        .bearer(&grant.access_token)
        .send(auth::me())
        .await
        .unwrap();
    assert_eq!(me.email, "nora@example.org");
    let again = login("NORA@example.ORG", "long enough 1");
    assert!(sandbox.nobody().send(auth::login(&again)).await.is_ok());
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let sandbox = Sandbox::new();
    let client = sandbox.nobody();
    let bad = registration(" ", "not an address", "short");
    let result = client.send(auth::register(&bad)).await;
    for name in ["name", "email", "password"] {
        assert!(!field(result.clone(), name).is_empty());
    }
    let taken = registration("Ed", "EDITOR@toombos.test", "long enough 1");
    let message = field(client.send(auth::register(&taken)).await, "email");
    assert!(message.contains("There is an account"));
}

#[tokio::test]
async fn wrong_passwords_are_refused_and_then_locked_out() {
    let sandbox = Sandbox::new();
    let client = sandbox.nobody();
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
    let client = sandbox.nobody();
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
    let client = sandbox.nobody();
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
