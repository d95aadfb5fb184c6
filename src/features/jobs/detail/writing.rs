//! The text of a job, while it is written.

use leptos::prelude::*;
use wire::{
    events::{Event, Feed},
    jobs::JobId,
};

use super::track::Track;
use crate::{
    features::jobs::transcript::Taken,
    state::live::{FeedMessage, Live},
};

/// Listens to the texts of a job for as long as it is drawn; draws nothing.
#[component]
pub fn Listener(track: Track, id: JobId) -> impl IntoView {
    let live = Live::open(Feed::Content);
    live.subscribe(move |message| match message {
        FeedMessage::Event(Event::Delta {
            job_id,
            channel,
            offset,
            text,
        }) if *job_id == id => {
            let taken = track.texts.try_update(|texts| {
                texts
                    .entry(channel.clone())
                    .or_default()
                    .take(*offset, text)
            });
            // What is missing is in the draft that the server keeps.
            if taken == Some(Taken::Missing) && !track.is_asking() {
                track.query.refetch();
            }
        }
        FeedMessage::Event(_) => {}
        FeedMessage::Resync => track.query.catch_up(),
    });
}
