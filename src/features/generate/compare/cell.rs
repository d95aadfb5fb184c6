//! One preview of the matrix: its words, what was found in it, and where it leads.

use leptos::prelude::*;
use wire::generate::{Preview, Severity};

use super::{
    super::{
        recipe::{address as recipe_address, findings},
        shared::previews::PreviewStep,
        text,
    },
    address::MatrixPosition,
    compare_state::CompareState,
    part_text::{Passage, part_text},
};
use crate::{
    features::shared::PartView,
    routes::Route,
    ui::{
        Badge, Button, ButtonSize, ButtonTone, Dialog, DialogSize, ErrorNotice, LinkButton,
        Skeleton, SkeletonShape, State, format_count,
    },
};

/// What to call a position in a sentence.
pub fn name_of((channel, tone): &MatrixPosition) -> String {
    text::compare::channel_and_tone(&channel.label(), &tone.label())
}

/// One cell.
#[component]
pub fn CellView(
    /// The page's state.
    compare: CompareState,
    /// Which.
    position: MatrixPosition,
) -> impl IntoView {
    let name = name_of(&position);
    let position = StoredValue::new(position);
    let cell = Memo::new(move |_| position.with_value(|position| compare.cell(position)));
    let step = Memo::new(move |_| cell.get().map(|(cell, _)| cell.step));
    let dated = Memo::new(move |_| {
        let cell = cell.read();
        cell.as_ref()
            .is_some_and(|(cell, is_current)| !is_current && cell.preview().is_some())
    });
    let reason = Signal::derive(move || compare.reason());
    let render = move |()| position.with_value(|position| compare.preview(position));
    let named = StoredValue::new(name);
    let label = move |verb: &str| named.with_value(|name| Some(text::compare::named(verb, name)));
    let body = move || match step.get() {
        None => view! {
            <p class="cell-nothing">{text::compare::NO_PREVIEW}</p>
            <Button
                size=ButtonSize::Small
                reason
                label=label(text::compare::RENDER)
                on_click=render
            >
                {text::compare::RENDER}
            </Button>
        }
        .into_any(),
        Some(PreviewStep::Waiting | PreviewStep::Running) => {
            let label = text::compare::RENDERING;
            view! { <Skeleton shape=SkeletonShape::Lines count=4 label /> }.into_any()
        }
        Some(PreviewStep::Failed(error)) => view! {
            <ErrorNotice
                error=Signal::stored(Some(error))
                title=named.with_value(|name| text::compare::render_failed(name))
                on_retry=render
            />
        }
        .into_any(),
        Some(PreviewStep::Shown(preview)) => {
            view! { <ShownPreview compare position named preview=*preview /> }.into_any()
        }
    };
    let busy = move || {
        matches!(
            step.get(),
            Some(PreviewStep::Waiting | PreviewStep::Running)
        )
    };
    view! {
        <td aria-busy=move || busy().to_string() data-dated=move || dated.get().then_some("")>
            <div class="cell">
                <Show when=move || dated.get()>
                    <div class="cell-dated">
                        <Badge state=State::Warn bare=true>
                            {text::compare::OUT_OF_DATE}
                        </Badge>
                        <Button
                            size=ButtonSize::Small
                            reason
                            label=label(text::compare::RENDER_AGAIN)
                            on_click=render
                        >
                            {text::compare::RENDER_AGAIN}
                        </Button>
                    </div>
                </Show>
                {body}
            </div>
        </td>
    }
}

#[component]
fn ShownPreview(
    compare: CompareState,
    position: StoredValue<MatrixPosition>,
    named: StoredValue<String>,
    preview: Preview,
) -> impl IntoView {
    let passages = position.with_value(|(channel, _)| preview.parts.get(channel).map(part_text));
    let label = move |verb: &str| named.with_value(|name| Some(text::compare::named(verb, name)));
    let pressed = Memo::new(move |_| {
        let compared = compare.compared.read();
        position.with_value(|position| compared.contains(position))
    });
    let href = Signal::derive(move || {
        let recipe = position.with_value(|position| compare.recipe_at(position));
        let tab = position.with_value(|(channel, _)| channel.as_str().to_owned());
        let query = recipe_address::write(&recipe).with(recipe_address::TAB, tab);
        Route::Generate.with(&query)
    });
    let text = match passages {
        Some(passages) => passages.into_iter().map(passage).collect_view().into_any(),
        None => view! { <p class="cell-nothing">{text::compare::NOT_AVAILABLE}</p> }.into_any(),
    };
    view! {
        <FindingSummary preview />
        <div class="cell-text">{text}</div>
        <div class="cell-actions">
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                label=label(text::compare::OPEN)
                on_click=move |()| compare.opened.set(Some(position.get_value()))
            >
                {text::compare::OPEN}
            </Button>
            <button
                class="button"
                type="button"
                data-tone="quiet"
                data-size="small"
                aria-pressed=move || pressed.get().to_string()
                aria-label=label(text::compare::COMPARE)
                on:click=move |_| position.with_value(|position| compare.toggle_compared(position))
            >
                <span class="button-label">{text::compare::COMPARE}</span>
            </button>
            <LinkButton href size=ButtonSize::Small label=label(text::compare::USE_THIS)>
                {text::compare::USE_THIS}
            </LinkButton>
        </div>
    }
}

fn passage(passage: Passage) -> impl IntoView {
    let Passage { name, text, count } = passage;
    view! {
        <section class="passage">
            <p class="passage-name">
                {name} {count.map(|count| view! { <span>{count}</span> })}
            </p>
            <p class="passage-text" dir="auto">
                {text}
            </p>
        </section>
    }
}

/// How many things were found, and which.
#[component]
fn FindingSummary(preview: Preview) -> impl IntoView {
    let found = findings::grouped(&preview);
    let errors = found
        .iter()
        .filter(|it| it.finding.severity == Severity::Error)
        .count();
    let warnings = found.len().saturating_sub(errors);
    let (state, words) = match (errors, warnings) {
        (0, 0) => (State::Good, text::shared::NO_ISSUES.to_owned()),
        (0, count) => (
            State::Warn,
            format_count(count, text::shared::WARNING, text::shared::WARNINGS),
        ),
        (count, 0) => (
            State::Bad,
            format_count(count, text::shared::PROBLEM, text::shared::PROBLEMS),
        ),
        (count, more) => (
            State::Bad,
            text::compare::problems_and_warnings(
                &format_count(count, text::shared::PROBLEM, text::shared::PROBLEMS),
                more,
            ),
        ),
    };
    let rows = found
        .into_iter()
        .map(|it| {
            let words = match &it.finding.platform {
                Some(platform) if !it.finding.message.starts_with(&platform.label()) => {
                    text::compare::found_on(&platform.label(), &it.finding.message)
                }
                _ => it.finding.message,
            };
            view! { <li dir="auto">{words}</li> }
        })
        .collect_view();
    view! {
        <div class="cell-found">
            <Badge state bare=true>
                {words}
            </Badge>
            <ul class="batch-reasons" role="list">
                {rows}
            </ul>
        </div>
    }
}

/// One preview as its readers will see it.
#[component]
pub fn PreviewDialog(
    /// The page's state.
    compare: CompareState,
) -> impl IntoView {
    let open = Memo::new(move |_| compare.opened.read().is_some());
    let title = Signal::derive(move || {
        compare
            .opened
            .get()
            .as_ref()
            .map(name_of)
            .unwrap_or_default()
    });
    let body = move || {
        let position = compare.opened.get()?;
        let (cell, _) = untrack(|| compare.cell(&position))?;
        let preview = cell.preview()?.clone();
        let part = preview.parts.get(&position.0).cloned()?;
        Some(view! {
            <FindingSummary preview />
            <PartView part />
        })
    };
    view! {
        <Dialog
            open
            on_close=move |()| compare.opened.set(None)
            title
            size=DialogSize::Large
        >
            {body}
        </Dialog>
    }
}
