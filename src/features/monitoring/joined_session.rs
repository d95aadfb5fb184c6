//! One live session: what is known of it from outside, and what happens in it once joined.

mod lines;

use leptos::prelude::*;
use wire::shipped::sessions::{self, SessionContent};

use crate::{
    features::{monitoring::text, shared::RefreshButton},
    state::{
        clock::use_clock,
        live_session::{JoinedSession, JoinedSessionStatus},
        query::{Query, use_query},
    },
    ui::{
        Badge, Button, ButtonSize, ButtonTone, Description, DescriptionList, Notice, Panel,
        RemoteView, Skeleton, State, format_ago,
    },
};

use super::{address::Address, frame_summary};
use lines::{Before, Happening};

/// A session.
#[component]
pub fn JoinedSessionView(
    /// Its id.
    id: String,
    /// The page's address.
    address: Address,
) -> impl IntoView {
    let joined = JoinedSession::new(id.clone());
    let status = joined.status();
    let asked = id.clone();
    let query = use_query(move || Some(sessions::content(&asked)));
    // Once one has been in it, what was heard there tells more than what was said before.
    let has_been = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || status.get() != JoinedSessionStatus::Out
    });
    let actions = move || {
        view! {
            <Button
                tone=ButtonTone::Quiet
                size=ButtonSize::Small
                on_click=move |()| address.push(|params| params.session = None)
            >
                {text::CLOSE}
            </Button>
        }
    };
    view! {
        <Panel heading=id actions>
            <div class="joined-session">
                <Show
                    when=move || has_been.get()
                    fallback=move || view! { <Outside query /> }
                >
                    <Where joined />
                </Show>
                <Door joined />
                <Show when=move || has_been.get()>
                    <Happening joined />
                </Show>
            </div>
        </Panel>
    }
}

/// What is known without joining.
#[component]
fn Outside(query: Query<SessionContent>) -> impl IntoView {
    view! {
        <RemoteView
            remote=query.remote()
            failed=text::SESSION_FAILED
            skeleton=|| view! { <Skeleton count=3 /> }
            on_retry=move |()| query.refetch()
            let:content
        >
            <Content content query />
        </RemoteView>
    }
}

#[component]
fn Content(content: Signal<SessionContent>, query: Query<SessionContent>) -> impl IntoView {
    let active = Memo::new(move |_| content.with(|content| content.active));
    let state = Signal::derive(move || {
        if active.get() {
            State::Busy
        } else {
            State::Off
        }
    });
    let words = move || {
        if active.get() {
            text::ACTIVE
        } else {
            text::NOT_ACTIVE
        }
    };
    let facts = move || {
        content.with(|content| {
            let facts = frame_summary::named_values(&content.fields).into_iter();
            facts
                .filter(|(name, _)| name != "session_id" && name != "timestamp")
                .map(Description::from)
                .collect()
        })
    };
    let messages = Signal::derive(move || content.with(|content| content.messages.clone()));
    view! {
        <div class="joined-session-outside">
            <div class="joined-session-status">
                <Badge state>{words}</Badge>
                <RefreshButton
                    label=Some(text::REFRESH_SESSION.to_owned())
                    pending=Signal::derive(move || query.is_fetching())
                    on_click=move |()| query.refetch()
                />
            </div>
            <Show when=move || !active.get()>
                <p class="joined-session-note">
                    {text::NOT_ACTIVE_HINT}
                </p>
            </Show>
            {move || view! { <DescriptionList items=facts() /> }}
            <Before messages />
        </div>
    }
}

/// How this tab stands to the session, and who else is there.
#[component]
fn Where(joined: JoinedSession) -> impl IntoView {
    let now = use_clock().now();
    let status = joined.status();
    let state = Signal::derive(move || state(status.get()));
    let word = move || word(status.get());
    let alive = move || {
        let at = joined.last_contact().get()?;
        let word = format_ago(at, now.get());
        Some(text::last_heartbeat(&word))
    };
    let people = Memo::new(move |_| {
        joined
            .log()
            .with(|log| (log.count, log.me.clone(), log.others.clone()))
    });
    let count = move || {
        people.with(|(count, ..)| match count {
            None => String::new(),
            Some(1) => text::ONE_PARTICIPANT.to_owned(),
            Some(count) => text::participants(*count),
        })
    };
    let named = move || {
        people.with(|(_, me, others)| {
            let role = |role: &Option<String>| {
                role.as_ref()
                    .map(|role| text::and_role(role))
                    .unwrap_or_default()
            };
            let me = me
                .iter()
                .map(|me| (format!("{}{}", me.client, role(&me.role)), true));
            let others = others.iter();
            let others = others.map(|one| (format!("{}{}", one.client, role(&one.role)), false));
            me.chain(others)
                .map(|(words, is_me)| {
                    view! {
                        <li>
                            <span dir="auto">{words}</span>
                            {is_me.then(|| view! { <strong>{text::YOU}</strong> })}
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <div class="joined-session-where">
            <div class="joined-session-status" role="status">
                <Badge state>{word}</Badge>
                <span class="joined-session-alive" aria-hidden="true">{alive}</span>
            </div>
            <Show when=move || people.with(|(count, me, _)| count.is_some() || me.is_some())>
                <div class="joined-session-people">
                    <p>{count}</p>
                    <ul role="list" aria-label=text::PARTICIPANTS>{named}</ul>
                    <p class="joined-session-note">
                        {text::PARTICIPANTS_HINT}
                    </p>
                </div>
            </Show>
        </div>
    }
}

/// Joining, leaving, and what there is to know of either.
#[component]
fn Door(joined: JoinedSession) -> impl IntoView {
    let status = joined.status();
    // Only the form of the door: it must not be built anew while one waits before it.
    let is_in = Memo::new(move |_| is_in(status.get()));
    let over = Memo::new(move |_| over(status.get()));
    move || {
        if is_in.get() {
            return view! {
                <div class="joined-session-door">
                    <Button on_click=move |()| joined.leave()>{text::LEAVE}</Button>
                </div>
            }
            .into_any();
        }
        let notice = over.get().map(|(state, title, text)| {
            view! { <Notice state title>{text}</Notice> }
        });
        let label = if notice.is_some() {
            text::JOIN_AGAIN
        } else {
            text::JOIN
        };
        view! {
            {notice}
            <div class="joined-session-door">
                <p class="joined-session-note">
                    {text::JOIN_HINT}
                </p>
                <Button tone=ButtonTone::Primary on_click=move |()| joined.join()>
                    {label}
                </Button>
            </div>
        }
        .into_any()
    }
}

fn is_in(status: JoinedSessionStatus) -> bool {
    matches!(
        status,
        JoinedSessionStatus::Joining
            | JoinedSessionStatus::Live
            | JoinedSessionStatus::Reconnecting
            | JoinedSessionStatus::Offline
    )
}

fn state(status: JoinedSessionStatus) -> State {
    match status {
        JoinedSessionStatus::Live => State::Good,
        JoinedSessionStatus::Joining | JoinedSessionStatus::Reconnecting => State::Busy,
        JoinedSessionStatus::Offline => State::Warn,
        JoinedSessionStatus::Refused | JoinedSessionStatus::Broken => State::Bad,
        JoinedSessionStatus::Out | JoinedSessionStatus::Ended => State::Off,
    }
}

fn word(status: JoinedSessionStatus) -> &'static str {
    match status {
        JoinedSessionStatus::Out => text::LEFT,
        JoinedSessionStatus::Joining => text::JOINING,
        JoinedSessionStatus::Live => text::LIVE,
        JoinedSessionStatus::Reconnecting => text::RECONNECTING,
        JoinedSessionStatus::Offline => text::OFFLINE,
        JoinedSessionStatus::Ended => text::ENDED,
        JoinedSessionStatus::Refused | JoinedSessionStatus::Broken => text::DISCONNECTED,
    }
}

/// Why one is not in it any more, and did not leave.
fn over(status: JoinedSessionStatus) -> Option<(State, &'static str, &'static str)> {
    match status {
        JoinedSessionStatus::Ended => {
            Some((State::Off, text::SESSION_ENDED, text::SESSION_ENDED_HINT))
        }
        JoinedSessionStatus::Refused => {
            Some((State::Bad, text::JOIN_FAILED, text::JOIN_FAILED_HINT))
        }
        JoinedSessionStatus::Broken => Some((State::Bad, text::CUT, text::CUT_HINT)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_out_against_their_will_is_told_why() {
        for status in [
            JoinedSessionStatus::Ended,
            JoinedSessionStatus::Refused,
            JoinedSessionStatus::Broken,
        ] {
            assert!(over(status).is_some() && !is_in(status));
        }
        for status in [
            JoinedSessionStatus::Out,
            JoinedSessionStatus::Joining,
            JoinedSessionStatus::Live,
        ] {
            assert!(over(status).is_none());
        }
    }
}
