//! The cells of a key's row.

use leptos::prelude::*;
use wire::{
    Stamp,
    api_keys::{ApiKey, KeyState},
};

use super::{
    super::text,
    actions::ApiKeyActions,
    key_expiry::{KeyExpiry, key_expiry},
    scopes::sentence,
};
use crate::{
    features::shared::StampTime,
    state::{
        clock::use_clock,
        revoking::{Stage, use_revoking},
        session::use_session,
    },
    ui::{Badge, Menu, State, StateMark, Time, format_date, format_duration, format_full},
};

/// An end within two days is told by how long it takes, in milliseconds.
const NEAR: f64 = 2.0 * 24.0 * 60.0 * 60.0 * 1_000.0;

/// A cell of a key's row.
pub fn cell(key: Memo<Option<ApiKey>>, column: &'static str, actions: ApiKeyActions) -> AnyView {
    match column {
        "state" => view! { <StateCell key_facts=key /> }.into_any(),
        "actions" => view! { <ActionsCell key_facts=key actions /> }.into_any(),
        _ => (move || key.with(|key| Some(shown(key.as_ref()?, column)))).into_any(),
    }
}

fn shown(key: &ApiKey, column: &'static str) -> AnyView {
    match column {
        "name" => view! { <NameCell name=key.name.clone() prefix=key.prefix.clone() /> }.into_any(),
        "scopes" => {
            let words = sentence(&key.scopes);
            let title = if key.is_unlimited() {
                words.clone()
            } else {
                key.scopes.join(", ")
            };
            view! {
                <span class="key-scope-words" title=title>
                    {words}
                </span>
            }
            .into_any()
        }
        "created" => view! { <Moment at=Some(key.created_at.clone()) never=text::api_keys::list::UNKNOWN_TIME /> }.into_any(),
        "used" => view! {
            <span class="key-label">{text::api_keys::list::LAST_USED_BEFORE}</span>
            <Moment at=key.last_used_at.clone() never=text::api_keys::NEVER />
        }
        .into_any(),
        _ => view! { <Expiry key_facts=key.clone() /> }.into_any(),
    }
}

#[component]
fn NameCell(name: String, prefix: String) -> impl IntoView {
    let session = use_session();
    let beginning = prefix.clone();
    let is_own = move || session.goes_by_key(&prefix);
    let title = name.clone();
    view! {
        <div class="key-name">
            <strong title=title dir="auto">
                {name}
            </strong>
            <span class="key-prefix">
                <code>{beginning}{text::api_keys::PREFIX_AFTER}</code>
                {move || is_own().then_some(text::api_keys::list::USED_HERE)}
            </span>
        </div>
    }
}

/// A time in relative words; one without a zone is shown as it came.
#[component]
fn Moment(at: Option<Stamp>, never: &'static str) -> impl IntoView {
    let now = use_clock().now();
    match at {
        None => view! { <span class="settings-aside">{never}</span> }.into_any(),
        Some(stamp) => match stamp.epoch_millis() {
            Some(at) => view! { <Time at=Some(at) now /> }.into_any(),
            None => view! { <StampTime stamp brief=true /> }.into_any(),
        },
    }
}

/// When a key ends: the day, or how long it takes where that is near.
#[component]
fn End(at: Option<Stamp>) -> impl IntoView {
    let now = use_clock().now();
    let Some(at) = at else {
        return view! { <span class="settings-aside">{text::api_keys::NEVER}</span> }.into_any();
    };
    let Some(millis) = at.epoch_millis() else {
        return view! { <StampTime stamp=at brief=true /> }.into_any();
    };
    let is_near = Memo::new(move |_| (millis - now.get()).abs() < NEAR);
    (move || {
        if is_near.get() {
            view! { <Time at=Some(millis) now planned=true /> }.into_any()
        } else {
            view! { <time title=format_full(millis)>{format_date(millis)}</time> }.into_any()
        }
    })
    .into_any()
}

#[component]
fn Expiry(key_facts: ApiKey) -> impl IntoView {
    let now = use_clock().now();
    let end = key_facts.expires_at.clone();
    let has_ended = key_facts.revoked_at.is_some();
    let expiry = Memo::new(move |_| key_expiry(&key_facts, now.get()));
    view! {
        <div class="key-expiry">
            <span class="key-label">{text::api_keys::list::EXPIRES_BEFORE}</span>
            <End at=end />
            {move || match expiry.get() {
                KeyExpiry::Soon if !has_ended => {
                    Some(
                        view! {
                            <Badge state=State::Warn bare=true>
                                {text::api_keys::list::SOON}
                            </Badge>
                        },
                    )
                }
                KeyExpiry::Expired if !has_ended => {
                    Some(
                        view! {
                            <Badge state=State::Bad bare=true>
                                {text::api_keys::list::EXPIRED}
                            </Badge>
                        },
                    )
                }
                _ => None,
            }}
        </div>
    }
}

#[component]
fn StateCell(key_facts: Memo<Option<ApiKey>>) -> impl IntoView {
    let now = use_clock().now();
    let revoking = use_revoking();
    // Words only, so that a tick which changes none touches nothing.
    let words = Memo::new(move |_| {
        let key = key_facts.get()?;
        Some(state_words(&key, revoking.stage(&key.id), now.get()))
    });
    view! {
        <div class="key-state">
            {move || {
                words
                    .get()
                    .map(|(state, word, more)| {
                        view! {
                            <span class="key-state-word">
                                <StateMark state />
                                {word}
                            </span>
                            {more.map(|more| view! { <span class="settings-aside">{more}</span> })}
                        }
                    })
            }}
        </div>
    }
}

/// How a key is: its mark, its word, and what is to come.
fn state_words(
    key: &ApiKey,
    stage: Option<Stage>,
    now: f64,
) -> (State, &'static str, Option<String>) {
    match stage {
        Some(Stage::Disabling) => return (State::Busy, text::api_keys::list::DISABLING, None),
        Some(Stage::Undoing) => return (State::Busy, text::api_keys::list::ENABLING, None),
        Some(Stage::Ending) => return (State::Busy, text::api_keys::list::REVOKING, None),
        Some(Stage::Waiting { until, is_disabled }) => {
            let left = format_duration((until - now).max(0.0).div_euclid(1_000.0) * 1_000.0);
            let word = if is_disabled {
                text::api_keys::list::DISABLED
            } else {
                text::api_keys::list::ACTIVE
            };
            return (
                State::Off,
                word,
                Some(text::api_keys::list::revoked_in(&left)),
            );
        }
        None => {}
    }
    let state = key.state_at(now);
    let mark = match state {
        KeyState::Working if key.replaced_by.is_some() => State::Warn,
        KeyState::Working => State::Good,
        KeyState::Expired => State::Bad,
        KeyState::Disabled | KeyState::Replaced | KeyState::Revoked => State::Off,
    };
    let more = match state {
        KeyState::Working if key.replaced_by.is_some() => {
            Some(text::api_keys::list::ROTATING.to_owned())
        }
        _ => None,
    };
    (mark, state.label(), more)
}

#[component]
fn ActionsCell(key_facts: Memo<Option<ApiKey>>, actions: ApiKeyActions) -> impl IntoView {
    let label = Signal::derive(move || {
        let name = key_facts.with(|key| key.as_ref().map(|key| key.name.clone()));
        text::api_keys::actions::menu(&name.unwrap_or_default())
    });
    let items = Signal::derive(move || {
        let key = key_facts.get();
        key.map(|key| actions.menu(&key)).unwrap_or_default()
    });
    let choose = move |chosen: String| {
        if let Some(key) = key_facts.get_untracked() {
            actions.run(&key, &chosen);
        }
    };
    view! { <Menu label items on_choose=choose /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_what_is_true_of_the_key_and_what_is_to_come() {
        let key: ApiKey = serde_json::from_value(serde_json::json!({
            "id": "k", "name": "CI", "prefix": "p", "created_at": "2026-11-01T00:00:00Z",
            "expires_at": null, "last_used_at": null, "revoked_at": null,
        }))
        .unwrap();
        let waiting = |is_disabled| {
            Some(Stage::Waiting {
                until: 12_900.0,
                is_disabled,
            })
        };
        assert_eq!(state_words(&key, None, 0.0), (State::Good, "Active", None));
        let (_, word, more) = state_words(&key, waiting(true), 0.0);
        assert_eq!(
            (word, more.as_deref()),
            ("Disabled", Some("revoked in 12 s"))
        );
        assert_eq!(state_words(&key, waiting(false), 20_000.0).1, "Active");
        let replaced = ApiKey {
            replaced_by: Some("n".into()),
            ..key
        };
        assert_eq!(state_words(&replaced, None, 0.0).0, State::Warn);
    }
}
