//! Creating a key, or another in its place: the form, and then the key itself, shown once.

use leptos::prelude::*;
use wire::{
    ApiError,
    api_keys::{self, ApiKey, ApiKeyId, CreatedApiKey, NewApiKey, Rotation},
    auth::Whoami,
};

use super::{
    Keys,
    create::CreateForm,
    fresh::{Fresh, FreshActions},
    rotate::RotateForm,
    typed::Typed,
};
use crate::{
    state::{
        drafts::{DraftName, ask_before_leaving},
        mutation::{Mutation, use_mutation, use_task},
        notices::use_notices,
        session::{FreshKey, use_session},
    },
    ui::Dialog,
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
    pub typed: RwSignal<Typed>,
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
        draft.follow(Signal::<Typed>::from(typed));
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
                typed.set(Typed::default());
                made(created);
            },
        );
        let rotate = use_mutation(
            |(id, rotation): &(ApiKeyId, Rotation)| api_keys::rotate(id, *rotation),
            move |_, created| made(created),
        );
        // A request whose end nobody knows may have made a key: the list tells.
        Effect::new(move |_| {
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

/// The dialog, from the form to the key.
#[component]
pub fn CreateKeyDialog(
    /// The key that is being created.
    create_key: CreateKeyForm,
) -> impl IntoView {
    let has_key = Memo::new(move |_| create_key.fresh.read().is_some());
    let title = Signal::derive(move || {
        let purpose = create_key.purpose.get();
        match (has_key.get(), purpose) {
            (true, Some(Purpose::Replace(old))) => format!("The new key for “{}”", old.name),
            (true, _) => "Your new API key".to_owned(),
            (false, Some(Purpose::Replace(old))) => format!("Rotate “{}”", old.name),
            (false, _) => "Create API key".to_owned(),
        }
    });
    // A tab that is closed or reloaded would lose the key, so the browser asks first.
    let guard = window_event_listener_untyped("beforeunload", move |event| {
        if untrack(|| create_key.is_at_risk()) {
            event.prevent_default();
        }
    });
    let notices = use_notices();
    on_cleanup(move || {
        guard.remove();
        // Back leads away without a question, so at least it is said what is left behind.
        let unproved = create_key.proof.try_get_untracked().flatten().is_none();
        let key = create_key.fresh.try_get_untracked().flatten();
        if let Some(key) = key.filter(|_| unproved) {
            notices.plain(
                format!("The new key “{}” cannot be seen any more", key.facts().name),
                "If you have not copied it, revoke it and create another.",
            );
        }
    });
    view! {
        <Dialog
            open=Signal::derive(move || create_key.purpose.read().is_some())
            on_close=move |()| create_key.leave()
            title
            dismissible=Signal::derive(move || !create_key.is_asking())
            actions=move || {
                view! {
                    <Show when=move || has_key.get()>
                        <FreshActions create_key />
                    </Show>
                }
            }
        >
            {move || match (has_key.get(), create_key.purpose.get_untracked()) {
                (true, _) => view! { <Fresh create_key /> }.into_any(),
                (false, Some(Purpose::Replace(old))) => {
                    view! { <RotateForm create_key old=*old /> }.into_any()
                }
                (false, _) => view! { <CreateForm create_key /> }.into_any(),
            }}
        </Dialog>
    }
    .into_any()
}
