//! A remote value that follows what is wanted of it.
//!
//! The newest wish wins at once: an older request is aborted, its answer is
//! never shown. `LocalResource` would let it run to its end first.

mod pace;

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;
use wire::{ApiError, Call};

use super::{
    clock,
    page::use_page_state,
    remote::Remote,
    session::{Session, use_session},
};

/// A call, told from others by what it asks for.
struct Wish<T>(Call<T>);

impl<T> Clone for Wish<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Wish<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.method == other.0.method
            && self.0.target() == other.0.target()
            && self.0.body == other.0.body
    }
}

/// A remote value that is asked for as long as its owner lives.
pub struct Query<T: Send + Sync + 'static> {
    remote: RwSignal<Remote<T>>,
    nudge: RwSignal<u32>,
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

    /// Asks again now.
    pub fn refetch(self) {
        let _ = self
            .nudge
            .try_update(|count| *count = count.wrapping_add(1));
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
    /// Shows the old answer until the new one has come when something else is wanted.
    pub keep_previous: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            poll: Signal::stored(None),
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
/// coming back to the page asks again at once.
pub fn use_query_with<T>(
    call: impl Fn() -> Option<Call<T>> + Send + Sync + 'static,
    options: Options,
) -> Query<T>
where
    T: Clone + Send + Sync + 'static,
{
    let session = use_session();
    let page = use_page_state();
    let query = Query {
        remote: RwSignal::new(Remote::default()),
        nudge: RwSignal::new(0),
    };
    let wish = Memo::new(move |_| call().map(Wish));
    let running = StoredValue::new_local(None::<AbortController>);
    let run = StoredValue::new(0_u64);
    // Hidden, the attempt stays due until the page is seen again.
    let pace = pace::Pace::new(move || {
        if page.visible.get_untracked() {
            query.refetch();
        }
    });

    let stop = move || {
        if let Some(controller) = running.try_update_value(Option::take).flatten() {
            controller.abort();
        }
    };
    Effect::new(move |before: Option<Option<Wish<T>>>| {
        let wanted = wish.get();
        query.nudge.track();
        session.epoch().track();
        stop();
        pace.rest();
        let number = run.try_update_value(|run| {
            *run = run.wrapping_add(1);
            *run
        });
        let changed = before.as_ref().is_some_and(|before| *before != wanted);
        if wanted.is_none() || (changed && !options.keep_previous) {
            query.remote.set(Remote::default());
        }
        let (Some(Wish(call)), Ok(controller)) = (wanted.clone(), AbortController::new()) else {
            return wanted;
        };
        query.remote.update(Remote::begin);
        let signal = controller.signal();
        running.set_value(Some(controller));
        spawn_local(async move {
            let begun = clock::now();
            let outcome = session.send(&call, &signal).await;
            let took = Duration::from_secs_f64((clock::now() - begun).max(0.0) / 1_000.0);
            if run.try_get_value() != number {
                return;
            }
            let poll = options.poll.try_get_untracked().flatten();
            let again = after(
                &outcome,
                poll.map(|every| pace::rested(session.paced(every), took)),
            );
            let failed = outcome.is_err();
            let settled = query
                .remote
                .try_update(|remote| remote.settle(outcome, clock::now()))
                .is_some();
            if settled {
                pace.next(failed, again, page.visible.get_untracked());
            }
        });
        wanted
    });
    // A page that comes back to life shows what is true now, if it polls or has failed.
    Effect::new(move |before: Option<u32>| {
        let woke = page.woke.get();
        if before.is_some_and(|before| before != woke) && pace.is_due() {
            query.refetch();
        }
        woke
    });
    // Polling may be asked for at any time, e.g. when the live link is cut.
    Effect::new(move |before: Option<Option<Duration>>| {
        let poll = options.poll.get();
        if before.is_some_and(|before| before != poll) && wish.with_untracked(Option::is_some) {
            pace.next(
                false,
                poll.map(|every| pace::Again::Polling(session.paced(every))),
                page.visible.get_untracked(),
            );
        }
        poll
    });
    on_cleanup(move || {
        stop();
        pace.rest();
    });
    query
}

fn after<T>(outcome: &Result<T, ApiError>, poll: Option<Duration>) -> Option<pace::Again> {
    match outcome {
        // A plain 500 is a fault of the route: asking again by itself is of no use.
        Err(ApiError::Hidden { .. }) => poll.map(pace::Again::Polling),
        Err(error) if error.is_retryable() => Some(pace::Again::Retrying(
            error.retry_after().map(Duration::from_secs),
        )),
        Err(_) => None,
        Ok(_) => poll.map(pace::Again::Polling),
    }
}

/// Sends a call outside of a query, for whatever has no place on the screen.
pub async fn send_once<T>(session: Session, call: &Call<T>) -> Result<T, ApiError> {
    session
        .send(call, &crate::api::transport::unabortable())
        .await
}
