//! Who is signed in, with which key, on which backend.
//!
//! The one place that holds keys: it refreshes tokens before they expire,
//! notices when a session has ended, and follows what other tabs do.

mod answers;
mod fresh;
mod keys;
mod known;
mod stored;

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, sync::Arc};

use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortSignal;
use wire::{
    Access, ApiError, Call,
    auth::{self, Grant, Login, Registration, Role, User},
    capabilities::Capability,
};

use crate::api::{
    Client,
    transport::{Transport, unabortable},
};

use super::{
    budget::Budget,
    clock,
    storage::{self, Keep},
};
use stored::Stored;

pub use answers::{LastAnswer, Word};
pub use fresh::FreshKey;
pub use known::{Basis, Known};
pub use stored::KeyRing;

/// A token this close to its end is refreshed before it is used.
const REFRESH_BEFORE_MILLIS: f64 = 60_000.0;

/// Whether somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody.
    Out,
    /// Somebody; `None` where the backend cannot say who.
    In(Option<User>),
    /// Somebody whose session has ended; their work is still on the screen.
    Expired(Option<User>),
}

/// The session of this tab.
#[derive(Clone, Copy)]
pub struct Session {
    standing: RwSignal<Standing>,
    capabilities: RwSignal<Option<Known>>,
    /// What became of the last request for each capability.
    answers: RwSignal<BTreeMap<Capability, LastAnswer>>,
    /// The last sign that the server is there, or is not.
    word: RwSignal<Option<Word>>,
    budget: StoredValue<Budget>,
    /// Grows whenever answers may be different from before: after signing in, or elsewhere.
    epoch: RwSignal<u32>,
    base: RwSignal<String>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// Something that is done once, for all who need it meanwhile.
type Running = Shared<LocalBoxFuture<'static, Result<(), ApiError>>>;

type Slot = Rc<RefCell<Option<Running>>>;

struct Inner {
    transport: Arc<dyn Transport>,
    /// The deployment's own address, for whoever has not chosen another.
    home: String,
    stored: Option<(Keep, Stored)>,
    refreshing: Slot,
    learning: Slot,
}

impl Session {
    /// Takes up the session that this browser remembers, and makes it known to everything below.
    pub fn provide(home: String, transport: Arc<dyn Transport>) -> Self {
        let stored = Stored::load();
        let session = Self {
            standing: RwSignal::new(standing_of(stored.as_ref())),
            capabilities: RwSignal::new(known::load(&base_of(stored.as_ref(), &home))),
            answers: RwSignal::default(),
            word: RwSignal::new(None),
            budget: StoredValue::default(),
            epoch: RwSignal::new(0),
            base: RwSignal::new(base_of(stored.as_ref(), &home)),
            inner: StoredValue::new_local(Inner {
                transport,
                home,
                stored,
                refreshing: Slot::default(),
                learning: Slot::default(),
            }),
        };
        provide_context(session);
        session.learn_capabilities();
        let listener = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().is_none() || event.key().as_deref() == Some(stored::KEY) {
                session.follow();
            }
        });
        on_cleanup(move || listener.remove());
        session
    }

    /// Whether somebody is signed in.
    pub fn standing(self) -> Signal<Standing> {
        self.standing.into()
    }

    /// Who is signed in, or was until the session ended.
    pub fn user(self) -> Option<User> {
        match self.standing.get() {
            Standing::In(user) | Standing::Expired(user) => user,
            Standing::Out => None,
        }
    }

    /// Whether the page may be shown: also to somebody whose session has ended under it.
    pub fn is_signed_in(self) -> bool {
        self.standing.with(|standing| *standing != Standing::Out)
    }

    /// Whether the person's role may generate and manage jobs; the server decides in the end.
    pub fn may_write(self) -> bool {
        self.user().is_none_or(|user| user.role.may_write())
    }

    /// The person's role.
    pub fn role(self) -> Option<Role> {
        self.user().map(|user| user.role)
    }

    /// Whether the session began with a password, and can so go on with it.
    pub fn has_password(self) -> bool {
        self.inner.with_value(|inner| {
            inner
                .stored
                .as_ref()
                .is_some_and(|(_, stored)| stored.refresh_token().is_some())
        })
    }

    /// Where the session is kept.
    pub fn kept(self) -> Keep {
        self.inner
            .with_value(|inner| inner.stored.as_ref().map_or(Keep::Tab, |(keep, _)| *keep))
    }

    /// The backend's address, as people may see it.
    pub fn base(self) -> Signal<String> {
        self.base.into()
    }

    /// Grows whenever answers may be different from before.
    pub fn epoch(self) -> Signal<u32> {
        self.epoch.into()
    }

    /// The client with the session's key, e.g. to open a socket.
    ///
    /// `None` once the app is gone, though work that it began may still run.
    pub fn client(self) -> Option<Client> {
        let base = self.base.try_get_untracked()?;
        let capabilities = self.capabilities.try_get_untracked()?;
        self.inner.try_with_value(|inner| {
            let keys = inner.stored.as_ref().map(|(_, stored)| stored.keys());
            let client =
                Client::new(base, inner.transport.clone()).with_keys(keys.unwrap_or_default());
            match capabilities {
                Some(known) => client.with_capabilities(known.capabilities),
                None => client,
            }
        })
    }

    /// Sends a call with a key that holds. A session that has ended is noticed here, once for all.
    pub async fn send<T>(self, call: &Call<T>, signal: &AbortSignal) -> Result<T, ApiError> {
        if call.access != Access::Public || call.has_dialects() {
            self.know().await?;
        }
        if self.access_of(call) != Access::Session {
            return self.send_now(call, signal).await;
        }
        if self.expires_soon() {
            self.refresh().await?;
        }
        match self.send_now(call, signal).await {
            Err(error) if error.is_auth() => {}
            outcome => return outcome,
        }
        // The clocks may differ, or another tab may have renewed the token meanwhile.
        self.refresh().await?;
        let outcome = self.send_now(call, signal).await;
        if let Err(error) = &outcome
            && error.is_auth()
        {
            self.expire();
        }
        outcome
    }

    /// The key that a call needs in the words of this backend.
    ///
    /// A cache key that is refused ends no session.
    fn access_of<T>(self, call: &Call<T>) -> Access {
        let spoken = self.capabilities.try_with_untracked(|known| {
            let spoken = call.spoken(&known.as_ref()?.capabilities).ok()?;
            Some(spoken.access)
        });
        spoken.flatten().unwrap_or(call.access)
    }

    async fn send_now<T>(self, call: &Call<T>, signal: &AbortSignal) -> Result<T, ApiError> {
        loop {
            let Some(client) = self.client() else {
                return Err(ApiError::Aborted);
            };
            let outcome = client.send(call, signal).await;
            let outcome = match outcome {
                Err(ApiError::Unreachable { route }) => Err(self.look_behind(&client, route).await),
                outcome => outcome,
            };
            self.note(call, &outcome);
            // Nothing was done, so what else may serve this can be tried at once.
            if !self.has_tried(call, &outcome) {
                return outcome;
            }
        }
    }

    /// Creates an account and signs in with it.
    pub async fn register(self, registration: Registration, keep: Keep) -> Result<(), ApiError> {
        let grant = self.ask_home(&auth::register(&registration)).await?;
        self.enter(keep, Stored::token(self.home(), grant, clock::now()));
        Ok(())
    }

    /// Signs in. After a session has ended under a page, the page goes on as it was.
    pub async fn log_in(self, login: Login, keep: Keep) -> Result<(), ApiError> {
        let grant = self.ask_home(&auth::login(&login)).await?;
        self.enter(keep, Stored::token(self.home(), grant, clock::now()));
        Ok(())
    }

    /// Signs out here, in every other tab, and on the server.
    pub fn log_out(self) {
        let ended = self
            .inner
            .try_update_value(|inner| inner.stored.take())
            .flatten();
        if let Some((_, stored)) = ended
            && let Some(refresh_token) = stored.refresh_token()
            && let Some(client) = self.client()
        {
            let call = auth::logout(refresh_token);
            let client = client.with_keys(stored.keys());
            spawn_local(async move {
                // The session is over here in any case; the server's own copy expires by itself.
                let _ = client.send(&call, &unabortable()).await;
            });
        }
        Stored::forget();
        self.leave();
    }

    async fn ask_home<T>(self, call: &Call<T>) -> Result<T, ApiError> {
        let transport = self.inner.with_value(|inner| inner.transport.clone());
        Client::new(self.home(), transport)
            .send(call, &unabortable())
            .await
    }

    /// The address for signing in with a password: that of the session that has ended, if any.
    fn home(self) -> String {
        self.inner
            .with_value(|inner| base_of(inner.stored.as_ref(), &inner.home))
    }

    fn enter(self, keep: Keep, stored: Stored) {
        let user = stored.user.clone();
        let moved = self.base.get_untracked() != stored.base;
        self.base.set(stored.base.clone());
        stored.save(keep);
        self.inner
            .update_value(|inner| inner.stored = Some((keep, stored)));
        self.standing.set(Standing::In(user));
        self.epoch.update(|epoch| *epoch = epoch.wrapping_add(1));
        if moved {
            self.forget_capabilities();
        }
    }

    fn leave(self) {
        let home = self.inner.with_value(|inner| inner.home.clone());
        if self.base.get_untracked() != home {
            self.base.set(home);
            self.forget_capabilities();
        }
        self.standing.set(Standing::Out);
    }

    fn expire(self) {
        // Many requests may notice it at once; the first one says it.
        if let Some(Standing::In(user)) = self.standing.try_get_untracked() {
            self.standing.set(Standing::Expired(user));
        }
    }

    /// Takes over what another tab did.
    fn follow(self) {
        let there = Stored::load();
        let same = self.inner.with_value(|inner| inner.stored == there);
        let tab_only = self
            .inner
            .with_value(|inner| matches!(inner.stored, Some((Keep::Tab, _))));
        if same || (tab_only && there.is_none()) {
            return;
        }
        match there {
            Some((keep, stored)) => {
                let renewed = self.inner.with_value(|inner| {
                    inner
                        .stored
                        .as_ref()
                        .is_some_and(|(_, mine)| mine.is_renewed_by(&stored))
                });
                if renewed && !matches!(self.standing.get_untracked(), Standing::Expired(_)) {
                    self.inner
                        .update_value(|inner| inner.stored = Some((keep, stored)));
                } else {
                    self.enter(keep, stored);
                }
            }
            None => {
                self.inner.update_value(|inner| inner.stored = None);
                self.leave();
            }
        }
    }

    fn expires_soon(self) -> bool {
        self.inner.with_value(|inner| {
            inner.stored.as_ref().is_some_and(|(_, stored)| {
                stored
                    .expires_at()
                    .is_some_and(|at| at - clock::now() < REFRESH_BEFORE_MILLIS)
            })
        })
    }

    /// Renews the token; all who ask meanwhile share one attempt.
    async fn refresh(self) -> Result<(), ApiError> {
        let slot = self
            .inner
            .try_with_value(|inner| inner.refreshing.clone())
            .ok_or(ApiError::Aborted)?;
        once(slot, move || self.renew()).await
    }

    async fn renew(self) -> Result<(), ApiError> {
        // Another tab may have done it already; then its tokens are the ones that hold.
        let newer = Stored::load().filter(|(_, there)| {
            self.inner.with_value(|inner| {
                inner
                    .stored
                    .as_ref()
                    .is_some_and(|(_, mine)| mine.is_renewed_by(there))
            })
        });
        if let Some(newer) = newer {
            self.inner.update_value(|inner| inner.stored = Some(newer));
            return Ok(());
        }
        let current = self.inner.with_value(|inner| inner.stored.clone());
        let refusal = || {
            ApiError::Refused(wire::Refusal {
                status: 401,
                detail: "The session has ended.".to_owned(),
                ..Default::default()
            })
        };
        let Some((keep, stored)) = current else {
            return Err(refusal());
        };
        let Some(refresh_token) = stored.refresh_token() else {
            self.expire();
            return Err(refusal());
        };
        let outcome = self
            .send_now(&auth::refresh(refresh_token), &unabortable())
            .await;
        match outcome {
            Ok(grant) => {
                self.renewed(keep, stored.base.clone(), grant);
                Ok(())
            }
            Err(error) if matches!(error.status(), Some(400 | 401 | 403 | 422)) => {
                self.expire();
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    fn renewed(self, keep: Keep, base: String, grant: Grant) {
        let stored = Stored::token(base, grant, clock::now());
        stored.save(keep);
        self.inner
            .update_value(|inner| inner.stored = Some((keep, stored)));
    }
}

/// Joins what is being done already, else does it.
async fn once<F>(slot: Slot, start: impl FnOnce() -> F) -> Result<(), ApiError>
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let running = slot.borrow().clone();
    let attempt = running.unwrap_or_else(|| {
        let attempt = start().boxed_local().shared();
        *slot.borrow_mut() = Some(attempt.clone());
        attempt
    });
    let outcome = attempt.await;
    slot.borrow_mut().take();
    outcome
}

/// The session of this app.
///
/// Where none is provided (a component on its own, in a test), nobody is signed in.
pub fn use_session() -> Session {
    use_context()
        .unwrap_or_else(|| Session::provide(String::new(), Arc::new(crate::api::transport::Fetch)))
}

/// What "keep me signed in" was set to the last time; on unless it was turned off.
pub fn keep_signed_in_by_default() -> bool {
    storage::load(Keep::Browser, stored::KEEP_KEY).unwrap_or(true)
}

/// Remembers what "keep me signed in" was set to.
pub fn remember_keep_signed_in(keep: bool) {
    storage::save(Keep::Browser, stored::KEEP_KEY, &keep);
}

fn standing_of(stored: Option<&(Keep, Stored)>) -> Standing {
    stored.map_or(Standing::Out, |(_, stored)| {
        Standing::In(stored.user.clone())
    })
}

fn base_of(stored: Option<&(Keep, Stored)>, home: &str) -> String {
    stored.map_or_else(|| home.to_owned(), |(_, stored)| stored.base.clone())
}
