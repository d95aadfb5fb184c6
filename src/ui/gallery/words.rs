//! States, channels, notices, empty places, small text.

use leptos::prelude::*;

use crate::ui::*;

#[component]
pub(super) fn Words() -> impl IntoView {
    let notices = RwSignal::new(vec![
        NoticeItem {
            id: 1,
            state: State::Good,
            title: "Template duplicated".into(),
            detail: None,
            action: Some(("Undo".into(), Callback::new(|()| {}))),
        },
        NoticeItem {
            id: 2,
            state: State::Bad,
            title: "Two of five jobs could not be cancelled".into(),
            detail: Some("They had already finished. They stay selected.".into()),
            action: None,
        },
    ]);
    let dismiss = move |id| notices.update(|notices| notices.retain(|notice| notice.id != id));
    view! {
        <Panel heading="States and words" intro="Colour is a channel or a state, and never alone.">
            <div class="stack">
                <div class="cluster">
                    <Badge state=State::Good>"Published"</Badge>
                    <Badge state=State::Busy>"Writing"</Badge>
                    <Badge state=State::Warn>"Partly published"</Badge>
                    <Badge state=State::Bad>"Failed"</Badge>
                    <Badge state=State::Off>"Cancelled"</Badge>
                    <Badge state=State::Good bare=true>"Healthy"</Badge>
                    <Badge state=State::Bad bare=true>"Down"</Badge>
                    <ChannelMark channel=ChannelTone::Email label="Email" />
                    <ChannelMark channel=ChannelTone::Social label="Social" />
                    <ChannelMark channel=ChannelTone::Web label="Web" />
                    <ChannelMark channel=ChannelTone::Other label="Podcast" />
                    <ChannelMark channel=ChannelTone::Email label="Email" bare=true />
                    <CopyId text="job_01HZX3K9V7Q2M4N5P6R8S9T0AB" />
                    <Time at=Some(1_700_000_000_000.0) now=1_700_000_200_000.0 />
                    <Kbd keys="Ctrl K" />
                    <Spinner />
                </div>
                <Notice
                    state=State::Bad
                    title="The web page was not published"
                    actions=|| view! { <Button size=ButtonSize::Small>"Try again"</Button> }
                >
                    "The site answered 502. The email and the posts went out; the page is kept as a draft."
                </Notice>
                <Notice state=State::Warn title="Shown as of 14:02">
                    "The server has not answered since. This is the last that was known."
                </Notice>
                <Notice state=State::Good title="Your key works">"It reached the server in 84 ms."</Notice>
                <Notice state=State::Busy title="12 new jobs" />
                <div class="columns">
                    <Panel heading="No jobs yet" bare=true level=3>
                        <Empty
                            icon=IconName::Jobs
                            title="Nothing has been generated yet"
                            action=|| {
                                view! {
                                    <LinkButton href="/generate" tone=ButtonTone::Primary>
                                        "Generate content"
                                    </LinkButton>
                                }
                            }
                        >
                            "Choose a document and its channels; the job appears here and updates live."
                        </Empty>
                    </Panel>
                    <div class="stack">
                        <Fold
                            summary="ConnectionError: 502 from https://cms.example.com/api/pages after 3 attempts"
                            text="ConnectionError: 502 from https://cms.example.com/api/pages after 3 attempts\n  attempt 1: 502 in 812 ms\n  attempt 2: 502 in 790 ms\n  attempt 3: 502 in 1204 ms"
                            open=true
                        />
                        <Code
                            label="Request"
                            text="curl -H 'X-API-Key: tmb_live_…' \\\n  https://api.example.com/api/v2/jobs?status=failed"
                        />
                    </div>
                </div>
                <div class="columns">
                    <Skeleton shape=SkeletonShape::Lines />
                    <Skeleton shape=SkeletonShape::Card count=1 />
                    <Skeleton shape=SkeletonShape::Fields count=2 />
                    <Skeleton shape=SkeletonShape::Rows count=4 />
                </div>
            </div>
        </Panel>
        <NoticeStack items=notices on_dismiss=dismiss />
    }
    .into_any()
}
