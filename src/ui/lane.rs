//! The channel lane: one thin line from queued through writing to published.

use leptos::prelude::*;

use super::{ChannelMark, ChannelTone, format::percent_value, text::lane as text};

/// What goes on in a lane; each has its own shape as well as its hue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LaneState {
    /// Not begun: a dotted line.
    #[default]
    Waiting,
    /// Filling: a head travels along the line.
    Running,
    /// At its end: a whole line with its mark.
    Done,
    /// Broken off where it failed: a gap and a cross.
    Failed,
    /// Stopped by somebody: a bar across the line.
    Cancelled,
    /// Left out: a faint dotted line.
    Skipped,
}

impl LaneState {
    /// The value of `data-lane`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Skipped => "skipped",
        }
    }

    /// How much of the line is drawn full, given how far it came.
    fn filled(self, progress: f64) -> f64 {
        match self {
            Self::Waiting | Self::Skipped => 0.0,
            Self::Done => 1.0,
            // Never quite at an edge, so that the break is always seen.
            Self::Failed | Self::Cancelled => progress.clamp(0.04, 0.96),
            Self::Running => progress.clamp(0.0, 1.0),
        }
    }
}

/// One channel of a job: its mark, its line and its words.
#[component]
pub fn Lane(
    /// Which channel; it gives the hue.
    #[prop(into)]
    channel: Signal<ChannelTone>,
    /// The channel's word, such as `Email`.
    #[prop(into)]
    label: Signal<String>,
    /// What goes on.
    #[prop(into)]
    state: Signal<LaneState>,
    /// How far it came, from 0 to 1.
    #[prop(optional, into)]
    progress: Signal<f64>,
    /// What goes on, in words: `Writing`, `Failed while publishing`.
    #[prop(into)]
    words: Signal<String>,
    /// The line alone, for a row of a table; words stay for screen readers.
    #[prop(optional)]
    compact: bool,
    /// The names of the stations along the line, evenly apart; none in a
    /// compact lane.
    #[prop(default = text::STATIONS.to_vec())]
    stations: Vec<&'static str>,
) -> impl IntoView {
    let filled = Memo::new(move |_| state.get().filled(progress.get()));
    let per_cent = move || format!("{:.2}%", filled.get() * 100.0);
    let marks = stations
        .iter()
        .map(|name| view! { <span class="lane-station">{*name}</span> })
        .collect_view();
    view! {
        <div
            class="lane"
            data-channel=move || channel.get().as_str()
            data-lane=move || state.get().as_str()
            data-compact=compact.then_some("")
        >
            {(!compact).then(|| view! { <ChannelMark channel label bare=true /> })}
            <div class="lane-course">
                <div
                    class="lane-line"
                    role="progressbar"
                    aria-label=move || label.get()
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=move || percent_value(filled.get())
                    aria-valuetext=move || words.get()
                    title=move || {
                        compact.then(|| format!("{}: {}", label.get(), words.get()))
                    }
                    style=("--filled", per_cent)
                >
                    <span class="lane-track"></span>
                    <span class="lane-fill"></span>
                    <span class="lane-head"></span>
                </div>
                {(!compact)
                    .then(|| {
                        view! {
                            <div class="lane-stations" aria-hidden="true">
                                {marks}
                            </div>
                        }
                    })}
            </div>
            {(!compact).then(|| view! { <span class="lane-words">{move || words.get()}</span> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_lane_always_shows_its_break() {
        assert_eq!(LaneState::Failed.filled(0.0), 0.04);
        assert_eq!(LaneState::Failed.filled(1.0), 0.96);
        assert_eq!(LaneState::Done.filled(0.3), 1.0);
        assert_eq!(LaneState::Waiting.filled(0.3), 0.0);
        assert_eq!(LaneState::Running.filled(7.0), 1.0);
    }
}
