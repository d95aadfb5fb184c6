//! Lanes, meters, counters.

use leptos::prelude::*;

use crate::ui::*;

#[component]
pub(super) fn Figures() -> impl IntoView {
    view! {
        <Panel heading="Lanes" intro="One line per channel, from queued through writing to published.">
            <div class="columns">
                <div class="stack">
                    <div>
                        <Lane
                            channel=ChannelTone::Email
                            label="Email"
                            state=LaneState::Done
                            words="Published"
                        />
                        <Lane
                            channel=ChannelTone::Social
                            label="Social"
                            state=LaneState::Running
                            progress=0.62
                            words="Writing, 62 %"
                        />
                        <Lane
                            channel=ChannelTone::Web
                            label="Web"
                            state=LaneState::Failed
                            progress=0.78
                            words="Failed while publishing"
                        />
                    </div>
                    <div>
                        <Lane
                            channel=ChannelTone::Email
                            label="Email"
                            state=LaneState::Waiting
                            words="Queued"
                        />
                        <Lane
                            channel=ChannelTone::Social
                            label="Social"
                            state=LaneState::Cancelled
                            progress=0.4
                            words="Cancelled"
                        />
                        <Lane
                            channel=ChannelTone::Web
                            label="Web"
                            state=LaneState::Skipped
                            words="Not chosen"
                        />
                        <Lane
                            channel=ChannelTone::Web
                            label="Web"
                            state=LaneState::Done
                            words="Published"
                        />
                        <Lane
                            channel=ChannelTone::Social
                            label="Social"
                            state=LaneState::Done
                            words="Published"
                        />
                    </div>
                </div>
                <div class="stack">
                    <Meter value=Some(0.62) label="Job progress" />
                    <Meter value=Some(0.94) label="Cache hit rate" state=State::Good />
                    <Meter value=None label="Loading documents" state=State::Busy />
                    <div class="cluster">
                        <CounterBar count=180_usize limit=280_usize label="X characters" />
                        <CounterBar count=262_usize limit=280_usize label="Bluesky characters" />
                        <CounterBar count=3_041_usize limit=3_000_usize label="LinkedIn characters" />
                    </div>
                </div>
            </div>
        </Panel>
    }
    .into_any()
}
