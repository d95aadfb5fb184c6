//! Publishing at once, on a server that stores nothing and does not recognise a repeated request.
//!
//! Lives as long as the app, not the page: what was published is kept though the page was left,
//! and nobody publishes twice because they did not see the end. A note in the browser's storage
//! says what is under way, for the other tabs and for the page after a reload.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use wire::{
    ApiError, Call, channel::Channel, content::ContentId, jobs::JobStatus,
    shipped::generate::Generated,
};

use super::{
    clock::{self, use_clock},
    firsts,
    kept::{Kept, KeptRun, use_kept},
    notices::{Mood, Notices, use_notices},
    query::send_once,
    session::{Session, use_session},
    storage::{self, Keep},
};

/// Where it is noted that something is being published, until its end is known.
const KEY: &str = "toombos.publishing";

/// Which publication this tab has asked for; it outlives a reload, and no other tab reads it.
const OWN_KEY: &str = "toombos.publishing.own";

/// Another tab waits no longer than this for its answer.
const PATIENCE_MILLIS: f64 = 120_000.0;

/// A publication that was asked for and whose end is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// When it was asked for, in milliseconds since 1970.
    pub at: f64,
    /// The address of the server that was asked.
    pub backend: String,
    /// The channels that it goes to.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Whoever asked for it waits no longer: its end will not be known.
    #[serde(default)]
    pub is_lost: bool,
}

/// Where publishing stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum PublishStatus {
    /// Nothing is being published.
    #[default]
    Idle,
    /// The server is at it, asked by this tab.
    Running(Publication),
    /// The server is at it, asked by another tab.
    Elsewhere(Publication),
    /// It may have been published or not.
    Unknown(Publication),
}

impl PublishStatus {
    /// Where a noted publication stands at `now`; `is_here` if this very page waits for its end,
    /// `is_own` if an earlier page of this tab did.
    fn of(note: Option<Publication>, is_here: bool, is_own: bool, now: f64) -> Self {
        match note {
            None => Self::Idle,
            Some(note) if is_here => Self::Running(note),
            Some(note) if note.is_lost || is_own || now - note.at >= PATIENCE_MILLIS => {
                Self::Unknown(note)
            }
            Some(note) => Self::Elsewhere(note),
        }
    }

    /// The publication that the server is at.
    pub fn under_way(&self) -> Option<&Publication> {
        match self {
            Self::Running(publication) | Self::Elsewhere(publication) => Some(publication),
            Self::Idle | Self::Unknown(_) => None,
        }
    }

    /// The publication of which nobody knows whether it was published.
    pub fn unknown(&self) -> Option<&Publication> {
        match self {
            Self::Unknown(publication) => Some(publication),
            _ => None,
        }
    }
}

/// What is to be published.
pub struct Wanted {
    /// The request.
    pub call: Call<Generated>,
    /// What was asked for, as the form's address has it.
    pub recipe: Vec<(String, String)>,
    /// The channels that it goes to.
    pub channels: Vec<Channel>,
    /// The address of the page of a result.
    pub result_path: fn(ContentId) -> String,
    /// The address of the form.
    pub form_path: String,
}

/// The publication of this app: one at a time.
#[derive(Clone, Copy)]
pub struct Publishing {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    note: RwSignal<Option<Publication>>,
    /// Whether the note is of an earlier page of this tab.
    is_own: RwSignal<bool>,
    status: Memo<PublishStatus>,
    session: Session,
    kept: Kept,
    notices: Notices,
}

impl Publishing {
    /// Makes it known to everything below, with what an earlier page left open.
    pub fn provide() -> Self {
        let session = use_session();
        let note = RwSignal::new(storage::load::<Publication>(Keep::Browser, KEY));
        let own = storage::load::<f64>(Keep::Tab, OWN_KEY);
        let is_own = RwSignal::new(note.with_untracked(|note| {
            let at = note.as_ref().map(|note| note.at);
            at.is_some() && at == own
        }));
        let pending = RwSignal::new(false);
        let now = use_clock().now();
        // Only the passing of the patience matters, not every tick of the clock.
        let is_late = Memo::new(move |_| {
            note.with(|note| {
                note.as_ref()
                    .is_some_and(|it| now.get() - it.at >= PATIENCE_MILLIS)
            })
        });
        let status = Memo::new(move |_| {
            is_late.track();
            let base = session.base().get();
            let note = note.get().filter(|note| note.backend == base);
            PublishStatus::of(note, pending.get(), is_own.get(), now.get_untracked())
        });
        let publishing = Self {
            pending,
            error: RwSignal::new(None),
            note,
            is_own,
            status,
            session,
            kept: use_kept(),
            notices: use_notices(),
        };
        if is_own.get_untracked() {
            publishing.lose();
        }
        provide_context(publishing);
        storage::on_change_elsewhere(KEY, move || {
            if !publishing.pending.get_untracked() {
                publishing.is_own.set(false);
                publishing.note.set(storage::load(Keep::Browser, KEY));
            }
        });
        publishing
    }

    /// Whether the server is at something that this tab has asked for.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Where publishing stands on the server that the session is connected to.
    pub fn status(self) -> Signal<PublishStatus> {
        self.status.into()
    }

    /// Why the last attempt failed, whatever it did before.
    pub fn error(self) -> Signal<Option<ApiError>> {
        self.error.into()
    }

    /// Takes note that somebody has seen that the end is not known.
    pub fn settle(self) {
        self.forget_note();
        self.error.set(None);
    }

    /// Forgets a failure that published nothing for sure.
    pub fn forget(self) {
        if self.note.with_untracked(Option::is_none) {
            self.error.set(None);
        }
    }

    /// Publishes; does nothing while something is being published.
    ///
    /// `on_done` gets the id under which the result is kept, if its page is still there.
    pub fn start(self, wanted: Wanted, on_done: StoredValue<Callback<ContentId>>) {
        let busy = self
            .status
            .with_untracked(|status| status.under_way().is_some());
        if self.pending.get_untracked() || busy {
            return;
        }
        self.error.set(None);
        let publication = Publication {
            at: clock::now(),
            backend: self.session.base().get_untracked(),
            channels: wanted.channels,
            is_lost: false,
        };
        storage::save(Keep::Browser, KEY, &publication);
        storage::save(Keep::Tab, OWN_KEY, &publication.at);
        self.is_own.set(true);
        self.note.set(Some(publication.clone()));
        self.pending.set(true);
        spawn_local(async move {
            let outcome = send_once(self.session, &wanted.call).await;
            let is_seen = || on_done.try_with_value(|_| ()).is_some();
            match outcome {
                Ok(made) => {
                    self.forget_note();
                    firsts::published(self.session);
                    let run = keep(made, wanted.recipe, publication.backend);
                    let id = run.id.clone();
                    let words = told(&run);
                    self.kept.keep(run);
                    let seen = on_done.try_with_value(|on_done| on_done.run(id.clone()));
                    if seen.is_none() {
                        let (mood, title, detail) = words;
                        let link = ("View results", (wanted.result_path)(id));
                        self.notices.linked(mood, title, detail, link);
                    }
                }
                Err(error) => {
                    if error.is_undecided() {
                        self.lose();
                    } else {
                        self.forget_note();
                    }
                    if !is_seen() {
                        self.say_failed(&error, wanted.form_path);
                    }
                    let _ = self.error.try_set(Some(error));
                }
            }
            let _ = self.pending.try_set(false);
        });
    }

    /// Says on whichever page is open that a publication has failed, or may have.
    fn say_failed(self, error: &ApiError, form_path: String) {
        let (title, detail) = if error.is_undecided() {
            (
                "Couldn't confirm publication",
                "It may be published on some channels.".to_owned(),
            )
        } else {
            ("Nothing was published", error.headline())
        };
        let link = ("View details", form_path);
        self.notices.linked(Mood::Bad, title, detail, link);
    }

    /// Notes that the end of this tab's publication will not be known, for other tabs as well.
    fn lose(self) {
        let note = self.note.try_update(|note| {
            let note = note.as_mut()?;
            note.is_lost = true;
            Some(note.clone())
        });
        if let Some(note) = note.flatten() {
            storage::save(Keep::Browser, KEY, &note);
        }
    }

    fn forget_note(self) {
        storage::remove(Keep::Browser, KEY);
        storage::remove(Keep::Tab, OWN_KEY);
        let _ = self.note.try_set(None);
        let _ = self.is_own.try_set(false);
    }
}

/// The publication of this app.
pub fn use_publishing() -> Publishing {
    use_context().unwrap_or_else(Publishing::provide)
}

/// How a publication went, in a few words.
pub fn outcome_title(outcome: &JobStatus) -> &'static str {
    match outcome {
        JobStatus::Completed => "Published",
        JobStatus::Partial => "Partly published",
        JobStatus::Failed => "Publication failed",
        JobStatus::Other(word) if word == "dry_run" => "Dry run: nothing was published",
        _ => "Publication ended, result unknown",
    }
}

/// What a notice says of a publication that ended while nobody looked.
fn told(run: &KeptRun) -> (Mood, &'static str, String) {
    let outcome = run.made.outcome();
    let mood = match outcome {
        JobStatus::Completed => Mood::Good,
        JobStatus::Partial | JobStatus::Failed => Mood::Bad,
        _ => Mood::Plain,
    };
    let failed = run.failed_channels();
    let labels: Vec<_> = failed.iter().map(Channel::label).collect();
    let detail = if labels.is_empty() {
        format!("“{}”", run.title())
    } else {
        format!("“{}”. Failed: {}.", run.title(), labels.join(", "))
    };
    (mood, outcome_title(&outcome), detail)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn note(is_lost: bool) -> Publication {
        Publication {
            at: 1_000.0,
            backend: "http://backend.test".to_owned(),
            channels: vec![Channel::Email],
            is_lost,
        }
    }

    fn status(is_lost: bool, is_here: bool, is_own: bool, now: f64) -> PublishStatus {
        PublishStatus::of(Some(note(is_lost)), is_here, is_own, now)
    }

    #[test]
    fn a_publication_is_under_way_only_while_somebody_waits_for_it() {
        let soon = 2_000.0;
        let late = 1_000.0 + PATIENCE_MILLIS;
        assert_eq!(
            PublishStatus::of(None, false, false, soon),
            PublishStatus::Idle
        );
        // This page waits, however long it takes.
        assert!(matches!(
            status(false, true, true, late),
            PublishStatus::Running(_)
        ));
        // Another tab waits.
        assert!(matches!(
            status(false, false, false, soon),
            PublishStatus::Elsewhere(_)
        ));
        // It was closed, or it said that the connection broke.
        assert!(status(false, false, false, late).unknown().is_some());
        assert!(status(true, false, false, soon).unknown().is_some());
        // This very tab was reloaded: the answer cannot come any more.
        assert!(status(false, false, true, soon).unknown().is_some());
    }

    #[test]
    fn a_note_of_an_earlier_version_is_read() {
        let old = r#"{"at":5.0,"backend":"http://b.test"}"#;
        let note: Publication = serde_json::from_str(old).unwrap();
        assert!(note.channels.is_empty() && !note.is_lost);
    }
}
