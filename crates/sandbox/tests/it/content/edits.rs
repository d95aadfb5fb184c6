//! Saving: what is kept, what is refused, and who wins.

use serde_json::{Value, json};
use wire::{
    channel::Channel,
    content::{self, ContentChange, ContentStatus, LIMITS},
    generate::{Part, WebPart},
};

use super::{assert_refused, millis, page_of, piece, published, says, store, with_page};
use crate::harness::{EDITOR, OWNER, Sandbox, VIEWER};

#[tokio::test]
async fn a_save_is_a_new_version_with_a_new_tag() {
    let (sandbox, editor, held) = with_page().await;
    let owner = sandbox.client(OWNER).await;
    let id = &held.content.content_id;
    let change = says(&held, "A new text.\n\n## Hours\n\nFrom nine to five.");
    let saved = owner
        .send(content::update(id, &change, held.etag.as_deref()))
        .await
        .unwrap();
    assert_eq!(saved.content.version, 2);
    assert_ne!(saved.etag, held.etag);
    assert_eq!(saved.content.updated_by.as_deref(), Some("Olga Owens"));
    assert!(millis(&saved.content.updated_at) >= millis(&held.content.updated_at));
    assert_eq!(saved.content.created_at, held.content.created_at);
    // What was not named is as it was.
    assert_eq!(saved.content.title, held.content.title);
    assert_eq!(saved.content.status, ContentStatus::Published);
    assert_eq!(editor.send(content::hold(id)).await.unwrap(), saved);
}

#[tokio::test]
async fn readers_get_the_edited_text_in_the_look_of_before() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    let address = format!("/published/{id}");
    let before = editor.raw("GET", &address, &[], None).await;
    assert_eq!(before.status, 200);
    let change = says(&held, "Only *this* <script>alert(1)</script> is said.");
    let saved = editor
        .send(content::update(id, &change, held.etag.as_deref()))
        .await
        .unwrap();
    let after = editor.raw("GET", &address, &[], None).await;
    assert!(after.body.contains("Only <em>this</em>"), "{}", after.body);
    assert!(!after.body.contains("alert(1)"));
    let look = |body: &str| {
        let (_, style) = body.split_once("<style>").unwrap();
        style.split_once("</style>").unwrap().0.to_owned()
    };
    assert_eq!(look(&before.body), look(&after.body));
    // What nobody changes by hand is kept, whatever is sent.
    let page = WebPart {
        published_at: None,
        html: Some("<p>mine</p>".into()),
        ..page_of(&saved.content)
    };
    let change = ContentChange::default().body(&Part::Web(page));
    let same = editor
        .send(content::update(id, &change, saved.etag.as_deref()))
        .await
        .unwrap();
    assert_eq!(same, saved);
}

#[tokio::test]
async fn a_save_that_changes_nothing_makes_no_version() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    let same = ContentChange::default()
        .title(held.content.title.clone())
        .body(&held.content.body)
        .status(ContentStatus::Published);
    for change in [same, ContentChange::default()] {
        let saved = editor
            .send(content::update(id, &change, held.etag.as_deref()))
            .await
            .unwrap();
        assert_eq!(saved, held);
    }
    let versions = editor.send(content::versions(id, None, None)).await;
    assert_eq!(versions.unwrap().total, Some(1));
}

#[tokio::test]
async fn a_stale_save_is_refused_and_names_what_there_is() {
    let (sandbox, editor, held) = with_page().await;
    let owner = sandbox.client(OWNER).await;
    let id = &held.content.content_id;
    let etag = held.etag.as_deref();
    let first = owner
        .send(content::update(id, &says(&held, "Theirs."), etag))
        .await
        .unwrap();
    let mine = content::update(id, &says(&held, "Mine."), etag);
    let error = assert_refused(editor.send(mine.clone()).await, 412);
    assert!(error.detail().contains("Olga Owens"), "{}", error.detail());
    let raw = editor.answer(&mine).await;
    assert_eq!(raw.header("etag"), first.etag.as_deref());
    assert_refused(editor.send(content::delete(id, etag)).await, 412);
    assert_refused(
        editor.send(content::restore_version(id, 1, etag)).await,
        412,
    );
    assert_eq!(editor.send(content::hold(id)).await.unwrap(), first);
    // Whoever says so changes whatever there is.
    let forced = content::update(id, &says(&held, "Mine."), Some("*"));
    assert_eq!(editor.send(forced).await.unwrap().content.version, 3);
}

#[tokio::test]
async fn of_many_writers_exactly_one_wins() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    let editor = &editor;
    let held = &held;
    let saves = (0..8).map(|number| async move {
        let change = says(held, &format!("Writer {number}."));
        let call = content::update(id, &change, held.etag.as_deref());
        editor.send(call).await
    });
    let outcomes = futures_util::future::join_all(saves).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 7));
    for outcome in lost {
        assert_refused(outcome, 412);
    }
    let newest = editor.send(content::hold(id)).await.unwrap();
    assert_eq!(newest, won.into_iter().next().unwrap().unwrap());
}

#[tokio::test]
async fn a_change_names_the_version_that_it_was_made_from() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    let change = says(&held, "Blind.");
    assert_refused(editor.send(content::update(id, &change, None)).await, 428);
    assert_refused(editor.send(content::delete(id, None)).await, 428);
    assert_refused(
        editor.send(content::restore_version(id, 1, None)).await,
        428,
    );
    assert_eq!(editor.send(content::hold(id)).await.unwrap(), held);
}

#[tokio::test]
async fn a_viewer_sees_everything_and_changes_nothing() {
    let (sandbox, _, held) = with_page().await;
    let viewer = sandbox.client(VIEWER).await;
    let id = &held.content.content_id;
    let etag = held.etag.as_deref();
    assert_eq!(viewer.send(content::hold(id)).await.unwrap(), held);
    assert!(viewer.send(content::versions(id, None, None)).await.is_ok());
    assert!(viewer.send(content::version(id, 1)).await.is_ok());
    let change = says(&held, "Mine.");
    assert_refused(viewer.send(content::update(id, &change, etag)).await, 403);
    assert_refused(viewer.send(content::delete(id, etag)).await, 403);
    assert_refused(viewer.send(content::restore(id)).await, 403);
    assert_refused(
        viewer.send(content::restore_version(id, 1, etag)).await,
        403,
    );
    let action = content::BulkContentAction::Archive;
    let bulk = content::BulkContentRequest::new(action, [id]);
    assert_refused(viewer.send(content::bulk(&bulk)).await, 403);
    assert_eq!(viewer.send(content::hold(id)).await.unwrap(), held);
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let (_, editor, held) = with_page().await;
    let id = &held.content.content_id;
    for size in [LIMITS.bytes, 3 << 20] {
        let change = says(&held, &"x".repeat(size));
        let call = content::update(id, &change, held.etag.as_deref());
        assert_refused(editor.send(call).await, 413);
    }
    assert_eq!(editor.send(content::hold(id)).await.unwrap(), held);
    let most = LIMITS.bytes - 16 * 1024;
    let change = says(&held, &"word ".repeat(most / 5));
    let page = WebPart {
        html: None,
        ..page_of(&held.content)
    };
    assert!(serde_json::to_vec(&page).unwrap().len() < 16 * 1024);
    let fits = ContentChange {
        body: change.body.map(|mut body| {
            body["html"] = Value::Null;
            body
        }),
        ..ContentChange::default()
    };
    let call = content::update(id, &fits, held.etag.as_deref());
    assert_eq!(editor.send(call).await.unwrap().content.version, 2);
}

/// What the server says of a change, as `loc` and message.
async fn refusals(channel: Channel, change: Value) -> Vec<String> {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let held = published(&editor, channel).await;
    let path = format!("/api/v2/content/{}", held.content.content_id);
    let condition = [("if-match", held.etag.as_deref().unwrap())];
    let body = change.to_string();
    let raw = editor.raw("PUT", &path, &condition, Some(&body)).await;
    assert_eq!(raw.status, 422, "{}", raw.body);
    let id = &held.content.content_id;
    assert_eq!(editor.send(content::hold(id)).await.unwrap(), held);
    let problems = raw.json()["detail"].as_array().unwrap().clone();
    problems
        .iter()
        .map(|problem| problem["loc"].to_string())
        .collect()
}

#[tokio::test]
async fn each_field_of_an_email_is_refused_by_its_name() {
    let change = json!({
        "title": " ",
        "body": {"subject": "", "preheader": "p".repeat(251), "html": ""},
        "status": "shredded", "reason": "created",
    });
    assert_eq!(
        refusals(Channel::Email, change).await,
        [
            r#"["body","title"]"#,
            r#"["body","body","subject"]"#,
            r#"["body","body","preheader"]"#,
            r#"["body","body","html"]"#,
            r#"["body","status"]"#,
            r#"["body","reason"]"#,
        ]
    );
}

#[tokio::test]
async fn each_field_of_a_page_is_refused_by_its_name() {
    let change = json!({
        "title": "t".repeat(301),
        "body": {
            "title": "", "markdown": " ", "slug": "No slug", "excerpt": "e".repeat(601),
            "tags": ["ok", ""], "seo": {"title": "t", "description": "d".repeat(601)},
        },
        "status": "draft",
    });
    assert_eq!(
        refusals(Channel::Web, change).await,
        [
            r#"["body","title"]"#,
            r#"["body","body","title"]"#,
            r#"["body","body","markdown"]"#,
            r#"["body","body","excerpt"]"#,
            r#"["body","body","slug"]"#,
            r#"["body","body","tags",1]"#,
            r#"["body","body","seo","description"]"#,
            r#"["body","status"]"#,
        ]
    );
}

#[tokio::test]
async fn a_post_is_counted_as_its_platform_counts_whatever_limit_is_sent() {
    let long = "é".repeat(281);
    let change = json!({"body": {"posts": [
        {"platform": "linkedin", "content": long},
        {"platform": "twitter", "content": long, "limit": 9999},
        {"platform": "twitter", "content": ""},
    ]}});
    assert_eq!(
        refusals(Channel::Social, change).await,
        [
            r#"["body","body","posts",1,"content"]"#,
            r#"["body","body","posts",2,"content"]"#,
        ]
    );
    let change = json!({"body": {"posts": []}});
    assert_eq!(
        refusals(Channel::Social, change).await,
        [r#"["body","body","posts"]"#]
    );
}

#[tokio::test]
async fn a_body_of_another_channel_is_refused_where_it_does_not_fit() {
    for (channel, body, loc) in [
        (
            Channel::Web,
            json!({"subject": "s", "html": "h"}),
            r#"["body","body","title"]"#,
        ),
        (Channel::Email, json!(["s"]), r#"["body","body"]"#),
        (Channel::Email, json!("text"), r#"["body","body"]"#),
        (
            Channel::Social,
            json!({"posts": [{"platform": "twitter", "content": 1}]}),
            r#"["body","body","posts",0,"content"]"#,
        ),
    ] {
        assert_eq!(refusals(channel, json!({"body": body})).await, [loc]);
    }
    assert_eq!(
        refusals(Channel::Web, json!({"title": 1})).await,
        [r#"["body","title"]"#]
    );
}

#[tokio::test]
async fn an_email_follows_its_subject_and_its_html() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let held = published(&editor, Channel::Email).await;
    let id = &held.content.content_id;
    let Part::Email(mut email) = held.content.body.clone() else {
        panic!("no email")
    };
    assert_eq!(held.content.title, email.subject);
    email.subject = "Spring opening".into();
    email.html = "<html><body><h1>Spring</h1><p>We open at nine.</p></body></html>".into();
    email.recipient_count = Some(1);
    let change = ContentChange::default().body(&Part::Email(email.clone()));
    let saved = editor
        .send(content::update(id, &change, held.etag.as_deref()))
        .await
        .unwrap();
    assert_eq!(saved.content.title, "Spring opening");
    let (Part::Email(before), Part::Email(after)) = (&held.content.body, &saved.content.body)
    else {
        panic!("no email")
    };
    assert_eq!(after.text.as_deref(), Some("Spring\n\nWe open at nine."));
    assert_eq!(after.recipient_count, before.recipient_count);
    // What is found is what is said now.
    let found = |q: &'static str| editor.send(content::list(Some(q), None));
    assert_eq!(found("we open at nine").await.unwrap().total, Some(1));
    assert_eq!(found("ember launch").await.unwrap().total, Some(0));
    // A title of its own stays.
    let change = ContentChange::default().title("Campaign 7");
    let named = editor
        .send(content::update(id, &change, saved.etag.as_deref()))
        .await
        .unwrap();
    email.subject = "Summer opening".into();
    let change = ContentChange::default().body(&Part::Email(email));
    let saved = editor
        .send(content::update(id, &change, named.etag.as_deref()))
        .await
        .unwrap();
    assert_eq!(saved.content.title, "Campaign 7");
}

#[tokio::test]
async fn archiving_and_publishing_can_be_taken_back() {
    let (sandbox, editor, held) = with_page().await;
    let id = held.content.content_id.clone();
    let address = format!("/published/{id}");
    let status = async |status: ContentStatus, etag: Option<String>| {
        let change = ContentChange::default().status(status);
        let call = content::update(&id, &change, etag.as_deref());
        editor.send(call).await
    };
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 200);
    let archived = status(ContentStatus::Archived, held.etag.clone())
        .await
        .unwrap();
    assert_eq!(
        (archived.content.version, &archived.content.url),
        (2, &None)
    );
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 404);
    assert_refused(
        status(ContentStatus::Draft, archived.etag.clone()).await,
        422,
    );
    let out = status(ContentStatus::Published, archived.etag.clone())
        .await
        .unwrap();
    assert!(out.content.url.as_deref().unwrap().ends_with(&address));
    // It went out when it did, not when it was brought back.
    assert_eq!(out.content.body, held.content.body);
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 200);
    assert_refused(status(ContentStatus::Draft, out.etag).await, 422);
    let reasons = editor
        .send(content::versions(&id, None, None))
        .await
        .unwrap();
    let reasons: Vec<_> = reasons.items.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(reasons, ["status", "status", "created"]);

    // A draft is not out before it is published, and may go back to be a draft from the archive.
    let draft = content::ContentId::from("cnt_00014");
    let mut page = piece(14, 0);
    page.status = ContentStatus::Draft;
    store(&sandbox, [page]);
    let address = format!("/published/{draft}");
    assert_eq!(editor.raw("GET", &address, &[], None).await.status, 404);
    for (status, is_out) in [
        (ContentStatus::Archived, false),
        (ContentStatus::Draft, false),
        (ContentStatus::Published, true),
    ] {
        let change = ContentChange::default().status(status);
        let call = content::update(&draft, &change, Some("*"));
        let saved = editor.send(call).await.unwrap();
        assert_eq!(saved.content.url.is_some(), is_out);
        let seen = editor.raw("GET", &address, &[], None).await.status;
        assert_eq!(seen, if is_out { 200 } else { 404 });
        assert_eq!(page_of(&saved.content).published_at.is_some(), is_out);
    }
}
