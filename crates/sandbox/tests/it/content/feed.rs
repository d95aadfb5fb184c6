//! What the feed tells of content, and of who has it open.

use futures_util::SinkExt;
use sandbox::args::Args;
use tokio_tungstenite::tungstenite::Message;
use wire::{
    auth,
    channel::Channel,
    content::{self, BulkContentAction, BulkContentRequest, ContentChange, ContentStatus},
    events::{ClientFrame, ContentEvent, Event, Feed, Frame, Viewer},
};

use super::{assert_refused, published, says};
use crate::{
    harness::{OWNER, VIEWER},
    sockets::{Socket, Wired, wired},
};

async fn next_event(socket: &mut Socket) -> (u64, ContentEvent, content::Content) {
    loop {
        match socket.next().await {
            Frame::Event {
                seq,
                event: Event::Content(kind, content),
                ..
            } => return (seq, kind, *content),
            Frame::Event {
                event: Event::Delta { .. },
                ..
            } => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn every_change_is_told_in_order() {
    let wired = wired(Args::default()).await;
    let editor = &wired.client;
    let held = published(editor, Channel::Web).await;
    let id = &held.content.content_id;
    let (mut socket, hello) = wired.listen(Feed::Content, None).await;
    let saved = editor
        .send(content::update(
            id,
            &says(&held, "New."),
            held.etag.as_deref(),
        ))
        .await
        .unwrap();
    // Neither a refusal nor a change of nothing is told.
    let stale = content::update(id, &says(&held, "Stale."), held.etag.as_deref());
    assert_refused(editor.send(stale).await, 412);
    let none = content::update(id, &ContentChange::default(), saved.etag.as_deref());
    editor.send(none).await.unwrap();
    let archive = ContentChange::default().status(ContentStatus::Archived);
    let archive = content::update(id, &archive, saved.etag.as_deref());
    let archived = editor.send(archive).await.unwrap().content;
    let old = editor
        .send(content::restore_version(id, 1, Some("*")))
        .await
        .unwrap()
        .content;
    let deleted = editor.send(content::delete(id, Some("*"))).await.unwrap();
    let back = editor.send(content::restore(id)).await.unwrap().content;
    let bulk = BulkContentRequest::new(BulkContentAction::Delete, [id]);
    editor.send(content::bulk(&bulk)).await.unwrap();
    let expected = [
        (ContentEvent::Updated, &saved.content),
        (ContentEvent::Updated, &archived),
        (ContentEvent::Updated, &old),
        (ContentEvent::Deleted, &deleted),
        (ContentEvent::Updated, &back),
    ];
    for (number, (kind, content)) in expected.into_iter().enumerate() {
        let told = next_event(&mut socket).await;
        assert_eq!(told, (hello + 1 + number as u64, kind, content.clone()));
    }
    let (last, kind, content) = next_event(&mut socket).await;
    assert_eq!((last, kind), (hello + 6, ContentEvent::Deleted));
    assert!(content.deleted_at.is_some());

    // Whoever comes back gets what was missed.
    let (mut again, newest) = wired.listen(Feed::Content, Some(hello + 4)).await;
    assert_eq!(newest, last);
    assert_eq!(next_event(&mut again).await.0, hello + 5);
    wired.server.stop().await;
}

async fn dial_as(wired: &Wired, email: &str) -> Socket {
    let client = wired.sandbox.client(email).await;
    let ticket = client.send(auth::ws_ticket()).await.unwrap();
    let address = format!(
        "ws://{}/ws/content/tab?ticket={}",
        wired.server.address,
        ticket.ticket.expose()
    );
    let (socket, _) = tokio_tungstenite::connect_async(address).await.unwrap();
    let mut socket = Socket(socket);
    assert!(matches!(socket.next().await, Frame::Hello { .. }));
    socket
}

async fn say(socket: &mut Socket, frame: ClientFrame) {
    let text = frame.to_json().to_string();
    socket.0.send(Message::text(text)).await.unwrap();
}

async fn names(socket: &mut Socket) -> Vec<String> {
    match socket.next().await {
        Frame::Viewers {
            content_id,
            viewers,
        } => {
            assert_eq!(content_id.as_str(), "cnt_1");
            let name = |viewer: Viewer| viewer.name;
            viewers.into_iter().map(name).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn whoever_has_content_open_learns_who_else_has() {
    let wired = wired(Args::default()).await;
    let open = || ClientFrame::Open("cnt_1".into());
    let mut owner = dial_as(&wired, OWNER).await;
    say(&mut owner, open()).await;
    assert_eq!(names(&mut owner).await, [""; 0]);
    let mut viewer = dial_as(&wired, VIEWER).await;
    say(&mut viewer, ClientFrame::Open("cnt_2".into())).await;
    assert!(matches!(
        viewer.next().await,
        Frame::Viewers { content_id, viewers }
            if content_id.as_str() == "cnt_2" && viewers.is_empty()
    ));
    say(&mut viewer, open()).await;
    assert_eq!(names(&mut viewer).await, ["Olga Owens"]);
    assert_eq!(names(&mut owner).await, ["Vera Lindqvist"]);
    let mut other = dial_as(&wired, VIEWER).await;
    say(&mut other, open()).await;
    assert_eq!(names(&mut other).await, ["Olga Owens", "Vera Lindqvist"]);
    assert_eq!(names(&mut viewer).await, ["Olga Owens", "Vera Lindqvist"]);
    // Told once, though she has it open twice, until both are gone.
    drop(viewer);
    assert_eq!(names(&mut other).await, ["Olga Owens"]);
    say(&mut other, ClientFrame::Close("cnt_1".into())).await;
    assert_eq!(names(&mut owner).await, [""; 0]);
    wired.server.stop().await;
}

#[tokio::test]
async fn the_feed_of_jobs_knows_of_no_content() {
    let wired = wired(Args::default()).await;
    let (mut jobs, _) = wired.listen(Feed::Jobs, None).await;
    say(&mut jobs, ClientFrame::Open("cnt_1".into())).await;
    assert!(matches!(jobs.next().await, Frame::Complaint(_)));
    let (mut contents, _) = wired.listen(Feed::Content, None).await;
    contents.0.send(Message::text("what?")).await.unwrap();
    assert!(matches!(contents.next().await, Frame::Complaint(_)));
    say(&mut contents, ClientFrame::Ping).await;
    assert!(matches!(contents.next().await, Frame::Pong { .. }));
    wired.server.stop().await;
}
