//! API keys, and what roles and scopes allow.

use wire::{
    Stamp,
    api_keys::{self, ApiKey, ApiKeyChange, ApiKeyId, KeyState, NewApiKey, Rotation},
    auth,
    channel::Channel,
    documents, jobs, templates,
};

use crate::harness::{Client, EDITOR, KEY, Sandbox, VIEWER, document, everywhere, field, recipe};

fn named(name: &str) -> NewApiKey {
    NewApiKey {
        name: name.to_owned(),
        scopes: Vec::new(),
        expires_at: None,
    }
}

#[tokio::test]
async fn a_key_works_until_it_is_revoked() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let created = editor.send(api_keys::create(&named("CI"))).await.unwrap();
    assert!(created.secret.expose().starts_with(&created.key.prefix));
    let program = sandbox.with_key(created.secret.expose());
    assert_eq!(program.send(auth::me()).await.unwrap().email, EDITOR);
    assert!(program.send(auth::ws_ticket()).await.is_ok());

    let listed = editor.send(api_keys::list()).await.unwrap();
    let key = listed
        .items
        .iter()
        .find(|key| key.id == created.key.id)
        .unwrap();
    assert!(key.last_used_at.is_some() && key.revoked_at.is_none());

    editor
        .send(api_keys::revoke(&created.key.id))
        .await
        .unwrap();
    assert!(program.send(auth::me()).await.unwrap_err().is_auth());
    let listed = editor.send(api_keys::list()).await.unwrap();
    let key = listed
        .items
        .iter()
        .find(|key| key.id == created.key.id)
        .unwrap();
    assert!(key.revoked_at.is_some());
}

#[tokio::test]
async fn the_demo_key_is_the_editors() {
    let sandbox = Sandbox::new();
    let me = sandbox.with_key(KEY).send(auth::me()).await.unwrap();
    assert_eq!(me.email, EDITOR);
    let error = sandbox
        .with_key("wrong")
        .send(auth::me())
        .await
        .unwrap_err();
    assert!(error.is_auth());
}

#[tokio::test]
async fn nobody_revokes_the_key_of_another() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let created = editor.send(api_keys::create(&named("mine"))).await.unwrap();
    let viewer = sandbox.client(VIEWER).await;
    let error = viewer
        .send(api_keys::revoke(&created.key.id))
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert!(
        viewer
            .send(api_keys::list())
            .await
            .unwrap()
            .items
            .is_empty()
    );
}

#[tokio::test]
async fn a_key_is_checked_before_it_is_made() {
    let editor = Sandbox::new().client(EDITOR).await;
    let past = NewApiKey {
        name: " ".into(),
        scopes: vec!["world:rule".into()],
        expires_at: Some(Stamp::parse("2020-01-01T00:00:00Z").unwrap()),
    };
    let result = editor.send(api_keys::create(&past)).await;
    for name in ["name", "scopes", "expires_at"] {
        assert!(!field(result.clone(), name).is_empty());
    }
}

#[tokio::test]
async fn a_scope_is_all_that_a_limited_key_may_do() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let limited = NewApiKey {
        scopes: vec!["jobs:read".into()],
        ..named("watcher")
    };
    let created = editor.send(api_keys::create(&limited)).await.unwrap();
    let program = sandbox.with_key(created.secret.expose());
    assert!(
        program
            .send(jobs::list(&jobs::JobFilter::default()))
            .await
            .is_ok()
    );
    assert!(
        program
            .send(documents::list(None))
            .await
            .unwrap_err()
            .is_forbidden()
    );
    let error = program.start(&everywhere()).await.unwrap_err();
    assert!(error.is_forbidden());
    assert!(error.detail().contains("content:write"));
}

#[tokio::test]
async fn a_viewer_looks_and_does_nothing() {
    let sandbox = Sandbox::new();
    let viewer = sandbox.client(VIEWER).await;
    assert!(viewer.send(documents::get(&document())).await.is_ok());
    assert!(viewer.send(templates::list()).await.is_ok());
    let editor = sandbox.client(EDITOR).await;
    let job = editor.start(&recipe(&[Channel::Web])).await.unwrap();
    assert!(viewer.send(jobs::get(&job.job_id)).await.is_ok());
    let deeds = [
        viewer
            .send(wire::generate::preview(&everywhere()))
            .await
            .unwrap_err(),
        viewer.start(&everywhere()).await.unwrap_err(),
        viewer.send(jobs::cancel(&job.job_id)).await.unwrap_err(),
        viewer.send(jobs::retry(&job.job_id)).await.unwrap_err(),
    ];
    for error in deeds {
        assert!(error.is_forbidden());
        assert!(error.detail().contains("view-only access"), "{error}");
    }
}

async fn held(client: &Client, id: &ApiKeyId) -> ApiKey {
    let page = client.send(api_keys::list()).await.unwrap();
    page.items.into_iter().find(|key| key.id == *id).unwrap()
}

fn disabled(disabled: bool) -> ApiKeyChange {
    ApiKeyChange {
        disabled: Some(disabled),
        ..ApiKeyChange::default()
    }
}

fn named_so(name: &str) -> ApiKeyChange {
    ApiKeyChange {
        name: Some(name.to_owned()),
        ..ApiKeyChange::default()
    }
}

#[tokio::test]
async fn a_key_says_who_it_is_and_what_it_may_do() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let limited = NewApiKey {
        scopes: vec!["jobs:read".into()],
        ..named("watcher")
    };
    let created = editor.send(api_keys::create(&limited)).await.unwrap();
    assert_eq!(created.key.last_used_at, None);
    let program = sandbox.with_key(created.secret.expose());
    let told = program.send(auth::whoami()).await.unwrap();
    assert_eq!(told.user.email, EDITOR);
    let key = told.key.unwrap();
    assert_eq!((key.id, key.scopes), (created.key.id, limited.scopes));
    assert!(key.last_used_at.is_some(), "this was a use of it");
    assert_eq!(editor.send(auth::whoami()).await.unwrap().key, None);
}

#[tokio::test]
async fn a_disabled_key_is_refused_until_it_is_enabled() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let created = editor.send(api_keys::create(&named("CI"))).await.unwrap();
    let id = created.key.id;
    let program = sandbox.with_key(created.secret.expose());
    let changed = editor
        .send(api_keys::change(&id, &disabled(true)))
        .await
        .unwrap();
    let since = changed.disabled_at.clone();
    assert!(since.is_some());
    let error = program.send(auth::me()).await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!(error.detail(), "The API key is disabled");
    assert_eq!(
        held(&editor, &id).await.last_used_at,
        None,
        "refused is not used"
    );
    let again = editor
        .send(api_keys::change(&id, &disabled(true)))
        .await
        .unwrap();
    assert_eq!(again.disabled_at, since);
    let renamed = editor
        .send(api_keys::change(&id, &named_so(" Nightly ")))
        .await
        .unwrap();
    assert_eq!(
        (renamed.name.as_str(), &renamed.disabled_at),
        ("Nightly", &since)
    );
    editor
        .send(api_keys::change(&id, &disabled(false)))
        .await
        .unwrap();
    assert!(program.send(auth::me()).await.is_ok());
    let nameless = editor.send(api_keys::change(&id, &named_so(" "))).await;
    assert!(!field(nameless, "name").is_empty());

    editor.send(api_keys::revoke(&id)).await.unwrap();
    let late = editor
        .send(api_keys::change(&id, &disabled(false)))
        .await
        .unwrap_err();
    assert_eq!(late.status(), Some(409));
    let error = program.send(auth::me()).await.unwrap_err();
    assert_eq!(error.detail(), "The API key has been revoked");
    let viewer = sandbox.client(VIEWER).await;
    let foreign = viewer
        .send(api_keys::change(&id, &disabled(true)))
        .await
        .unwrap_err();
    assert!(foreign.is_not_found());
}

#[tokio::test]
async fn a_replaced_key_works_to_the_end_of_its_grace() {
    let sandbox = Sandbox::breakable();
    let editor = sandbox.client(EDITOR).await;
    let form = NewApiKey {
        scopes: vec!["jobs:read".into(), "keys:read".into()],
        expires_at: Some(Stamp::from_utc(
            chrono::Utc::now() + chrono::TimeDelta::days(30),
        )),
        ..named("CI")
    };
    let old = editor.send(api_keys::create(&form)).await.unwrap();
    let rotation = Rotation {
        grace_period_seconds: 3600,
    };
    let new = editor
        .send(api_keys::rotate(&old.key.id, rotation))
        .await
        .unwrap();
    assert_eq!(
        (new.key.name.as_str(), &new.key.scopes),
        ("CI", &form.scopes)
    );
    assert_ne!(new.secret, old.secret);
    let life = |key: &ApiKey| {
        key.expires_at
            .clone()
            .unwrap()
            .since(&key.created_at)
            .unwrap()
    };
    assert_eq!(life(&new.key), life(&old.key));

    let (before, after) = (
        sandbox.with_key(old.secret.expose()),
        sandbox.with_key(new.secret.expose()),
    );
    assert!(before.send(auth::me()).await.is_ok() && after.send(auth::me()).await.is_ok());
    let replaced = held(&editor, &old.key.id).await;
    assert_eq!(replaced.replaced_by.as_ref(), Some(&new.key.id));
    assert!(replaced.last_used_at.is_some());
    let twice = editor
        .send(api_keys::rotate(&old.key.id, rotation))
        .await
        .unwrap_err();
    assert_eq!(twice.status(), Some(409));

    let skew = serde_json::json!({"fault": {"kind": "clock-skew", "seconds": 3700}});
    sandbox.fault(skew).await;
    let error = before.send(auth::me()).await.unwrap_err();
    assert!(
        error.is_auth() && error.detail().contains("was rotated"),
        "{error}"
    );
    assert!(after.send(auth::me()).await.is_ok());
    let now = (chrono::Utc::now() + chrono::TimeDelta::seconds(3700)).timestamp_millis();
    assert_eq!(replaced.state_at(now as f64), KeyState::Replaced);
}

#[tokio::test]
async fn without_a_grace_the_old_key_ends_at_once_and_a_dead_one_cannot_be_replaced() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let old = editor.send(api_keys::create(&named("CI"))).await.unwrap();
    let endless = Rotation {
        grace_period_seconds: u64::MAX,
    };
    let result = editor.send(api_keys::rotate(&old.key.id, endless)).await;
    assert!(!field(result, "grace_period_seconds").is_empty());
    let new = editor
        .send(api_keys::rotate(&old.key.id, Rotation::default()))
        .await
        .unwrap();
    assert_eq!(new.key.expires_at, None);
    let before = sandbox.with_key(old.secret.expose());
    assert!(before.send(auth::me()).await.unwrap_err().is_auth());
    editor
        .send(api_keys::change(&new.key.id, &disabled(true)))
        .await
        .unwrap();
    let error = editor
        .send(api_keys::rotate(&new.key.id, Rotation::default()))
        .await
        .unwrap_err();
    assert!(error.detail().contains("disabled"));
    editor.send(api_keys::revoke(&new.key.id)).await.unwrap();
    let error = editor
        .send(api_keys::rotate(&new.key.id, Rotation::default()))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(409));
}

#[tokio::test]
async fn nobody_gives_a_key_more_than_they_have() {
    let sandbox = Sandbox::new();
    let new_key = |scopes: &[&str]| NewApiKey {
        scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        ..named("more")
    };
    let viewer = sandbox.client(VIEWER).await;
    let result = viewer
        .send(api_keys::create(&new_key(&["jobs:write"])))
        .await;
    assert!(field(result, "scopes").contains("jobs:write"));
    let manager = new_key(&["keys:read", "keys:write"]);
    let manager = viewer.send(api_keys::create(&manager)).await.unwrap();
    let program = sandbox.with_key(manager.secret.expose());
    for more in [&["jobs:read"][..], &[]] {
        let result = program.send(api_keys::create(&new_key(more))).await;
        assert!(!field(result, "scopes").is_empty());
    }
    assert!(
        program
            .send(api_keys::create(&new_key(&["keys:read"])))
            .await
            .is_ok()
    );
    let reader = program
        .send(api_keys::create(&new_key(&["keys:read"])))
        .await
        .unwrap();
    let reader = sandbox.with_key(reader.secret.expose());
    let error = reader
        .send(api_keys::create(&new_key(&["keys:read"])))
        .await
        .unwrap_err();
    assert!(error.is_forbidden() && error.detail().contains("keys:write"));
}
