//! What the checks found, each with the way to it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wire::generate::{Finding, Severity};

use super::{
    super::{
        recipe::{
            field::Field,
            findings::{self, GroupedFinding},
        },
        text,
    },
    compose_state::ComposeState,
};
use crate::{
    features::shared::channel_tone,
    ui::{Button, ButtonSize, ButtonTone, ChannelMark, LONG_LINE, State, StateMark, shorten_text},
};

/// What the checks found in the preview: what blocks first.
#[component]
pub fn FindingList(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let found = Memo::new(move |_| {
        compose.rendering.rendered.with(|rendered| {
            rendered
                .as_ref()
                .map(|rendered| findings::grouped(&rendered.preview))
                .unwrap_or_default()
        })
    });
    let count = move || {
        let found = found.read();
        let errors = found
            .iter()
            .filter(|it| it.finding.severity == Severity::Error)
            .count();
        let warnings = found.len() - errors;
        let count = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(text::compose::count(1, one)),
            count => Some(text::compose::count(count, many)),
        };
        [
            count(errors, text::shared::PROBLEM, text::shared::PROBLEMS),
            count(warnings, text::shared::WARNING, text::shared::WARNINGS),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
    };
    let rows = move || {
        found
            .get()
            .into_iter()
            .map(|found| view! { <Row compose found /> })
            .collect_view()
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <div class="findings">
                <p class="findings-count" role="status">
                    {count}
                </p>
                <ul role="list">{rows}</ul>
            </div>
        </Show>
    }
}

#[component]
fn Row(compose: ComposeState, found: GroupedFinding) -> impl IntoView {
    let GroupedFinding { finding, channels } = found;
    let (state, word) = match finding.severity {
        Severity::Error => (State::Bad, text::compose::PROBLEM),
        _ => (State::Warn, text::compose::WARNING),
    };
    let platform = finding.platform.as_ref().map(|platform| platform.label());
    let places = channels
        .iter()
        .map(|channel| {
            let label = match &platform {
                Some(platform) => text::compose::channel_of(&channel.label(), platform),
                None => channel.label(),
            };
            view! { <ChannelMark channel=channel_tone(channel) label bare=true /> }
        })
        .collect_view();
    let message = shorten_text(&finding.message, LONG_LINE);
    view! {
        <li class="finding" data-state=state.as_str()>
            <StateMark state />
            <span class="visually-hidden">{word}": "</span>
            <div class="finding-text">
                {places}
                <span dir="auto">{message}</span>
            </div>
            <FieldLink compose finding />
        </li>
    }
}

/// The way to what a finding is about: its field, else its channel's tab.
#[component]
pub fn FieldLink(
    /// The page's state.
    compose: ComposeState,
    /// The finding.
    finding: Finding,
) -> impl IntoView {
    if let Some(field) = untrack(|| compose.field_of(&finding)) {
        let words = text::compose::go_to(&field.label());
        return view! {
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                on_click=move |()| focus_field(&field)
            >
                {words}
            </Button>
        }
        .into_any();
    }
    let channel = finding.channel.family();
    let id = channel.as_str().to_owned();
    let shown = Memo::new(move |_| *compose.tab.read() == id);
    let id = channel.as_str().to_owned();
    let words = StoredValue::new(text::compose::show(&channel.label()));
    view! {
        <Show when=move || !shown.get()>
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                on_click={
                    let id = id.clone();
                    move |()| compose.tab.set(id.clone())
                }
            >
                {words.get_value()}
            </Button>
        </Show>
    }
    .into_any()
}

/// Focuses the control of a field.
pub fn focus_field(field: &Field) {
    let control = document()
        .get_element_by_id(&field.anchor())
        .and_then(|around| {
            around
                .query_selector("input, select, textarea, button")
                .ok()
                .flatten()
        })
        .and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(control) = control {
        let _ = control.focus();
    }
}
