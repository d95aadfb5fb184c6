//! Holds: a job that can be undone before it starts, and what a retry repeats.

use std::time::Duration;

use sandbox::args::Args;
use serde_json::json;
use wire::{
    batch::{self, BatchRequest},
    channel::Channel,
    generate::{self, GenerateRequest},
    jobs::{self, JobStatus, RetryRequest},
};

use crate::harness::{EDITOR, Sandbox, VIEWER, everywhere, recipe};

/// Long enough that no test sees its end.
fn held(seconds: u32) -> GenerateRequest {
    GenerateRequest {
        hold_seconds: Some(seconds),
        ..recipe(&[Channel::Web])
    }
}

fn lifelike() -> Sandbox {
    Sandbox::with(Args {
        pace: 1.0,
        faults: true,
        ..Args::default()
    })
}

#[tokio::test]
async fn a_held_job_waits_and_can_be_cancelled_before_it_publishes_anything() {
    let sandbox = lifelike();
    let client = sandbox.client(EDITOR).await;
    let job = client.start(&held(60)).await.unwrap();
    assert!(job.hold_end().is_some() && job.queue_position.is_none());
    assert!(job.request.as_ref().unwrap().hold_seconds.is_none());
    tokio::time::sleep(Duration::from_millis(50)).await;
    let waiting = client.send(jobs::get(&job.job_id)).await.unwrap();
    assert_eq!(waiting.status, JobStatus::Pending);
    assert_eq!(waiting.held_until, job.held_until);
    let undone = client.send(jobs::cancel(&job.job_id)).await.unwrap();
    assert_eq!(
        (&undone.status, undone.held_until.is_none()),
        (&JobStatus::Cancelled, true)
    );
    assert!(undone.published().is_empty());
    let late = client.send(jobs::release(&job.job_id)).await.unwrap_err();
    assert_eq!(late.status(), Some(409));
}

#[tokio::test]
async fn a_held_job_starts_by_itself_or_when_it_is_released() {
    let sandbox = Sandbox::new();
    let client = sandbox.client(EDITOR).await;
    // Quick by the sandbox's pace: 10 s are 0.2 s.
    let job = client.start(&held(10)).await.unwrap();
    assert!(job.hold_end().is_some());
    let ended = client.job_ended(&job.job_id).await;
    assert_eq!(
        (&ended.status, ended.held_until),
        (&JobStatus::Completed, None)
    );

    let job = client.start(&held(300)).await.unwrap();
    let viewer = sandbox.client(VIEWER).await;
    let refused = viewer.send(jobs::release(&job.job_id)).await.unwrap_err();
    assert_eq!(refused.status(), Some(403));
    let released = client.send(jobs::release(&job.job_id)).await.unwrap();
    assert_eq!(released.held_until, None);
    assert_eq!(
        client.job_ended(&job.job_id).await.status,
        JobStatus::Completed
    );
}

#[tokio::test]
async fn how_long_a_request_is_held_does_not_make_it_another_request() {
    let client = lifelike().client(EDITOR).await;
    let keyed = |seconds| GenerateRequest {
        idempotency_key: Some("once".to_owned()),
        ..held(seconds)
    };
    let first = client.start(&keyed(60)).await.unwrap();
    let second = client.start(&keyed(5)).await.unwrap();
    assert_eq!(first.job_id, second.job_id);
}

#[tokio::test]
async fn all_jobs_of_a_batch_are_held_until_one_moment() {
    let client = lifelike().client(EDITOR).await;
    let batch = BatchRequest {
        requests: vec![recipe(&[Channel::Web]); 3],
        hold_seconds: Some(60),
        ..BatchRequest::default()
    };
    let batch = client.send(batch::start(&batch)).await.unwrap();
    let ends: Vec<_> = batch
        .jobs
        .iter()
        .map(|job| job.held_until.clone())
        .collect();
    assert!(ends[0].is_some() && ends.iter().all(|end| *end == ends[0]));
    for job in &batch.jobs {
        let undone = client.send(jobs::cancel(&job.job_id)).await.unwrap();
        assert!(undone.published().is_empty());
    }
    let own = BatchRequest {
        requests: vec![held(5)],
        ..BatchRequest::default()
    };
    let refused = client.send(batch::start(&own)).await.unwrap_err();
    assert_eq!(refused.status(), Some(422));
}

#[tokio::test]
async fn a_retry_repeats_what_failed_unless_channels_are_named_and_can_be_held() {
    let sandbox = lifelike();
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({
            "fault": {"kind": "fail-channel", "channel": "web", "message": "no"}, "times": 1,
        }))
        .await;
    let request = GenerateRequest {
        channels: vec![Channel::Email, Channel::Web],
        ..everywhere()
    };
    let job = client.start(&request).await.unwrap();
    let old = client.job_ended(&job.job_id).await;
    assert_eq!(old.unpublished(), [Channel::Web]);
    let again = |channels: Option<Vec<Channel>>| {
        let retry_request = RetryRequest {
            channels,
            hold_seconds: Some(60),
        };
        jobs::retry_with(&old.job_id, &retry_request)
    };
    for strange in [vec![], vec![Channel::Social]] {
        let refused = client.send(again(Some(strange))).await.unwrap_err();
        assert!(refused.field("channels").is_some());
    }
    for (named, expected) in [
        (None, vec![Channel::Web]),
        (Some(vec![Channel::Web]), vec![Channel::Web]),
        (
            Some(vec![Channel::Web, Channel::Email]),
            vec![Channel::Email, Channel::Web],
        ),
    ] {
        let retry = client.send(again(named)).await.unwrap();
        assert_eq!(
            (&retry.channels, retry.hold_end().is_some()),
            (&expected, true)
        );
        client.send(jobs::cancel(&retry.job_id)).await.unwrap();
    }
    // What was undone was not tried again.
    let same = client.send(jobs::get(&old.job_id)).await.unwrap();
    assert_eq!(same.retried_as, None);
}

#[tokio::test]
async fn what_a_retry_has_published_is_not_published_by_another_one() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({"fault": {"kind": "fail-channel", "channel": "web"}, "times": 1}))
        .await;
    let request = GenerateRequest {
        channels: vec![Channel::Email, Channel::Web],
        ..everywhere()
    };
    let job = client.start(&request).await.unwrap();
    let old = client.job_ended(&job.job_id).await;
    let retry = client.send(jobs::retry(&old.job_id)).await.unwrap();
    client.job_ended(&retry.job_id).await;
    let told = client.send(jobs::get(&old.job_id)).await.unwrap();
    assert_eq!(told.retried_as, Some(retry.job_id));
    let refused = client.send(jobs::retry(&old.job_id)).await.unwrap_err();
    assert_eq!(refused.status(), Some(409));
}

#[tokio::test]
async fn a_test_email_goes_to_whoever_asks_and_starts_no_job() {
    let sandbox = Sandbox::new();
    let client = sandbox.client(EDITOR).await;
    let sent = client
        .send(generate::send_test_email(&everywhere()))
        .await
        .unwrap();
    assert_eq!(sent.to, EDITOR);
    let mails = sandbox.app.outbox.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!((&mails[0].to, &mails[0].subject), (&sent.to, &sent.subject));
    assert!(mails[0].html.contains("Ember"));
    let page = client
        .send(jobs::list(&jobs::JobFilter::default()))
        .await
        .unwrap();
    assert_eq!(page.total, Some(0));
    let web = client
        .send(generate::send_test_email(&recipe(&[Channel::Web])))
        .await;
    assert_eq!(web.unwrap_err().status(), Some(422));
    let viewer = sandbox.client(VIEWER).await;
    let refused = viewer.send(generate::send_test_email(&everywhere())).await;
    assert_eq!(refused.unwrap_err().status(), Some(403));
}
