//! What is left after a restart: everything.

use std::path::Path;

use sandbox::args::Args;
use serde_json::json;
use wire::{
    auth,
    channel::Channel,
    jobs::{self, JobStatus, PartStatus, Verdict},
};

use crate::harness::{EDITOR, Sandbox, recipe};

fn on_disk(folder: &Path) -> Sandbox {
    Sandbox::with(Args {
        data: folder.to_owned(),
        memory: false,
        faults: true,
        jobs: 3,
        ..Args::default()
    })
}

#[tokio::test]
async fn a_restart_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let first = on_disk(folder.path());
    let client = first.client(EDITOR).await;
    let grant = first.log_in(EDITOR).await;
    first
        .fault(json!({"fault": {"kind": "hold-channel", "channel": "web", "step": "writing"}}))
        .await;
    let running = client
        .start(&recipe(&[Channel::Email, Channel::Web]))
        .await
        .unwrap();
    let before = client
        .job_when(&running.job_id, |job| {
            job.results["web"].status == Some(PartStatus::Writing)
        })
        .await;
    let email = before.results["email"].clone();
    assert_eq!(email.verdict(), Verdict::Good);
    first.app.runner.stop();
    drop((first, client));

    let second = on_disk(folder.path());
    let client = second.bearer(&grant.access_token);
    // The session goes on as well: the secret is kept with the data.
    assert!(client.send(auth::me()).await.is_ok());
    let after = client.job_ended(&running.job_id).await;
    assert_eq!(after.status, JobStatus::Completed);
    // What was out was not published again.
    assert_eq!(after.results["email"], email);
    let all = client
        .send(jobs::list(&jobs::JobFilter::default()))
        .await
        .unwrap();
    assert_eq!(all.total, Some(4));
}
