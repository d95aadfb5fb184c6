//! A field for code: line numbers, the language shown, faults at their lines.
//!
//! A plain textarea lies over a painted copy of its text, so everything that
//! browsers and screen readers know of a textarea stays true.

mod highlight;
mod keys;

use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlTextAreaElement;

use super::{FieldError, ForEach, State, StateMark, pressed_key, text::editor as text, unique_id};
use crate::effect::effect;
use highlight::Piece;
use keys::Edit;

/// Something that is to be said of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorMark {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, if that is known.
    pub column: Option<usize>,
    /// How serious it is.
    pub state: State,
    /// What is to be said.
    pub message: String,
}

/// A labelled field for code.
///
/// Tab indents; Escape and then Tab leaves the field, as Tab alone would trap
/// who has no mouse.
#[component]
pub fn Editor(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// What is to be said of single lines.
    #[prop(optional, into)]
    marks: Signal<Vec<EditorMark>>,
    /// What is wrong with all of it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A sentence below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// It must be filled in.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// It can be read and copied, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// A line to go to, from elsewhere; taken and emptied.
    #[prop(optional)]
    goto: Option<RwSignal<Option<usize>>>,
    /// Keeps the label for screen readers only, where a heading says the same.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let stem = unique_id("editor");
    let (hint_id, error_id) = (format!("{stem}-hint"), format!("{stem}-error"));
    let marks_id = format!("{stem}-marks");
    let described = format!("{error_id} {marks_id} {hint_id}");
    let area = NodeRef::<html::Textarea>::new();
    let scroll = NodeRef::<html::Div>::new();
    let go = move |line: usize| {
        if let (Some(area), Some(scroll)) = (area.get_untracked(), scroll.get_untracked()) {
            value.with_untracked(|text| show_line(&area, &scroll, text, line));
        }
    };
    if let Some(goto) = goto {
        effect(move |_| {
            if let Some(line) = goto.get() {
                goto.set(None);
                go(line);
            }
        });
    }
    // After Escape the next Tab leaves.
    let leaving = StoredValue::new(false);
    let on_key = move |event: KeyboardEvent| {
        // Somebody who composes a character means that with Enter.
        let Some(key) = pressed_key(&event) else {
            return;
        };
        let was_leaving = leaving.get_value();
        leaving.set_value(key == "Escape" || (key == "Shift" && was_leaving));
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        let Some(area) = area.get_untracked().filter(|_| plain) else {
            return;
        };
        if readonly.get_untracked() {
            return;
        }
        let (start, end) = selection(&area);
        let text = area.value();
        let edit = match key.as_str() {
            "Tab" if was_leaving => return,
            "Tab" if event.shift_key() => keys::outdent(&text, start, end),
            "Tab" => Some(keys::indent(&text, start, end)),
            "Enter" if !event.shift_key() => Some(keys::newline(&text, start, end)),
            _ => return,
        };
        event.prevent_default();
        if let Some(edit) = edit {
            apply(&area, &edit);
            value.set(area.value());
        }
    };
    let invalid = Signal::derive(move || {
        let bad = |mark: &EditorMark| mark.state == State::Bad;
        error.read().is_some() || marks.with(|marks| marks.iter().any(bad))
    });
    let lead = move || {
        if readonly.get() {
            String::new()
        } else {
            text::KEYS.to_owned()
        }
    };
    view! {
        <div class="field">
            <div class="field-head" data-hidden=label_hidden.then_some("")>
                <label class="field-label" for=stem.clone()>
                    {move || label.get()}
                </label>
            </div>
            <div
                class="editor"
                data-invalid=move || invalid.get().then_some("")
                data-readonly=move || readonly.get().then_some("")
            >
                <div class="editor-scroll" node_ref=scroll>
                    <HighlightLayer value marks />
                    <textarea
                        class="editor-text"
                        node_ref=area
                        id=stem.clone()
                        wrap="off"
                        spellcheck="false"
                        autocapitalize="off"
                        autocomplete="off"
                        required=move || required.get()
                        readonly=move || readonly.get()
                        aria-invalid=move || invalid.get().then_some("true")
                        aria-describedby=described
                        prop:value=move || value.get()
                        on:input:target=move |event| value.set(event.target().value())
                        on:keydown=on_key
                        on:blur=move |_| leaving.set_value(false)
                    ></textarea>
                </div>
            </div>
            <div class="editor-marks" id=marks_id aria-live="polite">
                <Marks marks go=Callback::new(go) />
            </div>
            <FieldError id=error_id error />
            <div class="field-hint" id=hint_id>
                {move || hint.get()}
                " "
                {lead}
            </div>
        </div>
    }
    .into_any()
}

/// The numbers of the lines, and the painted text.
#[component]
fn HighlightLayer(value: RwSignal<String>, marks: Signal<Vec<EditorMark>>) -> impl IntoView {
    let lines = Memo::new(move |_| value.with(|text| highlight::lines(text)));
    let count = Memo::new(move |_| lines.read().len());
    let state = move |line: usize| {
        marks.with(|marks| {
            let of_line = marks.iter().filter(|mark| mark.line == line);
            let worst = of_line.max_by_key(|mark| mark.state == State::Bad);
            worst.map(|mark| mark.state.as_str())
        })
    };
    view! {
        <div class="editor-gutter" aria-hidden="true">
            <ForEach
                each=move || 1..=count.get()
                key=|line| *line
                children=move |line| {
                    view! {
                        <span class="editor-number" data-state=move || state(line)>
                            {line}
                        </span>
                    }
                }
            />
        </div>
        <div class="editor-highlight" aria-hidden="true">
            <ForEach
                each=move || lines.get().into_iter().enumerate()
                key=|line| line.clone()
                children=move |(at, pieces)| {
                    view! {
                        <div class="editor-line" data-state=move || state(at + 1)>
                            {pieces.into_iter().map(piece).collect_view()}
                        </div>
                    }
                }
            />
        </div>
    }
    .into_any()
}

fn piece((kind, text): Piece) -> AnyView {
    match kind.as_str() {
        Some(kind) => view! { <span data-kind=kind>{text}</span> }.into_any(),
        None => text.into_any(),
    }
}

/// What is to be said of lines; each leads to its line.
#[component]
fn Marks(marks: Signal<Vec<EditorMark>>, go: Callback<usize>) -> impl IntoView {
    let mark = move |mark: EditorMark| {
        let line = mark.line;
        let place = match mark.column {
            Some(column) => text::line_and_column(line, column),
            None => text::line(line),
        };
        view! {
            <li data-state=mark.state.as_str()>
                <StateMark state=mark.state />
                <button class="editor-go" type="button" on:click=move |_| go.run(line)>
                    {place}
                </button>
                <span dir="auto">{mark.message}</span>
            </li>
        }
    };
    move || {
        let marks = marks.get();
        (!marks.is_empty())
            .then(|| view! { <ul role="list">{marks.into_iter().map(mark).collect_view()}</ul> })
    }
}

fn selection(area: &HtmlTextAreaElement) -> (usize, usize) {
    let place = |at: Result<Option<u32>, JsValue>| at.ok().flatten().unwrap_or_default() as usize;
    (place(area.selection_start()), place(area.selection_end()))
}

fn select(area: &HtmlTextAreaElement, (from, to): (usize, usize)) {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    _ = area.set_selection_range(place(from), place(to));
}

/// Changes the text so that the browser's own undo knows of it.
fn apply(area: &HtmlTextAreaElement, edit: &Edit) {
    select(area, (edit.from, edit.to));
    let command = js_sys::Reflect::get(&document(), &"execCommand".into());
    let command: Option<js_sys::Function> = command.ok().and_then(|it| it.dyn_into().ok());
    let done = command.and_then(|command| {
        let (name, insert) = (JsValue::from("insertText"), JsValue::from(&edit.insert));
        command
            .call3(&document(), &name, &JsValue::FALSE, &insert)
            .ok()
    });
    if done.and_then(|done| done.as_bool()) != Some(true) {
        // A browser without it forgets its undo; the text is right all the same.
        _ = area.set_range_text(&edit.insert);
    }
    select(area, edit.select);
}

/// Puts the caret on a line, and the line into view.
fn show_line(area: &HtmlTextAreaElement, scroll: &web_sys::Element, text: &str, line: usize) {
    _ = area.focus();
    select(area, keys::line_range(text, line));
    let count = text.split('\n').count().max(1);
    let height = f64::from(area.scroll_height()) / count as f64;
    let above = line.saturating_sub(4) as f64;
    scroll.set_scroll_top((above * height) as i32);
    scroll.set_scroll_left(0);
}
