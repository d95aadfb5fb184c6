//! The trash: what is in it, how long, and how it comes back.

use serde_json::json;
use wire::{
    channel::Channel,
    content::{self, ContentFilter, ContentStatus},
};

use super::{assert_refused, millis, published, says, with_page};
use crate::harness::OWNER;

const DAY: i64 = 24 * 3600 * 1000;

fn trash() -> ContentFilter {
    ContentFilter {
        deleted: true,
        sort: "-deleted_at".parse().unwrap(),
        ..ContentFilter::default()
    }
}

#[tokio::test]
async fn what_is_deleted_is_gone_until_it_is_restored() {
    let (sandbox, editor, held) = with_page().await;
    let owner = sandbox.client(OWNER).await;
    let id = &held.content.content_id;
    let etag = held.etag.as_deref();
    let address = format!("/published/{id}");
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 200);
    let deleted = owner.send(content::delete(id, etag)).await.unwrap();
    assert_eq!(deleted.deleted_by.as_deref(), Some("Olga Owens"));
    let days =
        millis(deleted.purge_at.as_ref().unwrap()) - millis(deleted.deleted_at.as_ref().unwrap());
    assert_eq!(days, 30 * DAY);

    let error = assert_refused(editor.send(content::hold(id)).await, 404);
    assert!(error.detail().contains("Olga Owens"), "{}", error.detail());
    for outcome in [
        editor
            .send(content::update(id, &says(&held, "x"), etag))
            .await
            .err(),
        editor.send(content::delete(id, etag)).await.err(),
        editor.send(content::versions(id, None, None)).await.err(),
        editor.send(content::version(id, 1)).await.err(),
        editor
            .send(content::restore_version(id, 1, etag))
            .await
            .err(),
    ] {
        assert_eq!(outcome.and_then(|error| error.status()), Some(404));
    }
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 404);
    let listed = editor.send(content::list(None, None)).await.unwrap();
    assert_eq!(listed.total, Some(0));
    let in_trash = editor.send(content::page(&trash())).await.unwrap();
    assert_eq!(in_trash.items, std::slice::from_ref(&deleted));
    let shown = editor.send(content::hold_deleted(id)).await.unwrap();
    assert_eq!(shown.content, deleted);

    let back = editor.send(content::restore(id)).await.unwrap();
    assert_eq!(back, held, "as it was, version and all");
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 200);
    // A second time, after a lost answer.
    assert_eq!(editor.send(content::restore(id)).await.unwrap(), held);
    let in_trash = editor.send(content::page(&trash())).await.unwrap();
    assert_eq!(in_trash.total, Some(0));
    assert_refused(editor.send(content::hold_deleted(id)).await, 404);
    let saved = content::update(id, &says(&held, "On."), etag);
    assert_eq!(editor.send(saved).await.unwrap().content.version, 2);
    assert_refused(editor.send(content::restore(&"cnt_none".into())).await, 404);
}

#[tokio::test]
async fn an_archived_piece_comes_back_archived() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    let archive = content::ContentChange::default().status(ContentStatus::Archived);
    let archived = editor
        .send(content::update(id, &archive, held.etag.as_deref()))
        .await
        .unwrap();
    let etag = archived.etag.as_deref();
    editor.send(content::delete(id, etag)).await.unwrap();
    assert_eq!(editor.send(content::restore(id)).await.unwrap(), archived);
}

#[tokio::test]
async fn after_thirty_days_it_is_gone_for_good() {
    let (sandbox, editor, held) = with_page().await;
    let other = published(&editor, Channel::Email).await;
    let id = &held.content.content_id;
    editor.send(content::delete(id, Some("*"))).await.unwrap();
    let skew = async |days: i64| {
        sandbox.heal().await;
        let seconds = days * DAY / 1000;
        let fault = json!({"fault": {"kind": "clock-skew", "seconds": seconds}});
        sandbox.fault(fault).await;
    };
    skew(29).await;
    sandbox::watcher::purge(&sandbox.app).unwrap();
    assert!(editor.send(content::hold_deleted(id)).await.is_ok());
    skew(31).await;
    // It is over before anybody has emptied the trash.
    assert_refused(editor.send(content::hold_deleted(id)).await, 404);
    assert_refused(editor.send(content::restore(id)).await, 404);
    let in_trash = editor.send(content::page(&trash())).await.unwrap();
    assert_eq!(in_trash.total, Some(0));
    sandbox::watcher::purge(&sandbox.app).unwrap();
    sandbox.heal().await;
    assert_refused(editor.send(content::hold_deleted(id)).await, 404);
    let versions = sandbox
        .app
        .store
        .read_now(|view| sandbox::store::contents::list_versions(view.connection, id, None, None));
    assert_eq!(versions.unwrap().total, Some(0));
    // What is not in the trash stays, however old it is.
    let id = &other.content.content_id;
    assert_eq!(editor.send(content::hold(id)).await.unwrap(), other);
}
