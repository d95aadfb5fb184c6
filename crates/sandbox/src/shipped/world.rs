//! What the backend keeps in its memory: gone at a restart, all of it.

use std::{collections::HashMap, sync::Arc, time::Instant};

use chrono::TimeDelta;
use clap::ValueEnum;
use serde_json::Value;
use tokio::sync::watch;

use super::{answer::Answer, jobs::Job, rooms::Rooms, samples::Samples};

/// How the backend was set up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// With its mock services.
    #[default]
    Default,
    /// Without them: publishing on the website fails.
    Nomock,
    /// In dry-run mode, with the app's origin in `CORS_ORIGINS`.
    Dryrun,
    /// On a machine in New York.
    Tz,
    /// With its cache manager and settings repaired.
    Patched,
}

/// Its memory.
pub struct World {
    /// The recorded answers.
    pub samples: Arc<Samples>,
    /// How it was set up.
    pub environment: Environment,
    /// How long its work takes; 1 is lifelike.
    pub pace: f64,
    /// When it began.
    pub started: Instant,
    /// Its jobs, in the order in which they came.
    pub jobs: Vec<Job>,
    /// How many requests each key has made in a minute.
    pub counted: HashMap<&'static str, (i64, u32)>,
    /// What `/cache/history` tells.
    pub invalidations: Vec<Value>,
    /// When it last looked at everything; `/health` repeats what it found.
    pub examined: Option<Instant>,
    /// Until when one slow check holds up everybody.
    pub busy_until: Instant,
    /// Its live sessions.
    pub rooms: Rooms,
    /// Its sockets end with this.
    pub alive: watch::Sender<()>,
}

impl World {
    /// A backend that has just begun.
    pub fn new(samples: Arc<Samples>, environment: Environment, pace: f64) -> Self {
        Self {
            samples,
            environment,
            pace,
            started: Instant::now(),
            jobs: Vec::new(),
            counted: HashMap::new(),
            invalidations: Vec::new(),
            examined: None,
            busy_until: Instant::now(),
            rooms: Rooms::default(),
            alive: watch::Sender::new(()),
        }
    }

    /// What its clock on the wall is ahead of UTC.
    pub fn zone(&self) -> TimeDelta {
        match self.environment {
            Environment::Tz => TimeDelta::hours(-5),
            _ => TimeDelta::zero(),
        }
    }

    /// Whether its caches and settings are repaired.
    pub fn is_patched(&self) -> bool {
        self.environment == Environment::Patched
    }

    /// For how many seconds it has run.
    pub fn uptime(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// A recorded answer, byte for byte.
    pub fn recorded(&self, name: &str) -> Answer {
        self.samples.answer(name)
    }

    /// A recorded answer with parts of its JSON changed.
    pub fn changed(&self, name: &str, change: impl FnOnce(&mut Value)) -> Answer {
        self.samples.changed(name, change)
    }
}
