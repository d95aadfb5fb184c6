//! One preview of the matrix: its words, what was found in it, and where it leads.

use leptos::prelude::*;
use wire::generate::{Preview, Severity};

use super::{
    super::{address as recipe_address, previews::Step, verdict},
    address::Place,
    gist::{Passage, gist},
    state::Preflight,
};
use crate::{
    features::shared::PartView,
    routes::Route,
    ui::{
        Badge, Button, ButtonSize, ButtonTone, Dialog, DialogSize, ErrorNotice, LinkButton,
        Skeleton, SkeletonShape, State, format_count,
    },
};

/// What to call a place in a sentence.
pub fn name_of((channel, tone): &Place) -> String {
    format!("{}, {}", channel.label(), tone.label())
}

/// One cell.
#[component]
pub fn CellView(
    /// The page's state.
    preflight: Preflight,
    /// Which.
    place: Place,
) -> impl IntoView {
    let name = name_of(&place);
    let place = StoredValue::new(place);
    let cell = Memo::new(move |_| place.with_value(|place| preflight.cell(place)));
    let step = Memo::new(move |_| cell.get().map(|(cell, _)| cell.step));
    let dated = Memo::new(move |_| {
        let cell = cell.read();
        cell.as_ref()
            .is_some_and(|(cell, is_current)| !is_current && cell.preview().is_some())
    });
    let reason = Signal::derive(move || preflight.reason());
    let render = move |()| place.with_value(|place| preflight.preview(place));
    let named = StoredValue::new(name);
    let label = move |verb: &str| named.with_value(|name| Some(format!("{verb}: {name}")));
    let body = move || match step.get() {
        None => view! {
            <p class="cell-nothing">"No preview yet"</p>
            <Button size=ButtonSize::Small reason label=label("Render") on_click=render>
                "Render"
            </Button>
        }
        .into_any(),
        Some(Step::Waiting | Step::Running) => {
            view! { <Skeleton shape=SkeletonShape::Lines count=4 label="Rendering" /> }.into_any()
        }
        Some(Step::Failed(error)) => view! {
            <ErrorNotice
                error=Signal::stored(Some(error))
                title=named.with_value(|name| format!("Couldn't render {name}"))
                on_retry=render
            />
        }
        .into_any(),
        Some(Step::Shown(preview)) => {
            view! { <Shown preflight place named preview=*preview /> }.into_any()
        }
    };
    let busy = move || matches!(step.get(), Some(Step::Waiting | Step::Running));
    view! {
        <td aria-busy=move || busy().to_string() data-dated=move || dated.get().then_some("")>
            <div class="cell">
                <Show when=move || dated.get()>
                    <div class="cell-dated">
                        <Badge state=State::Warn bare=true>
                            "Out of date"
                        </Badge>
                        <Button size=ButtonSize::Small reason label=label("Render again") on_click=render>
                            "Render again"
                        </Button>
                    </div>
                </Show>
                {body}
            </div>
        </td>
    }
}

#[component]
fn Shown(
    preflight: Preflight,
    place: StoredValue<Place>,
    named: StoredValue<String>,
    preview: Preview,
) -> impl IntoView {
    let passages = place.with_value(|(channel, _)| preview.parts.get(channel).map(gist));
    let label = move |verb: &str| named.with_value(|name| Some(format!("{verb}: {name}")));
    let pressed = Memo::new(move |_| {
        let compared = preflight.compared.read();
        place.with_value(|place| compared.contains(place))
    });
    let href = Signal::derive(move || {
        let recipe = place.with_value(|place| preflight.recipe_at(place));
        let tab = place.with_value(|(channel, _)| channel.as_str().to_owned());
        let query = recipe_address::write(&recipe).with(recipe_address::TAB, tab);
        Route::Generate.with(&query)
    });
    let text = match passages {
        Some(passages) => passages.into_iter().map(passage).collect_view().into_any(),
        None => view! { <p class="cell-nothing">"No preview available"</p> }.into_any(),
    };
    view! {
        <Found preview />
        <div class="cell-text">{text}</div>
        <div class="cell-actions">
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                label=label("Open")
                on_click=move |()| preflight.opened.set(Some(place.get_value()))
            >
                "Open"
            </Button>
            <button
                class="button"
                type="button"
                data-tone="quiet"
                data-size="small"
                aria-pressed=move || pressed.get().to_string()
                aria-label=label("Compare")
                on:click=move |_| place.with_value(|place| preflight.compare(place))
            >
                <span class="button-label">"Compare"</span>
            </button>
            <LinkButton href size=ButtonSize::Small label=label("Use this")>
                "Use this"
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
fn Found(preview: Preview) -> impl IntoView {
    let found = verdict::findings(&preview);
    let errors = found
        .iter()
        .filter(|it| it.finding.severity == Severity::Error)
        .count();
    let warnings = found.len().saturating_sub(errors);
    let (state, words) = match (errors, warnings) {
        (0, 0) => (State::Good, "No issues".to_owned()),
        (0, count) => (State::Warn, format_count(count, "warning", "warnings")),
        (count, 0) => (State::Bad, format_count(count, "problem", "problems")),
        (count, more) => (
            State::Bad,
            format!(
                "{}, {more} warnings",
                format_count(count, "problem", "problems")
            ),
        ),
    };
    let rows = found
        .into_iter()
        .map(|it| {
            let words = match &it.finding.platform {
                Some(platform) if !it.finding.message.starts_with(&platform.label()) => {
                    format!("{}: {}", platform.label(), it.finding.message)
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
pub fn Closely(
    /// The page's state.
    preflight: Preflight,
) -> impl IntoView {
    let open = Memo::new(move |_| preflight.opened.read().is_some());
    let title = Signal::derive(move || {
        preflight
            .opened
            .get()
            .as_ref()
            .map(name_of)
            .unwrap_or_default()
    });
    let body = move || {
        let place = preflight.opened.get()?;
        let (cell, _) = untrack(|| preflight.cell(&place))?;
        let preview = cell.preview()?.clone();
        let part = preview.parts.get(&place.0).cloned()?;
        Some(view! {
            <Found preview />
            <PartView part />
        })
    };
    view! {
        <Dialog
            open
            on_close=move |()| preflight.opened.set(None)
            title
            size=DialogSize::Large
        >
            {body}
        </Dialog>
    }
}
