//! Unsaved work on templates, kept in this browser template by template.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::templates::TemplateDraft;

use crate::{
    routes::Route,
    state::{
        drafts::{Draft, DraftName, follow_text},
        session::own_key,
        storage::{self, StorageScope},
    },
    ui::{ButtonSize, Icon, IconName, LinkButton},
};

use super::{
    super::text,
    initial_template::{InitialTemplate, tab_of_draft_key},
};

const DRAFTS: DraftName = DraftName::new("toombos.template-drafts");

/// Which new template this tab is at.
const TAB: &str = "toombos.template-drafts.tab";

/// The parameter of `/templates/new` that names a draft to go on with.
pub const DRAFT: &str = "draft";

/// Unsaved work on one template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnsavedTemplate {
    /// What is written.
    pub draft: TemplateDraft,
    /// The version that it was begun from.
    pub etag: Option<String>,
}

type All = BTreeMap<String, UnsavedTemplate>;

/// The key of what is written in this tab, and what is kept there.
#[derive(Clone)]
pub struct DraftStore {
    draft: Draft,
    draft_key: StoredValue<String>,
    /// What was stored there when it was last read or written by this page.
    stored: StoredValue<Option<UnsavedTemplate>>,
}

/// Goes on in this tab with a draft that was begun in another one.
pub fn take_over(tab: &str) {
    storage::save_text(StorageScope::Session, &own_key(TAB), tab);
}

/// The new template that this tab is at.
fn tab() -> String {
    let key = own_key(TAB);
    storage::load_text(StorageScope::Session, &key).unwrap_or_else(|| {
        let tab = new_tab();
        storage::save_text(StorageScope::Session, &key, &tab);
        tab
    })
}

fn new_tab() -> String {
    format!(
        "{:08x}",
        (js_sys::Math::random() * f64::from(u32::MAX)) as u32
    )
}

impl DraftStore {
    /// Where what begins with `initial` is kept.
    pub fn of(initial: &InitialTemplate) -> Self {
        let draft = DRAFTS.own();
        let draft_key = initial.draft_key(&tab());
        let all: Option<All> = draft.load();
        let stored = all.and_then(|mut all| all.remove(&draft_key));
        Self {
            draft,
            draft_key: StoredValue::new(draft_key),
            stored: StoredValue::new(stored),
        }
    }

    /// What was kept when the page was opened, or last written by it.
    pub fn work(&self) -> Option<UnsavedTemplate> {
        self.stored.get_value()
    }

    /// Keeps what there is to keep whenever it has changed; `None` keeps nothing.
    ///
    /// `elsewhere` gives the key for what another tab must not write over: a duplicate of this
    /// one is at the same new template. The signal tells whether the browser keeps it.
    pub fn follow(
        &self,
        work: Signal<Option<UnsavedTemplate>>,
        elsewhere: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Signal<bool> {
        let this = self.clone();
        let text = Signal::derive(move || {
            let text = work.try_with(|work| serde_json::to_string(work).ok());
            text.flatten()
        });
        follow_text(text, move |_| {
            let (Some(mut draft_key), Some(work)) =
                (this.draft_key.try_get_value(), work.try_get_untracked())
            else {
                return true;
            };
            // Read anew each time, so that two tabs do not take each other's sheets away.
            let mut all: All = this.draft.load().unwrap_or_default();
            let there = all.get(&draft_key);
            if there.is_some() && there != this.stored.get_value().as_ref() {
                let tab = new_tab();
                if let Some(other) = elsewhere(&tab) {
                    take_over(&tab);
                    this.draft_key.set_value(other.clone());
                    draft_key = other;
                }
            }
            this.stored.set_value(work.clone());
            match work {
                Some(work) => all.insert(draft_key, work),
                None => all.remove(&draft_key),
            };
            this.draft.save(&all)
        })
    }

    /// Forgets what is kept.
    pub fn discard(&self) {
        let mut all: All = self.draft.load().unwrap_or_default();
        let _ = self
            .draft_key
            .try_with_value(|draft_key| all.remove(draft_key));
        self.stored.set_value(None);
        self.draft.save(&all);
    }
}

/// Says which new templates were begun and not saved.
#[component]
pub fn UnsavedTemplates() -> impl IntoView {
    let all: All = DRAFTS.own().load().unwrap_or_default();
    all.into_iter()
        .filter_map(|(draft_key, work)| {
            let tab = tab_of_draft_key(&draft_key)?;
            let name = match work.draft.name.as_str() {
                "" => text::write::NEW_NOT_SAVED.to_owned(),
                name => text::write::not_saved(name),
            };
            let href = Route::NewTemplate.with(&wire::Query::new().with(DRAFT, tab));
            Some(view! {
                <div class="template-unsaved">
                    <Icon name=IconName::Edit />
                    <span dir="auto">{name}</span>
                    <LinkButton href=href size=ButtonSize::Small>
                        {text::write::CONTINUE}
                    </LinkButton>
                </div>
            })
        })
        .collect_view()
}
