//! The caches hold what was really asked for, and give up what they are told to.

use serde_json::json;
use wire::{
    api_keys::{self, NewApiKey},
    cache::{self, CacheTarget, ClearRequest, InvalidateRequest, InvalidationStatus, TargetStats},
    channel::Channel,
    documents, generate, templates,
};

use crate::harness::{Client, EDITOR, OWNER, Sandbox, VIEWER, field, recipe};

async fn of(client: &Client, target: CacheTarget) -> TargetStats {
    let stats = client.send(cache::stats()).await.unwrap();
    stats.targets[target.as_str()].clone()
}

fn everything(targets: &[CacheTarget]) -> InvalidateRequest {
    InvalidateRequest {
        targets: targets.to_vec(),
        force: true,
        reason: Some("a test".into()),
        ..InvalidateRequest::default()
    }
}

#[tokio::test]
async fn the_same_preview_twice_is_a_hit_and_the_same_preview() {
    let client = Sandbox::new().client(EDITOR).await;
    assert_eq!(of(&client, CacheTarget::Local).await.entries, Some(0));
    let request = recipe(&[Channel::Web]);
    let first = client.send(generate::preview(&request)).await.unwrap();
    let second = client.send(generate::preview(&request)).await.unwrap();
    assert_eq!(first.parts, second.parts);
    assert_eq!(first.findings, second.findings);
    let other = recipe(&[Channel::Email]);
    client.send(generate::preview(&other)).await.unwrap();
    let local = of(&client, CacheTarget::Local).await;
    assert_eq!(local.entries, Some(2));
    assert_eq!((local.hits, local.misses), (Some(1), Some(2)));
    assert!(local.bytes.unwrap() > 500 && local.oldest_at.is_some());
    assert!((local.hit_ratio.unwrap() - 1.0 / 3.0).abs() < 1e-9);
}

#[tokio::test]
async fn a_list_is_kept_and_still_asks_who_wants_it() {
    let sandbox = Sandbox::new();
    let client = sandbox.client(EDITOR).await;
    let first = client.send(templates::list()).await.unwrap();
    assert_eq!(client.send(templates::list()).await.unwrap(), first);
    client.send(documents::list(Some("ember"))).await.unwrap();
    let api = of(&client, CacheTarget::Api).await;
    assert_eq!((api.entries, api.hits), (Some(2), Some(1)));

    let stranger = sandbox.anonymous();
    let answer = stranger.raw("GET", "/api/v2/templates", &[], None).await;
    assert_eq!(answer.status, 401);
    let limited = NewApiKey {
        name: "jobs only".into(),
        scopes: vec!["jobs:read".into()],
        expires_at: None,
    };
    let key = client.send(api_keys::create(&limited)).await.unwrap();
    let program = sandbox.with_key(key.secret.expose());
    let error = program.send(templates::list()).await.unwrap_err();
    assert!(error.is_forbidden());
}

#[tokio::test]
async fn a_change_spoils_the_lists_that_would_not_show_it() {
    let client = Sandbox::new().client(EDITOR).await;
    client.send(templates::list()).await.unwrap();
    // Whatever becomes of it, the list is asked for anew.
    client
        .raw("PUT", "/api/v2/templates/none", &[], Some("{}"))
        .await;
    assert_eq!(of(&client, CacheTarget::Api).await.entries, Some(0));
}

#[tokio::test]
async fn a_published_page_is_delivered_from_the_cdn() {
    let client = Sandbox::new().client(EDITOR).await;
    let job = client.start(&recipe(&[Channel::Web])).await.unwrap();
    let job = client.job_ended(&job.job_id).await;
    let id = job
        .result(&Channel::Web)
        .unwrap()
        .content_id
        .clone()
        .unwrap();
    let path = format!("/published/{id}");
    let first = client.raw("GET", &path, &[], None).await;
    let second = client.raw("GET", &path, &[], None).await;
    assert_eq!(first.header("x-cache"), Some("miss"));
    assert_eq!(second.header("x-cache"), Some("hit"));
    assert_eq!(first.body, second.body);
    for header in ["content-type", "content-security-policy"] {
        assert_eq!(first.header(header), second.header(header));
    }
    let request = InvalidateRequest {
        targets: vec![CacheTarget::Cdn],
        tags: vec![format!("content:{id}")],
        ..InvalidateRequest::default()
    };
    let done = client.send(cache::invalidate(&request)).await.unwrap();
    assert_eq!(done.keys_invalidated, Some(1));
    let third = client.raw("GET", &path, &[], None).await;
    assert_eq!(third.header("x-cache"), Some("miss"));
}

#[tokio::test]
async fn a_dry_run_counts_and_touches_nothing_and_the_run_hits_as_many() {
    let client = Sandbox::new().client(EDITOR).await;
    for channel in [Channel::Web, Channel::Email] {
        let request = recipe(&[channel]);
        client.send(generate::preview(&request)).await.unwrap();
    }
    let ways = [
        (vec!["preview/*/web/*"], vec![], 1),
        (vec![], vec!["channel:email"], 1),
        (vec!["nothing*"], vec!["channel:fax"], 0),
    ];
    for (patterns, tags, count) in ways {
        let request = InvalidateRequest {
            targets: vec![CacheTarget::Local, CacheTarget::Api],
            patterns: patterns.into_iter().map(str::to_owned).collect(),
            tags: tags.into_iter().map(str::to_owned).collect(),
            ..InvalidateRequest::default()
        };
        let trial = client.send(cache::try_invalidate(&request)).await.unwrap();
        assert!(trial.dry_run);
        assert_eq!(trial.keys_invalidated, Some(count));
        assert_eq!(trial.keys_sample.len() as u64, count);
        let before = of(&client, CacheTarget::Local).await.entries.unwrap();
        let done = client.send(cache::invalidate(&request)).await.unwrap();
        assert_eq!(done.keys_invalidated, Some(count));
        assert_eq!(done.entries_by_target["local"], count);
        let after = of(&client, CacheTarget::Local).await.entries.unwrap();
        assert_eq!(before - after, count);
    }
    // A dry run is no part of the history.
    let history = client.send(cache::history()).await.unwrap();
    assert_eq!(history.total, Some(3));
}

#[tokio::test]
async fn the_history_says_who_and_why_the_newest_first() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let owner = sandbox.client(OWNER).await;
    let key = NewApiKey {
        name: "deploys".into(),
        scopes: vec!["cache:write".into()],
        expires_at: None,
    };
    let key = editor.send(api_keys::create(&key)).await.unwrap();
    let program = sandbox.with_key(key.secret.expose());
    let request = everything(&[CacheTarget::Api]);
    program.send(cache::invalidate(&request)).await.unwrap();
    let why = ClearRequest {
        reason: Some("a new brand".into()),
    };
    let cleared = owner.send(cache::clear(&why)).await.unwrap();
    assert_eq!(cleared.outcome(), InvalidationStatus::Success);
    assert_eq!(cleared.targets().count(), 3);

    let history = editor.send(cache::history()).await.unwrap();
    let by: Vec<_> = history
        .items
        .iter()
        .map(|it| (it.requested_by.clone().unwrap(), it.reason.clone().unwrap()))
        .collect();
    assert_eq!(by[0].1, "a new brand");
    assert!(by[1].0.contains("deploys"), "{by:?}");
    assert_eq!(history.items[1].request, Some(request));
    let one = owner
        .raw("GET", "/api/v1/cache/history?limit=1", &[], None)
        .await;
    assert_eq!(one.json()["history"].as_array().unwrap().len(), 1);
    assert_eq!(one.json()["total"], 2);
    let bad = owner
        .raw("GET", "/api/v1/cache/history?limit=0", &[], None)
        .await;
    assert_eq!(bad.status, 422);
}

#[tokio::test]
async fn clearing_needs_no_body() {
    let owner = Sandbox::new().client(OWNER).await;
    let answer = owner.raw("POST", "/api/v1/cache/clear", &[], None).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = owner
        .raw("POST", "/api/v1/cache/clear", &[], Some("nonsense"))
        .await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn one_cache_that_fails_makes_it_partial_and_keeps_its_entries() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    let request = recipe(&[Channel::Web]);
    client.send(generate::preview(&request)).await.unwrap();
    client.send(documents::list(None)).await.unwrap();
    sandbox
        .fault(json!({"fault": {"kind": "fail-cache", "target": "local", "message": "no answer"}}))
        .await;
    let local = of(&client, CacheTarget::Local).await;
    assert_eq!(local.healthy, Some(false));
    assert_eq!(local.status.as_deref(), Some("no answer"));

    let both = everything(&[CacheTarget::Local, CacheTarget::Api]);
    let done = client.send(cache::invalidate(&both)).await.unwrap();
    assert_eq!(done.status, InvalidationStatus::Partial);
    assert_eq!(done.success, Some(false));
    assert_eq!(done.errors_by_target["local"], "no answer");
    assert_eq!(done.entries_by_target["api"], 1);
    assert_eq!(of(&client, CacheTarget::Local).await.entries, Some(1));
    let only = everything(&[CacheTarget::Local]);
    let done = client.send(cache::invalidate(&only)).await.unwrap();
    assert_eq!(done.outcome(), InvalidationStatus::Failed);

    sandbox.heal().await;
    let done = client.send(cache::invalidate(&only)).await.unwrap();
    assert_eq!(done.outcome(), InvalidationStatus::Success);
    assert_eq!(of(&client, CacheTarget::Local).await.entries, Some(0));
}

#[tokio::test]
async fn what_is_asked_for_is_checked_and_a_viewer_may_only_look() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let nothing = editor
        .send(cache::invalidate(&InvalidateRequest::default()))
        .await;
    assert!(!field(nothing.clone(), "targets").is_empty());
    assert!(!field(nothing, "keys").is_empty());
    let foreign = everything(&[CacheTarget::Redis]);
    let refused = editor.send(cache::invalidate(&foreign)).await;
    assert!(field(refused, "targets").contains("local"));
    let blank = InvalidateRequest {
        targets: vec![CacheTarget::Api],
        patterns: vec![" ".into()],
        reason: Some("x".repeat(501)),
        ..InvalidateRequest::default()
    };
    let refused = editor.send(cache::invalidate(&blank)).await;
    assert!(!field(refused.clone(), "patterns").is_empty());
    assert!(!field(refused, "reason").is_empty());

    let viewer = sandbox.client(VIEWER).await;
    assert!(viewer.send(cache::stats()).await.is_ok());
    assert!(viewer.send(cache::history()).await.is_ok());
    let request = everything(&[CacheTarget::Api]);
    let refused = [
        viewer.send(cache::invalidate(&request)).await,
        viewer.send(cache::try_invalidate(&request)).await,
        viewer.send(cache::clear(&ClearRequest::default())).await,
    ];
    for answer in refused {
        let error = answer.unwrap_err();
        assert!(error.is_forbidden());
        assert!(error.detail().contains("view-only access"));
    }
}
