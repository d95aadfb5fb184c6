//! States, channels, notices, empty places, small text.

use leptos::prelude::*;

use super::Specimen;
use crate::ui::*;

const LETTER: &str = "Ember 2 ships on Monday. It runs on the old charger, weighs a third less and \
                      keeps its heat for two hours longer. Everybody who ordered before November \
                      gets theirs in the first week; all others follow before the year ends, in \
                      the order in which they asked for one.";

#[component]
pub(super) fn Words() -> impl IntoView {
    view! {
        <Specimen names="Badge, StateMark" about="A state: a shape, a colour and a word, never one alone.">
            <div class="cluster">
                <Badge state=State::Good>"Published"</Badge>
                <Badge state=State::Busy>"Writing"</Badge>
                <Badge state=State::Warn>"Partly published"</Badge>
                <Badge state=State::Bad>"Failed"</Badge>
                <Badge state=State::Off>"Cancelled"</Badge>
                <Badge state=State::Good bare=true>"Healthy"</Badge>
                <Badge state=State::Bad bare=true>"Down"</Badge>
            </div>
        </Specimen>
        <Specimen
            names="ChannelMark, ChannelMarker"
            about="A channel: its shape, its hue and its word. Each channel has one hue everywhere."
        >
            <div class="cluster">
                <ChannelMark channel=ChannelTone::Email label="Email" />
                <ChannelMark channel=ChannelTone::Social label="Social" />
                <ChannelMark channel=ChannelTone::Web label="Web" />
                <ChannelMark channel=ChannelTone::Other label="Podcast" />
                <ChannelMark channel=ChannelTone::Email label="Email" bare=true />
            </div>
        </Specimen>
        <Specimen
            names="CopyId, CopyText, IdText"
            about="An id, shortened in the middle and copied in full; a text to copy."
        >
            <div class="cluster">
                <CopyId text="job_01HZX3K9V7Q2M4N5P6R8S9T0AB" />
                <CopyText text="Copied in full" words="Copy text" />
            </div>
        </Specimen>
        <Specimen names="Time" about="A moment: how long ago, with the whole of it when pointed at.">
            <Time at=Some(1_700_000_000_000.0) now=1_700_000_200_000.0 />
        </Specimen>
        <Specimen names="Kbd" about="A key to press.">
            <Kbd keys="Ctrl K" />
        </Specimen>
        <Specimen names="VisuallyHidden" about="Words for those who listen; there is nothing to see.">
            <span>"Unread"<VisuallyHidden>" messages"</VisuallyHidden></span>
        </Specimen>
        <Specimen names="Notice" about="What happened, what was kept, what to do.">
            <div class="stack">
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
            </div>
        </Specimen>
        <Passing />
        <Specimen names="Disclosure" about="A long text of a server, folded after its first line.">
            <Disclosure
                summary="ConnectionError: 502 from https://cms.example.com/api/pages after 3 attempts"
                text="ConnectionError: 502 from https://cms.example.com/api/pages after 3 attempts\n  attempt 1: 502 in 812 ms\n  attempt 2: 502 in 790 ms\n  attempt 3: 502 in 1204 ms"
                open=true
            />
        </Specimen>
        <Specimen
            names="LongText, ShowAll"
            about="A text of any length: its beginning, and a way to the rest."
        >
            <p>
                <LongText text=LETTER limit=160 />
            </p>
        </Specimen>
        <Specimen names="Code" about="Something to paste elsewhere, with a button that copies it.">
            <Code
                label="Request"
                text="curl -H 'X-API-Key: tmb_live_…' \\\n  https://api.example.com/api/v2/jobs?status=failed"
            />
        </Specimen>
        <Specimen names="Skeleton" about="The shape of what is on its way, after a moment.">
            <div class="columns">
                <Skeleton shape=SkeletonShape::Lines />
                <Skeleton shape=SkeletonShape::Card count=1 />
                <Skeleton shape=SkeletonShape::Fields count=2 />
                <Skeleton shape=SkeletonShape::Rows count=4 />
            </div>
        </Specimen>
        <Specimen names="Spinner" about="Something small is on its way.">
            <Spinner />
        </Specimen>
    }
    .into_any()
}

#[component]
fn Passing() -> impl IntoView {
    let said = vec![
        NoticeItem {
            id: 1,
            state: State::Good,
            title: "Template duplicated".into(),
            detail: None,
            action: Some(("Undo".into(), Callback::new(|()| {}))),
            link: None,
        },
        NoticeItem {
            id: 2,
            state: State::Bad,
            title: "Two of five jobs could not be cancelled".into(),
            detail: Some("They had already finished. They stay selected.".into()),
            action: None,
            link: None,
        },
    ];
    let notices = RwSignal::new(Vec::new());
    let dismiss = move |id| {
        notices.update(|notices: &mut Vec<NoticeItem>| notices.retain(|notice| notice.id != id));
    };
    view! {
        <Specimen
            names="NoticeStack"
            about="What was done, in passing, with its undo. It waits while it is pointed at."
            press="Duplicate"
        >
            <Button on_click=move |()| notices.set(said.clone())>"Duplicate"</Button>
            <NoticeStack items=notices on_dismiss=dismiss />
        </Specimen>
    }
    .into_any()
}
