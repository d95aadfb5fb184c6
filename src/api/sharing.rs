//! One request for whoever wants the same at the same time.

use std::{
    cell::RefCell,
    collections::HashMap,
    rc::{Rc, Weak},
};

use futures_channel::oneshot;
use futures_util::{
    FutureExt,
    future::{self, Either, LocalBoxFuture},
};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, AbortSignal};
use wire::{Answer, Method};

use super::transport::{Outgoing, Transport, TransportError, unabortable};

type Outcome = Result<Answer, TransportError>;

/// How long a request waits for others of its kind, in milliseconds.
///
/// Timers that were set together fire a little apart; nobody notices this much.
const BOARDING: u32 = 4;

/// A transport that sends a reading request once, however many ask for the same at once.
///
/// Several parts of a page may look at one list of the server, each in its own
/// way. Only a request that is not sent yet is shared, so that nobody gets an
/// answer from before they asked. It goes on until the last of them has given up.
pub struct Sharing<T>(pub T);

struct Shared {
    answer: future::Shared<LocalBoxFuture<'static, Outcome>>,
    controller: Option<AbortController>,
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

thread_local! {
    static BOARDING_NOW: RefCell<HashMap<String, Weak<Shared>>> = RefCell::default();
}

impl<T: Transport + Clone + 'static> Transport for Sharing<T> {
    fn send<'a>(
        &'a self,
        outgoing: Outgoing,
        signal: &'a AbortSignal,
    ) -> LocalBoxFuture<'a, Outcome> {
        if outgoing.method != Method::Get {
            return self.0.send(outgoing, signal);
        }
        let shared = self.join(outgoing);
        Box::pin(async move {
            let given_up = aborted(signal).boxed_local();
            match future::select(shared.answer.clone(), given_up).await {
                Either::Left((outcome, _)) => outcome,
                Either::Right(_) => Err(TransportError::Aborted),
            }
        })
    }
}

impl<T: Transport + Clone + 'static> Sharing<T> {
    /// The request that is about to be sent already, else a new one.
    fn join(&self, outgoing: Outgoing) -> Rc<Shared> {
        let key = format!("{} {:?}", outgoing.url, outgoing.headers);
        BOARDING_NOW.with_borrow_mut(|boarding| {
            if let Some(shared) = boarding.get(&key).and_then(Weak::upgrade) {
                return shared;
            }
            let controller = AbortController::new().ok();
            let signal = controller
                .as_ref()
                .map_or_else(unabortable, AbortController::signal);
            let transport = self.0.clone();
            let own = key.clone();
            let answer = async move {
                TimeoutFuture::new(BOARDING).await;
                BOARDING_NOW.with_borrow_mut(|boarding| boarding.remove(&own));
                transport.send(outgoing, &signal).await
            };
            let shared = Rc::new(Shared {
                answer: answer.boxed_local().shared(),
                controller,
            });
            boarding.insert(key, Rc::downgrade(&shared));
            shared
        })
    }
}

/// Ends when the signal is aborted, and never otherwise.
async fn aborted(signal: &AbortSignal) {
    if signal.aborted() {
        return;
    }
    let (tell, told) = oneshot::channel::<()>();
    let tell = Closure::once(move || {
        let _ = tell.send(());
    });
    let listener = tell.as_ref().unchecked_ref();
    if signal
        .add_event_listener_with_callback("abort", listener)
        .is_err()
    {
        return future::pending().await;
    }
    let _listening = Listening { signal, listener };
    if told.await.is_err() {
        future::pending().await
    }
}

/// Stops listening when the answer came first: a closure that is gone must not be called.
struct Listening<'a> {
    signal: &'a AbortSignal,
    listener: &'a js_sys::Function,
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        let _ = self
            .signal
            .remove_event_listener_with_callback("abort", self.listener);
    }
}
