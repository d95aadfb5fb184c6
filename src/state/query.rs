//! Keyed fetch: the latest request wins, older ones are aborted.
//!
//! `LocalResource` would let an older one run to its end first.

pub(crate) mod pace;
mod refresh;

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;
use wire::{ApiError, Call, Request, Untyped, typed};

use super::{
    clock,
    page::use_page_state,
    remote::Remote,
    session::{Session, use_session},
};
use crate::effect::effect;

pub use refresh::RefreshContext;

/// What happens to a query, told at once to whoever observes it.
pub enum QueryEvent<'a, T> {
    /// A request begins; what was asked before gets no answer any more.
    Begun,
    /// The request has ended; good data is from this time.
    Ended(&'a Result<T, ApiError>, f64),
}

type Observer<T> = Box<dyn Fn(QueryEvent<'_, T>)>;

/// What makes a query ask.
#[derive(Clone, Copy)]
struct Trigger {
    count: RwSignal<u32>,
    /// How old an answer may be that another query got for the same question.
    max_age: StoredValue<Option<Duration>>,
}

impl Trigger {
    fn pull(self, max_age: Option<Duration>) {
        let _ = self.max_age.try_update_value(|now| *now = max_age);
        let _ = self
            .count
            .try_update(|count| *count = count.wrapping_add(1));
    }
}

/// A remote value that is asked for as long as its owner lives.
pub struct Query<T: Send + Sync + 'static> {
    remote: RwSignal<Remote<T>>,
    trigger: Trigger,
    pace: pace::Pace,
    observer: StoredValue<Option<Observer<T>>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Clone + Send + Sync + 'static> Query<T> {
    /// What is known.
    pub fn remote(self) -> Signal<Remote<T>> {
        self.remote.into()
    }

    /// The last good answer.
    pub fn data(self) -> Option<T> {
        self.remote.with(|remote| remote.data.clone())
    }

    /// Whether an answer is awaited.
    pub fn is_fetching(self) -> bool {
        self.remote.with(|remote| remote.fetching)
    }

    /// Asks again now: for a person who wants it.
    pub fn refetch(self) {
        self.trigger.pull(None);
    }

    /// Asks again because something may have changed: now, or once the time has come until which
    /// the server has asked to be left alone.
    pub fn catch_up(self) {
        if !self.pace.keeps_off() {
            self.refetch();
        }
    }

    /// Tells `observer` of each request's beginning and end, in order and none left out: a signal
    /// of its state would lose what happens twice between two effects.
    pub fn observe(self, observer: impl Fn(QueryEvent<'_, T>) + 'static) {
        self.observer.set_value(Some(Box::new(observer)));
    }

    fn tell(self, event: QueryEvent<'_, T>) {
        let _ = self.observer.try_with_value(|observer| {
            if let Some(observer) = observer {
                observer(event);
            }
        });
    }

    /// Changes the last good answer, as an event tells.
    pub fn patch(self, change: impl FnOnce(&mut T)) {
        self.remote.update(|remote| {
            if let Some(data) = &mut remote.data {
                change(data);
            }
        });
    }
}

/// How a query behaves.
#[derive(Clone, Copy)]
pub struct Options {
    /// Asks again this long after an answer; `None` for never. Sleeps while nobody looks.
    pub poll: Signal<Option<Duration>>,
    /// Asks for nothing by itself, be it after a failure, until somebody asks or this ends.
    pub paused: Signal<bool>,
    /// Shows the old answer until the new one has come when something else is asked for.
    pub keep_previous: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            poll: Signal::stored(None),
            paused: Signal::stored(false),
            keep_previous: false,
        }
    }
}

/// Asks for what `call` says, whenever that changes; `None` asks for nothing.
pub fn use_query<T>(call: impl Fn() -> Option<Call<T>> + Send + Sync + 'static) -> Query<T>
where
    T: Clone + Send + Sync + 'static,
{
    use_query_with(call, Options::default())
}

/// [`use_query`], with options.
///
/// A failure that may pass is followed by another attempt, later each time;
/// coming back to the page asks again at once, and so does a server that returns.
pub fn use_query_with<T>(
    call: impl Fn() -> Option<Call<T>> + Send + Sync + 'static,
    options: Options,
) -> Query<T>
where
    T: Clone + Send + Sync + 'static,
{
    let page = use_page_state();
    let trigger = Trigger {
        count: RwSignal::new(0),
        max_age: StoredValue::new(None),
    };
    // Hidden, the attempt stays due until the page is seen again.
    let pace = pace::Pace::new(move |max_age| {
        if page.visible.get_untracked() {
            trigger.pull(max_age);
        }
    });
    let query = Query {
        remote: RwSignal::new(Remote::default()),
        trigger,
        pace,
        observer: StoredValue::new_local(None),
    };
    follow(
        Box::new(move || call().map(|call| call.request().clone())),
        Rc::new(query),
        trigger,
        pace,
        options,
    );
    query
}

/// Where the answers of a query go.
trait Answers {
    /// Forgets what is known: something else is asked for.
    fn reset(&self);

    /// Notes that a request begins.
    fn begin(&self);

    /// Takes in how it ended; good data is from the time `from`. `false` where nobody looks any more.
    fn settle(&self, outcome: Result<Untyped, ApiError>, from: f64) -> bool;
}

impl<T: Clone + Send + Sync + 'static> Answers for Query<T> {
    fn reset(&self) {
        self.remote.set(Remote::default());
    }

    fn begin(&self) {
        self.remote.update(Remote::begin);
        self.tell(QueryEvent::Begun);
    }

    fn settle(&self, outcome: Result<Untyped, ApiError>, from: f64) -> bool {
        // Each request was made for this query, so its answer is of this type.
        let outcome = outcome.and_then(|read| typed(read).ok_or(ApiError::Aborted));
        self.tell(QueryEvent::Ended(&outcome, from));
        let settled = self
            .remote
            .try_update(|remote| remote.settle(outcome, from));
        settled.is_some()
    }
}

/// Asks for what `call` says. Compiled once, and not for each type of answer.
fn follow(
    call: Box<dyn Fn() -> Option<Request> + Send + Sync>,
    answers: Rc<dyn Answers>,
    trigger: Trigger,
    pace: pace::Pace,
    options: Options,
) {
    let session = use_session();
    let page = use_page_state();
    let refresh = use_context::<RefreshContext>().map(|context| (context, context.register()));
    let refetch = move || trigger.pull(None);
    let query_key = Memo::new(move |_| call());
    let running = StoredValue::new_local(None::<AbortController>);
    // Whether an attempt would have been due while nothing is asked for.
    let put_off = StoredValue::new(false);
    let run = StoredValue::new(0_u64);
    let note = move |every: Option<Duration>| {
        if let Some((context, number)) = refresh {
            context.note(number, every);
        }
    };

    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    };
    effect(move |before: Option<Option<Request>>| {
        let key = query_key.get();
        trigger.count.track();
        session.epoch().track();
        stop();
        pace.rest();
        let number = run.try_update_value(|run| {
            *run = run.wrapping_add(1);
            *run
        });
        let max_age = trigger.max_age.try_update_value(Option::take).flatten();
        let changed = before.as_ref().is_some_and(|before| *before != key);
        if key.is_none() || (changed && !options.keep_previous) {
            answers.reset();
        }
        let (Some(call), Ok(controller)) = (key.clone(), AbortController::new()) else {
            note(None);
            return key;
        };
        answers.begin();
        let signal = controller.signal();
        running.set_value(Some(controller));
        let method = call.method;
        let call = call.max_age(max_age.filter(|_| !changed));
        let answers = answers.clone();
        spawn_local(async move {
            let begun = clock::now();
            let outcome = session.exchange(&call, &signal).await;
            let ended = clock::now();
            if run.try_get_value() != number {
                return;
            }
            let receipt = outcome.as_ref().map(|(_, receipt)| *receipt);
            let receipt = receipt.unwrap_or_default();
            let outcome = outcome.map(|(read, _)| read);
            let took = Duration::from_secs_f64((ended - begun).max(0.0) / 1_000.0);
            let poll = options.poll.try_get_untracked().flatten();
            let poll = poll.map(|every| pace::throttled(session.paced(every), took, receipt.bytes));
            let error = outcome.as_ref().err();
            let again = pace::Again::after(error, method, poll);
            let failed = error.is_some();
            let from = clock::shown(ended) - receipt.age.as_secs_f64() * 1_000.0;
            if answers.settle(outcome, from) {
                note(poll);
                pace.next(failed, again, page.visible.get_untracked());
                if options.paused.try_get_untracked() == Some(true) {
                    let _ = put_off.try_set_value(pace.is_due());
                    pace.rest();
                }
            }
        });
        key
    });
    // A page that comes back to life shows what is true now, if it polls or has failed.
    effect(move |before: Option<u32>| {
        let woke = page.woke.get();
        if before.is_some_and(|before| before != woke) && pace.is_due() && !pace.keeps_off() {
            refetch();
        }
        woke
    });
    // Once the server is back, nobody who was refused by its absence waits any longer.
    effect(move |before: Option<u32>| {
        let returned = refresh.map_or(0, |(context, _)| context.returned().get());
        if before.is_some_and(|before| before != returned)
            && page.visible.get_untracked()
            && pace.hurries()
        {
            refetch();
        }
        returned
    });
    // Polling may be asked for at any time, e.g. when the live link is cut.
    effect(move |before: Option<Option<Duration>>| {
        let poll = options.poll.get();
        let is_asked = query_key.with_untracked(Option::is_some);
        if before.is_none() || before != Some(poll) {
            note(poll.filter(|_| is_asked).map(|every| session.paced(every)));
        }
        // An attempt that makes up for a failure is due in any case, whoever else may tell of
        // changes from now on.
        let is_paused = options.paused.get_untracked();
        let is_changed = before.is_some_and(|before| before != poll);
        if is_changed && is_asked && !is_paused && !pace.is_retrying() {
            pace.next(
                false,
                poll.map(|every| pace::Again::Polling(session.paced(every))),
                page.visible.get_untracked(),
            );
        }
        poll
    });
    effect(move |before: Option<bool>| {
        let is_paused = options.paused.get();
        if is_paused {
            put_off.update_value(|put_off| *put_off |= pace.is_due());
            pace.rest();
        } else if before == Some(true) && put_off.try_update_value(std::mem::take) == Some(true) {
            refetch();
        }
        is_paused
    });
    on_cleanup(move || {
        stop();
        pace.rest();
        if let Some((context, number)) = refresh {
            context.forget(number);
        }
    });
}

/// Sends a call outside of a query, for whatever has no place on the screen.
pub async fn send_once<T: Send + 'static>(session: Session, call: &Call<T>) -> Result<T, ApiError> {
    session
        .send(call, &crate::api::transport::unabortable())
        .await
}
