//! What the tabs of one browser do together: one of them renews, and tells the others.

use std::time::Duration;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_timers::future::sleep;
use js_sys::{Function, Promise, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{TokenId, stored::Stored};
use crate::state::{
    clock,
    live::tab_id,
    program,
    storage::{self, StorageScope},
};

/// What the channel between the tabs is called, and what their locks begin with.
const NAME: &str = "toombos.session";

/// How long other tabs have to answer: a message takes a few milliseconds.
pub const ANSWER: Duration = Duration::from_millis(150);

/// How long other tabs have when the session would end otherwise.
pub const LAST_ANSWER: Duration = Duration::from_millis(600);

/// How long to wait for another tab's renewal; longer than a request may take.
const LONGEST_RENEWAL: Duration = Duration::from_secs(45);

/// What one tab tells the others.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TabMessage {
    /// Newer tokens.
    Tokens(Box<Stored>),
    /// Whoever has newer tokens than these is to tell them.
    Wanted(TokenId),
}

/// A line to the other tabs. Where the browser has none, nothing is said and nothing heard.
pub struct TabChannel {
    channel: BroadcastChannel,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

impl TabChannel {
    /// Listens to the other tabs.
    pub fn open(hear: impl Fn(TabMessage) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(NAME).ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // Another release of the app may say what this one does not know.
            let text = event.data().as_string();
            let message = text.and_then(|text| serde_json::from_str(&text).ok());
            if let Some(message) = message {
                hear(message);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _on_message: on_message,
        })
    }

    /// Tells the other tabs something.
    pub fn tell(&self, message: &TabMessage) {
        if let Ok(text) = serde_json::to_string(message) {
            let _ = self.channel.post_message(&JsValue::from_str(&text));
        }
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// The right to renew a session's tokens, held by one tab at a time. Dropping it passes it on.
pub struct RenewalLock(Option<Kind>);

enum Kind {
    /// A Web Lock; this function lets it go.
    Web(Function),
    /// An entry in storage, where there are no Web Locks: a page over plain http.
    Lease(String),
}

impl RenewalLock {
    /// Waits until no other tab renews this session. After [`LONGEST_RENEWAL`] it waits no more:
    /// a tab that hangs must not hold up the others for ever.
    pub async fn acquire(session: &str) -> Self {
        let name = format!("{NAME}.{session}");
        match web_lock(&name).await {
            Ok(release) => Self(release.map(Kind::Web)),
            Err(()) => Self(lease(&name).await.then_some(Kind::Lease(name))),
        }
    }
}

impl Drop for RenewalLock {
    fn drop(&mut self) {
        match self.0.take() {
            Some(Kind::Web(release)) => {
                let _ = release.call0(&JsValue::UNDEFINED);
            }
            Some(Kind::Lease(name)) if holder(&name).is_some_and(|lease| lease.tab == tab_id()) => {
                storage::remove(StorageScope::Local, &name);
            }
            Some(Kind::Lease(_)) | None => {}
        }
    }
}

/// Waits for a Web Lock; `Err` where the browser has none, `Ok(None)` after too long a wait.
async fn web_lock(name: &str) -> Result<Option<Function>, ()> {
    // `web-sys` calls them unstable, so they are reached by name.
    let navigator = web_sys::window().ok_or(())?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).map_err(drop)?;
    let request = Reflect::get(&locks, &"request".into()).map_err(drop)?;
    let request: Function = request.dyn_into().map_err(drop)?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let release = release.ok_or(())?;
    let (grant, granted) = oneshot::channel::<()>();
    let callback = Closure::once_into_js(move |_: JsValue| {
        let _ = grant.send(());
        held
    });
    let over = request
        .call2(&locks, &name.into(), &callback)
        .map_err(drop)?;
    let over: Promise = over.dyn_into().map_err(drop)?;
    let over = JsFuture::from(over);
    let waited = select(select(granted, over), Box::pin(sleep(LONGEST_RENEWAL)));
    match waited.await {
        Either::Left((Either::Left((Ok(()), _)), _)) => Ok(Some(release)),
        // The browser refuses locks to this page.
        Either::Left(_) => Err(()),
        Either::Right(_) => {
            // Let go of it at once, should it come after all.
            let _ = release.call0(&JsValue::UNDEFINED);
            Ok(None)
        }
    }
}

/// Who renews, where there are no Web Locks.
#[derive(Serialize, Deserialize)]
struct Lease {
    tab: String,
    until: f64,
}

fn holder(name: &str) -> Option<Lease> {
    storage::load::<Lease>(StorageScope::Local, name).filter(|lease| lease.until > clock::now())
}

/// Waits until this tab has written its name into storage, and it stays there.
///
/// Storage knows no atomic step, so two tabs may both write; the one whose name is there a little
/// later has it. `false` where storage fails: then every tab is on its own.
async fn lease(name: &str) -> bool {
    // A pause between looking and writing would let two tabs have it.
    program::completed_now().await;
    let patience = clock::now() + LONGEST_RENEWAL.as_secs_f64() * 1_000.0;
    while clock::now() < patience {
        if holder(name).is_none() {
            let own = Lease {
                tab: tab_id(),
                until: patience,
            };
            if !storage::save(StorageScope::Local, name, &own) {
                return false;
            }
        }
        sleep(Duration::from_millis(50)).await;
        if holder(name).is_some_and(|it| it.tab == tab_id()) {
            return true;
        }
    }
    false
}
