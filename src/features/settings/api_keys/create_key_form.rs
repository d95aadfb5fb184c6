//! A key that is being created, or another in its place: what was typed, what is asked, the answer.

use leptos::prelude::*;
use wire::{
    ApiError,
    api_keys::{self, ApiKey, ApiKeyId, CreatedApiKey, NewApiKey, Rotation},
    auth::Whoami,
};

use super::{Keys, api_key_draft::ApiKeyDraft};
use crate::effect::effect;
use crate::state::{
    drafts::{DraftName, ask_before_leaving},
    mutation::{Mutation, use_mutation, use_task},
    session::{FreshKey, use_session},
};

/// What was typed of a key that is not made yet.
const DRAFT: DraftName = DraftName::new("toombos.draft.api-key");

/// What the dialog is open for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A key that was not there before.
    New,
    /// Another in place of this one.
    Replace(Box<ApiKey>),
}

/// A key that is being created.
#[derive(Clone, Copy)]
pub struct CreateKeyForm {
    /// What the dialog is open for; `None` while it is closed.
    pub purpose: RwSignal<Option<Purpose>>,
    /// What is typed of a new key. It outlives the dialog, and a reload.
    pub typed: RwSignal<ApiKeyDraft>,
    /// Asks for a new key.
    pub create: Mutation<NewApiKey>,
    /// Asks for another in place of one.
    pub rotate: Mutation<(ApiKeyId, Rotation)>,
    /// The key that was made. In memory alone, until the dialog is closed.
    pub fresh: RwSignal<Option<FreshKey>>,
    /// Asks the backend who the new key is.
    pub prove: Mutation<FreshKey>,
    /// What it said.
    pub proof: RwSignal<Option<Whoami>>,
    /// Whether it was said what closing would lose.
    pub warned: RwSignal<bool>,
    /// Whether the key was asked to be shown in full.
    pub shown: RwSignal<bool>,
}

impl CreateKeyForm {
    /// Nothing is being made yet. `keys` are asked for anew once something was.
    pub fn new(keys: Keys) -> Self {
        let session = use_session();
        let draft = DRAFT.own();
        let typed = RwSignal::new(draft.load().unwrap_or_default());
        draft.follow(Signal::<ApiKeyDraft>::from(typed));
        let fresh = RwSignal::new(None::<FreshKey>);
        // It is shown this once.
        ask_before_leaving(move || fresh.with_untracked(Option::is_some));
        let proof = RwSignal::new(None::<Whoami>);
        let made = move |created: CreatedApiKey| {
            fresh.set(Some(created.into()));
            keys.refetch();
        };
        let create = use_mutation(
            |key: &NewApiKey| api_keys::create(key),
            move |_, created| {
                typed.set(ApiKeyDraft::default());
                made(created);
            },
        );
        let rotate = use_mutation(
            |(id, rotation): &(ApiKeyId, Rotation)| api_keys::rotate(id, *rotation),
            move |_, created| made(created),
        );
        // A request whose end nobody knows may have made a key: the list tells.
        effect(move |_| {
            let is_undecided =
                |error: Option<ApiError>| error.is_some_and(|error| error.is_undecided());
            if is_undecided(create.error().get()) || is_undecided(rotate.error().get()) {
                keys.refetch();
            }
        });
        let prove = use_task(
            move |key: &FreshKey| session.prove_fresh(key.clone()),
            move |_, told: Whoami| {
                proof.set(Some(told));
                keys.refetch();
            },
        );
        Self {
            purpose: RwSignal::new(None),
            typed,
            create,
            rotate,
            fresh,
            prove,
            proof,
            warned: RwSignal::new(false),
            shown: RwSignal::new(false),
        }
    }

    /// Opens the dialog.
    pub fn open(self, purpose: Purpose) {
        self.create.forget();
        self.rotate.forget();
        self.purpose.set(Some(purpose));
    }

    /// Whether an answer is awaited that may hold a secret: closing now would lose it.
    pub fn is_asking(self) -> bool {
        self.create.pending().get() || self.rotate.pending().get()
    }

    /// Whether there is a key that closing would lose before anybody knows that it works.
    pub fn is_at_risk(self) -> bool {
        self.fresh.read().is_some() && self.proof.read().is_none()
    }

    /// Closes the dialog, unless a key would be lost without a word; the second time it does.
    pub fn leave(self) {
        if untrack(|| self.is_asking()) {
            return;
        }
        if untrack(|| self.is_at_risk()) && !self.warned.get_untracked() {
            self.warned.set(true);
            return;
        }
        self.close();
    }

    /// Closes the dialog, and forgets the key.
    pub fn close(self) {
        self.purpose.set(None);
        self.fresh.set(None);
        self.proof.set(None);
        self.prove.forget();
        self.warned.set(false);
        self.shown.set(false);
    }
}
