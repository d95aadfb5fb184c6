//! Many previews: real dry runs, each with a result of its own.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{
    ApiError,
    generate::{self, GenerateRequest, Preview},
};

use super::super::recipe::{lint, server_rules::ServerRules};
use crate::state::{mutation::detach, query::send_once, session::Session};

/// More at once would keep the server from everything else.
const AT_ONCE: usize = 3;

/// How far one preview is.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewStep {
    /// Its turn has not come.
    Waiting,
    /// The server is at it.
    Running,
    /// Here it is.
    Shown(Box<Preview>),
    /// It failed.
    Failed(ApiError),
}

/// One preview, and what it is a preview of.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewCell {
    /// What was asked for.
    pub asked: GenerateRequest,
    /// How far it is.
    pub step: PreviewStep,
}

impl PreviewCell {
    /// The preview, where it has come.
    pub fn preview(&self) -> Option<&Preview> {
        match &self.step {
            PreviewStep::Shown(preview) => Some(preview),
            _ => None,
        }
    }

    /// Whether it waits or runs.
    pub fn is_pending(&self) -> bool {
        matches!(self.step, PreviewStep::Waiting | PreviewStep::Running)
    }
}

/// Previews by key.
pub struct Previews<K: Send + Sync + 'static> {
    /// What is known of each.
    pub cells: RwSignal<BTreeMap<K, PreviewCell>>,
    session: Session,
    server_rules: ServerRules,
}

impl<K: Send + Sync + 'static> Clone for Previews<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Send + Sync + 'static> Copy for Previews<K> {}

impl<K: Ord + Clone + Send + Sync + 'static> Previews<K> {
    /// None yet.
    pub fn new(session: Session, server_rules: ServerRules) -> Self {
        Self {
            cells: RwSignal::new(BTreeMap::new()),
            session,
            server_rules,
        }
    }

    /// Asks for these; what was known of them is given up.
    pub fn ask(self, wanted: impl IntoIterator<Item = (K, GenerateRequest)>) {
        self.cells.update(|cells| {
            for (key, asked) in wanted {
                let step = PreviewStep::Waiting;
                cells.insert(key, PreviewCell { asked, step });
            }
        });
        self.go_on();
    }

    /// Asks for the same once more.
    pub fn retry(self, key: &K) {
        let asked = self
            .cells
            .with_untracked(|cells| cells.get(key).map(|cell| cell.asked.clone()));
        if let Some(asked) = asked {
            self.ask([(key.clone(), asked)]);
        }
    }

    /// Gives up those whose turn has not come.
    pub fn stop(self) {
        self.cells
            .update(|cells| cells.retain(|_, cell| cell.step != PreviewStep::Waiting));
    }

    /// Whether any waits or runs.
    pub fn is_pending(self) -> bool {
        self.cells
            .with(|cells| cells.values().any(PreviewCell::is_pending))
    }

    /// Sends what may be sent now; each answer sends the next.
    fn go_on(self) {
        let next = self.cells.try_update(|cells| {
            let running = cells
                .values()
                .filter(|cell| cell.step == PreviewStep::Running);
            let free = AT_ONCE.saturating_sub(running.count());
            let waiting = cells
                .iter_mut()
                .filter(|(_, cell)| cell.step == PreviewStep::Waiting);
            waiting
                .take(free)
                .map(|(key, cell)| {
                    cell.step = PreviewStep::Running;
                    (key.clone(), cell.asked.clone())
                })
                .collect::<Vec<_>>()
        });
        let base = self.session.base();
        for (key, asked) in next.into_iter().flatten() {
            detach(async move {
                let outcome = send_once(self.session, &generate::preview(&asked)).await;
                let there = self.cells.try_update(|cells| {
                    // Something else may have been asked for meanwhile.
                    let cell = cells
                        .get_mut(&key)
                        .filter(|cell| cell.asked == asked && cell.step == PreviewStep::Running);
                    if let Some(cell) = cell {
                        cell.step = match outcome {
                            Ok(preview) => {
                                let mut preview = self.server_rules.apply(preview);
                                lint::add(&mut preview, &own_address(base));
                                PreviewStep::Shown(Box::new(preview))
                            }
                            Err(error) => PreviewStep::Failed(error),
                        };
                    }
                });
                if there.is_some() {
                    self.go_on();
                }
            });
        }
    }
}

/// Where the backend is: at the page's own address unless it is said.
fn own_address(base: Signal<String>) -> String {
    let base = base.try_get_untracked().unwrap_or_default();
    if base.is_empty() {
        window().location().origin().unwrap_or_default()
    } else {
        base
    }
}
