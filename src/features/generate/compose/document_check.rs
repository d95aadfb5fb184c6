//! What is in the server's own document, where it comes from, and what the server's check finds.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    shipped::document::{self, DocumentCheck, DocumentSection, DocumentSource},
};

use super::super::text;
use crate::{
    features::shared::StampTime,
    state::{query::use_query, session::use_session},
    ui::{
        Button, ButtonSize, ButtonTone, Icon, IconName, RemoteView, Skeleton, State, StateMark,
        format_count,
    },
};

/// More titles, or more issues, than this are counted only.
const SHOWN: usize = 12;

/// What the server says of its living document; nothing where it does not check it.
#[component]
pub fn LivingDocumentCheck() -> impl IntoView {
    let session = use_session();
    let checks = Memo::new(move |_| session.is_shipped(Capability::ContentValidate));
    view! {
        <Show when=move || checks.get()>
            <Checked />
        </Show>
    }
}

#[component]
fn Checked() -> impl IntoView {
    // The server reads its document from the source for it, and changes nothing.
    let check = use_query(|| Some(document::check()));
    let source = use_query(|| Some(document::source()));
    view! {
        <div class="document-inside">
            // Without an answer there is nothing to say of it; the document itself is below.
            {move || source.data().map(|source| view! { <Source source /> })}
            <RemoteView
                remote=check.remote()
                failed=text::compose::CHECK_FAILED
                skeleton=|| view! { <Skeleton count=2 /> }
                on_retry=move |()| check.refetch()
                let:check
            >
                <Contents check />
            </RemoteView>
            <div>
                <Button
                    tone=ButtonTone::Quiet
                    size=ButtonSize::Small
                    icon=Some(IconName::Retry)
                    pending=Signal::derive(move || check.is_fetching())
                    on_click=move |()| check.refetch()
                >
                    {text::compose::CHECK}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Source(source: DocumentSource) -> impl IntoView {
    let from = source.document_source.as_deref().map(source_label);
    let setup = [
        (text::compose::EMAIL, source.crm_configured),
        (text::compose::WEBSITE, source.platform_configured),
    ];
    let setup = setup
        .into_iter()
        .filter_map(|(name, is_set)| {
            let words = if is_set? {
                text::compose::SET_UP
            } else {
                text::compose::NOT_SET_UP
            };
            Some(view! { <span>{text::compose::setup(name, words)}</span> })
        })
        .collect_view();
    let model = source.ai_enabled.map(|is_on| {
        if is_on {
            text::compose::AI_ON
        } else {
            text::compose::AI_OFF
        }
    });
    view! {
        <p class="document-facts">
            {from.map(|from| view! { <span>{from}</span> })} {setup}
            {model.map(|model| view! { <span>{model}</span> })}
        </p>
    }
    .into_any()
}

/// The server's word for where its document comes from, in plain words.
fn source_label(word: &str) -> String {
    match word {
        "internal" => text::compose::STORED.to_owned(),
        "google_docs" | "gdocs" => text::compose::GOOGLE_DOCS.to_owned(),
        "notion" => text::compose::NOTION.to_owned(),
        other => sentence(other),
    }
}

/// `mental_health` as people write it.
fn sentence(word: &str) -> String {
    let words = word.replace(['_', '-'], " ");
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[component]
fn Contents(check: Signal<DocumentCheck>) -> impl IntoView {
    move || {
        let check = check.get();
        let count = check.total_items.map(|count| {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            view! { <span>{format_count(count, text::compose::ITEM, text::compose::ITEMS)}</span> }
        });
        let newest = check.latest_date.clone().map(|stamp| {
            view! {
                <span>
                    {text::compose::NEWEST} <StampTime stamp brief=true />
                </span>
            }
        });
        let has_sections = !check.sections.is_empty();
        let sections = has_sections.then(|| view! { <Sections sections=check.sections.clone() /> });
        view! {
            <p class="document-facts">{count} {newest}</p>
            <Findings check />
            {sections}
        }
        .into_any()
    }
}

/// What the check found, in the server's words.
#[component]
fn Findings(check: DocumentCheck) -> impl IntoView {
    let is_valid = check.is_valid;
    let found: Vec<_> = check
        .issues
        .into_iter()
        .map(|text| (State::Bad, text))
        .chain(check.warnings.into_iter().map(|text| (State::Warn, text)))
        .collect();
    if found.is_empty() {
        let (state, words) = match is_valid {
            Some(true) => (State::Good, text::shared::NO_ISSUES),
            Some(false) => (State::Bad, text::compose::INVALID),
            None => return ().into_any(),
        };
        return view! {
            <p class="document-finding">
                <StateMark state />
                {words}
            </p>
        }
        .into_any();
    }
    let more = found.len().saturating_sub(SHOWN);
    let rows = found
        .into_iter()
        .take(SHOWN)
        .map(|(state, text)| {
            view! {
                <li class="document-finding">
                    <StateMark state />
                    <span dir="auto">{text}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul role="list" aria-label=text::compose::ISSUES>
            {rows} {(more > 0).then(|| view! { <li>{text::compose::more(more)}</li> })}
        </ul>
    }
    .into_any()
}

#[component]
fn Sections(sections: Vec<DocumentSection>) -> impl IntoView {
    let summary = format_count(
        sections.len(),
        text::compose::SECTION,
        text::compose::SECTIONS,
    );
    let rows = sections
        .into_iter()
        .map(|section| {
            let more = section.titles.len().saturating_sub(SHOWN);
            let titles = section
                .titles
                .into_iter()
                .take(SHOWN)
                .map(|title| view! { <li data-level="2" dir="auto">{title}</li> })
                .collect_view();
            view! {
                <li dir="auto">
                    {text::compose::section(&sentence(&section.name), section.count)}
                </li>
                {titles}
                {(more > 0)
                    .then(|| view! { <li data-level="2">{text::compose::more(more)}</li> })}
            }
        })
        .collect_view();
    view! {
        <details class="document-outline">
            <summary>
                <Icon name=IconName::ChevronRight />
                {summary}
            </summary>
            <ul role="list">{rows}</ul>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_words_are_shown_as_people_write_them() {
        assert_eq!(source_label("google_docs"), "Google Docs");
        assert_eq!(source_label("share_point"), "Share point");
        assert_eq!(sentence(""), "");
    }
}
