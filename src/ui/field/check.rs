//! Yes or no: a checkbox chooses, a switch acts at once.

use leptos::prelude::*;

use super::FieldIds;
use crate::ui::{ChannelMarker, ChannelTone, FieldError};

/// Where a checkbox or a switch keeps its answer.
///
/// Either one signal that it writes, or a value to show and a callback to ask.
#[derive(Clone, Copy)]
pub struct Checked {
    shown: Signal<bool>,
    set: Callback<bool>,
}

impl Checked {
    /// Passes on what the reader wants, and shows what came of it: whoever
    /// keeps the answer may have refused.
    fn change(self, input: &web_sys::HtmlInputElement) {
        self.set.run(input.checked());
        input.set_checked(self.shown.get_untracked());
    }
}

impl From<RwSignal<bool>> for Checked {
    fn from(signal: RwSignal<bool>) -> Self {
        Self {
            shown: signal.into(),
            set: Callback::new(move |on| signal.set(on)),
        }
    }
}

impl From<(Signal<bool>, Callback<bool>)> for Checked {
    fn from((shown, set): (Signal<bool>, Callback<bool>)) -> Self {
        Self { shown, set }
    }
}

/// A labelled checkbox.
#[component]
pub fn Checkbox(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Its answer: an `RwSignal<bool>`, or a signal and a callback.
    #[prop(into)]
    checked: Checked,
    /// Some but not all of what it stands for.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// A sentence below the label.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The channel it chooses, which gives it a marker and a hue.
    #[prop(optional, into)]
    tone: Option<ChannelTone>,
    /// A bordered card that can be clicked anywhere.
    #[prop(optional)]
    card: bool,
    /// Keeps the label for screen readers only, as in a row of a table.
    #[prop(optional)]
    label_hidden: bool,
    /// The form name.
    #[prop(optional)]
    name: Option<&'static str>,
) -> impl IntoView {
    let ids = FieldIds::new();
    view! {
        <div
            class="checkbox"
            data-card=card.then_some("")
            data-channel=tone.map(ChannelTone::as_str)
            data-hidden=label_hidden.then_some("")
        >
            <input
                type="checkbox"
                id=ids.control.clone()
                name=name
                disabled=move || disabled.get()
                prop:checked=move || checked.shown.get()
                prop:indeterminate=move || mixed.get()
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=ids.described(detail, error)
                on:change:target=move |event| checked.change(&event.target())
            />
            <label for=ids.control.clone()>
                {tone.map(|channel| view! { <ChannelMarker channel /> })}
                <span>{move || label.get()}</span>
            </label>
            <div class="check-detail" id=ids.hint.clone()>
                {move || detail.get()}
            </div>
            <FieldError id=ids.error.clone() error />
        </div>
    }
    .into_any()
}

/// A labelled switch, for what takes effect at once.
#[component]
pub fn Switch(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Its answer: an `RwSignal<bool>`, or a signal and a callback.
    #[prop(into)]
    checked: Checked,
    /// A sentence below the label.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its change is on its way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Label first and switch at the end of the line, as in a list of settings.
    #[prop(optional)]
    trailing: bool,
) -> impl IntoView {
    let ids = FieldIds::new();
    let none = Signal::stored(None);
    view! {
        <div class="switch" data-trailing=trailing.then_some("")>
            <input
                type="checkbox"
                role="switch"
                id=ids.control.clone()
                disabled=move || disabled.get()
                aria-busy=move || pending.get().then_some("true")
                aria-describedby=ids.described(detail, none)
                prop:checked=move || checked.shown.get()
                on:click=move |event| {
                    if pending.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change:target=move |event| checked.change(&event.target())
            />
            <label for=ids.control.clone()>{move || label.get()}</label>
            <div class="check-detail" id=ids.hint.clone()>
                {move || detail.get()}
            </div>
        </div>
    }
}
