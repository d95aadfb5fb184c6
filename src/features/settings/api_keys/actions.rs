//! What can be done with a key that is there.

use leptos::prelude::*;
use wire::{
    api_keys::{self, ApiKey, ApiKeyChange, KeyState},
    capabilities::Capability,
};

use super::{
    super::text,
    Keys,
    create_key_form::{CreateKeyForm, Purpose},
};
use crate::{
    state::{
        clock,
        mutation::detach,
        notices::{Mood, Notices, use_notices},
        query::send_once,
        revoking::{Revoking, Stage, use_revoking},
        session::{Session, use_session},
    },
    ui::{IconName, MenuItem},
};

/// What can be done with a key that is there.
#[derive(Clone, Copy)]
pub struct ApiKeyActions {
    /// The key that is being renamed.
    pub renaming: RwSignal<Option<ApiKey>>,
    keys: Keys,
    create_key: CreateKeyForm,
    revoking: Revoking,
    session: Session,
    notices: Notices,
}

impl ApiKeyActions {
    /// The actions on these keys.
    pub fn new(keys: Keys, create_key: CreateKeyForm) -> Self {
        Self {
            renaming: RwSignal::new(None),
            keys,
            create_key,
            revoking: use_revoking(),
            session: use_session(),
            notices: use_notices(),
        }
    }

    /// Why whoever is signed in may not manage keys; `None` where they may.
    pub fn barred(self) -> Option<String> {
        // A session by a limited key finds its own among the others.
        let own = self.keys.remote().with(|remote| {
            let page = remote.data.as_ref()?;
            let own = page.items.iter();
            let mut own = own.filter(|key| self.session.goes_by_key(&key.prefix));
            own.next().cloned()
        })?;
        let may = own.is_unlimited() || own.scopes.iter().any(|scope| scope == "keys:write");
        (!may).then(|| text::api_keys::actions::MAY_NOT_CHANGE.to_owned())
    }

    /// Why a key may not be revoked from here; `None` where it may.
    pub fn cannot_revoke(self, prefix: &str) -> Option<String> {
        if !self.session.offers(Capability::ApiKeysRevoke) {
            return Some(Capability::ApiKeysRevoke.missing().to_owned());
        }
        let is_own = self.session.goes_by_key(prefix);
        let own = text::api_keys::actions::USED_HERE;
        self.barred().or_else(|| is_own.then(|| own.to_owned()))
    }

    /// The menu of a key. What cannot be done is there too, and says why.
    pub fn menu(self, key: &ApiKey) -> Vec<MenuItem> {
        if let Some(stage) = self.revoking.stage(&key.id) {
            let is_waiting = matches!(stage, Stage::Waiting { .. });
            let undo =
                MenuItem::new("undo", text::api_keys::actions::UNDO_REVOKING).icon(IconName::Retry);
            let now =
                MenuItem::new("end", text::api_keys::actions::REVOKE_NOW).icon(IconName::Trash);
            return vec![
                undo.disabled(!is_waiting),
                now.danger().disabled(!is_waiting),
            ];
        }
        let state = key.state_at(clock::server_now());
        let why = self.why_not(key, state);
        let item = |id: &str, label: &str, icon, capability: Capability, own: Option<&str>| {
            let missing = (!self.session.offers(capability))
                .then_some(text::api_keys::actions::REASON_NOT_OFFERED);
            let reason = why.as_deref().or(missing).or(own);
            let label = match reason {
                Some(reason) => text::api_keys::actions::not_possible(label, reason),
                None => label.to_owned(),
            };
            let item = MenuItem::new(id, label).icon(icon);
            item.disabled(reason.is_some())
        };
        let is_own = self.session.goes_by_key(&key.prefix);
        let own = is_own.then_some(text::api_keys::actions::REASON_USED_HERE);
        let change = Capability::ApiKeysChange;
        let switch = if key.disabled_at.is_some() {
            item(
                "enable",
                text::api_keys::actions::ENABLE,
                IconName::Play,
                change,
                None,
            )
        } else {
            item(
                "disable",
                text::api_keys::actions::DISABLE,
                IconName::Pause,
                change,
                own,
            )
        };
        let unfit = match state {
            _ if key.replaced_by.is_some() => Some(text::api_keys::actions::REASON_ROTATED),
            KeyState::Disabled => Some(text::api_keys::actions::REASON_DISABLED),
            KeyState::Expired => Some(text::api_keys::actions::REASON_EXPIRED),
            _ => None,
        };
        vec![
            item(
                "rename",
                text::api_keys::actions::RENAME,
                IconName::Edit,
                change,
                None,
            ),
            switch,
            item(
                "rotate",
                text::api_keys::actions::ROTATE,
                IconName::Retry,
                Capability::ApiKeysRotate,
                unfit,
            ),
            item(
                "revoke",
                text::api_keys::actions::REVOKE,
                IconName::Trash,
                Capability::ApiKeysRevoke,
                own,
            )
            .danger(),
        ]
    }

    fn why_not(self, key: &ApiKey, state: KeyState) -> Option<String> {
        if self.barred().is_some() {
            return Some(text::api_keys::actions::REASON_NO_PERMISSION.to_owned());
        }
        (state == KeyState::Revoked || key.revoked_at.is_some())
            .then(|| text::api_keys::actions::REASON_REVOKED.to_owned())
    }

    /// Does what was chosen in the menu of a key.
    pub fn run(self, key: &ApiKey, chosen: &str) {
        match chosen {
            "rename" => self.renaming.set(Some(key.clone())),
            "enable" => self.switch(key.clone(), false),
            "disable" => self.switch(key.clone(), true),
            "rotate" => self
                .create_key
                .open(Purpose::Replace(Box::new(key.clone()))),
            "revoke" => self.revoking.ask(key),
            "undo" => self.revoking.undo(&key.id),
            "end" => self.revoking.end_now(&key.id),
            _ => {}
        }
    }

    /// Disables or enables a key; a notice offers to undo it.
    fn switch(self, key: ApiKey, disabled: bool) {
        let change = ApiKeyChange {
            disabled: Some(disabled),
            ..ApiKeyChange::default()
        };
        let call = api_keys::change(&key.id, &change);
        detach(async move {
            let name = key.name.clone();
            match send_once(self.session, &call).await {
                Ok(_) => {
                    let words = if disabled {
                        text::api_keys::actions::DISABLED
                    } else {
                        text::api_keys::actions::ENABLED
                    };
                    let title = text::api_keys::actions::switched(&name, words);
                    let undo = move || self.switch(key.clone(), !disabled);
                    self.notices
                        .offer(Mood::Good, title, text::api_keys::actions::UNDO, undo);
                }
                Err(error) => {
                    let words = if disabled {
                        text::api_keys::actions::DISABLE_FAILED
                    } else {
                        text::api_keys::actions::ENABLE_FAILED
                    };
                    self.notices.failed(words, &error);
                }
            }
            self.keys.refetch();
        });
    }

    /// Asks for the keys anew.
    pub fn refetch(self) {
        self.keys.refetch();
    }
}
