//! What the session's requests tell of the backend: whether it is there, and how it answers.

use std::time::Duration;

use leptos::prelude::*;
use wire::{ApiError, Request, health, routes::Route};

use super::Session;
use crate::{
    api::{Client, transport::unabortable},
    state::clock,
};

/// A sign that the server is there, or is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Whether it answered, well or not.
    pub is_answer: bool,
    /// When, in milliseconds since 1970.
    pub at: f64,
}

/// What became of the last request for something.
#[derive(Clone, Debug, PartialEq)]
pub struct LastAnswer {
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// Why it failed; `None` where it did not.
    pub error: Option<ApiError>,
}

impl Session {
    /// What became of the last request for each capability.
    pub fn last_answers(
        self,
    ) -> Signal<std::collections::BTreeMap<wire::capabilities::Capability, LastAnswer>> {
        self.answers.into()
    }

    /// The last sign that the server is there, or is not.
    pub fn word(self) -> Signal<Option<Word>> {
        self.word.into()
    }

    /// How long to wait before asking again, when `every` is asked for.
    ///
    /// Longer after the server has said that it is asked too often.
    pub fn paced(self, every: Duration) -> Duration {
        self.rate_limit
            .try_with_value(|rate_limit| rate_limit.stretch(every, clock::now()))
            .unwrap_or(every)
    }

    /// Tells a server that is away from one whose failure the browser hides.
    pub(super) async fn look_behind(self, client: &Client, route: String) -> ApiError {
        let live = health::live();
        if route != live.route() && came_back(&client.send(&live, &unabortable()).await) {
            return ApiError::Hidden { route };
        }
        ApiError::Unreachable { route }
    }

    /// Takes note of how a request ended.
    pub(super) fn note(self, call: &Request, error: Option<&ApiError>) {
        let now = clock::now();
        let is_answer = match error {
            None => true,
            Some(ApiError::Aborted | ApiError::NotOffered(_) | ApiError::NoKey(_)) => return,
            Some(error) => error.is_answered(),
        };
        if error.and_then(ApiError::status) == Some(429) {
            let _ = self
                .rate_limit
                .try_update_value(|rate_limit| rate_limit.refuse(now));
        }
        let at = clock::shown(now);
        let _ = self.word.try_set(Some(Word { is_answer, at }));
        let Some(known) = self.capabilities.try_get_untracked().flatten() else {
            return;
        };
        let Ok(spoken) = call.spoken(&known.capabilities) else {
            return;
        };
        let route = Route::new(spoken.method, spoken.path.template());
        let answer = LastAnswer {
            at,
            error: error.cloned(),
        };
        let _ = self.answers.try_update(|answers| {
            for capability in known.capabilities.served_by(route) {
                answers.insert(capability, answer.clone());
            }
        });
    }
}

/// Whether anything came back.
fn came_back<T>(outcome: &Result<T, ApiError>) -> bool {
    outcome.as_ref().err().is_none_or(ApiError::is_answered)
}
