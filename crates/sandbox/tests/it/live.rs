//! The live feeds over a real socket.

use std::{collections::BTreeMap, time::Duration};

use futures_util::SinkExt;
use sandbox::args::Args;
use serde_json::json;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{self, Message},
};
use wire::{
    auth,
    channel::Channel,
    events::{ContentEvent, Event, Feed, Frame, JobEvent, PING},
    jobs,
};

use crate::{
    harness::{Sandbox, everywhere, recipe},
    sockets::{Wired, wired},
};

fn breakable() -> Args {
    Args {
        faults: true,
        ..Args::default()
    }
}

fn assert_gapless(frames: &[(u64, Event)], after: u64) {
    let numbers: Vec<_> = frames.iter().map(|(seq, _)| *seq).collect();
    let expected: Vec<_> = (after + 1..).take(numbers.len()).collect();
    assert_eq!(numbers, expected);
}

#[tokio::test]
async fn a_job_is_told_from_its_beginning_to_its_end() {
    let wired = wired(Args::default()).await;
    let (mut socket, hello) = wired.listen(Feed::Jobs, None).await;
    let job = wired.client.start(&everywhere()).await.unwrap();
    let frames = socket.until_end(&job.job_id).await;
    assert_gapless(&frames, hello);
    assert!(matches!(&frames[0].1, Event::Job(JobEvent::Created, _)));
    let Event::Job(kind, last) = &frames[frames.len() - 1].1 else {
        panic!();
    };
    assert_eq!(*kind, JobEvent::Completed);
    // What was told last is what the server holds.
    let held = wired.client.send(jobs::get(&job.job_id)).await.unwrap();
    assert_eq!(**last, held);
    let progress: Vec<_> = frames
        .iter()
        .filter_map(|(_, event)| match event {
            Event::Job(_, job) => job.progress,
            _ => None,
        })
        .collect();
    assert!(progress.is_sorted(), "{progress:?}");
    wired.server.stop().await;
}

#[tokio::test]
async fn the_pieces_of_a_text_are_the_text() {
    let wired = wired(Args::default()).await;
    let (mut socket, hello) = wired.listen(Feed::Content, None).await;
    let job = wired.client.start(&recipe(&[Channel::Web])).await.unwrap();
    let mut text = String::new();
    let mut expected = hello;
    let content = loop {
        let Frame::Event { seq, event, .. } = socket.next().await else {
            panic!();
        };
        expected += 1;
        assert_eq!(seq, expected);
        match event {
            Event::Delta {
                job_id,
                channel,
                offset,
                text: piece,
            } => {
                assert_eq!((&job_id, &channel), (&job.job_id, &Channel::Web));
                assert_eq!(offset, text.chars().count() as u64);
                text.push_str(&piece);
            }
            Event::Content(ContentEvent::Created, content) => break content,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(text, sandbox::engine::draft_text(&content.body));
    let stored = wire::content::get(&content.content_id);
    assert_eq!(wired.client.send(stored).await.unwrap(), *content);
    wired.server.stop().await;
}

#[tokio::test]
async fn who_comes_back_gets_what_was_missed() {
    let wired = wired(Args::default()).await;
    let (mut socket, hello) = wired.listen(Feed::Jobs, None).await;
    let first = wired.client.start(&recipe(&[Channel::Web])).await.unwrap();
    let seen = socket.until_end(&first.job_id).await;
    let last = seen[seen.len() - 1].0;
    drop(socket);
    let second = wired.run(&recipe(&[Channel::Web])).await;

    let (mut socket, newest) = wired.listen(Feed::Jobs, Some(last)).await;
    assert!(newest > last);
    let missed = socket.until_end(&second).await;
    assert_gapless(&missed, last);
    assert_eq!(missed[missed.len() - 1].0, newest);
    // And then it goes on.
    let third = wired.client.start(&recipe(&[Channel::Web])).await.unwrap();
    assert_gapless(&socket.until_end(&third.job_id).await, newest);

    let (mut again, _) = wired.listen(Feed::Jobs, Some(hello)).await;
    assert_gapless(&again.until_end(&first.job_id).await, hello);
    wired.server.stop().await;
}

#[tokio::test]
async fn who_knows_nothing_of_use_is_told_to_start_over() {
    let wired = wired(Args::default()).await;
    wired.run(&recipe(&[Channel::Web])).await;
    for since in [0, 1, u64::MAX / 2] {
        let (mut socket, hello) = wired.listen(Feed::Jobs, Some(since)).await;
        assert_eq!(socket.next().await, Frame::Resync);
        let job = wired.client.start(&recipe(&[Channel::Web])).await.unwrap();
        assert_gapless(&socket.until_end(&job.job_id).await, hello);
    }
    wired.server.stop().await;
}

#[tokio::test]
async fn a_ping_gets_a_pong_and_nonsense_a_complaint() {
    let wired = wired(Args::default()).await;
    let (mut socket, _) = wired.listen(Feed::Content, None).await;
    socket.0.send(Message::text(PING)).await.unwrap();
    assert!(matches!(socket.next().await, Frame::Pong { seq: Some(_) }));
    for nonsense in ["hello?", "[]", r#"{"type":"job_created"}"#] {
        socket.0.send(Message::text(nonsense)).await.unwrap();
        assert!(matches!(socket.next().await, Frame::Complaint(_)));
    }
    wired.server.stop().await;
}

#[tokio::test]
async fn a_ticket_opens_one_socket() {
    let wired = wired(Args::default()).await;
    let ticket = wired.client.send(auth::ws_ticket()).await.unwrap().ticket;
    let address =
        |ticket: &str| format!("ws://{}/ws/jobs/tab?ticket={ticket}", wired.server.address);
    let (_socket, _) = connect_async(address(ticket.expose())).await.unwrap();
    for worthless in [ticket.expose(), "", "made-up"] {
        match connect_async(address(worthless)).await {
            Err(tungstenite::Error::Http(answer)) => assert_eq!(answer.status(), 403),
            other => panic!("{other:?}"),
        }
    }
    wired.server.stop().await;
}

#[tokio::test]
async fn nothing_is_told_after_a_job_was_cancelled() {
    let wired = wired(Args {
        pace: 5.0,
        ..Args::default()
    })
    .await;
    let (mut text, _) = wired.listen(Feed::Content, None).await;
    let (mut told, _) = wired.listen(Feed::Jobs, None).await;
    let job = wired.client.start(&everywhere()).await.unwrap();
    assert!(matches!(
        text.next().await,
        Frame::Event {
            event: Event::Delta { .. },
            ..
        }
    ));
    wired.client.send(jobs::cancel(&job.job_id)).await.unwrap();
    let frames = told.until_end(&job.job_id).await;
    assert!(matches!(
        frames[frames.len() - 1].1,
        Event::Job(JobEvent::Cancelled, _)
    ));
    while !text.quiet(Duration::from_millis(400)).await {}
    assert!(told.quiet(Duration::from_millis(1)).await);
    wired.server.stop().await;
}

#[tokio::test]
async fn who_reads_too_slowly_is_dropped_and_holds_up_nobody() {
    let wired = wired(Args::default()).await;
    let (mut slow, _) = wired.listen(Feed::Content, None).await;
    let text = "x".repeat(2000);
    let begun = std::time::Instant::now();
    // More than the network and the ring take together.
    for offset in 0..20_000 {
        wired.server.app.live.publish(Event::Delta {
            job_id: "j".into(),
            channel: Channel::Web,
            offset,
            text: text.clone(),
        });
        if offset % 1000 == 0 {
            tokio::task::yield_now().await;
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(slow.close_code().await, 1013);
    let (mut quick, _) = wired.listen(Feed::Content, None).await;
    quick.0.send(Message::text(PING)).await.unwrap();
    assert!(matches!(quick.next().await, Frame::Pong { seq: Some(_) }));
    wired.server.stop().await;
}

#[tokio::test]
async fn a_stopping_server_says_goodbye() {
    let wired = wired(Args::default()).await;
    let (mut socket, _) = wired.listen(Feed::Jobs, None).await;
    let Wired { server, .. } = wired;
    let (code, ()) = tokio::join!(socket.close_code(), server.stop());
    assert_eq!(code, 1001);
}

#[tokio::test]
async fn frames_can_be_skipped_and_repeated() {
    let wired = wired(breakable()).await;
    let (mut socket, hello) = wired.listen(Feed::Jobs, None).await;
    wired
        .sandbox
        .fault(json!({"fault": {"kind": "skip-frames"}, "match": "/ws/jobs/*", "times": 1, "after": 1}))
        .await;
    let job = wired.client.start(&recipe(&[Channel::Web])).await.unwrap();
    let frames = socket.until_end(&job.job_id).await;
    let numbers: Vec<_> = frames.iter().take(3).map(|(seq, _)| seq - hello).collect();
    assert_eq!(numbers, [1, 3, 4]);
    // Whoever notices asks again, and gets them all.
    let (mut healed, newest) = wired.listen(Feed::Jobs, Some(hello)).await;
    assert_gapless(&healed.until_end(&job.job_id).await, hello);

    wired
        .sandbox
        .fault(json!({"fault": {"kind": "repeat-frames"}, "match": "/ws/jobs/*", "times": 1}))
        .await;
    let job = wired.client.start(&recipe(&[Channel::Web])).await.unwrap();
    let frames = healed.until_end(&job.job_id).await;
    let numbers: Vec<_> = frames.iter().take(3).map(|(seq, _)| seq - newest).collect();
    assert_eq!(numbers, [1, 1, 2]);
    wired.server.stop().await;
}

#[tokio::test]
async fn sockets_can_be_closed_refused_and_silenced() {
    let wired = wired(breakable()).await;
    let (mut socket, hello) = wired.listen(Feed::Jobs, None).await;
    wired
        .sandbox
        .fault(json!({"fault": {"kind": "close-sockets", "code": 4000}}))
        .await;
    assert_eq!(socket.close_code().await, 4000);

    wired
        .sandbox
        .fault(json!({"fault": {"kind": "refuse-websocket"}, "times": 1}))
        .await;
    match wired.dial(Feed::Jobs, "").await {
        Err(tungstenite::Error::Http(answer)) => assert_eq!(answer.status(), 403),
        _ => panic!("not refused"),
    }

    let (mut socket, _) = wired.listen(Feed::Jobs, Some(hello)).await;
    wired
        .sandbox
        .fault(json!({"fault": {"kind": "silent-websocket"}}))
        .await;
    let job = wired.run(&recipe(&[Channel::Web])).await;
    socket.0.send(Message::text(PING)).await.unwrap();
    let mut late = wired.dial(Feed::Jobs, "").await.unwrap();
    assert!(socket.quiet(Duration::from_millis(100)).await);
    assert!(late.quiet(Duration::from_millis(1)).await);
    wired.sandbox.heal().await;
    assert_gapless(&socket.until_end(&job).await, hello);
    assert!(matches!(late.next().await, Frame::Hello { .. }));
    wired.server.stop().await;
}

#[tokio::test]
async fn stirred_jobs_are_told_as_they_are_kept() {
    let wired = wired(Args {
        jobs: 5,
        ..breakable()
    })
    .await;
    let (mut socket, hello) = wired.listen(Feed::Jobs, None).await;
    let stir = json!({"per_second": 60, "seconds": 1}).to_string();
    let anonymous = wired.sandbox.anonymous();
    let answer = anonymous
        .raw("POST", "/__sandbox/stir", &[], Some(&stir))
        .await;
    let changed = answer.json()["changed"].as_u64().unwrap();
    assert!(changed > 0, "{}", answer.body);
    let mut told = BTreeMap::new();
    for number in 1..=changed {
        match socket.next().await {
            Frame::Event {
                seq,
                event: Event::Job(_, job),
                ..
            } => {
                assert_eq!(seq, hello + number);
                told.insert(job.job_id.clone(), job.status);
            }
            other => panic!("{other:?}"),
        }
    }
    for (id, status) in told {
        let kept = wired.client.send(jobs::get(&id)).await.unwrap();
        assert_eq!(kept.status, status);
    }
    wired.server.stop().await;

    let whole = Sandbox::new().anonymous();
    let refused = whole.raw("POST", "/__sandbox/stir", &[], Some(&stir)).await;
    assert_eq!(refused.status, 404);
}
