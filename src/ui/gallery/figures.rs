//! Lanes, meters, counters.

use leptos::prelude::*;

use super::Specimen;
use crate::ui::*;

#[component]
pub(super) fn Figures() -> impl IntoView {
    let lane = |channel, label: &'static str, state, progress: f64, words: &'static str| {
        view! { <Lane channel label state progress=progress words /> }
    };
    view! {
        <Specimen
            names="Lane"
            about="One channel's way through a job, from queued through writing to published. A lane \
                   breaks where its channel failed; the words are beside it."
        >
            <div class="stack">
                <div>
                    {lane(ChannelTone::Email, "Email", LaneState::Done, 1.0, "Published")}
                    {lane(ChannelTone::Social, "Social", LaneState::Running, 0.62, "Writing, 62%")}
                    {lane(ChannelTone::Web, "Web", LaneState::Failed, 0.78, "Failed while publishing")}
                </div>
                <div>
                    {lane(ChannelTone::Email, "Email", LaneState::Waiting, 0.0, "Queued")}
                    {lane(ChannelTone::Social, "Social", LaneState::Cancelled, 0.4, "Cancelled")}
                    {lane(ChannelTone::Web, "Web", LaneState::Skipped, 0.0, "Not chosen")}
                </div>
            </div>
        </Specimen>
        <Specimen names="Meter" about="How far something is, or how much of it; stripes where nobody knows.">
            <div class="stack">
                <Meter value=Some(0.62) label="Job progress" />
                <Meter value=Some(0.94) label="Cache hit rate" state=State::Good />
                <Meter value=None label="Loading documents" state=State::Busy />
            </div>
        </Specimen>
        <Specimen
            names="Sparkline"
            about="How a figure went, in one small line; its words and numbers stand beside it."
        >
            <div class="cluster">
                <span>"Hit rate 94%"</span>
                <Sparkline readings=vec![(0.0, 0.4), (1.0, 0.7), (2.0, 0.6), (3.0, 0.9), (4.0, 0.94)] />
            </div>
        </Specimen>
        <Specimen names="DescriptionList" about="Names and what is known of them, in rows or in columns.">
            <div class="stack">
                <DescriptionList items=known() />
                <DescriptionList items=known() layout=DescriptionLayout::Columns />
            </div>
        </Specimen>
        <Specimen names="CounterBar" about="How much of a limit is used, before and after it is passed.">
            <div class="cluster">
                <CounterBar count=180_usize limit=280_usize label="X characters" />
                <CounterBar count=262_usize limit=280_usize label="Bluesky characters" />
                <CounterBar count=3_041_usize limit=3_000_usize label="LinkedIn characters" />
            </div>
        </Specimen>
    }
    .into_any()
}

fn known() -> Vec<Description> {
    vec![
        Description::new("Document", "Ember roastery opens in March"),
        Description::new("Channels", "Email, LinkedIn"),
        Description::new("Job ID", view! { <CopyId text="job_4x7k2m9q1w" /> }),
    ]
}
