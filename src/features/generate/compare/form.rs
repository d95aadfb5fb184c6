//! What is compared: the document, the channels, the tones.

use leptos::prelude::*;
use wire::generate::Tone;

use super::{
    super::{
        shared::{
            document_search::DocumentSearch,
            fields::{ChannelBoxes, MoreOptions, TemplateFields},
        },
        text,
    },
    compare_state::CompareState,
};
use crate::ui::{
    Button, ButtonTone, Checkbox, ErrorNotice, IconName, State, StateMark, format_count,
};

/// The form.
#[component]
pub fn CompareForm(
    /// The page's state.
    compare: CompareState,
) -> impl IntoView {
    let form = compare.form;
    let query = compare.templates;
    let failed = Signal::derive(move || query.remote().with(|remote| remote.error.clone()));
    let templates = Signal::derive(move || compare.listed());
    let tones = Tone::KNOWN
        .iter()
        .map(|tone| view! { <ToneBox compare tone=tone.clone() /> })
        .collect_view();
    view! {
        <div class="compare-form">
            <DocumentSearch document=form.document error=Signal::stored(None::<String>) />
            <div class="stack">
                <ChannelBoxes form />
            </div>
            <fieldset>
                <legend class="field-label">{text::compare::TONES}</legend>
                <div class="platform-boxes">{tones}</div>
            </fieldset>
            <div class="stack">
                <TemplateFields form templates />
                <ErrorNotice
                    error=failed
                    title=text::shared::TEMPLATES_FAILED
                    kept=text::shared::TEMPLATES_KEPT
                    on_retry=move |()| query.refetch()
                    pending=Signal::derive(move || query.is_fetching())
                />
            </div>
            <MoreOptions form />
        </div>
        <Actions compare />
    }
    .into_any()
}

#[component]
fn ToneBox(compare: CompareState, tone: Tone) -> impl IntoView {
    let label = tone.label();
    let tone = StoredValue::new(tone);
    let shown = Signal::derive(move || {
        let tones = compare.tones.read();
        tone.with_value(|tone| tones.contains(tone))
    });
    let set = Callback::new(move |on| {
        tone.with_value(|tone| compare.switch_tone(tone, on));
    });
    view! { <Checkbox label checked=(shown, set) /> }
}

#[component]
fn Actions(compare: CompareState) -> impl IntoView {
    let reason = Signal::derive(move || compare.reason());
    let pending = Memo::new(move |_| compare.previews.is_pending());
    let words = move || {
        let positions = compare.positions();
        let cells = positions
            .iter()
            .filter_map(|position| compare.cell(position));
        let cells: Vec<_> = cells.collect();
        let shown = cells
            .iter()
            .filter(|(cell, is_current)| *is_current && cell.preview().is_some())
            .count();
        match shown {
            0 => text::compare::renders(&format_count(
                positions.len(),
                text::compare::PREVIEW,
                text::compare::PREVIEWS,
            )),
            shown => text::compare::rendered(shown, positions.len()),
        }
    };
    view! {
        <div class="compare-actions">
            <p class="generate-summary" role="status">
                {move || match reason.get() {
                    Some(reason) => {
                        view! {
                            <StateMark state=State::Warn />
                            <span>{reason}</span>
                        }
                            .into_any()
                    }
                    None => view! { <span>{words}</span> }.into_any(),
                }}
            </p>
            <div class="generate-buttons">
                <Show when=move || pending.get()>
                    <Button tone=ButtonTone::Quiet on_click=move |()| compare.previews.stop()>
                        {text::compare::STOP}
                    </Button>
                </Show>
                <Button
                    tone=ButtonTone::Primary
                    icon=Some(IconName::Eye)
                    reason
                    pending
                    on_click=move |()| compare.preview_all()
                >
                    {text::compare::PREVIEW_ALL}
                </Button>
            </div>
        </div>
    }
}
