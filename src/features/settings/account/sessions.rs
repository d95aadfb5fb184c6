//! Where the account is logged in, and logging out there.

use leptos::prelude::*;
use wire::{
    Page,
    auth::{self, DeviceSession, EndedSessions, SessionId},
    capabilities::Capability,
};

use super::{
    super::text, SessionsQuery, not_a_person, password::ended_words, user_agent::device_name,
};
use crate::{
    effect::effect,
    state::{clock::use_clock, mutation::use_mutation, notices::use_notices, session::use_session},
    ui::{
        Badge, Button, ButtonSize, Empty, ErrorNotice, ForEach, IconName, Panel, RemoteView,
        Skeleton, SkeletonShape, State, Time,
    },
};

/// The sessions.
#[component]
pub fn Sessions(
    /// Where the account is logged in.
    listed: SessionsQuery,
) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let barred = Memo::new(move |_| {
        let unoffered = (!session.offers(Capability::AuthSessions))
            .then(|| Capability::AuthSessions.missing().to_owned());
        unoffered.or_else(|| not_a_person(session))
    });
    let end_all = use_mutation(
        |(): &()| auth::end_other_sessions(),
        move |(), ended: Option<EndedSessions>| {
            notices.plain(text::account::sessions::OTHERS_ENDED, ended_words(ended));
            listed.refetch();
        },
    );
    let reason = Signal::derive(move || {
        let others = listed.remote().with(|remote| {
            let page = remote.data.as_ref()?;
            Some(page.items.iter().filter(|session| !session.current).count())
        });
        match others {
            None => Some(text::account::sessions::LOADING_REASON.to_owned()),
            Some(0) => Some(text::account::sessions::NO_OTHERS.to_owned()),
            Some(_) => None,
        }
    });
    let actions = move || {
        view! {
            <Show when=move || barred.read().is_none()>
                <Button
                    size=ButtonSize::Small
                    pending=end_all.pending()
                    reason
                    on_click=move |()| end_all.run(())
                >
                    {text::account::sessions::END_OTHERS}
                </Button>
            </Show>
        }
    };
    let nothing = |page: Page<DeviceSession>| page.items.is_empty();
    view! {
        <Panel
            heading=text::account::sessions::TITLE
            level=3
            actions
            intro=text::account::sessions::INTRO.to_owned()
        >
            <ErrorNotice
                error=end_all.error()
                title=text::account::sessions::END_OTHERS_FAILED
                on_retry=move |()| end_all.run(())
                pending=end_all.pending()
            />
            {move || match barred.get() {
                Some(why) => view! { <p class="settings-none">{why}</p> }.into_any(),
                None => {
                    view! {
                        <RemoteView
                            remote=listed.remote()
                            failed=text::account::sessions::LOAD_FAILED
                            skeleton=|| {
                                view! {
                                    <Skeleton
                                        shape=SkeletonShape::Rows
                                        count=2
                                        label=text::account::sessions::LOADING
                                    />
                                }
                            }
                            is_empty=nothing
                            empty=|| {
                                view! {
                                    <Empty icon=IconName::User title=text::account::sessions::EMPTY_TITLE>
                                        {text::account::sessions::EMPTY_HINT}
                                    </Empty>
                                }
                            }
                            on_retry=move |()| listed.refetch()
                            let:page
                        >
                            <SessionList page listed />
                        </RemoteView>
                    }
                        .into_any()
                }
            }}
        </Panel>
    }
    .into_any()
}

#[component]
fn SessionList(page: Signal<Page<DeviceSession>>, listed: SessionsQuery) -> impl IntoView {
    // This one first, and then as the server has them.
    let sessions = Memo::new(move |_| {
        let mut sessions = page.with(|page| page.items.clone());
        sessions.sort_by_key(|session| !session.current);
        sessions
    });
    view! {
        <ul class="settings-sessions" aria-label=text::account::sessions::TITLE role="list">
            <ForEach
                each=move || sessions.get()
                key=|session| (session.id.clone(), session.last_seen_at.clone())
                children=move |session| view! { <SessionRow session listed /> }
            />
        </ul>
    }
}

#[component]
fn SessionRow(session: DeviceSession, listed: SessionsQuery) -> impl IntoView {
    let own = use_session();
    let notices = use_notices();
    let now = use_clock().now();
    let name = device_name(session.user_agent.as_deref());
    let said = name.clone();
    let end = use_mutation(
        |id: &SessionId| auth::end_session(id),
        move |_, ()| {
            notices.good(text::account::sessions::logged_out(&said));
            listed.refetch();
        },
    );
    // What is gone already is as it was wanted.
    let is_gone = Memo::new(move |_| {
        end.error()
            .with(|error| error.as_ref().is_some_and(wire::ApiError::is_not_found))
    });
    effect(move |_| {
        if is_gone.get() {
            listed.refetch();
        }
    });
    let error = Signal::derive(move || end.error().get().filter(|_| !is_gone.get()));
    let begun = session.created_at.epoch_millis();
    let seen = session.last_seen_at.as_ref().map(|at| at.epoch_millis());
    let label = text::account::sessions::log_out(&name);
    let action = if session.current {
        view! {
            <Button size=ButtonSize::Small on_click=move |()| own.log_out()>
                {text::account::sessions::LOG_OUT}
            </Button>
        }
        .into_any()
    } else {
        let id = session.id.clone();
        view! {
            <Button
                size=ButtonSize::Small
                pending=end.pending()
                label=Some(label)
                on_click=move |()| end.run(id.clone())
            >
                {text::account::sessions::LOG_OUT}
            </Button>
        }
        .into_any()
    };
    view! {
        <li class="settings-session">
            <div class="settings-session-words">
                <p class="settings-session-name">
                    <strong title=session.user_agent.clone()>{name}</strong>
                    {session
                        .current
                        .then(|| {
                            view! {
                                <Badge state=State::Good bare=true>
                                    {text::account::sessions::THIS_DEVICE}
                                </Badge>
                            }
                        })}
                </p>
                <p class="settings-session-times">
                    {text::account::sessions::LOGGED_IN_BEFORE} <Time at=begun now />
                    {seen
                        .map(|at| {
                            view! {
                                {text::account::sessions::LAST_SEEN_BEFORE}
                                <Time at now />
                            }
                        })}
                </p>
                <ErrorNotice error title=text::account::sessions::LOG_OUT_FAILED />
            </div>
            {action}
        </li>
    }
    .into_any()
}
