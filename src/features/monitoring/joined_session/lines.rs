//! What happened in a session, line by line, the newest last.

use leptos::{html, prelude::*};
use wire::shipped::live::LiveFrame;

use crate::{
    effect::effect,
    features::monitoring::text,
    state::live_session::{Entry, JoinedSession, What},
    ui::{
        Button, ButtonSize, Description, DescriptionList, Disclosure, ForEach, Icon, IconName,
        format_time,
    },
};

use super::frame_summary::{self, FrameSummary};

/// Longer texts are folded.
const FOLD_FROM: usize = 600;

/// Whoever is so close to the end (in pixels) reads along with what comes.
const NEAR: i32 = 24;

/// What was said before one joined.
#[component]
pub fn Before(messages: Signal<Vec<LiveFrame>>) -> impl IntoView {
    let count = move || messages.with(Vec::len);
    let lines = move || {
        let messages = messages.get().into_iter();
        messages
            .map(|frame| {
                let at = frame.timestamp().and_then(|time| time.epoch_millis());
                view! { <Line summary=frame_summary::summarize(&frame) at=at /> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || { count() > 0 }>
            <h3 class="joined-session-heading">{text::TRANSCRIPT}</h3>
            <div class="joined-session-lines" role="region" tabindex="0" aria-label=text::TRANSCRIPT>
                <ol role="list">{lines}</ol>
            </div>
        </Show>
    }
}

/// What happens while one is there.
#[component]
pub fn Happening(joined: JoinedSession) -> impl IntoView {
    let log = joined.log();
    let list = NodeRef::<html::Div>::new();
    let at_end = RwSignal::new(true);
    let seen = RwSignal::new(0_u64);
    let newest =
        Memo::new(move |_| log.with(|log| log.entries.back().map_or(0, |last| last.id + 1)));
    let to_end = move || {
        if let Some(list) = list.get_untracked() {
            list.set_scroll_top(list.scroll_height());
        }
    };
    // Reads along only with whoever is at the end; for others the list must not move.
    effect(move |_| {
        let newest = newest.get();
        if at_end.get() {
            seen.set(newest);
            request_animation_frame(to_end);
        }
    });
    let on_scroll = move |_| {
        if let Some(list) = list.get_untracked() {
            let left = list.scroll_height() - list.scroll_top() - list.client_height();
            at_end.set(left <= NEAR);
        }
    };
    let unseen = move || newest.get().saturating_sub(seen.get());
    let dropped = move || log.with(|log| log.dropped);
    let empty = Memo::new(move |_| log.with(|log| log.entries.is_empty()));
    view! {
        <div class="joined-session-log">
            <h3 class="joined-session-heading">{text::EVENTS}</h3>
            <Show when=move || { dropped() > 0 }>
                <p class="joined-session-note">
                    {move || text::removed(dropped())}
                </p>
            </Show>
            <div
                class="joined-session-lines"
                role="log"
                tabindex="0"
                aria-label=text::EVENTS
                node_ref=list
                on:scroll=on_scroll
            >
                <ol role="list">
                    <ForEach each=move || log.get().entries key=|entry| entry.id let:entry>
                        <Happened entry />
                    </ForEach>
                </ol>
            </div>
            <Show when=move || empty.get()>
                <p class="joined-session-note">{text::NO_EVENTS}</p>
            </Show>
            <div class="joined-session-more">
                <Show when=move || { unseen() > 0 }>
                    <Button
                        size=ButtonSize::Small
                        icon=Some(IconName::ChevronDown)
                        on_click=move |()| {
                            at_end.set(true);
                            to_end();
                        }
                    >
                        {move || text::unseen(unseen())}
                    </Button>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Happened(entry: Entry) -> impl IntoView {
    match entry.what {
        What::Frame(frame) => {
            let at = frame.timestamp().and_then(|time| time.epoch_millis());
            view! { <Line summary=frame_summary::summarize(&frame) at=at.or(Some(entry.at)) /> }
                .into_any()
        }
        What::Gap => view! {
            <li class="joined-session-gap">
                <Icon name=IconName::Warning />
                <span>
                    {text::GAP_BEFORE} {format_time(entry.at)}
                    {text::GAP_AFTER}
                </span>
            </li>
        }
        .into_any(),
    }
}

#[component]
fn Line(summary: FrameSummary, at: Option<f64>) -> impl IntoView {
    let FrameSummary {
        title,
        who,
        text,
        fields,
    } = summary;
    let fields = fields
        .into_iter()
        .map(|(name, value)| Description::new(name, view! { <Words text=value /> }))
        .collect();
    view! {
        <li class="joined-session-line">
            <time class="joined-session-time">{at.map(format_time)}</time>
            <div class="joined-session-said">
                <p class="joined-session-title">
                    <strong>{title}</strong>
                    {who.map(|who| view! { <span class="joined-session-who" dir="auto">{who}</span> })}
                </p>
                {text.map(|text| view! { <Words text /> })}
                <DescriptionList items=fields />
            </div>
        </li>
    }
}

/// What somebody wrote, at whatever length.
#[component]
fn Words(text: String) -> impl IntoView {
    if text.chars().count() > FOLD_FROM {
        let start: String = text.chars().take(FOLD_FROM / 4).collect();
        return view! { <Disclosure summary=format!("{start}…") text /> }.into_any();
    }
    view! { <p class="joined-session-words" dir="auto">{text}</p> }.into_any()
}
