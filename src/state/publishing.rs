//! Publishing at once, on a server that stores nothing and does not recognise a repeated request.
//!
//! Lives as long as the app, not the page: what was published is kept though the page was left,
//! and nobody publishes twice because they did not see the end. Notes in the browser's storage
//! say what is under way, for the other tabs and for the page after a reload: one per publication,
//! for two tabs may publish at once.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use wire::{
    ApiError, Call, channel::Channel, content::ContentId, jobs::JobStatus,
    shipped::generate::Generated,
};

use super::{
    clock::{self, use_clock},
    local_history::{Kept, KeptRun, use_kept},
    notices::{Mood, Notices, use_notices},
    onboarding,
    query::send_once,
    scope::in_app_scope,
    session::{self, Session, own_key, use_session},
    storage::{self, StorageScope},
    text::publishing as text,
};

/// Where it is noted that something is being published, until its end is known.
const KEY: &str = "toombos.publishing";

/// Which publication a page of this tab waited for when it was left. Written then and not before:
/// a duplicate of the tab has a copy of what the tab had stored.
const OWN_KEY: &str = "toombos.publishing.own";

/// More publications whose end is not known are not remembered.
const MOST_NOTES: usize = 20;

/// Another tab waits no longer than this for its answer.
const PATIENCE_MILLIS: f64 = 120_000.0;

/// A publication that was asked for and whose end is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// Tells it from others; empty in what an earlier version noted.
    #[serde(default)]
    id: String,
    /// Who asked for it; empty in what an earlier version noted.
    #[serde(default)]
    owner: String,
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
    /// Where publishing stands at `now`, by the notes that there are of it; `here` is what this
    /// very page waits for, `left` what an earlier page of this tab did.
    fn of(notes: &[Publication], here: Option<&str>, left: Option<&str>, now: f64) -> Self {
        let is = |id: Option<&str>, note: &Publication| id == Some(note.id.as_str());
        if let Some(note) = notes.iter().find(|note| is(here, note)) {
            return Self::Running(note.clone());
        }
        let is_over = |note: &&Publication| {
            note.is_lost || is(left, note) || now - note.at >= PATIENCE_MILLIS
        };
        if let Some(note) = notes.iter().find(|note| !is_over(note)) {
            return Self::Elsewhere(note.clone());
        }
        notes.first().cloned().map_or(Self::Idle, Self::Unknown)
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
pub struct PublicationRequest {
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

/// The notes that the browser keeps.
fn load_notes() -> Vec<Publication> {
    let Some(text) = storage::load_text(StorageScope::Local, KEY) else {
        return Vec::new();
    };
    read_notes(&text)
}

/// Reads the notes; an earlier version kept one.
fn read_notes(text: &str) -> Vec<Publication> {
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(text).map(|note| vec![note]))
        .unwrap_or_default()
}

/// Publishing in this tab, one at a time, and what is known of other tabs.
#[derive(Clone, Copy)]
pub struct Publishing {
    /// What this page waits for.
    here: RwSignal<Option<String>>,
    error: RwSignal<Option<ApiError>>,
    notes: RwSignal<Vec<Publication>>,
    status: Memo<PublishStatus>,
    session: Session,
    kept: Kept,
    notices: Notices,
}

impl Publishing {
    /// Makes it known to everything below, with what an earlier page left open.
    pub fn provide() -> Self {
        let session = use_session();
        let left = storage::load_text(StorageScope::Session, OWN_KEY);
        storage::remove(StorageScope::Session, OWN_KEY);
        let notes = RwSignal::new(load_notes());
        let here = RwSignal::new(None::<String>);
        let left = RwSignal::new(left);
        let now = use_clock().now();
        // Only the passing of the patience matters, not every tick of the clock.
        let late = Memo::new(move |_| {
            let now = now.get();
            notes.with(|notes| {
                let is_late = |note: &&Publication| now - note.at >= PATIENCE_MILLIS;
                notes.iter().filter(is_late).count()
            })
        });
        let epoch = session.epoch();
        let status = Memo::new(move |_| {
            late.track();
            epoch.track();
            let (base, owner) = (session.base().get(), own_key(""));
            let is_own = |note: &&Publication| {
                note.backend == base && (note.owner.is_empty() || note.owner == owner)
            };
            let own: Vec<_> = notes.with(|notes| notes.iter().filter(is_own).cloned().collect());
            let (here, left) = (here.get(), left.get());
            PublishStatus::of(&own, here.as_deref(), left.as_deref(), now.get_untracked())
        });
        let publishing = Self {
            here,
            error: RwSignal::new(None),
            notes,
            status,
            session,
            kept: use_kept(),
            notices: use_notices(),
        };
        if let Some(id) = left.get_untracked() {
            publishing.lose(&id);
        }
        provide_context(publishing);
        storage::on_change_elsewhere(KEY, move || publishing.notes.set(load_notes()));
        let listener = window_event_listener_untyped("pagehide", move |_| {
            if let Some(id) = here.try_get_untracked().flatten() {
                storage::save_text(StorageScope::Session, OWN_KEY, &id);
            }
        });
        on_cleanup(move || listener.remove());
        publishing
    }

    /// Whether the server is at something that this tab has asked for.
    pub fn pending(self) -> Signal<bool> {
        Signal::derive(move || self.here.read().is_some())
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
        let unknown = self
            .status
            .with_untracked(|status| status.unknown().map(|note| note.id.clone()));
        if let Some(id) = unknown {
            self.forget_note(&id);
        }
        self.error.set(None);
    }

    /// Forgets a failure that published nothing for sure.
    pub fn forget(self) {
        if self
            .status
            .with_untracked(|status| *status == PublishStatus::Idle)
        {
            self.error.set(None);
        }
    }

    /// Publishes; does nothing while something is being published.
    ///
    /// `on_done` gets the id under which the result is kept, if its page is still there.
    pub fn start(self, request: PublicationRequest, on_done: StoredValue<Callback<ContentId>>) {
        let busy = self
            .status
            .with_untracked(|status| status.under_way().is_some());
        if self.here.read_untracked().is_some() || busy {
            return;
        }
        self.error.set(None);
        let at = clock::server_now();
        let publication = Publication {
            id: format!(
                "{at:.0}-{:08x}",
                (js_sys::Math::random() * f64::from(u32::MAX)) as u32
            ),
            owner: own_key(""),
            at,
            backend: self.session.base().get_untracked(),
            channels: request.channels,
            is_lost: false,
        };
        // Somebody asks again for what they were told may be published: that is settled by it.
        let settled = self
            .status
            .with_untracked(|status| status.unknown().map(|note| note.id.clone()));
        let id = publication.id.clone();
        let (owner, backend) = (session::owner(), publication.backend.clone());
        self.change_notes(move |notes| {
            notes.retain(|note| Some(&note.id) != settled.as_ref());
            notes.push(publication);
            let surplus = notes.len().saturating_sub(MOST_NOTES);
            notes.drain(..surplus);
        });
        self.here.set(Some(id.clone()));
        spawn_local(async move {
            let outcome = send_once(self.session, &request.call).await;
            let is_seen = || on_done.try_with_value(|_| ()).is_some();
            match outcome {
                Ok(made) => {
                    self.forget_note(&id);
                    onboarding::published(self.session);
                    let run = keep(made, request.recipe, owner, backend);
                    let id = run.id.clone();
                    let words = told(&run);
                    self.kept.keep(run);
                    let seen = on_done.try_with_value(|on_done| on_done.run(id.clone()));
                    if seen.is_none() {
                        let (mood, title, detail) = words;
                        let link = (text::VIEW_RESULTS, (request.result_path)(id));
                        self.notices.linked(mood, title, detail, link);
                    }
                }
                Err(error) => {
                    if error.is_undecided() {
                        self.lose(&id);
                    } else {
                        self.forget_note(&id);
                    }
                    if !is_seen() {
                        self.say_failed(&error, request.form_path);
                    }
                    let _ = self.error.try_set(Some(error));
                }
            }
            let _ = self.here.try_set(None);
        });
    }

    /// Says on whichever page is open that a publication has failed, or may have.
    fn say_failed(self, error: &ApiError, form_path: String) {
        let (title, detail) = if error.is_undecided() {
            (text::UNDECIDED_TITLE, text::UNDECIDED.to_owned())
        } else {
            (text::NOTHING_PUBLISHED, error.headline())
        };
        let link = (text::VIEW_DETAILS, form_path);
        self.notices.linked(Mood::Bad, title, detail, link);
    }

    /// Notes that the end of a publication will not be known, for other tabs as well.
    fn lose(self, id: &str) {
        self.change_notes(|notes| {
            for note in notes.iter_mut().filter(|note| note.id == id) {
                note.is_lost = true;
            }
        });
    }

    fn forget_note(self, id: &str) {
        self.change_notes(|notes| notes.retain(|note| note.id != id));
    }

    /// Changes the notes as they are stored: other tabs write there too.
    fn change_notes(self, change: impl FnOnce(&mut Vec<Publication>)) {
        let mut notes = load_notes();
        let before = notes.clone();
        change(&mut notes);
        if notes != before {
            if notes.is_empty() {
                storage::remove(StorageScope::Local, KEY);
            } else {
                storage::save_or_keep_older(StorageScope::Local, KEY, &notes);
            }
        }
        let _ = self.notes.try_set(notes);
    }
}

/// The publication of this app.
pub fn use_publishing() -> Publishing {
    use_context().unwrap_or_else(|| in_app_scope(Publishing::provide))
}

/// How a publication went, in a few words.
pub fn outcome_title(outcome: &JobStatus) -> &'static str {
    match outcome {
        JobStatus::Completed => text::PUBLISHED,
        JobStatus::Partial => text::PARTLY_PUBLISHED,
        JobStatus::Failed => text::FAILED,
        JobStatus::Other(word) if word == "dry_run" => text::DRY_RUN,
        _ => text::UNKNOWN,
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
        text::content(&run.title())
    } else {
        text::content_failed(&run.title(), &labels.join(", "))
    };
    (mood, outcome_title(&outcome), detail)
}

fn keep(made: Generated, recipe: Vec<(String, String)>, owner: String, backend: String) -> KeptRun {
    let at = clock::server_now();
    let own = made.content_id.clone().filter(|id| !id.as_str().is_empty());
    KeptRun {
        // A release that gives no id must not make its results overwrite each other.
        id: own.unwrap_or_else(|| ContentId(format!("run-{at:.0}"))),
        at,
        owner,
        backend,
        recipe,
        made,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: &str, is_lost: bool) -> Publication {
        Publication {
            id: id.to_owned(),
            owner: "me".to_owned(),
            at: 1_000.0,
            backend: "http://backend.test".to_owned(),
            channels: vec![Channel::Email],
            is_lost,
        }
    }

    fn status(is_lost: bool, here: bool, left: bool, now: f64) -> PublishStatus {
        let id = |is: bool| is.then_some("a");
        PublishStatus::of(&[note("a", is_lost)], id(here), id(left), now)
    }

    #[test]
    fn a_publication_is_under_way_only_while_somebody_waits_for_it() {
        let soon = 2_000.0;
        let late = 1_000.0 + PATIENCE_MILLIS;
        assert_eq!(
            PublishStatus::of(&[], None, None, soon),
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
    fn two_tabs_that_publish_are_told_apart() {
        let notes = [note("lost", true), note("a", false), note("b", false)];
        let of = |here| PublishStatus::of(&notes, here, None, 2_000.0);
        assert_eq!(of(Some("b")), PublishStatus::Running(note("b", false)));
        assert_eq!(of(None), PublishStatus::Elsewhere(note("a", false)));
        let [lost, ..] = &notes;
        let left = PublishStatus::of(std::slice::from_ref(lost), None, None, 2_000.0);
        assert_eq!(left, PublishStatus::Unknown(lost.clone()));
    }

    #[test]
    fn a_note_of_an_earlier_version_is_read() {
        let old = r#"{"at":5.0,"backend":"http://b.test"}"#;
        let [note] = read_notes(old).try_into().unwrap();
        assert!(note.channels.is_empty() && !note.is_lost && note.owner.is_empty());
        let text = serde_json::to_string(&[note.clone(), note]).unwrap();
        assert_eq!(read_notes(&text).len(), 2);
        assert!(read_notes("7").is_empty());
    }
}
