//! The document: found by searching, and shown with what is in it.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    documents::{self, DocumentId, DocumentText},
    typed::visible,
};

use super::{
    super::{
        recipe::{field::Field, generation_mode::GenerationMode},
        shared::document_search::{DocumentSearch, word_count},
        text,
    },
    compose_state::ComposeState,
    document_check::LivingDocumentCheck,
    living_document::LivingDocumentField,
    outline::{OutlineHeading, headings},
};
use crate::{
    effect::effect,
    state::{clock::use_clock, query::use_query, session::use_session},
    ui::{Icon, IconName, Panel, RemoteView, Skeleton, TextField, Time},
};

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
        <Panel heading=text::compose::SOURCE bare=true>
            <div id=Field::Document.anchor()>
                <Show when=move || own.get()>
                    <LivingDocumentField compose />
                </Show>
                <Show when=move || living.get()>
                    <LivingDocumentCheck />
                </Show>
                <Show when=move || !own.get() && listed.get()>
                    <DocumentSearch document=compose.form.document error=compose.error(Field::Document) />
                </Show>
                <Show when=move || !own.get() && !listed.get()>
                    <TypedId compose />
                </Show>
            </div>
            {move || {
                compose.form.document.get().map(|id| view! { <DocumentDetails id=DocumentId::from(id) /> })
            }}
        </Panel>
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
            label=text::shared::DOCUMENT
            value=id
            mono=true
            required=true
            hint=text::compose::ID_HINT.to_owned()
            error=compose.error(Field::Document)
        />
    }
}

/// What is in the chosen document.
#[component]
fn DocumentDetails(id: DocumentId) -> impl IntoView {
    let session = use_session();
    let text = use_query(move || {
        session
            .offers(Capability::DocumentsGet)
            .then(|| documents::get(&id))
    });
    let shown = Memo::new(move |_| session.offers(Capability::DocumentsGet));
    let draw = move |text: Signal<DocumentText>| view! { <DocumentSummary text /> };
    view! {
        <Show when=move || shown.get()>
            <div class="document-inside">
                <RemoteView
                    remote=text.remote()
                    skeleton=|| view! { <Skeleton count=2 /> }
                    on_retry=move |()| text.refetch()
                    failed=text::compose::DOCUMENT_FAILED
                    children=draw
                />
            </div>
        </Show>
    }
}

#[component]
fn DocumentSummary(text: Signal<DocumentText>) -> impl IntoView {
    let now = use_clock().now();
    let document = Memo::new(move |_| text.with(|text| text.document.clone()));
    let outline = Memo::new(move |_| text.with(|text| headings(&text.content)));
    let link = move || {
        document.get().url.map(|url| {
            let source = document.with(|document| document.source.label().to_owned());
            view! {
                <a href=url target="_blank" rel="noopener noreferrer">
                    {text::compose::open_in(&source)}
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
            1 => text::compose::ONE_HEADING.to_owned(),
            count => text::compose::headings(count),
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
                    {shown} {(more > 0).then(|| view! { <li>{text::compose::more(more)}</li> })}
                </ol>
            </details>
        })
    };
    view! {
        <p class="document-facts">
            <span>{move || document.with(|document| document.source.label().to_owned())}</span>
            <span>{move || word_count(document.with(|document| document.word_count))}</span>
            <span>
                {text::compose::CHANGED}
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

fn entry(heading: OutlineHeading) -> impl IntoView {
    view! {
        <li data-level=heading.level.min(4).to_string() dir="auto">
            {heading.text}
        </li>
    }
}
