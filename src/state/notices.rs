//! Short messages about what just happened.

use std::time::Duration;

use leptos::prelude::*;

use super::text;
use crate::effect::effect;

/// More would be a wall, and the oldest has been there long enough.
const MOST: usize = 4;

/// Long enough to be read twice; what failed stays until it is sent away.
const SHOW_GOOD: Duration = Duration::from_secs(8);

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It worked.
    Good,
    /// Worth knowing.
    Plain,
    /// It did not work.
    Bad,
}

/// A short message about what just happened.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Tells it from others.
    pub id: u64,
    /// How it is meant.
    pub mood: Mood,
    /// What happened.
    pub title: String,
    /// What was kept, and what to do.
    pub detail: String,
    /// What to offer, e.g. to undo it.
    pub action: Option<(String, Callback<()>)>,
    /// Where to read on: the words and the address.
    pub link: Option<(String, String)>,
}

/// The messages that can be seen.
#[derive(Clone, Copy)]
pub struct Notices {
    shown: RwSignal<Vec<Notice>>,
    next: StoredValue<u64>,
    /// What a notice offers lives as long as the notices, not as the page that it came from.
    owner: StoredValue<Owner>,
}

impl Notices {
    /// Makes an empty stack known to everything below.
    pub fn provide() -> Self {
        let notices = Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        provide_context(notices);
        notices
    }

    /// The messages, oldest first.
    pub fn shown(self) -> Signal<Vec<Notice>> {
        self.shown.into()
    }

    /// Says that something worked.
    pub fn good(self, title: impl Into<String>) {
        self.push(Mood::Good, title.into(), String::new(), None, None);
    }

    /// Says something that can be read about on another page: the link's words and its address.
    pub fn linked(
        self,
        mood: Mood,
        title: impl Into<String>,
        detail: impl Into<String>,
        (words, href): (&str, String),
    ) {
        let link = Some((words.to_owned(), href));
        self.push(mood, title.into(), detail.into(), None, link);
    }

    /// Says something worth knowing.
    pub fn plain(self, title: impl Into<String>, detail: impl Into<String>) {
        self.push(Mood::Plain, title.into(), detail.into(), None, None);
    }

    /// Says that something failed; `what` was attempted.
    pub fn failed(self, what: &str, error: &wire::ApiError) {
        let detail = [error.detail(), error.hint()].join(" ");
        self.push(
            Mood::Bad,
            text::failed(what, &error.headline()),
            detail.trim().to_owned(),
            None,
            None,
        );
    }

    /// Says something, with something to do about it; answers by what it can be taken away.
    ///
    /// `run` may be called when the part of the page that offered it is long gone.
    pub fn offer(
        self,
        mood: Mood,
        title: impl Into<String>,
        words: &str,
        run: impl Fn() + Send + Sync + 'static,
    ) -> u64 {
        let run = self
            .owner
            .with_value(|owner| owner.with(|| Callback::new(move |()| run())));
        let action = Some((words.to_owned(), run));
        self.push(mood, title.into(), String::new(), action, None)
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u64) {
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|notice| notice.id != id));
    }

    /// Takes all away once somebody else is signed in: they are about the other's work.
    pub fn follow_person(self, session: super::session::Session) {
        let epoch = session.epoch();
        effect(move |before: Option<String>| {
            epoch.track();
            if !session.is_signed_in() {
                return before.unwrap_or_default();
            }
            let person = super::session::own_key("");
            if before.is_some_and(|before| !before.is_empty() && before != person) {
                self.shown.update(Vec::clear);
            }
            person
        });
    }

    fn push(
        self,
        mood: Mood,
        title: String,
        detail: String,
        action: Option<(String, Callback<()>)>,
        link: Option<(String, String)>,
    ) -> u64 {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| {
            // The same message twice says no more than once.
            shown.retain(|notice| notice.title != title || notice.detail != detail);
            shown.push(Notice {
                id,
                mood,
                title,
                detail,
                action,
                link,
            });
            let surplus = shown.len().saturating_sub(MOST);
            shown.drain(..surplus);
        });
        if mood == Mood::Good {
            set_timeout(move || self.dismiss(id), SHOW_GOOD);
        }
        id
    }
}

/// The messages of this app.
pub fn use_notices() -> Notices {
    use_context().unwrap_or_else(Notices::provide)
}
