//! Publishing at once, on a backend that stores nothing and knows no repeated request.
//!
//! Lives as long as the app, not the page: what went out must be kept though the page was
//! left meanwhile, and nobody must publish twice because they did not see the end.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use wire::{ApiError, Call, content::ContentId, shipped::generate::Generated};

use super::{
    clock,
    kept::{Kept, KeptRun, use_kept},
    notices::{Notices, use_notices},
    query::send_once,
    session::{Session, use_session},
    storage::{self, Keep},
};

/// Where it is noted that something is being published, until its end is known.
const KEY: &str = "toombos.publishing";

/// A publication whose end nobody knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// When it was asked for, in milliseconds since 1970.
    pub at: f64,
    /// The address of the backend that was asked.
    pub backend: String,
}

/// What is to be published.
pub struct Wanted {
    /// The request.
    pub call: Call<Generated>,
    /// What was asked for, as the form's address has it.
    pub recipe: Vec<(String, String)>,
}

/// The publication of this app: one at a time.
#[derive(Clone, Copy)]
pub struct Publishing {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    doubt: RwSignal<Option<Doubt>>,
    session: Session,
    kept: Kept,
    notices: Notices,
}

impl Publishing {
    /// Makes it known to everything below, with what an earlier page left open.
    pub fn provide() -> Self {
        let publishing = Self {
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
            doubt: RwSignal::new(storage::load(Keep::Browser, KEY)),
            session: use_session(),
            kept: use_kept(),
            notices: use_notices(),
        };
        provide_context(publishing);
        let listener = window_event_listener(leptos::ev::storage, move |event| {
            let here = publishing.pending.get_untracked();
            if event.key().as_deref() == Some(KEY) && !here {
                publishing.doubt.set(storage::load(Keep::Browser, KEY));
            }
        });
        on_cleanup(move || listener.remove());
        publishing
    }

    /// Whether the server is at it.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why the last attempt failed, whatever it did before.
    pub fn error(self) -> Signal<Option<ApiError>> {
        self.error.into()
    }

    /// The attempt of which nobody knows whether it published anything.
    pub fn doubt(self) -> Signal<Option<Doubt>> {
        self.doubt.into()
    }

    /// Takes note that somebody has seen the doubt.
    pub fn settle(self) {
        storage::remove(Keep::Browser, KEY);
        self.doubt.set(None);
        self.error.set(None);
    }

    /// Forgets a failure that published nothing for sure.
    pub fn forget(self) {
        if self.doubt.with_untracked(Option::is_none) {
            self.error.set(None);
        }
    }

    /// Publishes; does nothing while something is being published.
    ///
    /// `on_done` gets the id under which the result is kept, if its page is still there.
    pub fn start(self, wanted: Wanted, on_done: StoredValue<Callback<ContentId>>) {
        if self.pending.get_untracked() {
            return;
        }
        self.settle();
        self.pending.set(true);
        let doubt = Doubt {
            at: clock::now(),
            backend: self.session.base().get_untracked(),
        };
        storage::save(Keep::Browser, KEY, &doubt);
        spawn_local(async move {
            let outcome = send_once(self.session, &wanted.call).await;
            match outcome {
                Ok(made) => {
                    storage::remove(Keep::Browser, KEY);
                    let run = keep(made, wanted.recipe, doubt.backend);
                    let (id, title, outcome) = (run.id.clone(), run.title(), run.made.outcome());
                    self.kept.keep(run);
                    let seen = on_done.try_with_value(|on_done| on_done.run(id)).is_some();
                    if !seen {
                        self.notices.plain(
                            format!("Published: {}", outcome.label().to_lowercase()),
                            format!("“{title}” is kept in this browser, under Content."),
                        );
                    }
                }
                Err(error) => {
                    if error.is_undecided() {
                        let _ = self.doubt.try_set(Some(doubt));
                    } else {
                        storage::remove(Keep::Browser, KEY);
                    }
                    let _ = self.error.try_set(Some(error));
                }
            }
            let _ = self.pending.try_set(false);
        });
    }
}

/// The publication of this app.
pub fn use_publishing() -> Publishing {
    use_context().unwrap_or_else(Publishing::provide)
}

fn keep(made: Generated, recipe: Vec<(String, String)>, backend: String) -> KeptRun {
    let at = clock::now();
    let own = made.content_id.clone().filter(|id| !id.as_str().is_empty());
    KeptRun {
        // A release that gives no id must not make its results overwrite each other.
        id: own.unwrap_or_else(|| ContentId(format!("run-{at:.0}"))),
        at,
        backend,
        recipe,
        made,
    }
}
