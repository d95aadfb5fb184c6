//! The keys for the backend: which there are, what they open, and other ones in their place.

use leptos::prelude::*;
use wire::{Access, Secret};

use super::{
    super::text,
    key_dialog::{KeyDialog, with},
    words::opens,
};
use crate::{
    features::shared::{key_label, key_name},
    state::{
        notices::{Mood, use_notices},
        session::{KeyRing, Session, use_session},
    },
    ui::{Badge, Button, ButtonSize, Panel, State},
};

/// The keys, and what can be done with them.
#[component]
pub fn KeyPanel() -> impl IntoView {
    let session = use_session();
    // The key that is being typed in.
    let typing = RwSignal::new(None::<Access>);
    let ring = Memo::new(move |_| session.key_ring());
    let takes_cache_key = Memo::new(move |_| {
        let takes = session
            .capabilities()
            .is_some_and(|known| known.opened_by(Access::CacheKey).next().is_some());
        takes || ring.with(|ring| ring.as_ref().is_some_and(|ring| ring.cache.is_some()))
    });
    view! {
        <Panel
            heading=text::connection::keys::TITLE
            level=3
            intro=text::connection::keys::INTRO.to_owned()
        >
            <Show
                when=move || ring.read().is_some()
                fallback=|| {
                    view! {
                        <p class="settings-none">
                            {text::connection::keys::WITH_PASSWORD}
                        </p>
                    }
                }
            >
                <ul class="settings-keys" role="list">
                    <KeyLine access=Access::Session ring typing />
                    <Show when=move || takes_cache_key.get()>
                        <KeyLine access=Access::CacheKey ring typing />
                    </Show>
                </ul>
            </Show>
            <KeyDialog typing />
        </Panel>
    }
    .into_any()
}

#[component]
fn KeyLine(
    access: Access,
    ring: Memo<Option<KeyRing>>,
    typing: RwSignal<Option<Access>>,
) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let tail = Memo::new(move |_| ring.with(|ring| Some(key_of(ring.as_ref()?, access)?.tail())));
    let has_key = Memo::new(move |_| tail.read().is_some());
    let state = move || match tail.get() {
        None => text::connection::keys::NOT_SET.to_owned(),
        Some(tail) if tail.is_empty() => text::connection::keys::SET.to_owned(),
        Some(tail) => text::connection::keys::ends_in(&tail),
    };
    let mark = Signal::derive(move || {
        if has_key.get() {
            State::Good
        } else {
            State::Off
        }
    });
    let purpose = move || opens(session.capabilities().as_deref(), access);
    // Without its one key a backend that works with none shows nothing; that is logging out.
    let can_remove = Memo::new(move |_| {
        let works = session
            .capabilities()
            .is_some_and(|known| known.works_without_key());
        has_key.get() && (works || access == Access::CacheKey)
    });
    let remove = move |()| {
        let Some(before) = ring.get_untracked() else {
            return;
        };
        let keys = without(before.clone(), access);
        if session.replace_keys(session.asker(), keys, None).is_err() {
            return;
        }
        let owner = owner(session);
        let undo = move || put_back(session, &owner, before.clone(), access);
        let title = text::connection::keys::removed(key_name(access));
        notices.offer(Mood::Good, title, text::connection::keys::UNDO, undo);
    };
    let label = key_label(access);
    let verb = move || {
        if has_key.get() {
            text::connection::keys::REPLACE
        } else {
            text::connection::keys::ADD
        }
    };
    view! {
        <li class="settings-key">
            <div class="settings-key-words">
                <p class="settings-key-name">
                    <strong>{label}</strong>
                    <Badge state=mark bare=true>
                        {state}
                    </Badge>
                </p>
                <p class="settings-key-purpose">{purpose}</p>
            </div>
            <div class="settings-key-actions">
                <Button
                    size=ButtonSize::Small
                    label=Signal::derive(move || {
                        Some(text::connection::keys::add_or_replace(verb(), key_name(access)))
                    })
                    on_click=move |()| typing.set(Some(access))
                >
                    {verb}
                </Button>
                <Show when=move || can_remove.get()>
                    <Button
                        size=ButtonSize::Small
                        label=Some(text::connection::keys::remove(key_name(access)))
                        on_click=remove
                    >
                        {text::connection::keys::REMOVE}
                    </Button>
                </Show>
            </div>
        </li>
    }
    .into_any()
}

/// The key of a kind.
fn key_of(ring: &KeyRing, access: Access) -> Option<&Secret> {
    match access {
        Access::CacheKey => ring.cache.as_ref(),
        Access::Session | Access::Public => ring.api.as_ref(),
    }
}

fn without(ring: KeyRing, access: Access) -> KeyRing {
    with(ring, access, None)
}

/// Whose keys they are: the server and the person, where that is known.
type Owner = (String, Option<wire::auth::UserId>);

fn owner(session: Session) -> Owner {
    let user = untrack(|| session.user()).map(|user| user.id);
    (session.base().get_untracked(), user)
}

/// Undoes a removal, and nothing else that was done meanwhile.
fn put_back(session: Session, of: &Owner, before: KeyRing, access: Access) {
    // A key goes to no other server, and to no other person.
    if owner(session) != *of {
        return;
    }
    let now = untrack(|| session.key_ring());
    if let Some(now) = now.filter(|now| key_of(now, access).is_none()) {
        let key = key_of(&before, access).cloned();
        let _ = session.replace_keys(session.asker(), with(now, access, key), None);
    }
}
