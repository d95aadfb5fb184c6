//! Unsaved work on templates, kept in this browser sheet by sheet.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::templates::TemplateDraft;

use crate::{
    routes::Route,
    state::{drafts::Draft, session::use_session},
    ui::{ButtonSize, Icon, IconName, LinkButton},
};

use super::draft::Start;

const DRAFTS: Draft = Draft::named("toombos.template-drafts");

/// Unsaved work on one template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// What is written.
    pub draft: TemplateDraft,
    /// The version that it was begun from.
    pub etag: Option<String>,
}

type All = BTreeMap<String, Work>;

/// What is kept for a place.
pub fn load(place: &str) -> Option<Work> {
    DRAFTS.load::<All>()?.remove(place)
}

/// Keeps what there is to keep at a place whenever it has changed; `None` keeps nothing there.
///
/// The signal tells whether the browser does.
pub fn follow(place: String, work: Signal<Option<Work>>) -> Signal<bool> {
    // Read anew each time, so that two tabs do not take each other's sheets away.
    let all = Signal::derive(move || {
        let mut all: All = DRAFTS.load().unwrap_or_default();
        match work.get() {
            Some(work) => all.insert(place.clone(), work),
            None => all.remove(&place),
        };
        all
    });
    DRAFTS.follow(all)
}

/// Forgets what is kept for a place.
pub fn discard(place: &str) {
    let mut all: All = DRAFTS.load().unwrap_or_default();
    all.remove(place);
    DRAFTS.save(&all);
}

/// Says that a new template was begun and not saved.
#[component]
pub fn Unsaved() -> impl IntoView {
    let session = use_session();
    let begun = move || {
        let base = session.base().get();
        load(&Start::blank().place(&base))
    };
    move || {
        let work = begun()?;
        let name = match work.draft.name.as_str() {
            "" => "A new template is not saved yet.".to_owned(),
            name => format!("“{name}” is not saved yet."),
        };
        Some(view! {
            <div class="template-unsaved">
                <Icon name=IconName::Edit />
                <span dir="auto">{name}</span>
                <LinkButton href=Route::NewTemplate.path() size=ButtonSize::Small>
                    "Go on writing"
                </LinkButton>
            </div>
        })
    }
}
