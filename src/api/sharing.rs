//! One request for whoever wants the same at the same time.

use std::{
    cell::{Cell, RefCell},
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

/// An answer that nobody has taken up again for so long, in milliseconds, is let go.
const KEPT_FOR: f64 = 60_000.0;

/// A transport that sends a reading request once, however many ask for the same at once.
///
/// Several parts of a page may look at one list of the server, each in its own
/// way. Whoever asks gets no answer from before they asked, unless they say how
/// old it may be ([`Outgoing::max_age`]), as polls do: one question per interval,
/// whoever shows its answer. It goes on until the last of them has given up.
pub struct Sharing<T>(pub T);

struct Shared {
    answer: future::Shared<LocalBoxFuture<'static, Outcome>>,
    controller: Option<AbortController>,
    /// When it was sent; `None` while it waits for others.
    sent: Rc<Cell<Option<f64>>>,
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

/// The last request for something.
enum LatestRequest {
    /// It waits for others or for its answer.
    UnderWay(Weak<Shared>),
    /// It was sent then, and answered.
    Answered(f64, Answer),
}

thread_local! {
    static LATEST: RefCell<HashMap<String, LatestRequest>> = RefCell::default();
}

impl<T: Transport + Clone + 'static> Transport for Sharing<T> {
    fn send<'a>(
        &'a self,
        outgoing: Outgoing,
        signal: &'a AbortSignal,
    ) -> LocalBoxFuture<'a, Outcome> {
        if outgoing.method != Method::Get {
            return Box::pin(async move {
                // What was read before a change is old, and what is read during it may be.
                forget_answers();
                let outcome = self.0.send(outgoing, signal).await;
                forget_answers();
                outcome
            });
        }
        let key = format!("{} {:?}", outgoing.url, outgoing.headers);
        let max_age = outgoing.max_age.map(|age| age.as_secs_f64() * 1_000.0);
        if let Some(answer) = known_answer(&key, max_age) {
            return Box::pin(future::ready(Ok(answer)));
        }
        let shared = self.join(&key, outgoing, max_age);
        Box::pin(async move {
            let given_up = aborted(signal).boxed_local();
            match future::select(shared.answer.clone(), given_up).await {
                Either::Left((outcome, _)) => {
                    if let (Some(_), Some(sent), Ok(answer)) =
                        (max_age, shared.sent.get(), &outcome)
                    {
                        keep_answer(&key, &shared, sent, answer);
                    }
                    outcome
                }
                Either::Right(_) => Err(TransportError::Aborted),
            }
        })
    }
}

impl<T: Transport + Clone + 'static> Sharing<T> {
    /// The request that is about to be sent already, or young enough, else a new one.
    fn join(&self, key: &str, outgoing: Outgoing, max_age: Option<f64>) -> Rc<Shared> {
        LATEST.with_borrow_mut(|last| {
            let under_way = match last.get(key) {
                Some(LatestRequest::UnderWay(shared)) => shared.upgrade(),
                _ => None,
            };
            if let Some(shared) = under_way
                && shared.sent.get().is_none_or(|sent| is_young(sent, max_age))
            {
                return shared;
            }
            let controller = AbortController::new().ok();
            let signal = controller
                .as_ref()
                .map_or_else(unabortable, AbortController::signal);
            let transport = self.0.clone();
            let sent = Rc::new(Cell::new(None));
            let leaves = sent.clone();
            let answer = async move {
                TimeoutFuture::new(BOARDING).await;
                leaves.set(Some(js_sys::Date::now()));
                transport.send(outgoing, &signal).await
            };
            let shared = Rc::new(Shared {
                answer: answer.boxed_local().shared(),
                controller,
                sent,
            });
            last.insert(
                key.to_owned(),
                LatestRequest::UnderWay(Rc::downgrade(&shared)),
            );
            shared
        })
    }
}

fn is_young(sent: f64, max_age: Option<f64>) -> bool {
    max_age.is_some_and(|max_age| (0.0..=max_age).contains(&(js_sys::Date::now() - sent)))
}

/// An answer that is young enough.
fn known_answer(key: &str, max_age: Option<f64>) -> Option<Answer> {
    LATEST.with_borrow(|last| match last.get(key) {
        Some(LatestRequest::Answered(sent, answer)) if is_young(*sent, max_age) => {
            Some(answer.clone())
        }
        _ => None,
    })
}

/// Keeps an answer for others, unless something newer is known of the same.
fn keep_answer(key: &str, shared: &Rc<Shared>, sent: f64, answer: &Answer) {
    LATEST.with_borrow_mut(|last| {
        let now = js_sys::Date::now();
        last.retain(|_, last| match last {
            LatestRequest::UnderWay(shared) => shared.strong_count() > 0,
            LatestRequest::Answered(sent, _) => now - *sent < KEPT_FOR,
        });
        if let Some(LatestRequest::UnderWay(newest)) = last.get(key)
            && std::ptr::eq(newest.as_ptr(), Rc::as_ptr(shared))
        {
            last.insert(
                key.to_owned(),
                LatestRequest::Answered(sent, answer.clone()),
            );
        }
    });
}

/// Lets go of all answers, also of those to come.
fn forget_answers() {
    LATEST.with_borrow_mut(|last| {
        last.retain(|_, last| {
            matches!(last, LatestRequest::UnderWay(shared)
                if shared.upgrade().is_some_and(|shared| shared.sent.get().is_none()))
        });
    });
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
