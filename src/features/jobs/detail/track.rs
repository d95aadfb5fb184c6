//! Following one job: asked for once, then told by the live link.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{
    channel::Channel,
    events::Event,
    jobs::{self, Job, JobId, JobStatus},
};

use crate::{
    effect::effect,
    features::jobs::{transcript::Transcript, words::is_behind},
    state::{
        live::{FeedMessage, use_live},
        query::{Options, Query, use_query_with},
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
    let live = use_live();
    let own = id.clone();
    // What has ended does not change any more, so nobody asks for it again.
    let ended = RwSignal::new(false);
    let query = use_query_with(
        move || Some(jobs::get(&own)),
        Options {
            poll: Signal::derive(move || live.poll_instead().get().filter(|_| !ended.get())),
            keep_previous: true,
            ..Options::default()
        },
    );
    effect(move |_| {
        let over = query.remote().with(|remote| {
            let status = remote.data.as_ref().map(|job| &job.status);
            status
                .is_some_and(|status| !status.is_active() && !matches!(status, JobStatus::Other(_)))
        });
        if ended.get_untracked() != over {
            ended.set(over);
        }
    });
    let track = Track {
        query,
        texts: RwSignal::new(BTreeMap::new()),
    };
    // The newest event: an answer that was on its way may be older.
    let newest = StoredValue::new(None::<Job>);
    let again = StoredValue::new(false);
    live.subscribe(move |message| match message {
        FeedMessage::Event(Event::Job(_, job)) if job.job_id == id => {
            newest.set_value(Some(job.as_ref().clone()));
            track.take(job.as_ref().clone());
        }
        FeedMessage::Event(_) => {}
        FeedMessage::Resync if track.is_asking() => again.set_value(true),
        FeedMessage::Resync => query.catch_up(),
    });
    effect(move |before: Option<Option<f64>>| {
        let (at, fetching) = query.remote().with(|remote| (remote.at, remote.fetching));
        if before.is_some_and(|before| before == at) || fetching {
            return before.flatten();
        }
        let Some(job) = query.remote().with_untracked(|remote| remote.data.clone()) else {
            return at;
        };
        track.take_drafts(&job);
        match newest.try_update_value(Option::take).flatten() {
            Some(event) if is_behind(&job, &event) => track.take(event),
            _ => {}
        }
        if again.try_update_value(std::mem::take).unwrap_or_default() {
            query.refetch();
        }
        at
    });
    track
}
