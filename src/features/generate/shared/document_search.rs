//! Finding one document by searching.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    documents::{self, Document, DocumentId, DocumentText},
    typed::visible,
    unicode::search_key,
};

use super::super::text;
use crate::{
    effect::effect,
    routes,
    state::{
        clock::use_clock,
        debounce::Debounce,
        query::{Options, use_query, use_query_with},
    },
    ui::{ComboOption, Combobox, ErrorNotice, format_number},
};

/// Long enough not to ask for every letter, short enough not to be noticed.
const SEARCH_AFTER: Duration = Duration::from_millis(180);

/// A document, found by searching.
#[component]
pub fn DocumentSearch(
    /// The chosen document's id.
    document: RwSignal<Option<String>>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    // What is typed, and what of it the server has been asked for.
    let latest = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    let debounce = Debounce::new(SEARCH_AFTER);
    let options = Options {
        keep_previous: true,
        ..Options::default()
    };
    let found = use_query_with(
        move || {
            let typed = typed.get();
            let words = visible(&typed);
            Some(documents::list((!words.is_empty()).then_some(&*words)))
        },
        options,
    );
    // Of an id in a link, what was copied along with it is no part.
    let choose_again = move |id: &str| {
        if let Some(id) = routes::without_copied_end(id) {
            document.set(Some(id.to_owned()));
        }
    };
    // What is chosen belongs into the list, also when its page of the list does not hold it.
    let chosen = use_query(move || document.get().map(|id| documents::get(&DocumentId(id))));
    effect(move |_| {
        let is_missing = chosen
            .remote()
            .with(|it| it.error.as_ref().is_some_and(ApiError::is_not_found));
        if let Some(id) = document.get_untracked().filter(|_| is_missing) {
            choose_again(&id);
        }
    });
    effect(move |before: Option<Option<String>>| {
        let now = document.get();
        if before.is_some_and(|before| before != now) {
            debounce.cancel();
            latest.set(String::new());
            typed.set(String::new());
        }
        now
    });
    let now = use_clock().now();
    let choices = Signal::derive(move || {
        let mut choices = found.remote().with(|remote| {
            let items = remote
                .data
                .as_ref()
                .map(|page: &Page<Document>| &page.items);
            let mut items: Vec<_> = items.into_iter().flatten().collect();
            // Nothing can be made of an empty one, so it is no first choice.
            items.sort_by_key(|document| document.word_count == 0);
            // Until the server has answered, what is there answers: Enter must never choose
            // from a list that belongs to other words.
            if remote.fetching || *latest.read() != *typed.read() {
                items.retain(|document| holds(document, &latest.read()));
            }
            let items = items.into_iter();
            items
                .map(|it| choice(it, now.get_untracked()))
                .collect::<Vec<_>>()
        });
        if latest.read().is_empty()
            && let Some(DocumentText { document, .. }) = chosen.data()
            && !choices.iter().any(|it| it.value == document.id.as_str())
        {
            choices.insert(0, choice(&document, now.get_untracked()));
        }
        choices
    });
    let failed = Signal::derive(move || found.remote().with(|remote| remote.error.clone()));
    let empty_text = Signal::derive(move || {
        if failed.read().is_some() {
            text::shared::DOCUMENTS_FAILED.to_owned()
        } else if typed.read().trim().is_empty() {
            text::shared::NO_DOCUMENTS.to_owned()
        } else {
            text::shared::no_match(typed.read().trim())
        }
    });
    let search = move |words: String| {
        latest.set(words.clone());
        debounce.call(move || typed.set(words));
    };
    view! {
        <Combobox
            label=text::shared::DOCUMENT
            options=choices
            value=document
            on_query=search
            loading=Signal::derive(move || found.is_fetching() || *latest.read() != *typed.read())
            error
            empty_text
            placeholder=text::shared::SEARCH_PLACEHOLDER
            required=true
            clearable=true
        />
        <ErrorNotice
            error=failed
            title=text::shared::DOCUMENTS_FAILED
            passive=true
            kept=text::shared::CHANGES_SAVED
            on_retry=move |()| found.refetch()
            pending=Signal::derive(move || found.is_fetching())
        />
    }
}

/// Whether a document's title, excerpt or id holds the words, as the server's search says.
fn holds(document: &Document, words: &str) -> bool {
    let words = search_key(&visible(words));
    [
        document.title.as_str(),
        document.excerpt.as_str(),
        document.id.as_str(),
    ]
    .iter()
    .any(|text| search_key(text).contains(&words))
}

fn choice(document: &Document, now: f64) -> ComboOption {
    let mut detail = vec![
        document.source.label().to_owned(),
        word_count(document.word_count),
    ];
    if let Some(at) = document.updated_at.epoch_millis() {
        detail.push(text::shared::changed(&crate::ui::format_ago(at, now)));
    }
    ComboOption::new(document.id.as_str(), &document.title).detail(detail.join(" · "))
}

/// The length of a document.
pub fn word_count(count: u64) -> String {
    match count {
        1 => text::shared::ONE_WORD.to_owned(),
        count => text::shared::words(&format_number(count as f64)),
    }
}
