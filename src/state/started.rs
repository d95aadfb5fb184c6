//! What this browser knows of the jobs that it started.

use wire::{channel::Channel, documents::DocumentId, jobs::JobId};

/// Remembers what a job was started for; the backend as shipped does not say it.
pub fn remember(_job: &JobId, _document: &DocumentId, _channels: &[Channel]) {}
