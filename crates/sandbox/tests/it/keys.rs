//! API keys, and what roles and scopes allow.

use wire::{
    Stamp,
    api_keys::{self, NewApiKey},
    auth,
    channel::Channel,
    documents, jobs, templates,
};

use crate::harness::{EDITOR, KEY, Sandbox, VIEWER, document, everywhere, field, recipe};

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
        assert!(error.detail().contains("viewer may look"), "{error}");
    }
}
