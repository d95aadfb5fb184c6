//! Many at once: each has a result of its own.

use serde_json::json;
use wire::content::{
    self, BulkContentAction, BulkContentItem, BulkContentRequest, ContentFilter, ContentId,
    ContentStatus, MOST_AT_ONCE,
};

use super::{assert_refused, piece, store};
use crate::harness::{Client, EDITOR, Sandbox, field};

async fn with_three() -> (Sandbox, Client, Vec<ContentId>) {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let mut pieces: Vec<_> = (0..3).map(|number| piece(number, 1000)).collect();
    for content in &mut pieces {
        content.status = ContentStatus::Published;
    }
    let ids = pieces.iter().map(|it| it.content_id.clone()).collect();
    store(&sandbox, pieces);
    (sandbox, editor, ids)
}

async fn statuses(editor: &Client, ids: &[ContentId]) -> Vec<String> {
    let mut statuses = Vec::new();
    for id in ids {
        let content = editor.send(content::get(id)).await;
        statuses.push(match content {
            Ok(content) => content.status.to_string(),
            Err(error) => error.status().unwrap().to_string(),
        });
    }
    statuses
}

#[tokio::test]
async fn each_piece_is_told_what_became_of_it() {
    let (_, editor, ids) = with_three().await;
    let gone = ContentId::from("cnt_none");
    let mut request = BulkContentRequest::new(BulkContentAction::Archive, &ids);
    request.items.insert(1, BulkContentItem::from(&gone));
    request.items[3].etag = Some("\"cnt_00002-7\"".into());
    let results = editor.send(content::bulk(&request)).await.unwrap();
    let told: Vec<_> = results
        .iter()
        .map(|result| (result.content_id.as_str(), result.status))
        .collect();
    assert_eq!(
        told,
        [
            ("cnt_00000", 200),
            ("cnt_none", 404),
            ("cnt_00001", 200),
            ("cnt_00002", 412)
        ]
    );
    let done = results[0].content.as_ref().unwrap();
    assert_eq!((done.version, &done.status), (2, &ContentStatus::Archived));
    assert!(results[0].is_done() && results[0].detail.is_none());
    assert!(!results[1].is_done() && results[1].content.is_none());
    assert!(results[3].detail.as_deref().unwrap().contains("version 1"));
    assert_eq!(
        statuses(&editor, &ids).await,
        ["archived", "archived", "published"]
    );
}

#[tokio::test]
async fn each_action_has_its_inverse() {
    let (sandbox, editor, mut ids) = with_three().await;
    let mut draft = piece(9, 1000);
    draft.status = ContentStatus::Draft;
    ids.push(draft.content_id.clone());
    store(&sandbox, [draft]);
    let run = async |action: BulkContentAction| {
        let request = BulkContentRequest::new(action, &ids);
        let results = editor.send(content::bulk(&request)).await.unwrap();
        assert!(results.iter().all(|it| it.is_done()), "{results:?}");
    };
    run(BulkContentAction::Archive).await;
    assert_eq!(statuses(&editor, &ids).await, ["archived"; 4]);
    run(BulkContentAction::Unarchive).await;
    let before = ["published", "published", "published", "draft"];
    assert_eq!(statuses(&editor, &ids).await, before);
    // What is not archived stays as it is.
    run(BulkContentAction::Unarchive).await;
    assert_eq!(statuses(&editor, &ids).await, before);
    run(BulkContentAction::Delete).await;
    assert_eq!(statuses(&editor, &ids).await, ["404"; 4]);
    let trash = ContentFilter {
        deleted: true,
        ..ContentFilter::default()
    };
    let in_trash = editor.send(content::summaries(&trash)).await.unwrap();
    assert_eq!(in_trash.total, Some(4));
    run(BulkContentAction::Restore).await;
    assert_eq!(statuses(&editor, &ids).await, before);
    run(BulkContentAction::Publish).await;
    assert_eq!(statuses(&editor, &ids).await, ["published"; 4]);
}

#[tokio::test]
async fn a_request_that_means_nothing_is_refused_as_a_whole() {
    let (_, editor, ids) = with_three().await;
    let none = BulkContentRequest::new(BulkContentAction::Delete, []);
    assert!(!field(editor.send(content::bulk(&none)).await, "items").is_empty());
    let many: Vec<_> = (0..=MOST_AT_ONCE)
        .map(|number| ContentId::from(number.to_string()))
        .collect();
    let many = BulkContentRequest::new(BulkContentAction::Delete, &many);
    assert!(!field(editor.send(content::bulk(&many)).await, "items").is_empty());
    let unknown = BulkContentRequest::new("shred".into(), &ids);
    assert!(!field(editor.send(content::bulk(&unknown)).await, "action").is_empty());
    let path = "/api/v2/content/bulk";
    let body = json!({"action": "delete"}).to_string();
    let raw = editor.raw("POST", path, &[], Some(&body)).await;
    assert_eq!(raw.json()["detail"][0]["loc"], json!(["body", "items"]));
    assert_eq!(statuses(&editor, &ids).await, ["published"; 3]);
    let stranger = Sandbox::new().anonymous();
    assert_refused(stranger.send(content::bulk(&unknown)).await, 401);
}
