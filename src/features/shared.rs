//! How the contract's words look: which state or hue a status or a channel has.
//!
//! What the features share, so that one status looks the same on every page.

mod account_name;
mod copied_end;
mod download;
mod hold;
mod missing;
mod part;
mod proof;
mod query_panel;
mod restarted;
mod stamp;
pub(crate) mod text;
mod words;

pub use account_name::AccountName;
pub use copied_end::use_copied_end;
pub use download::download;
pub use hold::HoldNotice;
pub use missing::Offered;
pub use part::PartView;
pub use proof::{key_label, key_name, unproved};
pub use query_panel::{QueryPanel, RefreshButton};
pub use restarted::Restarted;
pub use stamp::StampTime;
pub use words::ServerWords;

use leptos::prelude::*;
use wire::{
    channel::Channel,
    content::ContentStatus,
    health::HealthStatus,
    jobs::{ChannelResult, Job, JobStatus, Verdict},
};

use crate::ui::{Badge, ChannelMark, ChannelTone, LaneState, State};

/// The state of a job's outcome.
pub fn job_state(status: &JobStatus) -> State {
    match status {
        JobStatus::Pending | JobStatus::Cancelled | JobStatus::Other(_) => State::Off,
        JobStatus::InProgress => State::Busy,
        JobStatus::Completed => State::Good,
        JobStatus::Partial => State::Warn,
        JobStatus::Failed => State::Bad,
    }
}

/// The state of a server or a component.
pub fn health_state(status: &HealthStatus) -> State {
    match status {
        HealthStatus::Healthy => State::Good,
        HealthStatus::Degraded => State::Warn,
        HealthStatus::Unhealthy => State::Bad,
        HealthStatus::Unknown | HealthStatus::Other(_) => State::Off,
    }
}

/// The state of stored content.
pub fn content_state(status: &ContentStatus) -> State {
    match status {
        ContentStatus::Published => State::Good,
        ContentStatus::Draft => State::Busy,
        ContentStatus::Archived | ContentStatus::Other(_) => State::Off,
    }
}

/// The lane of a channel's result; without one its turn has not come.
pub fn lane_state(result: Option<&ChannelResult>) -> LaneState {
    match result.map(ChannelResult::verdict) {
        None | Some(Verdict::Waiting | Verdict::Unknown) => LaneState::Waiting,
        Some(Verdict::Running) => LaneState::Running,
        Some(Verdict::Good | Verdict::Written) => LaneState::Done,
        Some(Verdict::Bad) => LaneState::Failed,
        Some(Verdict::Stopped) => LaneState::Cancelled,
        Some(Verdict::DryRun) => LaneState::Skipped,
    }
}

/// A channel's hue.
pub fn channel_tone(channel: &Channel) -> ChannelTone {
    match channel.family() {
        Channel::Email => ChannelTone::Email,
        Channel::Social => ChannelTone::Social,
        Channel::Web => ChannelTone::Web,
        Channel::Other(_) => ChannelTone::Other,
    }
}

/// Where a job stands: its outcome as shape, hue and word.
#[component]
pub fn JobBadge(
    /// The outcome.
    #[prop(into)]
    status: Signal<JobStatus>,
    /// Without a tinted ground, as in a row of a table.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let state = Signal::derive(move || status.with(job_state));
    view! {
        <Badge state bare>
            {move || status.with(JobStatus::label)}
        </Badge>
    }
}

/// The channels of a job.
#[component]
pub fn ChannelMarks(
    /// The job.
    #[prop(into)]
    job: Signal<Job>,
) -> impl IntoView {
    move || {
        job.with(Job::lanes)
            .into_iter()
            .map(|channel| {
                view! {
                    <ChannelMark channel=channel_tone(&channel) label=channel.label() bare=true />
                }
            })
            .collect_view()
    }
}
