//! What the server does not store: the results of publishing, kept in this browser.
//!
//! They lie in IndexedDB. Where the browser blocks that, they live as long as the tab. Each belongs
//! to whoever published it, on that server; what an earlier version kept names nobody, and is shown
//! to all, because it is nowhere else.

mod run;
mod store;

use std::collections::BTreeMap;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wire::content::ContentId;

use super::{
    clock,
    scope::in_app_scope,
    session::{self, Session, use_session},
    storage::{self, StorageScope},
};
use crate::effect::effect;

pub use run::{KeptHead, KeptRun};

/// More runs than this are not kept; the oldest go first.
pub const MOST_RUNS: usize = 500;

/// Written after each change, so that other tabs hear of it.
const CHANGED: &str = "toombos.kept.changed";

/// Whether the browser keeps what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is being read what there is.
    Reading,
    /// It does.
    Yes,
    /// Its storage is blocked, or full.
    No,
}

/// The runs that this browser keeps.
#[derive(Clone, Copy)]
pub struct Kept {
    heads: RwSignal<Vec<KeptHead>>,
    keeping: RwSignal<Keeping>,
    /// Runs of this tab: at hand before they are stored, and all there is where nothing is.
    fresh: StoredValue<BTreeMap<ContentId, KeptRun>>,
    /// What this tab has removed: a list that was being read meanwhile still has it.
    removed: StoredValue<Vec<ContentId>>,
    asked: StoredValue<bool>,
    session: Session,
}

impl Kept {
    /// Makes them known to everything below; nothing is read before somebody looks.
    fn provide() -> Self {
        let kept = Self {
            heads: RwSignal::new(Vec::new()),
            keeping: RwSignal::new(Keeping::Reading),
            fresh: StoredValue::default(),
            removed: StoredValue::default(),
            asked: StoredValue::new(false),
            session: use_session(),
        };
        provide_context(kept);
        storage::on_change_elsewhere(CHANGED, move || {
            if kept.asked.get_value() {
                kept.read();
            }
        });
        kept
    }

    /// The runs of whoever is signed in, newest first.
    pub fn heads(self) -> Signal<Vec<KeptHead>> {
        self.look();
        let epoch = self.session.epoch();
        Memo::new(move |_| {
            epoch.track();
            self.heads.with(|heads| own(heads, &session::owner()))
        })
        .into()
    }

    /// Whether the browser keeps what it is given.
    pub fn keeping(self) -> Signal<Keeping> {
        self.look();
        self.keeping.into()
    }

    /// Keeps a run. It can be opened at once.
    pub fn keep(self, run: KeptRun) {
        self.keep_all(vec![run]);
    }

    /// Keeps runs again that were removed.
    pub fn keep_all(self, runs: Vec<KeptRun>) {
        let _ = self
            .removed
            .try_update_value(|removed| removed.retain(|id| !runs.iter().any(|run| run.id == *id)));
        let _ = self.fresh.try_update_value(|fresh| {
            fresh.extend(runs.iter().map(|run| (run.id.clone(), run.clone())));
        });
        let _ = self.heads.try_update(|heads| {
            for run in &runs {
                heads.retain(|head| head.id != run.id);
                heads.push(run.head());
            }
            run::sort(heads);
        });
        let first_look = !self.asked.get_value();
        self.asked.set_value(true);
        spawn_local(async move {
            let mut keeping = Keeping::Yes;
            for run in &runs {
                if store::put(run).await.is_err() {
                    keeping = Keeping::No;
                }
            }
            self.settle(keeping, &runs);
            if first_look {
                self.read();
            }
        });
    }

    fn settle(self, keeping: Keeping, runs: &[KeptRun]) {
        let _ = self.keeping.try_set(keeping);
        if keeping == Keeping::Yes {
            // What is stored need not be held as well, once it can be read back.
            let _ = self.fresh.try_update_value(|fresh| {
                for run in runs {
                    fresh.remove(&run.id);
                }
            });
            tell_other_tabs();
        }
    }

    /// Removes runs; `then` gets them, so that they can be brought back.
    pub fn remove(self, ids: Vec<ContentId>, then: impl FnOnce(Vec<KeptRun>) + 'static) {
        let _ = self
            .removed
            .try_update_value(|removed| removed.extend(ids.iter().cloned()));
        spawn_local(async move {
            let mut removed = Vec::new();
            for id in &ids {
                removed.extend(self.find(id).await);
            }
            let _ = self.heads.try_update(|heads| {
                heads.retain(|head| !ids.contains(&head.id));
            });
            let _ = self.fresh.try_update_value(|fresh| {
                for id in &ids {
                    fresh.remove(id);
                }
            });
            if store::remove(&ids).await.is_ok() {
                tell_other_tabs();
            }
            then(removed);
        });
    }

    /// Reads whole runs, e.g. to export them.
    pub fn collect(self, ids: Vec<ContentId>, then: impl FnOnce(Vec<KeptRun>) + 'static) {
        spawn_local(async move {
            let mut runs = Vec::new();
            for id in &ids {
                runs.extend(self.find(id).await);
            }
            then(runs);
        });
    }

    /// The run of an id: `None` while it is looked for, `Some(None)` where there is none.
    pub fn follow(self, id: Signal<ContentId>) -> Signal<Option<Option<KeptRun>>> {
        let found = RwSignal::new(None::<(ContentId, Option<KeptRun>)>);
        let is_listed = Memo::new(move |_| self.heads.with(|heads| id.with(|id| holds(heads, id))));
        effect(move |_| {
            let id = id.get();
            is_listed.track();
            self.session.epoch().track();
            let owner = session::owner();
            spawn_local(async move {
                let run = self.find(&id).await;
                let run = run.filter(|run| is_own(&run.owner, &owner));
                let _ = found.try_set(Some((id, run)));
            });
        });
        Signal::derive(move || {
            let found = found.get()?;
            (found.0 == id.get()).then_some(found.1)
        })
    }

    async fn find(self, id: &ContentId) -> Option<KeptRun> {
        let fresh = self
            .fresh
            .try_with_value(|fresh| fresh.get(id).cloned())
            .flatten();
        match fresh {
            Some(run) => Some(run),
            None => store::get(id).await.ok().flatten(),
        }
    }

    /// Reads what there is, once somebody wants to know.
    fn look(self) {
        if !self.asked.get_value() {
            self.asked.set_value(true);
            self.read();
        }
    }

    fn read(self) {
        spawn_local(async move {
            let stored = store::heads().await;
            let keeping = match stored {
                Ok(_) => Keeping::Yes,
                Err(_) => Keeping::No,
            };
            let mut heads = stored.unwrap_or_default();
            // It may have been read before it was removed.
            let _ = self
                .removed
                .try_with_value(|removed| heads.retain(|head| !removed.contains(&head.id)));
            let _ = self.fresh.try_with_value(|fresh| {
                for run in fresh.values() {
                    if !holds(&heads, &run.id) {
                        heads.push(run.head());
                    }
                }
            });
            run::sort(&mut heads);
            let _ = self.heads.try_set(heads);
            let _ = self.keeping.try_set(keeping);
        });
    }
}

/// The runs that this browser keeps.
pub fn use_kept() -> Kept {
    use_context().unwrap_or_else(|| in_app_scope(Kept::provide))
}

/// Whether what names this owner is theirs.
fn is_own(named: &str, owner: &str) -> bool {
    named.is_empty() || named == owner
}

fn own(heads: &[KeptHead], owner: &str) -> Vec<KeptHead> {
    let own = heads.iter().filter(|head| is_own(&head.owner, owner));
    own.cloned().collect()
}

fn holds(heads: &[KeptHead], id: &ContentId) -> bool {
    heads.iter().any(|head| head.id == *id)
}

fn tell_other_tabs() {
    storage::save_text(StorageScope::Local, CHANGED, &clock::now().to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_shown_to_whoever_published_it() {
        assert!(is_own("ada https://a.test", "ada https://a.test"));
        assert!(!is_own("ada https://a.test", "bo https://a.test"));
        assert!(!is_own("ada https://a.test", "ada https://b.test"));
        assert!(
            is_own("", "bo https://b.test"),
            "an earlier version's names nobody"
        );
    }
}
