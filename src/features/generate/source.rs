//! The document: found by searching, and shown with what is in it.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    capabilities::Capability,
    documents::{self, Document, DocumentId, DocumentText},
    typed::visible,
    unicode::search_key,
};

use super::{
    compose_state::ComposeState,
    document_check::LivingDocument,
    field::Field,
    generation_mode::GenerationMode,
    living::LivingOrId,
    outline::{Heading, headings},
    pause::Pause,
};
use crate::{
    effect::effect,
    routes,
    state::{
        clock::use_clock,
        query::{Options, use_query, use_query_with},
        session::use_session,
    },
    ui::{
        ComboOption, Combobox, ErrorNotice, Icon, IconName, Panel, RemoteView, Skeleton, TextField,
        Time, format_number,
    },
};

/// Long enough not to ask for every letter, short enough not to be noticed.
const SEARCH_AFTER: Duration = Duration::from_millis(180);

/// More headings than this are counted only.
const HEADINGS_SHOWN: usize = 12;

/// What to make the content from.
#[component]
pub fn Source(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let session = use_session();
    let listed = Memo::new(move |_| session.offers(Capability::DocumentsList));
    let own = Memo::new(move |_| compose.mode.get() != GenerationMode::Contract);
    let living = Memo::new(move |_| compose.mode.get() == GenerationMode::Living);
    view! {
        <Panel heading="Source" bare=true>
            <div id=Field::Document.anchor()>
                <Show when=move || own.get()>
                    <LivingOrId compose />
                </Show>
                <Show when=move || living.get()>
                    <LivingDocument />
                </Show>
                <Show when=move || !own.get() && listed.get()>
                    <Search document=compose.form.document error=compose.error(Field::Document) />
                </Show>
                <Show when=move || !own.get() && !listed.get()>
                    <TypedId compose />
                </Show>
            </div>
            {move || {
                compose.form.document.get().map(|id| view! { <Inside id=DocumentId::from(id) /> })
            }}
        </Panel>
    }
}

/// A document, found by searching.
#[component]
pub fn Search(
    /// The chosen document's id.
    document: RwSignal<Option<String>>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    // What is typed, and what of it the server has been asked for.
    let latest = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    let pause = Pause::new(SEARCH_AFTER);
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
            pause.stop();
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
            "Couldn't load documents".to_owned()
        } else if typed.read().trim().is_empty() {
            "No documents yet".to_owned()
        } else {
            format!("No documents match “{}”", typed.read().trim())
        }
    });
    let search = move |words: String| {
        latest.set(words.clone());
        pause.then(move || typed.set(words));
    };
    view! {
        <Combobox
            label="Document"
            options=choices
            value=document
            on_query=search
            loading=Signal::derive(move || found.is_fetching() || *latest.read() != *typed.read())
            error
            empty_text
            placeholder="Search by title or text"
            required=true
            clearable=true
        />
        <ErrorNotice
            error=failed
            title="Couldn't load documents"
            passive=true
            kept="Your changes are saved"
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
        words(document.word_count),
    ];
    if let Some(at) = document.updated_at.epoch_millis() {
        detail.push(format!("changed {}", crate::ui::format_ago(at, now)));
    }
    ComboOption::new(document.id.as_str(), &document.title).detail(detail.join(" · "))
}

/// The length of a document.
pub fn words(count: u64) -> String {
    match count {
        1 => "1 word".to_owned(),
        count => format!("{} words", format_number(count as f64)),
    }
}

/// For a backend that lists no documents: the id as it is known elsewhere.
#[component]
fn TypedId(compose: ComposeState) -> impl IntoView {
    let id = RwSignal::new(compose.form.document.get_untracked().unwrap_or_default());
    effect(move |_| {
        let id = visible(&id.read()).into_owned();
        compose.form.document.set((!id.is_empty()).then_some(id));
    });
    view! {
        <TextField
            label="Document"
            value=id
            mono=true
            required=true
            hint="Enter its id, such as gdocs:1a2b3c or notion:4d5e6f.".to_owned()
            error=compose.error(Field::Document)
        />
    }
}

/// What is in the chosen document.
#[component]
fn Inside(id: DocumentId) -> impl IntoView {
    let session = use_session();
    let text = use_query(move || {
        session
            .offers(Capability::DocumentsGet)
            .then(|| documents::get(&id))
    });
    let shown = Memo::new(move |_| session.offers(Capability::DocumentsGet));
    let draw = move |text: Signal<DocumentText>| view! { <Facts text /> };
    view! {
        <Show when=move || shown.get()>
            <div class="document-inside">
                <RemoteView
                    remote=text.remote()
                    skeleton=|| view! { <Skeleton count=2 /> }
                    on_retry=move |()| text.refetch()
                    failed="Couldn't open the document"
                    children=draw
                />
            </div>
        </Show>
    }
}

#[component]
fn Facts(text: Signal<DocumentText>) -> impl IntoView {
    let now = use_clock().now();
    let document = Memo::new(move |_| text.with(|text| text.document.clone()));
    let outline = Memo::new(move |_| text.with(|text| headings(&text.content)));
    let link = move || {
        document.get().url.map(|url| {
            let source = document.with(|document| document.source.label().to_owned());
            view! {
                <a href=url target="_blank" rel="noopener noreferrer">
                    {format!("Open in {source}")}
                    <Icon name=IconName::External />
                </a>
            }
        })
    };
    let contents = move || {
        let outline = outline.get();
        if outline.is_empty() {
            return None;
        }
        let more = outline.len().saturating_sub(HEADINGS_SHOWN);
        let count = match outline.len() {
            1 => "1 heading".to_owned(),
            count => format!("{count} headings"),
        };
        let shown = outline
            .into_iter()
            .take(HEADINGS_SHOWN)
            .map(entry)
            .collect_view();
        Some(view! {
            <details class="document-outline">
                <summary>
                    <Icon name=IconName::ChevronRight />
                    {count}
                </summary>
                <ol role="list">
                    {shown} {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })}
                </ol>
            </details>
        })
    };
    view! {
        <p class="document-facts">
            <span>{move || document.with(|document| document.source.label().to_owned())}</span>
            <span>{move || words(document.with(|document| document.word_count))}</span>
            <span>
                "changed "
                <Time at=Signal::derive(move || document.get().updated_at.epoch_millis()) now />
            </span>
            {link}
        </p>
        <p class="document-excerpt" dir="auto">
            {move || document.get().excerpt}
        </p>
        {contents}
    }
}

fn entry(heading: Heading) -> impl IntoView {
    view! {
        <li data-level=heading.level.min(4).to_string() dir="auto">
            {heading.text}
        </li>
    }
}
