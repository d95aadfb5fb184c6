//! Keys that are being replaced: the last use of the old and of the new, and what that means.

use leptos::prelude::*;
use wire::api_keys::{ApiKey, KeyState};

use super::{super::text, Keys, actions::ApiKeyActions, revocation_safety::revocation_safety};
use crate::{
    state::{
        clock::use_clock,
        revoking::{Stage, use_revoking},
    },
    ui::{
        Button, ButtonSize, Description, DescriptionLayout, DescriptionList, ForEach, Panel,
        StateMark, Time,
    },
};

/// An old key and the one that replaces it.
#[derive(Clone, PartialEq)]
struct Pair {
    old: ApiKey,
    new: ApiKey,
}

/// The keys that are being replaced.
#[component]
pub fn Rotations(
    /// The keys.
    keys: Keys,
    /// What can be done with them.
    actions: ApiKeyActions,
) -> impl IntoView {
    let now = use_clock().now();
    let pairs = Memo::new(move |_| {
        let now = now.get();
        keys.remote()
            .with(|remote| remote.data.as_ref().map(|page| pairs(&page.items, now)))
            .unwrap_or_default()
    });
    view! {
        <Show when=move || !pairs.read().is_empty()>
            <Panel
                heading=text::api_keys::rotations::TITLE
                level=3
                intro=text::api_keys::rotations::INTRO.to_owned()
            >
                <ul class="key-pairs" role="list">
                    <ForEach
                        each=move || pairs.get()
                        key=|pair| (pair.old.clone().id, pair.old.last_used_at.clone(), pair.new.last_used_at.clone(), pair.old.name.clone())
                        children=move |pair| view! { <PairLine pair actions /> }
                    />
                </ul>
            </Panel>
        </Show>
    }
}

/// The old keys that still work, each with the one that replaces it, where that is there too.
fn pairs(keys: &[ApiKey], now: f64) -> Vec<Pair> {
    keys.iter()
        .filter(|key| matches!(key.state_at(now), KeyState::Working | KeyState::Disabled))
        .filter_map(|old| {
            let by = old.replaced_by.as_ref()?;
            let new = keys.iter().find(|key| key.id == *by)?;
            Some(Pair {
                old: old.clone(),
                new: new.clone(),
            })
        })
        .collect()
}

#[component]
fn PairLine(pair: Pair, actions: ApiKeyActions) -> impl IntoView {
    let revoking = use_revoking();
    let now = use_clock().now();
    let Pair { old, new } = pair;
    let end = old.expires_at.as_ref().map(|at| at.epoch_millis());
    let (before, after) = (old.clone(), new.clone());
    let safety = Memo::new(move |_| revocation_safety(&before, &after, now.get()));
    let id = old.id.clone();
    let stage = Memo::new(move |_| revoking.stage(&id));
    let prefix = old.prefix.clone();
    let reason = Signal::derive(move || actions.cannot_revoke(&prefix));
    let asked = old.clone();
    let label = text::api_keys::rotations::revoke(&old.name);
    let uses = vec![
        use_of(text::api_keys::rotations::OLD_KEY, &old, now),
        use_of(text::api_keys::rotations::NEW_KEY, &new, now),
    ];
    view! {
        <li class="key-pair">
            <div class="key-pair-words">
                <p class="key-pair-name">
                    <strong dir="auto">{old.name.clone()}</strong>
                </p>
                <DescriptionList items=uses layout=DescriptionLayout::Columns />
                <p class="key-pair-safety">
                    <StateMark state=Signal::derive(move || safety.get().state()) />
                    <strong>{move || safety.get().title()}</strong>
                    <span>{move || safety.get().reason()}</span>
                </p>
                {end.map(|at| {
                    view! {
                        <p class="settings-aside">
                            {text::api_keys::rotations::EXPIRES_BEFORE}
                            <Time at now planned=true />
                            {text::api_keys::rotations::EXPIRES_AFTER}
                        </p>
                    }
                })}
            </div>
            {move || match stage.get() {
                Some(Stage::Waiting { .. }) => {
                    view! {
                        <span class="settings-aside">
                            {text::api_keys::rotations::REVOKING_SOON}
                        </span>
                    }
                        .into_any()
                }
                _ => {
                    let asked = asked.clone();
                    view! {
                        <Button
                            size=ButtonSize::Small
                            pending=Signal::derive(move || stage.get().is_some())
                            reason
                            label=Some(label.clone())
                            on_click=move |()| revoking.ask(&asked)
                        >
                            {text::api_keys::rotations::REVOKE}
                        </Button>
                    }
                        .into_any()
                }
            }}
        </li>
    }
    .into_any()
}

/// One of the two keys, and when it was last used.
/// When a key was last used, under its name.
fn use_of(label: &'static str, key: &ApiKey, now: Signal<f64>) -> Description {
    let name =
        view! { {label} " " <code>{key.prefix.clone()} {text::api_keys::PREFIX_AFTER}</code> };
    let used = key.last_used_at.as_ref().map(|at| at.epoch_millis());
    match used {
        None => Description::new(name, text::api_keys::rotations::NEVER_USED),
        Some(at) => Description::new(
            name,
            view! {
                <span>
                    {text::api_keys::rotations::LAST_USED_BEFORE}
                    <Time at now />
                </span>
            },
        ),
    }
}
