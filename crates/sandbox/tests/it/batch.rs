//! Batches: all jobs or none, in order, once, and what stops them.

use serde_json::json;
use wire::{
    batch::{self, Batch, BatchRequest, MOST},
    channel::Channel,
    documents,
    generate::GenerateRequest,
    jobs::{self, JobFilter, JobStatus},
};

use crate::harness::{Client, EDITOR, OWNER, Sandbox, VIEWER, everywhere, field, recipe};

fn batch_of(requests: Vec<GenerateRequest>) -> BatchRequest {
    BatchRequest {
        requests,
        ..BatchRequest::default()
    }
}

fn webs(count: usize) -> Vec<GenerateRequest> {
    vec![recipe(&[Channel::Web]); count]
}

async fn total(client: &Client) -> u64 {
    let page = client.send(jobs::list(&JobFilter::default())).await;
    page.unwrap().total.unwrap()
}

async fn ended(client: &Client, batch: &Batch) -> Vec<JobStatus> {
    let mut statuses = Vec::new();
    for job in &batch.jobs {
        statuses.push(client.job_ended(&job.job_id).await.status);
    }
    statuses
}

#[tokio::test]
async fn a_batch_becomes_one_job_per_request_in_its_order() {
    let client = Sandbox::new().client(EDITOR).await;
    let documents = client.send(documents::list(Some("e"))).await.unwrap().items;
    let requests: Vec<_> = documents
        .iter()
        .filter(|document| document.word_count > 0)
        .take(4)
        .map(|document| GenerateRequest {
            document_id: document.id.clone(),
            ..recipe(&[Channel::Web])
        })
        .collect();
    let call = batch::start(&batch_of(requests.clone()));
    assert_eq!(client.answer(&call).await.status, 202);
    let again = client.send(batch::start(&batch_of(requests.clone()))).await;
    let batch = again.unwrap();
    // Without a key, asking twice is two batches.
    assert_eq!(total(&client).await, 8);
    assert!(batch.batch_id.as_str().starts_with("bat_"));
    let made: Vec<_> = batch
        .jobs
        .iter()
        .filter_map(|job| job.document_id.clone())
        .collect();
    let expected: Vec<_> = requests
        .iter()
        .map(|request| request.document_id.clone())
        .collect();
    assert_eq!(made, expected);
    assert!(batch.jobs.is_sorted_by(|a, b| a.job_id < b.job_id));
    for status in ended(&client, &batch).await {
        assert_eq!(status, JobStatus::Completed);
    }
}

#[tokio::test]
async fn one_request_that_is_refused_keeps_all_from_starting() {
    let client = Sandbox::new().client(EDITOR).await;
    let mut requests = webs(3);
    requests[1].document_id = "gdocs:nope".into();
    requests[2].template_id = Some("nope".into());
    requests[2].dry_run = true;
    let refused = client
        .send(batch::start(&batch_of(requests)))
        .await
        .unwrap_err();
    assert_eq!(refused.status(), Some(422));
    let places: Vec<_> = refused
        .fields()
        .iter()
        .map(|problem| batch::place(problem).map(|(at, path)| (at, path.join("."))))
        .collect();
    for (place, name) in [(1, "document_id"), (2, "dry_run"), (2, "template_id")] {
        assert!(
            places.contains(&Some((place, name.to_owned()))),
            "{places:?}"
        );
    }
    assert!(places.iter().all(Option::is_some), "{places:?}");
    assert_eq!(total(&client).await, 0);
}

#[tokio::test]
async fn what_the_checks_find_names_the_request_and_the_variable() {
    let client = Sandbox::new().client(EDITOR).await;
    let mut requests = vec![everywhere(), everywhere()];
    requests[1].template_id = Some("email-announcement".into());
    let refused = client
        .send(batch::start(&batch_of(requests)))
        .await
        .unwrap_err();
    let found = refused.fields().iter().any(|problem| {
        batch::place(problem).is_some_and(|(at, path)| {
            at == 1 && path.join(".") == "options.variables.call_to_action"
        })
    });
    assert!(found, "{refused:?}");
}

#[tokio::test]
async fn a_batch_has_a_size_and_a_shape() {
    let client = Sandbox::new().client(EDITOR).await;
    for requests in [Vec::new(), webs(MOST + 1)] {
        let result = client.send(batch::start(&batch_of(requests))).await;
        assert!(!field(result, "requests").is_empty());
    }
    let mut own_key = webs(1);
    own_key[0].idempotency_key = Some("one".into());
    let result = client.send(batch::start(&batch_of(own_key))).await;
    assert!(!field(result, "idempotency_key").is_empty());
    let body = json!({"requests": [{"document_id": 7, "channels": []}]}).to_string();
    let answer = client
        .raw("POST", "/api/v2/content/batch", &[], Some(&body))
        .await;
    assert_eq!(answer.status, 422);
    let loc = json!(["body", "requests", 0, "document_id"]);
    assert_eq!(answer.json()["detail"][0]["loc"], loc);
    assert_eq!(total(&client).await, 0);
}

#[tokio::test]
async fn the_same_key_never_starts_two_batches() {
    let sandbox = Sandbox::new();
    let client = sandbox.client(EDITOR).await;
    let request = BatchRequest {
        idempotency_key: Some("one".into()),
        ..batch_of(webs(2))
    };
    let call = || batch::start(&request);
    let (a, b) = tokio::join!(client.send(call()), client.send(call()));
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a.batch_id, b.batch_id);
    ended(&client, &a).await;
    let later = client.send(call()).await.unwrap();
    assert_eq!(later.batch_id, a.batch_id);
    assert!(
        later
            .jobs
            .iter()
            .all(|job| job.status == JobStatus::Completed)
    );
    assert_eq!(total(&client).await, 2);

    let body = serde_json::to_string(&batch_of(webs(2))).unwrap();
    let header = [("idempotency-key", "one")];
    let answer = client
        .raw("POST", "/api/v2/content/batch", &header, Some(&body))
        .await;
    assert_eq!(answer.json()["batch_id"], a.batch_id.as_str());

    let other = BatchRequest {
        idempotency_key: Some("one".into()),
        ..batch_of(webs(1))
    };
    let error = client.send(batch::start(&other)).await.unwrap_err();
    assert_eq!(error.status(), Some(409));
    let other = sandbox.client(OWNER).await;
    assert_ne!(other.send(call()).await.unwrap().batch_id, a.batch_id);
}

#[tokio::test]
async fn a_batch_that_stops_cancels_the_rest_when_one_fails() {
    let sandbox = Sandbox::breakable();
    let client = sandbox.client(EDITOR).await;
    let mut requests = webs(8);
    requests[0].channels = vec![Channel::Email];
    sandbox
        .fault(json!({"fault": {"kind": "fail-channel", "channel": "email"}}))
        .await;
    sandbox
        .fault(json!({"fault": {"kind": "hold-channel", "channel": "web"}}))
        .await;
    let stops = BatchRequest {
        stop_on_error: true,
        ..batch_of(requests.clone())
    };
    let batch = client.send(batch::start(&stops)).await.unwrap();
    let statuses = ended(&client, &batch).await;
    assert_eq!(statuses[0], JobStatus::Failed);
    assert!(
        statuses[1..]
            .iter()
            .all(|status| *status == JobStatus::Cancelled),
        "{statuses:?}"
    );

    // One that goes on does so.
    let batch = client
        .send(batch::start(&batch_of(requests)))
        .await
        .unwrap();
    assert_eq!(
        client.job_ended(&batch.jobs[0].job_id).await.status,
        JobStatus::Failed
    );
    sandbox.heal().await;
    let statuses = ended(&client, &batch).await;
    assert!(
        statuses[1..]
            .iter()
            .all(|status| *status == JobStatus::Completed),
        "{statuses:?}"
    );
}

#[tokio::test]
async fn a_viewer_may_not_start_a_batch() {
    let sandbox = Sandbox::new();
    let viewer = sandbox.client(VIEWER).await;
    let refused = viewer
        .send(batch::start(&batch_of(webs(1))))
        .await
        .unwrap_err();
    assert!(refused.is_forbidden());
    assert_eq!(total(&sandbox.client(EDITOR).await).await, 0);
}
