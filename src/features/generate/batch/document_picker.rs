//! Choosing many documents: a search, and a list to tick.

use std::time::Duration;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::{
    Page,
    documents::{self, Document, DocumentId},
    typed::visible,
};

use super::super::{shared::document_search::word_count, text};
use crate::{
    effect::effect,
    state::{
        debounce::Debounce,
        query::{Options, use_query_with},
    },
    ui::{
        Button, ButtonSize, ButtonTone, Checkbox, Empty, ForEach, IconName, InputKind, RemoteView,
        Skeleton, TextField, format_count,
    },
};

/// Long enough not to ask for every letter, short enough not to be noticed.
const SEARCH_AFTER: Duration = Duration::from_millis(180);

/// A chosen document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
}

/// The documents to choose from.
#[component]
pub fn DocumentPicker(
    /// The chosen ones, in the order in which they were chosen.
    picked: RwSignal<Vec<PickedDocument>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let debounce = Debounce::new(SEARCH_AFTER);
    effect(move |before: Option<()>| {
        let words = visible(&typed.read()).into_owned();
        if before.is_some() {
            debounce.call(move || asked.set(words));
        }
    });
    let options = Options {
        keep_previous: true,
        ..Options::default()
    };
    let found = use_query_with(
        move || {
            let asked = asked.get();
            Some(documents::list(
                (!asked.is_empty()).then_some(asked.as_str()),
            ))
        },
        options,
    );
    let empty = move || {
        let words = asked.get();
        let title = if words.is_empty() {
            text::shared::NO_DOCUMENTS.to_owned()
        } else {
            text::shared::no_match(&words)
        };
        view! { <Empty icon=IconName::Search title /> }
    };
    let draw = move |page: Signal<Page<Document>>| view! { <Choices page picked /> };
    let count = Memo::new(move |_| picked.read().len());
    let selected = move || {
        text::batch::selected(&format_count(
            count.get(),
            text::batch::DOCUMENT,
            text::batch::DOCUMENTS,
        ))
    };
    view! {
        <TextField label=text::batch::SEARCH kind=InputKind::Search value=typed />
        <div class="pick" role="group" aria-label=text::batch::PICKER tabindex="0">
            <RemoteView
                remote=found.remote()
                skeleton=|| view! { <Skeleton count=6 label=text::batch::LOADING /> }
                is_empty=Callback::new(|page: Page<Document>| page.items.is_empty())
                empty
                on_retry=move |()| found.refetch()
                failed=text::shared::DOCUMENTS_FAILED
                children=draw
            />
        </div>
        <p class="pick-count" role="status">
            <span>{selected}</span>
            <Show when=move || { count.get() > 0 }>
                <Button
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    on_click=move |()| picked.update(Vec::clear)
                >
                    {text::batch::CLEAR_SELECTION}
                </Button>
            </Show>
        </p>
    }
}

#[component]
fn Choices(page: Signal<Page<Document>>, picked: RwSignal<Vec<PickedDocument>>) -> impl IntoView {
    let items = Memo::new(move |_| page.with(|page| page.items.clone()));
    // What is chosen stays in sight, whatever is searched for.
    let others = Memo::new(move |_| {
        let items = items.read();
        let picked = picked.get().into_iter();
        picked
            .filter(|it| !items.iter().any(|document| document.id == it.id))
            .collect::<Vec<_>>()
    });
    let all = move |_: ()| {
        picked.update(|picked| {
            for document in items.get_untracked() {
                // Nothing can be made of an empty one.
                if document.word_count > 0 && !picked.iter().any(|it| it.id == document.id) {
                    picked.push(PickedDocument {
                        id: document.id,
                        title: document.title,
                    });
                }
            }
        });
    };
    view! {
        <ul class="pick-list" role="list">
            <ForEach
                each=move || others.get()
                key=|it| it.id.clone()
                children=move |it| {
                    let detail = text::batch::NOT_IN_RESULTS.to_owned();
                    view! { <Choice picked document=it detail /> }
                }
            />
            <ForEach
                each=move || items.get()
                key=|document| document.id.clone()
                children=move |document| {
                    let detail = text::batch::source_and_length(
                        document.source.label(),
                        &word_count(document.word_count),
                    );
                    let it = PickedDocument {
                        id: document.id,
                        title: document.title,
                    };
                    view! { <Choice picked document=it detail /> }
                }
            />
        </ul>
        <Button size=ButtonSize::Small tone=ButtonTone::Quiet on_click=all>
            {text::batch::SELECT_ALL}
        </Button>
    }
}

#[component]
fn Choice(
    picked: RwSignal<Vec<PickedDocument>>,
    document: PickedDocument,
    detail: String,
) -> impl IntoView {
    let label = document.title.clone();
    let document = StoredValue::new(document);
    let shown = Signal::derive(move || {
        let picked = picked.read();
        document.with_value(|document| picked.iter().any(|it| it.id == document.id))
    });
    let set = Callback::new(move |on| {
        picked.update(|picked| {
            document.with_value(|document| {
                picked.retain(|it| it.id != document.id);
                if on {
                    picked.push(document.clone());
                }
            });
        });
    });
    view! {
        <li>
            <Checkbox label checked=(shown, set) detail />
        </li>
    }
}
