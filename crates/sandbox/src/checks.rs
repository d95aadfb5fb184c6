//! Finds out how the components are, by looking.

use std::{collections::BTreeMap, time::Instant};

use serde_json::{Value, json};
use wire::health::{Component, HealthStatus};

use crate::{error::Result, machine, state::App, store::jobs};

/// Less free space than this, in bytes, is too little to work.
const LITTLE_DISK: u64 = 64 * 1024 * 1024;
/// Less free memory than this, in bytes, is too little to work well.
const LITTLE_MEMORY: u64 = 128 * 1024 * 1024;
/// A queue longer than this is worth a look.
const LONG_QUEUE: usize = 1000;

/// Every component there is.
pub const COMPONENTS: [&str; 5] = ["database", "disk", "memory", "queue", "workers"];

/// What a check found: how it is, why, and its figures.
type Found = (HealthStatus, String, Value);

/// Checks everything.
pub async fn all(app: &App) -> BTreeMap<String, Component> {
    let mut all = BTreeMap::new();
    for name in COMPONENTS {
        if let Some(component) = one(app, name).await {
            all.insert(name.to_owned(), component);
        }
    }
    all
}

/// Checks one component; `None` where there is none of that name.
pub async fn one(app: &App, name: &str) -> Option<Component> {
    let begun = Instant::now();
    let found = match name {
        "database" => database(
            &app.store
                .read(|view| jobs::count_by_status(view.connection))
                .await,
        ),
        "disk" => {
            let data = (!app.args.memory).then(|| app.args.data.clone());
            let free = tokio::task::spawn_blocking(move || machine::free_disk(data.as_deref()));
            disk(free.await.unwrap_or_default())
        }
        "memory" => {
            let free = tokio::task::spawn_blocking(machine::memory);
            memory(free.await.unwrap_or_default())
        }
        "queue" => queue(app).await,
        "workers" => workers(app),
        _ => return None,
    };
    let (status, message, data) = match app.faults.broken_component(name) {
        Some((status, message)) => (status, message, found.2),
        None => found,
    };
    Some(Component {
        name: Some(name.to_owned()),
        status,
        message: Some(message),
        response_time_ms: Some(millis(begun)),
        last_check: Some(app.clock.stamp()),
        metadata: match data {
            Value::Object(map) => Some(map.into_iter().collect()),
            _ => None,
        },
    })
}

/// How long something took, in milliseconds.
pub fn millis(begun: Instant) -> f64 {
    (begun.elapsed().as_secs_f64() * 1e6).round() / 1e3
}

fn database(counts: &Result<Vec<(String, u64)>>) -> Found {
    match counts {
        Ok(counts) => (
            HealthStatus::Healthy,
            "Connected".to_owned(),
            json!({ "jobs": counts.iter().map(|(_, count)| count).sum::<u64>() }),
        ),
        Err(_) => (
            HealthStatus::Unhealthy,
            "Not responding".to_owned(),
            Value::Null,
        ),
    }
}

fn workers(app: &App) -> Found {
    let (busy, alive) = (app.runner.busy(), app.runner.alive());
    let figures = json!({ "busy": busy, "workers": alive });
    if alive == 0 {
        let message = "No workers running".to_owned();
        return (HealthStatus::Unhealthy, message, figures);
    }
    let message = format!("{busy} of {alive} workers busy");
    (HealthStatus::Healthy, message, figures)
}

async fn queue(app: &App) -> Found {
    let now = app.clock.stamp();
    let most = u32::try_from(LONG_QUEUE + 1).unwrap_or(u32::MAX);
    let waiting = app
        .store
        .read(move |view| jobs::queued(view.connection, &now, most))
        .await;
    match waiting.map(|jobs| jobs.len()) {
        Ok(waiting) if waiting > LONG_QUEUE => (
            HealthStatus::Degraded,
            format!("More than {LONG_QUEUE} jobs queued"),
            json!({ "waiting": waiting }),
        ),
        Ok(waiting) => (
            HealthStatus::Healthy,
            match waiting {
                0 => "Queue empty".to_owned(),
                1 => "1 job queued".to_owned(),
                _ => format!("{waiting} jobs queued"),
            },
            json!({ "waiting": waiting }),
        ),
        Err(_) => (
            HealthStatus::Unhealthy,
            "Couldn't read the queue".to_owned(),
            Value::Null,
        ),
    }
}

/// A size in words, in the units of the dashboard: `71.4 GB`.
fn size(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes < 99.95 {
        format!("{megabytes:.1} MB")
    } else if megabytes < 999.5 {
        format!("{megabytes:.0} MB")
    } else {
        format!("{:.1} GB", megabytes / 1e3)
    }
}

fn disk(free: Option<u64>) -> Found {
    let Some(free) = free else {
        let message = "Free space unknown".to_owned();
        return (HealthStatus::Unknown, message, Value::Null);
    };
    let message = format!("{} free", size(free));
    let status = match free < LITTLE_DISK {
        true => HealthStatus::Unhealthy,
        false => HealthStatus::Healthy,
    };
    (status, message, json!({ "free_bytes": free }))
}

fn memory(found: Option<machine::Memory>) -> Found {
    let Some(memory) = found else {
        let message = "Free memory unknown".to_owned();
        return (HealthStatus::Unknown, message, Value::Null);
    };
    let message = format!("{} free", size(memory.available));
    let status = match memory.available < LITTLE_MEMORY {
        true => HealthStatus::Degraded,
        false => HealthStatus::Healthy,
    };
    let figures = json!({ "available_bytes": memory.available, "total_bytes": memory.total });
    (status, message, figures)
}
