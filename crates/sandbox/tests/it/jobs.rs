//! Jobs: run, fail, cancelled, tried again.

use chrono::{SubsecRound, TimeDelta, Utc};
use sandbox::args::Args;
use serde_json::json;
use wire::{
    Stamp,
    channel::Channel,
    content,
    generate::GenerateRequest,
    jobs::{self, JobStatus, PartStatus, Verdict},
};

use crate::harness::{EDITOR, Sandbox, everywhere, recipe};

#[tokio::test]
async fn a_job_publishes_every_channel() {
    let sandbox = Sandbox::new();
    let client = sandbox.client(EDITOR).await;
    let request = everywhere();
    let job = client.start(&request).await.unwrap();
    assert_eq!(job.attempt, Some(1));
    assert_eq!(job.request.as_ref().unwrap().channels, request.channels);
    assert_eq!(job.created_by.as_deref(), Some("Edwin Moreau"));
    let job = client.job_ended(&job.job_id).await;
    assert_eq!(
        (&job.status, job.progress),
        (&JobStatus::Completed, Some(1.0))
    );
    assert!(job.errors.is_empty() && job.started_at.is_some());
    for channel in &request.channels {
        let result = job.result(channel).unwrap();
        assert_eq!(result.verdict(), Verdict::Good);
        assert!(result.started_at.is_some() && result.completed_at.is_some());
        let id = result.content_id.as_ref().unwrap();
        let stored = client.send(content::get(id)).await.unwrap();
        assert_eq!(stored.job_id.as_ref(), Some(&job.job_id));
        assert_eq!(&stored.channel, channel);
        let url = result.url.as_ref().unwrap();
        let path = url.split_once("/published/").unwrap().1;
        let target = format!("/published/{path}");
        let page = sandbox.anonymous().raw("GET", &target, &[], None).await;
        assert_eq!(page.status, 200);
        assert!(
            page.header("content-security-policy")
                .unwrap()
                .contains("default-src 'none'")
        );
        assert!(page.body.contains("Ember"), "{}", page.body);
    }
    let found = client
        .send(content::list(Some("ember"), None))
        .await
        .unwrap();
    assert_eq!(found.total, Some(3));
}

#[tokio::test]
async fn content_that_did_not_change_is_not_sent_again() {
    let client = Sandbox::new().client(EDITOR).await;
    let job = client.start(&recipe(&[Channel::Web])).await.unwrap();
    let job = client.job_ended(&job.job_id).await;
    let id = job
        .result(&Channel::Web)
        .unwrap()
        .content_id
        .clone()
        .unwrap();
    let target = format!("/api/v2/content/{id}");
    let first = client.raw("GET", &target, &[], None).await;
    let etag = first.header("etag").unwrap().to_owned();
    let again = client
        .raw("GET", &target, &[("if-none-match", &etag)], None)
        .await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[tokio::test]
async fn a_failed_channel_makes_a_partial_job_that_can_be_tried_again() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({
            "fault": {"kind": "fail-channel", "channel": "social", "message": "X said no"},
            "times": 1,
        }))
        .await;
    let job = client.start(&everywhere()).await.unwrap();
    let job = client.job_ended(&job.job_id).await;
    assert_eq!(job.status, JobStatus::Partial);
    assert_eq!(job.errors, ["Social: X said no"]);
    let social = job.result(&Channel::Social).unwrap();
    assert_eq!(social.error.as_deref(), Some("X said no"));

    let retry = client.send(jobs::retry(&job.job_id)).await.unwrap();
    assert_eq!(
        (retry.attempt, &retry.retry_of),
        (Some(2), &Some(job.job_id.clone()))
    );
    // What went out must not go out twice.
    assert_eq!(retry.channels, [Channel::Social]);
    let retry = client.job_ended(&retry.job_id).await;
    assert_eq!(retry.status, JobStatus::Completed);
    let error = client.send(jobs::retry(&retry.job_id)).await.unwrap_err();
    assert_eq!(error.status(), Some(409));
}

#[tokio::test]
async fn a_job_is_tried_again_once_at_a_time() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({"fault": {"kind": "fail-channel"}, "times": 1}))
        .await;
    let job = client.start(&recipe(&[Channel::Web])).await.unwrap();
    let job = client.job_ended(&job.job_id).await;
    assert_eq!(job.status, JobStatus::Failed);
    sandbox
        .fault(json!({"fault": {"kind": "hold-channel"}}))
        .await;
    client.send(jobs::retry(&job.job_id)).await.unwrap();
    let error = client.send(jobs::retry(&job.job_id)).await.unwrap_err();
    assert_eq!(error.status(), Some(409));
    assert!(error.detail().contains("already being retried"));
}

#[tokio::test]
async fn a_running_job_stops_when_it_is_cancelled() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({
            "fault": {"kind": "hold-channel", "channel": "web", "step": "rendering"},
        }))
        .await;
    let job = client
        .start(&recipe(&[Channel::Email, Channel::Web]))
        .await
        .unwrap();
    let held = client
        .job_when(&job.job_id, |job| {
            job.results["web"].status == Some(PartStatus::Rendering)
        })
        .await;
    assert!(
        held.results["web"]
            .draft
            .as_ref()
            .is_some_and(|draft| draft.len() > 100)
    );
    let cancelled = client.send(jobs::cancel(&job.job_id)).await.unwrap();
    assert_eq!(cancelled.status, JobStatus::Cancelled);
    assert_eq!(cancelled.results["web"].status, Some(PartStatus::Cancelled));
    // What was out stays out.
    assert_eq!(cancelled.results["email"].verdict(), Verdict::Good);
    sandbox.heal().await;
    // The worker is free again, and the cancelled job stays as it is.
    let next = client.start(&recipe(&[Channel::Web])).await.unwrap();
    client.job_ended(&next.job_id).await;
    let after = client.send(jobs::get(&job.job_id)).await.unwrap();
    assert_eq!(after, cancelled);
    let error = client.send(jobs::cancel(&job.job_id)).await.unwrap_err();
    assert_eq!(error.status(), Some(409));

    let retry = client.send(jobs::retry(&job.job_id)).await.unwrap();
    assert_eq!(retry.channels, [Channel::Web]);
}

#[tokio::test]
async fn waiting_jobs_know_their_place() {
    let sandbox = Sandbox::with(Args {
        workers: 1,
        faults: true,
        ..Args::default()
    });
    let client = sandbox.client(EDITOR).await;
    sandbox
        .fault(json!({"fault": {"kind": "hold-channel"}}))
        .await;
    let mut all = Vec::new();
    for _ in 0..4 {
        let job = client.start(&recipe(&[Channel::Web])).await.unwrap();
        if all.is_empty() {
            let running = |job: &jobs::Job| job.status == JobStatus::InProgress;
            client.job_when(&job.job_id, running).await;
        }
        all.push(job.job_id);
    }
    for (place, id) in all.iter().skip(1).enumerate() {
        let job = client.send(jobs::get(id)).await.unwrap();
        assert_eq!(job.queue_position, Some(place as u64));
    }
    client.send(jobs::cancel(&all[1])).await.unwrap();
    let job = client.send(jobs::get(&all[2])).await.unwrap();
    assert_eq!(job.queue_position, Some(0));
    sandbox.heal().await;
    for id in [&all[0], &all[2], &all[3]] {
        assert_eq!(client.job_ended(id).await.status, JobStatus::Completed);
    }
}

#[tokio::test]
async fn a_scheduled_job_waits_for_its_time() {
    let sandbox = Sandbox::new();
    let client = sandbox.client(EDITOR).await;
    // To the millisecond, as it travels: the job may start within that very one. Far enough away
    // for the other job to end before on a busy machine.
    let time = Stamp::from_utc((Utc::now() + TimeDelta::seconds(3)).trunc_subsecs(3));
    let request = GenerateRequest {
        schedule_time: Some(time.clone()),
        ..recipe(&[Channel::Web])
    };
    let job = client.start(&request).await.unwrap();
    // Another one, asked for later, goes first.
    let other = client.start(&recipe(&[Channel::Web])).await.unwrap();
    client.job_ended(&other.job_id).await;
    let waiting = client.send(jobs::get(&job.job_id)).await.unwrap();
    assert_eq!(waiting.status, JobStatus::Pending);
    let job = client.job_ended(&job.job_id).await;
    assert!(job.started_at.unwrap().since(&time).unwrap() >= TimeDelta::zero());
}

#[tokio::test]
async fn the_past_is_varied() {
    let sandbox = Sandbox::with(Args {
        jobs: 300,
        ..Args::default()
    });
    let client = sandbox.client(EDITOR).await;
    let filter = jobs::JobFilter {
        limit: Some(500),
        ..jobs::JobFilter::default()
    };
    let page = client.send(jobs::list(&filter)).await.unwrap();
    assert_eq!((page.items.len(), page.total), (300, Some(300)));
    for status in ["completed", "failed", "partial", "cancelled"] {
        assert!(
            page.items.iter().any(|job| job.status.as_str() == status),
            "{status}"
        );
    }
    for job in &page.items {
        assert_eq!(job.outcome(), job.status);
        assert!(job.duration_millis().unwrap() >= 0);
    }
    let newest = Stamp::from_utc(Utc::now());
    let ages = page
        .items
        .iter()
        .map(|job| newest.since(&job.created_at).unwrap());
    assert!(ages.max().unwrap() > TimeDelta::days(80));
    let contents = client.send(content::list(None, None)).await.unwrap();
    assert!(contents.total.unwrap() > 10);
    for content in contents.items {
        assert!(client.send(content::get(&content.content_id)).await.is_ok());
    }
}

#[tokio::test]
async fn many_past_jobs_are_all_there() {
    let sandbox = Sandbox::with(Args {
        jobs: 5000,
        ..Args::default()
    });
    let client = sandbox.client(EDITOR).await;
    let page = client
        .send(jobs::list(&jobs::JobFilter::default()))
        .await
        .unwrap();
    assert_eq!((page.items.len(), page.total), (50, Some(5000)));
    assert!(page.next_cursor.is_some());
}
