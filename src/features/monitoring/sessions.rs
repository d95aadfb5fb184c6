//! The live sessions: which there are, and a look at one of them.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    shipped::sessions::{self, LiveSession, LiveSessions},
    typed::visible,
};

use crate::{
    features::{monitoring::text, shared::QueryPanel},
    routes::Route,
    state::{
        address::UrlState,
        query::{Options, use_query_with},
        session::use_session,
    },
    ui::{Button, ButtonKind, Empty, IconName, Skeleton, SkeletonShape, TextField},
};

use super::{
    address::{Address, MonitoringParams},
    frame_summary,
    joined_session::JoinedSessionView,
};

/// Sessions begin without a sign, so they are asked for now and then.
const ASK_EVERY: Duration = Duration::from_secs(15);

/// The live sessions.
#[component]
pub fn Sessions(address: Address) -> impl IntoView {
    let session = Memo::new(move |_| address.params.read().session.clone());
    let detail = move || {
        session
            .get()
            .map(|id| view! { <JoinedSessionView id address /> }.into_any())
            .unwrap_or_else(|| {
                view! {
                    <div class="sessions-none">
                        <Empty icon=IconName::Monitoring title=text::NONE_SELECTED>
                            {text::OPENING_JOINS_NOT}
                        </Empty>
                    </div>
                }
                .into_any()
            })
    };
    view! {
        <div class="sessions" data-open=move || session.read().is_some().then_some("")>
            <div class="sessions-list">
                <List address />
                <ById address />
            </div>
            <div class="sessions-detail">{detail}</div>
        </div>
    }
}

#[component]
fn List(address: Address) -> impl IntoView {
    let session = use_session();
    let every = || Options {
        poll: Signal::stored(Some(ASK_EVERY)),
        ..Default::default()
    };
    let query = use_query_with(|| Some(sessions::list()), every());
    // The server keeps three lists of them, and none has all.
    let joined = use_query_with(
        move || sessions::joined(session.capabilities()?.as_ref()),
        every(),
    );
    let tracked = use_query_with(
        move || sessions::tracked(session.capabilities()?.as_ref()),
        every(),
    );
    let remote = Signal::derive(move || {
        let mut remote = query.remote().get();
        if let Some(found) = &mut remote.data {
            for other in [joined, tracked] {
                if let Some(other) = other.data() {
                    found.add(other);
                }
            }
        }
        remote
    });
    let is_partial = Memo::new(move |_| {
        [joined, tracked]
            .iter()
            .any(|other| other.remote().with(|remote| remote.error.is_some()))
    });
    let refetch = move || {
        for query in [query, joined, tracked] {
            query.refetch();
        }
    };
    let partial = move || {
        view! {
            <Show when=move || is_partial.get()>
                <p class="session-partial">{text::PARTIAL}</p>
            </Show>
        }
    };
    let nothing = |found: LiveSessions| found.sessions.is_empty();
    view! {
        <QueryPanel
            heading=text::ACTIVE_SESSIONS
            flush=true
            notice=partial
            remote
            failed=text::SESSIONS_FAILED
            skeleton=|| view! { <Skeleton shape=SkeletonShape::Rows count=2 /> }
            is_empty=nothing
            empty=|| {
                view! {
                    <Empty icon=IconName::Monitoring title=text::NO_SESSIONS>
                        {text::NO_SESSIONS_HINT}
                    </Empty>
                }
            }
            on_refetch=move |()| refetch()
            let:found
        >
            <ul class="session-lines" role="list">
                {move || {
                    found
                        .get()
                        .sessions
                        .into_iter()
                        .map(|session| view! { <Line session address /> })
                        .collect_view()
                }}
            </ul>
        </QueryPanel>
    }
}

#[component]
fn Line(session: LiveSession, address: Address) -> impl IntoView {
    let people = session.participants().map(|count| match count {
        1 => text::ONE_PERSON.to_owned(),
        count => text::people(count),
    });
    let facts = frame_summary::named_values(&session.fields);
    let facts = facts
        .into_iter()
        .filter(|(name, _)| people.is_none() || name != "participant_count")
        .map(|(name, value)| text::pair(&name.replace('_', " "), &value))
        .collect::<Vec<_>>()
        .join(" · ");
    let name = match session.id {
        Some(id) => {
            let params = MonitoringParams {
                sessions: true,
                session: Some(id.clone()),
                ..Default::default()
            };
            let current = id.clone();
            let is_current = move || {
                let params = address.params.read();
                (params.session.as_deref() == Some(current.as_str())).then_some("true")
            };
            view! {
                <A href=Route::Monitoring.with(&params.query()) scroll=false attr:aria-current=is_current>
                    <span dir="auto">{id}</span>
                </A>
            }
            .into_any()
        }
        None => view! { <span>{text::NO_ID}</span> }.into_any(),
    };
    view! {
        <li class="session-line">
            <span class="session-name">{name}</span>
            <span class="session-people">{people}</span>
            <span class="session-facts">{facts}</span>
        </li>
    }
}

/// Opens a session that the list does not have.
#[component]
fn ById(address: Address) -> impl IntoView {
    let id = RwSignal::new(String::new());
    let look = move || {
        let typed = visible(&id.read_untracked()).into_owned();
        if !typed.is_empty() {
            address.push(|params| params.session = Some(typed));
            id.set(String::new());
        }
    };
    view! {
        <form
            class="session-by-id"
            on:submit=move |event| {
                event.prevent_default();
                look();
            }
        >
            <TextField
                label=text::SESSION_ID
                value=id
                mono=true
                hint=Some(text::OPENING_JOINS_NOT.to_owned())
            />
            <Button
                kind=ButtonKind::Submit
                disabled=Signal::derive(move || visible(&id.read()).is_empty())
            >
                {text::VIEW_SESSION}
            </Button>
        </form>
    }
}
