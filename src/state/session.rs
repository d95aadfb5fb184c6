//! Who is signed in, with which key, on which backend.
//!
//! The one place that holds keys: it refreshes tokens before they expire,
//! notices when a session has ended, and follows what other tabs do. The rules are in `machine`,
//! without I/O; this is the shell around them.

mod answers;
mod fresh;
mod key_people;
mod keys;
mod known;
mod logouts;
mod machine;
mod stored;
mod tabs;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::poll_fn,
    pin::pin,
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use futures_channel::oneshot;
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use gloo_timers::future::sleep;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortSignal;
use wire::{
    Access, ApiError, Call, Request,
    auth::{self, Grant, Login, Registration, Role, User},
    capabilities::Capability,
};

use crate::api::{
    Client, Exchanged,
    transport::{Transport, unabortable},
};

use super::{
    clock,
    rate_limit::RateLimit,
    storage::{self, StorageScope},
    text,
};
use machine::{RenewalAnswer, SessionCommand, SessionInput, SessionMachine, TokenId};
use stored::Stored;
use tabs::{ANSWER, LAST_ANSWER, RenewalLock, TabChannel, TabMessage};

pub use answers::{LastAnswer, Word};
pub use fresh::FreshKey;
pub use known::{Basis, Known};
pub use machine::Asker;
pub use stored::KeyRing;

/// How long what another tab stored may take to be seen here.
const STORAGE_LAG: Duration = Duration::from_millis(60);

/// How long the tab that logged out has before another one delivers its logout.
const FIRST_DELIVERY: Duration = Duration::from_secs(5);

/// Whether somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthStatus {
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
    auth_status: RwSignal<AuthStatus>,
    capabilities: RwSignal<Option<Known>>,
    /// What became of the last request for each capability.
    answers: RwSignal<BTreeMap<Capability, LastAnswer>>,
    /// The last sign that the server is there, or is not.
    word: RwSignal<Option<Word>>,
    rate_limit: StoredValue<RateLimit>,
    /// Grows whenever answers may be different from before: after signing in, or elsewhere.
    epoch: RwSignal<u32>,
    base: RwSignal<String>,
    inner: StoredValue<Inner, LocalStorage>,
}

/// Something that is done once, for all who need it meanwhile.
struct Running {
    /// The session or server that it is done for: another one's is not shared.
    of: String,
    attempt: Shared<LocalBoxFuture<'static, Result<(), ApiError>>>,
}

type Slot = Rc<RefCell<Option<Running>>>;

struct Inner {
    transport: Arc<dyn Transport>,
    /// The deployment's own address, for whoever has not chosen another.
    home: String,
    machine: SessionMachine,
    refreshing: Slot,
    learning: Slot,
    tabs: Option<TabChannel>,
    /// Dropping it stops the loop that delivers logouts.
    delivery: Option<oneshot::Sender<()>>,
}

/// What the rest of the app sees of the session.
struct Visible {
    auth_status: AuthStatus,
    asker: Asker,
    session: Option<String>,
    base: String,
}

impl Inner {
    fn stored(&self) -> Option<&Stored> {
        self.machine.held().map(|(_, stored)| stored)
    }

    fn visible(&self) -> Visible {
        Visible {
            auth_status: self.machine.auth_status(),
            asker: self.machine.asker(),
            session: self.stored().map(|stored| stored.id.clone()),
            base: base_of(self.stored(), &self.home),
        }
    }
}

impl Session {
    /// Takes up the session that this browser remembers, and makes it known to everything below.
    pub fn provide(home: String, transport: Arc<dyn Transport>) -> Self {
        let machine = SessionMachine::new(remembered());
        let base = base_of(machine.held().map(|(_, stored)| stored), &home);
        let session = Self {
            auth_status: RwSignal::new(machine.auth_status()),
            capabilities: RwSignal::new(known::load(&base)),
            answers: RwSignal::default(),
            word: RwSignal::new(None),
            rate_limit: StoredValue::default(),
            epoch: RwSignal::new(0),
            base: RwSignal::new(base),
            inner: StoredValue::new_local(Inner {
                transport,
                home,
                machine,
                refreshing: Slot::default(),
                learning: Slot::default(),
                tabs: None,
                delivery: None,
            }),
        };
        provide_context(session);
        session.note_asker();
        session.learn_capabilities();
        session.listen_to_tabs();
        session.claim_own();
        session.deliver_logouts();
        session
    }

    fn listen_to_tabs(self) {
        let tabs = TabChannel::open(move |message| {
            self.step(match message {
                TabMessage::Tokens(stored) => SessionInput::TokensTold(*stored),
                TabMessage::Wanted(than) => SessionInput::TokensWanted(than),
            });
        });
        self.inner.update_value(|inner| inner.tabs = tabs);
        // A tab that the browser had put aside may come back with old tokens of its own.
        if self.kept() == StorageScope::Session
            && let Some(tokens) = self.tokens()
        {
            self.tell_tabs(&TabMessage::Wanted(tokens));
        }
        let storage = window_event_listener(leptos::ev::storage, move |event| {
            let key = event.key();
            if key.is_none() || key.as_deref() == Some(stored::KEY) {
                self.step(SessionInput::StorageChanged);
            }
            if key.as_deref() == Some(logouts::KEY) {
                self.claim_own();
                // The tab that logged out may be closed before it has delivered that.
                spawn_local(async move {
                    sleep(FIRST_DELIVERY).await;
                    self.deliver_logouts();
                });
            }
        });
        let online = window_event_listener(leptos::ev::online, move |_| self.hurry_logouts());
        on_cleanup(move || {
            storage.remove();
            online.remove();
            let _ = self.inner.try_update_value(|inner| {
                inner.tabs = None;
                inner.delivery = None;
            });
        });
    }

    fn tell_tabs(self, message: &TabMessage) {
        let _ = self.inner.try_with_value(|inner| {
            if let Some(tabs) = &inner.tabs {
                tabs.tell(message);
            }
        });
    }

    /// Takes in what happened to the session, and does what follows from it. What takes time is
    /// left to the caller.
    fn step(self, input: SessionInput) -> Vec<SessionCommand> {
        let is_from_tab = matches!(input, SessionInput::StorageChanged);
        let there = Stored::load(StorageScope::Local);
        let is_over = there
            .as_ref()
            .is_some_and(|there| logouts::load().is_over(&there.id));
        let stepped = self.inner.try_update_value(|inner| {
            if let Some(there) = there.as_ref().filter(|_| is_over) {
                inner.machine.remember_ended(&there.id);
            }
            let before = inner.visible();
            let commands = inner.machine.step(input, there.as_ref());
            (before, commands)
        });
        let Some((before, commands)) = stepped else {
            return Vec::new();
        };
        self.note_asker();
        let mut left = Vec::new();
        for command in commands {
            match command {
                SessionCommand::Save(scope, stored) => self.store(scope, &stored),
                SessionCommand::Forget(scope) => Stored::forget(scope),
                SessionCommand::TellTabs(stored) => {
                    self.tell_tabs(&TabMessage::Tokens(Box::new(stored)));
                }
                SessionCommand::EndOnServer(scope, stored) => self.end_on_server(&stored, scope),
                SessionCommand::AskRenewal(..) | SessionCommand::AskTabs(_) => left.push(command),
            }
        }
        self.show(&before, is_from_tab);
        left
    }

    fn store(self, scope: StorageScope, stored: &Stored) {
        if scope == StorageScope::Local {
            Stored::forget(StorageScope::Session);
        }
        if stored.save(scope) || scope == StorageScope::Session {
            return;
        }
        // The next best place; where that fails too, it lasts until a reload.
        stored.save(StorageScope::Session);
        let _ = self
            .inner
            .try_update_value(|inner| inner.machine.step(SessionInput::NotStored, None));
    }

    /// Makes a change of the session known to the rest of the app.
    fn show(self, before: &Visible, is_from_tab: bool) {
        let Some(now) = self.inner.try_with_value(Inner::visible) else {
            return;
        };
        let is_moved = self.base.try_get_untracked().as_ref() != Some(&now.base);
        if is_moved {
            let _ = self.base.try_set(now.base.clone());
        }
        let is_in = matches!(now.auth_status, AuthStatus::In(_));
        let is_other = now.asker != before.asker;
        let is_new = is_other || now.session != before.session;
        let is_back = matches!(before.auth_status, AuthStatus::Expired(_));
        if is_from_tab && is_other && is_in && before.auth_status != AuthStatus::Out {
            self.change_person(now.asker);
        } else {
            if now.auth_status != before.auth_status {
                let _ = self.auth_status.try_set(now.auth_status);
            }
            if is_in && (is_new || is_back) {
                self.begin_epoch();
            }
        }
        if is_moved {
            self.forget_capabilities();
        }
    }

    /// Closes the pages of one person before those of another open: what was typed there is not
    /// theirs.
    fn change_person(self, asker: Asker) {
        let _ = self.auth_status.try_set(AuthStatus::Out);
        spawn_local(async move {
            sleep(Duration::ZERO).await;
            let auth_status = self
                .inner
                .try_with_value(|inner| inner.machine.auth_status());
            if let Some(auth_status) = auth_status.filter(|_| self.asker() == asker) {
                let _ = self.auth_status.try_set(auth_status);
                self.begin_epoch();
            }
        });
    }

    fn begin_epoch(self) {
        let _ = self
            .epoch
            .try_update(|epoch| *epoch = epoch.wrapping_add(1));
    }

    /// Whoever asks for something now. What takes time and is to count for the session names
    /// them again when it is done.
    pub fn asker(self) -> Asker {
        self.inner
            .try_with_value(|inner| inner.machine.asker())
            .unwrap_or(Asker::GONE)
    }

    fn note_asker(self) {
        ASKER.set(self.asker());
        let owner = self.inner.try_with_value(|inner| {
            let stored = inner.stored()?;
            Some(match stored.key_person() {
                Some(person) => key_people::owner_of(&owned(&person, &stored.base)),
                None => owned(&stored.person(), &stored.base),
            })
        });
        if let Some(owner) = owner.flatten() {
            OWNER.set(owner);
        }
    }

    fn tokens(self) -> Option<TokenId> {
        self.inner
            .try_with_value(|inner| inner.machine.tokens())
            .flatten()
    }

    /// Whether somebody is signed in.
    pub fn auth_status(self) -> Signal<AuthStatus> {
        self.auth_status.into()
    }

    /// Who is signed in, or was until the session ended.
    pub fn user(self) -> Option<User> {
        match self.auth_status.get() {
            AuthStatus::In(user) | AuthStatus::Expired(user) => user,
            AuthStatus::Out => None,
        }
    }

    /// Whether the page may be shown: also to somebody whose session has ended under it.
    pub fn is_signed_in(self) -> bool {
        self.auth_status
            .with(|auth_status| *auth_status != AuthStatus::Out)
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
                .stored()
                .is_some_and(|stored| stored.refresh_token().is_some())
        })
    }

    /// Where the session is kept.
    pub fn kept(self) -> StorageScope {
        self.inner.with_value(|inner| {
            let held = inner.machine.held();
            held.map_or(StorageScope::Session, |(scope, _)| *scope)
        })
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
            let keys = inner.stored().map(Stored::keys);
            let client =
                Client::new(base, inner.transport.clone()).with_keys(keys.unwrap_or_default());
            match capabilities {
                Some(known) => client.with_capabilities(known.capabilities),
                None => client,
            }
        })
    }

    /// Sends a call with a key that holds. A session that has ended is noticed here, once for all.
    ///
    /// The answer counts for whoever asked: once somebody else is signed in, or nobody, it is
    /// [`ApiError::Aborted`].
    pub async fn send<T: Send + 'static>(
        self,
        call: &Call<T>,
        signal: &AbortSignal,
    ) -> Result<T, ApiError> {
        let (read, _) = self.exchange(call.request(), signal).await?;
        call.take(read)
    }

    /// [`Session::send`] without the type of the answer, so that it is compiled once.
    pub fn exchange<'a>(
        self,
        call: &'a Request,
        signal: &'a AbortSignal,
    ) -> LocalBoxFuture<'a, Exchanged> {
        Box::pin(async move {
            let asker = TASK_ASKER.get().unwrap_or_else(|| self.asker());
            let outcome = self.send_as(asker, call, signal).await;
            self.still(asker)?;
            outcome
        })
    }

    async fn send_as(self, asker: Asker, call: &Request, signal: &AbortSignal) -> Exchanged {
        if call.access != Access::Public || call.has_dialects() {
            self.know().await?;
        }
        if self.access_of(call) != Access::Session {
            return self.send_now(asker, call, signal).await;
        }
        if self.expires_soon() {
            self.refresh(asker).await?;
        }
        let used = self.tokens();
        match self.send_now(asker, call, signal).await {
            Err(error) if error.is_auth() => {}
            outcome => return outcome,
        }
        // The clocks may differ, or the tokens may have been renewed meanwhile.
        if self.tokens() == used {
            self.refresh(asker).await?;
        }
        let used = self.tokens();
        let outcome = self.send_now(asker, call, signal).await;
        if let Err(error) = &outcome
            && error.is_auth()
            && let Some(used) = used
        {
            self.step(SessionInput::CallRefused(used));
        }
        outcome
    }

    /// An error unless whoever asked is still the one that is signed in.
    fn still(self, asker: Asker) -> Result<(), ApiError> {
        if asker != Asker::GONE && self.asker() == asker {
            Ok(())
        } else {
            Err(ApiError::Aborted)
        }
    }

    /// The key that a call needs in the words of this backend.
    ///
    /// A cache key that is refused ends no session.
    fn access_of(self, call: &Request) -> Access {
        let spoken = self.capabilities.try_with_untracked(|known| {
            let spoken = call.spoken(&known.as_ref()?.capabilities).ok()?;
            Some(spoken.access)
        });
        spoken.flatten().unwrap_or(call.access)
    }

    async fn send_now(self, asker: Asker, call: &Request, signal: &AbortSignal) -> Exchanged {
        loop {
            self.still(asker)?;
            let Some(client) = self.client() else {
                return Err(ApiError::Aborted);
            };
            let outcome = client.exchange(call, signal).await;
            let outcome = match outcome {
                Err(ApiError::Unreachable { route }) => Err(self.look_behind(&client, route).await),
                outcome => outcome,
            };
            // What another server answered says nothing of this one.
            if !self.is_at(&client) {
                return outcome;
            }
            self.note(call, outcome.as_ref().err());
            // Nothing was done, so what else may serve this can be tried at once.
            if !self.has_tried(call, outcome.as_ref().err()) {
                return outcome;
            }
        }
    }

    /// Whether a client speaks to the server of the session as it is now.
    fn is_at(self, client: &Client) -> bool {
        let base = self.base.try_get_untracked();
        base.is_some_and(|base| base.trim_end_matches('/') == client.base())
    }

    /// Creates an account and signs in with it.
    pub async fn register(
        self,
        registration: Registration,
        scope: StorageScope,
    ) -> Result<(), ApiError> {
        self.begin_session(&auth::register(&registration), scope)
            .await
    }

    /// Signs in. After a session has ended under a page, the page goes on as it was.
    pub async fn log_in(self, login: Login, scope: StorageScope) -> Result<(), ApiError> {
        self.begin_session(&auth::login(&login), scope).await
    }

    async fn begin_session(self, call: &Call<Grant>, scope: StorageScope) -> Result<(), ApiError> {
        let asker = self.asker();
        // The address for signing in: that of the session that has ended, if any.
        let base = self
            .inner
            .try_with_value(|inner| base_of(inner.stored(), &inner.home));
        let base = base.ok_or(ApiError::Aborted)?;
        let client = self.try_client_for(base.clone()).ok_or(ApiError::Aborted)?;
        let grant = client.send(call, &unabortable()).await?;
        let stored = Stored::token(new_session_id(), base, grant, clock::now());
        self.sign_in(asker, scope, stored)
    }

    /// Goes on with a session that was proved, if whoever asked for it is still there.
    fn sign_in(self, asker: Asker, scope: StorageScope, stored: Stored) -> Result<(), ApiError> {
        let id = stored.id.clone();
        self.step(SessionInput::SignedIn(asker, scope, stored));
        match self.tokens() {
            Some(tokens) if tokens.session == id => Ok(()),
            _ => Err(ApiError::Aborted),
        }
    }

    /// Signs out here, on the server, and in every other tab that shares the session.
    pub fn log_out(self) {
        self.step(SessionInput::LogOut);
    }

    fn expires_soon(self) -> bool {
        let renews_at = self
            .inner
            .try_with_value(|inner| inner.stored()?.renews_at());
        renews_at.flatten().is_some_and(|at| at <= clock::now())
    }

    /// Renews the token; all who ask meanwhile share one attempt.
    async fn refresh(self, asker: Asker) -> Result<(), ApiError> {
        self.still(asker)?;
        let session = self.tokens().ok_or_else(session_ended)?.session;
        let slot = self
            .inner
            .try_with_value(|inner| inner.refreshing.clone())
            .ok_or(ApiError::Aborted)?;
        once(slot, session, move || self.renew()).await
    }

    async fn renew(self) -> Result<(), ApiError> {
        let before = self.tokens().ok_or_else(session_ended)?;
        let begun = clock::now();
        let _lock = RenewalLock::acquire(&before.session).await;
        if self.has_password_now() && self.kept_now() == Some(StorageScope::Session) {
            // A duplicate of this tab may have renewed; storage does not tell.
            self.tell_tabs(&TabMessage::Wanted(before.clone()));
            sleep(ANSWER).await;
        } else if clock::now() - begun > STORAGE_LAG.as_secs_f64() * 1_000.0 {
            // Another tab has just renewed.
            sleep(STORAGE_LAG).await;
        }
        let mut left = self.step(SessionInput::Renew(before.clone()));
        let mut outcome = Err(session_ended());
        while let Some(command) = left.pop() {
            left = match command {
                SessionCommand::AskRenewal(scope, asked) => {
                    let (answer, error) = self.ask_renewal(&asked).await;
                    if let Some(error) = error {
                        outcome = Err(error);
                    }
                    let now = clock::now();
                    self.step(SessionInput::Renewed(scope, asked, answer, now))
                }
                SessionCommand::AskTabs(than) => {
                    self.tell_tabs(&TabMessage::Wanted(than.clone()));
                    sleep(LAST_ANSWER).await;
                    self.step(SessionInput::NoNewerTokens(than))
                }
                _ => Vec::new(),
            };
        }
        let is_in = self
            .inner
            .try_with_value(|inner| matches!(inner.machine.auth_status(), AuthStatus::In(_)));
        if is_in == Some(true) && self.tokens() != Some(before) {
            outcome = Ok(());
        }
        outcome
    }

    async fn ask_renewal(self, asked: &Stored) -> (RenewalAnswer, Option<ApiError>) {
        let (Some(token), Some(client)) = (
            asked.refresh_token(),
            self.try_client_for(asked.base.clone()),
        ) else {
            return (RenewalAnswer::Unknown, Some(ApiError::Aborted));
        };
        match self.ask(&client, &auth::refresh(token)).await {
            Ok(grant) => (RenewalAnswer::Granted(Box::new(grant)), None),
            Err(error) if matches!(error.status(), Some(400 | 401 | 403 | 422)) => {
                (RenewalAnswer::Refused, Some(error))
            }
            Err(error) => (RenewalAnswer::Unknown, Some(error)),
        }
    }

    fn has_password_now(self) -> bool {
        let has_password = self.inner.try_with_value(|inner| {
            inner
                .stored()
                .is_some_and(|stored| stored.refresh_token().is_some())
        });
        has_password == Some(true)
    }

    fn kept_now(self) -> Option<StorageScope> {
        let kept = self
            .inner
            .try_with_value(|inner| Some(inner.machine.held()?.0));
        kept.flatten()
    }
}

thread_local! {
    /// Whoever is signed in now.
    static ASKER: Cell<Asker> = const { Cell::new(Asker::GONE) };

    /// The same over reloads: the person and the server. The last one's, while nobody is.
    static OWNER: RefCell<String> = const { RefCell::new(String::new()) };

    /// Whoever began the task that is running.
    static TASK_ASKER: Cell<Option<Asker>> = const { Cell::new(None) };
}

/// Whose address a page of this tab left behind when it asked to sign in.
const NEXT_OF: &str = "toombos.next-of";

/// Takes note of whose page is left to sign in: its address may hold what they typed.
pub fn note_left() {
    let left = OWNER.with_borrow(Clone::clone);
    if left.is_empty() {
        storage::remove(StorageScope::Session, NEXT_OF);
    } else {
        storage::save_text(StorageScope::Session, NEXT_OF, &left);
    }
}

/// Whether whoever is signed in now may go on at the page that was left.
pub fn may_go_on() -> bool {
    let left = storage::load_text(StorageScope::Session, NEXT_OF);
    left.is_none_or(|left| OWNER.with_borrow(|owner| *owner == left))
}

/// A person on a server, as [`OWNER`] tells them.
fn owned(person: &str, base: &str) -> String {
    // The page's own server is the same by its address and without one.
    let server = match base {
        "" => location().origin().unwrap_or_default(),
        base => base.to_owned(),
    };
    format!("{person} {server}")
}

/// The key of what the browser stores for whoever is signed in now, on this server.
pub fn own_key(name: &str) -> String {
    OWNER.with_borrow(|owner| format!("{name} {owner}"))
}

/// The person and the server that [`own_key`] tells from others.
pub fn owner() -> String {
    OWNER.with_borrow(Clone::clone)
}

/// Runs a task of several requests for whoever is signed in now: once somebody else is, or
/// nobody, none of them is sent any more.
pub fn for_this_asker<T>(task: impl Future<Output = T>) -> impl Future<Output = T> {
    let asker = TASK_ASKER.get().unwrap_or_else(|| ASKER.get());
    async move {
        let mut task = pin!(task);
        poll_fn(move |context| {
            let outer = TASK_ASKER.replace(Some(asker));
            let polled = task.as_mut().poll(context);
            TASK_ASKER.set(outer);
            polled
        })
        .await
    }
}

/// Joins what is being done already for the same session or server, else does it.
async fn once<F>(slot: Slot, of: String, start: impl FnOnce() -> F) -> Result<(), ApiError>
where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let running = slot
        .borrow()
        .as_ref()
        .filter(|running| running.of == of)
        .map(|running| running.attempt.clone());
    let attempt = running.unwrap_or_else(|| {
        let attempt = start().boxed_local().shared();
        *slot.borrow_mut() = Some(Running {
            of,
            attempt: attempt.clone(),
        });
        attempt
    });
    let outcome = attempt.clone().await;
    // Somebody may have begun the next attempt already.
    let mut running = slot.borrow_mut();
    if running
        .as_ref()
        .is_some_and(|running| running.attempt.ptr_eq(&attempt))
    {
        *running = None;
    }
    outcome
}

fn session_ended() -> ApiError {
    ApiError::Refused(wire::Refusal {
        status: 401,
        detail: text::session::ENDED.to_owned(),
        ..Default::default()
    })
}

/// Tells a session from all others of this browser.
fn new_session_id() -> String {
    let random = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:08x}{:08x}{:08x}", random(), random(), random())
}

/// The session that this tab or this browser has stored, unless it is over.
fn remembered() -> Option<(StorageScope, Stored)> {
    let logouts = logouts::load();
    [StorageScope::Session, StorageScope::Local]
        .into_iter()
        .find_map(|scope| {
            let stored = Stored::load(scope)?;
            if logouts.is_over(&stored.id) {
                Stored::forget(scope);
                return None;
            }
            Some((scope, stored))
        })
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
    storage::load(StorageScope::Local, stored::KEEP_KEY).unwrap_or(true)
}

/// Remembers what "keep me signed in" was set to.
pub fn remember_keep_signed_in(stays: bool) {
    storage::save(StorageScope::Local, stored::KEEP_KEY, &stays);
}

fn base_of(stored: Option<&Stored>, home: &str) -> String {
    stored.map_or_else(|| home.to_owned(), |stored| stored.base.clone())
}
