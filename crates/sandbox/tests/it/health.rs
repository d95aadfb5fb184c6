//! Health over time, single checks, and alerts.

use std::time::{Duration, Instant};

use sandbox::args::Args;
use serde_json::json;
use wire::{
    alerts::{self, Alert, Severity},
    health::{self, HealthStatus},
    uptime::{self, Window},
};

use crate::harness::{Client, EDITOR, OWNER, Sandbox, VIEWER};

/// The newest alert about a component, once it meets the condition.
async fn alert_when(client: &Client, component: &str, condition: impl Fn(&Alert) -> bool) -> Alert {
    let patience = Instant::now();
    loop {
        let page = client.send(alerts::list()).await.unwrap();
        let found = page
            .items
            .into_iter()
            .find(|alert| alert.component == component && condition(alert));
        if let Some(alert) = found {
            return alert;
        }
        assert!(patience.elapsed() < Duration::from_secs(20), "{component}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_fresh_server_has_a_past() {
    let sandbox = Sandbox::new();
    let client = sandbox.anonymous();
    for window in Window::ALL {
        let history = client.send(uptime::history(window)).await.unwrap();
        assert_eq!(history.window, window.as_str());
        assert_eq!(history.components.len(), 5);
        for (name, buckets) in &history.components {
            assert_eq!(buckets.len() as i64, window.buckets(), "{name}");
            for pair in buckets.windows(2) {
                assert_eq!(pair[0].to, pair[1].from, "{name}");
            }
            for bucket in buckets {
                assert!((0.0..=1.0).contains(&bucket.known()));
                let ratio = bucket.uptime_ratio.unwrap_or_default();
                assert!((0.0..=1.0).contains(&ratio));
            }
        }
    }
    let quarter = client.send(uptime::history(Window::Quarter)).await.unwrap();
    let workers = &quarter.components["workers"];
    assert!(
        workers
            .iter()
            .any(|it| it.status == HealthStatus::Unhealthy)
    );
    // A gap in the monitoring is neither up nor down.
    let blind = workers
        .iter()
        .find(|it| it.status == HealthStatus::Unknown)
        .unwrap();
    assert_eq!((blind.uptime_ratio, blind.known_ratio), (None, Some(0.0)));
    let refused = client
        .raw("GET", "/health/history?window=1y", &[], None)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.json()["detail"][0]["loc"],
        json!(["query", "window"])
    );
}

#[tokio::test]
async fn a_broken_component_is_down_raises_an_alert_and_is_repaired() {
    let sandbox = Sandbox::breakable();
    let editor = sandbox.client(EDITOR).await;
    sandbox
        .fault(
            json!({"fault": {"kind": "break-component", "component": "database",
            "message": "The disk is on fire."}}),
        )
        .await;
    let report = editor.send(health::report()).await.unwrap();
    assert_eq!(report.health.status, HealthStatus::Unhealthy);
    let database = &report.components["database"];
    assert_eq!(database.message.as_deref(), Some("The disk is on fire."));
    assert!(!editor.send(health::ready()).await.unwrap().ready);

    let alert = alert_when(&editor, "database", Alert::is_active).await;
    assert_eq!(alert.severity, Severity::Critical);
    assert_eq!(alert.message.as_deref(), Some("The disk is on fire."));
    assert_eq!(alert.acknowledged_by, None);
    let history = editor.send(uptime::history(Window::Day)).await.unwrap();
    let last = history.components["database"].last().unwrap();
    assert_eq!(last.status, HealthStatus::Unhealthy);
    assert!(last.uptime_ratio.unwrap() < 1.0);

    let seen = editor.send(alerts::acknowledge(&alert.id)).await.unwrap();
    assert_eq!(seen.acknowledged_by.as_deref(), Some("Edwin Moreau"));
    // The first to say so stays.
    let owner = sandbox.client(OWNER).await;
    let again = owner.send(alerts::acknowledge(&alert.id)).await.unwrap();
    assert_eq!(again, seen);

    sandbox.heal().await;
    let over = alert_when(&editor, "database", |it| {
        it.id == alert.id && !it.is_active()
    })
    .await;
    assert_eq!(over.acknowledged_by.as_deref(), Some("Edwin Moreau"));
    assert!(over.resolved_at.unwrap().since(&over.raised_at).is_some());
}

#[tokio::test]
async fn one_failure_is_no_alert_and_a_worse_one_is_news() {
    let sandbox = Sandbox::breakable();
    let editor = sandbox.client(EDITOR).await;
    let broken = |status: &str| json!({"fault": {"kind": "break-component", "component": "workers", "status": status}});
    sandbox.fault(broken("degraded")).await;
    let warning = alert_when(&editor, "workers", Alert::is_active).await;
    assert_eq!(warning.severity, Severity::Warning);
    editor.send(alerts::acknowledge(&warning.id)).await.unwrap();
    sandbox.heal().await;
    sandbox.fault(broken("unhealthy")).await;
    let worse = alert_when(&editor, "workers", |it| {
        it.severity == Severity::Critical && it.is_active()
    })
    .await;
    assert_eq!(worse.id, warning.id);
    assert_eq!(worse.acknowledged_by, None);
}

#[tokio::test]
async fn a_viewer_reads_alerts_and_acknowledges_none() {
    let sandbox = Sandbox::new();
    let viewer = sandbox.client(VIEWER).await;
    let page = viewer.send(alerts::list()).await.unwrap();
    assert_eq!(page.total, Some(5));
    let alert = page
        .items
        .iter()
        .find(|alert| alert.acknowledged_by.is_none())
        .unwrap();
    let error = viewer
        .send(alerts::acknowledge(&alert.id))
        .await
        .unwrap_err();
    assert!(error.is_forbidden());
    assert!(error.detail().contains("view-only access"));
    let missing = sandbox.client(EDITOR).await;
    let error = missing.send(alerts::acknowledge(&"x".into())).await;
    assert!(error.unwrap_err().is_not_found());
}

#[tokio::test]
async fn one_component_is_checked_alone() {
    let sandbox = Sandbox::breakable();
    let viewer = sandbox.client(VIEWER).await;
    let found = viewer.send(health::check("queue")).await.unwrap();
    assert_eq!(found.name.as_deref(), Some("queue"));
    assert_eq!(found.status, HealthStatus::Healthy);
    sandbox
        .fault(json!({"fault": {"kind": "break-component", "component": "queue"}}))
        .await;
    let found = viewer.send(health::check("queue")).await.unwrap();
    assert_eq!(found.status, HealthStatus::Unhealthy);
    let error = viewer.send(health::check("nope")).await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn what_was_noticed_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let args = Args {
        memory: false,
        data: folder.path().to_owned(),
        faults: true,
        ..Args::default()
    };
    let alert = {
        let sandbox = Sandbox::with(args.clone());
        let editor = sandbox.client(EDITOR).await;
        sandbox
            .fault(json!({"fault": {"kind": "break-component", "component": "queue"}}))
            .await;
        let alert = alert_when(&editor, "queue", Alert::is_active).await;
        sandbox.app.runner.stop();
        alert
    };
    let sandbox = Sandbox::with(args);
    let editor = sandbox.client(EDITOR).await;
    let over = alert_when(&editor, "queue", |it| it.id == alert.id && !it.is_active()).await;
    assert_eq!(over.raised_at, alert.raised_at);
}
