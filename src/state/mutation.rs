//! A change that is asked of the server.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wire::{ApiError, Call};

use super::{
    query::send_once,
    session::{for_this_asker, use_session},
};

/// A change that is asked of the server, one at a time.
pub struct Mutation<I: 'static> {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    run: Callback<I>,
}

impl<I: 'static> Clone for Mutation<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: 'static> Copy for Mutation<I> {}

impl<I: Send + 'static> Mutation<I> {
    /// Whether the answer is awaited.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why the last attempt failed; cleared by the next one.
    pub fn error(self) -> Signal<Option<ApiError>> {
        self.error.into()
    }

    /// Asks for the change; does nothing while one is under way.
    pub fn run(self, input: I) {
        if !self.pending.get_untracked() {
            self.run.run(input);
        }
    }

    /// Forgets the last failure.
    pub fn forget(self) {
        self.error.set(None);
    }
}

/// Makes a change of `call`; `on_done` gets the input and the answer of each that worked.
///
/// A failure leaves everything as it is and is told by [`Mutation::error`].
/// The request runs to its end even if the page is left.
pub fn use_mutation<I, T>(
    call: impl Fn(&I) -> Call<T> + Send + Sync + 'static,
    on_done: impl Fn(I, T) + Send + Sync + 'static,
) -> Mutation<I>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
{
    let session = use_session();
    use_task(
        move |input: &I| {
            let call = call(input);
            async move { send_once(session, &call).await }
        },
        on_done,
    )
}

/// [`use_mutation`] for a change that takes more than one call.
pub fn use_task<I, T, F>(
    task: impl Fn(&I) -> F + Send + Sync + 'static,
    on_done: impl Fn(I, T) + Send + Sync + 'static,
) -> Mutation<I>
where
    I: Send + Sync + 'static,
    T: 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None);
    let on_done = StoredValue::new(on_done);
    let run = Callback::new(move |input: I| {
        pending.set(true);
        error.set(None);
        let task = for_this_asker(task(&input));
        spawn_local(async move {
            let outcome = task.await;
            let _ = pending.try_set(false);
            match outcome {
                Ok(answer) => {
                    let _ = on_done.try_with_value(move |on_done| on_done(input, answer));
                }
                Err(failure) => {
                    let _ = error.try_set(Some(failure));
                }
            }
        });
    });
    Mutation {
        pending,
        error,
        run,
    }
}

/// Lets something run to its end on its own, whatever becomes of the page. Its requests go out
/// for whoever is signed in now, and for nobody else.
pub fn detach(work: impl Future<Output = ()> + 'static) {
    spawn_local(for_this_asker(work));
}
