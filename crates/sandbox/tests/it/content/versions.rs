//! Versions: who made them, why, how much they changed, and how an older one is taken up again.

use wire::content::{self, ContentChange, ContentStatus, VersionReason};

use super::{assert_refused, on_disk, page_of, says, with_page};
use crate::harness::{EDITOR, OWNER};

#[tokio::test]
async fn versions_tell_who_and_why_and_how_much() {
    let (sandbox, editor, held) = with_page().await;
    let owner = sandbox.client(OWNER).await;
    let id = &held.content.content_id;
    let first = editor
        .send(content::update(
            id,
            &says(&held, "one two three four"),
            held.etag.as_deref(),
        ))
        .await
        .unwrap();
    // Two words are new, one is gone, two have moved.
    let second = owner
        .send(content::update(
            id,
            &says(&held, "two one four five six").because(VersionReason::Regeneration),
            first.etag.as_deref(),
        ))
        .await
        .unwrap();
    let page = editor
        .send(content::versions(id, None, None))
        .await
        .unwrap();
    assert_eq!((page.total, page.next_cursor), (Some(3), None));
    let [newest, middle, oldest] = page.items.try_into().unwrap();
    assert_eq!((newest.version, middle.version, oldest.version), (3, 2, 1));
    assert_eq!(newest.reason, VersionReason::Regeneration);
    assert_eq!(newest.created_by.as_deref(), Some("Olga Owens"));
    assert_eq!(newest.created_at, second.content.updated_at);
    assert_eq!((newest.words_added, newest.words_removed), (2, 1));
    assert_eq!(middle.reason, VersionReason::Edit);
    assert_eq!(middle.created_by.as_deref(), Some("Edwin Moreau"));
    assert_eq!(oldest.reason, VersionReason::Created);
    assert!(oldest.words_added > 20 && oldest.words_removed == 0);
    for (number, expected) in [(1, &held), (2, &first), (3, &second)] {
        let version = editor.send(content::version(id, number)).await.unwrap();
        assert_eq!(version, expected.content);
    }
    for number in ["0", "4", "x", "-1", "99999999999999999999"] {
        let path = format!("/api/v2/content/{id}/versions/{number}");
        assert_eq!(editor.raw("GET", &path, &[], None).await.status, 404);
    }
    let none = content::versions(&"cnt_none".into(), None, None);
    assert_refused(editor.send(none).await, 404);
}

#[tokio::test]
async fn an_older_version_comes_back_as_a_new_one_and_publishes_nothing() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    let edited = editor
        .send(content::update(
            id,
            &says(&held, "Another text.").title("Another title"),
            held.etag.as_deref(),
        ))
        .await
        .unwrap();
    let archive = ContentChange::default().status(ContentStatus::Archived);
    let archived = editor
        .send(content::update(id, &archive, edited.etag.as_deref()))
        .await
        .unwrap();
    let back = editor
        .send(content::restore_version(id, 1, archived.etag.as_deref()))
        .await
        .unwrap();
    assert_eq!(back.content.version, 4);
    assert_eq!(back.content.title, held.content.title);
    assert_eq!(back.content.body, held.content.body);
    // Version 1 was published.
    assert_eq!(back.content.status, ContentStatus::Archived);
    let address = format!("/published/{id}");
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 404);
    let versions = editor
        .send(content::versions(id, None, None))
        .await
        .unwrap();
    assert_eq!(versions.total, Some(4), "none is gone");
    assert_eq!(versions.items[0].reason, VersionReason::Restore);
    assert_eq!(versions.items[0].restored_from, Some(1));
    // Once more changes nothing.
    let same = editor
        .send(content::restore_version(id, 1, back.etag.as_deref()))
        .await
        .unwrap();
    assert_eq!(same, back);
    let none = content::restore_version(id, 9, back.etag.as_deref());
    assert_refused(editor.send(none).await, 404);
}

#[tokio::test]
async fn versions_are_paged_and_the_oldest_go() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    for number in 2..=105_u64 {
        let change = ContentChange::default().title(format!("Title {number}"));
        let call = content::update(id, &change, Some("*"));
        assert_eq!(editor.send(call).await.unwrap().content.version, number);
    }
    let (mut numbers, mut cursor) = (Vec::new(), None);
    loop {
        let call = content::versions(id, Some(30), cursor.as_deref());
        let page = editor.send(call).await.unwrap();
        assert_eq!(page.total, Some(100));
        assert!(page.items.len() <= 30);
        numbers.extend(page.items.iter().map(|it| it.version));
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(numbers, (6..=105).rev().collect::<Vec<_>>());
    assert_refused(editor.send(content::version(id, 5)).await, 404);
    let foreign = content::versions(id, None, Some("nonsense"));
    assert_refused(editor.send(foreign).await, 422);
}

#[tokio::test]
async fn a_restart_keeps_content_versions_and_trash() {
    let folder = tempfile::tempdir().unwrap();
    let first = on_disk(folder.path());
    let editor = first.client(EDITOR).await;
    let held = super::published(&editor, wire::channel::Channel::Web).await;
    let id = &held.content.content_id;
    let saved = editor
        .send(content::update(
            id,
            &says(&held, "Kept."),
            held.etag.as_deref(),
        ))
        .await
        .unwrap();
    let other = super::published(&editor, wire::channel::Channel::Web).await;
    let deleted = editor
        .send(content::delete(
            &other.content.content_id,
            other.etag.as_deref(),
        ))
        .await
        .unwrap();
    first.app.runner.stop();
    drop((first, editor));

    let second = on_disk(folder.path());
    let editor = second.client(EDITOR).await;
    assert_eq!(editor.send(content::hold(id)).await.unwrap(), saved);
    let before = editor.send(content::version(id, 1)).await.unwrap();
    assert_eq!(page_of(&before), page_of(&held.content));
    let trash = content::hold_deleted(&deleted.content_id);
    assert_eq!(editor.send(trash).await.unwrap().content, deleted);
}
