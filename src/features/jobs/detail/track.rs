//! Following one job: asked for once, then kept up to date by the live link.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{
    channel::Channel,
    jobs::{self, Job, JobId, JobStatus},
};

use crate::{
    effect::effect,
    features::jobs::transcript::Transcript,
    state::{
        job_order::is_behind,
        live_query::{LiveRules, Relation, use_live_query},
        query::Query,
    },
};

/// One job, followed.
#[derive(Clone, Copy)]
pub struct Track {
    /// The job.
    pub query: Query<Job>,
    /// What is written of each channel so far.
    pub texts: RwSignal<BTreeMap<Channel, Transcript>>,
}

impl Track {
    /// Takes in a newer state of the job, as an event or an answer tells it.
    pub fn take(self, job: Job) {
        self.query.patch(move |known| *known = job);
    }

    /// Whether an answer is under way.
    pub fn is_asking(self) -> bool {
        self.query.remote().with_untracked(|remote| remote.fetching)
    }

    /// Reads what is written so far out of an answer.
    fn take_drafts(self, job: &Job) {
        let drafts: Vec<_> = job
            .results
            .iter()
            .filter_map(|(name, result)| {
                let draft = result.draft.as_deref()?;
                Some((Channel::from(name.as_str()), draft))
            })
            .collect();
        if drafts.is_empty() {
            return;
        }
        self.texts.update(|texts| {
            for (channel, draft) in drafts {
                texts.entry(channel).or_default().take_draft(draft);
            }
        });
    }
}

/// Follows a job for as long as the page lives.
pub fn use_track(id: JobId) -> Track {
    let own = id.clone();
    // What has ended does not change any more, so nobody asks for it again.
    let has_ended = RwSignal::new(false);
    let query = use_live_query(
        move || Some(jobs::get(&own)),
        LiveRules {
            relation: Box::new(move |_, job| {
                if job.job_id == id {
                    Relation::Update
                } else {
                    Relation::Unrelated
                }
            }),
            update: Box::new(|known, job| {
                if !is_behind(job, known) {
                    known.clone_from(job);
                }
            }),
            is_polled: Signal::derive(move || !has_ended.get()),
        },
    );
    effect(move |_| {
        let is_over = query.remote().with(|remote| {
            let status = remote.data.as_ref().map(|job| &job.status);
            status
                .is_some_and(|status| !status.is_active() && !matches!(status, JobStatus::Other(_)))
        });
        if has_ended.get_untracked() != is_over {
            has_ended.set(is_over);
        }
    });
    let track = Track {
        query,
        texts: RwSignal::new(BTreeMap::new()),
    };
    effect(move |before: Option<Option<f64>>| {
        let at = query.remote().with(|remote| remote.at);
        if before != Some(at)
            && let Some(job) = query.remote().with_untracked(|remote| remote.data.clone())
        {
            track.take_drafts(&job);
        }
        at
    });
    track
}
