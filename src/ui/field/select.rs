//! A choice among a few, as the browser's own list.

use leptos::prelude::*;

use super::{FieldFrame, FieldFrameProps, FieldIds};
use crate::ui::{Icon, IconName};

/// One thing that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOption {
    /// What `value` becomes.
    pub value: String,
    /// The words.
    pub label: String,
    /// A sentence that stands below the field while this is chosen.
    pub detail: Option<String>,
    /// It cannot be chosen now.
    pub disabled: bool,
}

impl SelectOption {
    /// An option with its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// Adds a sentence of explanation.
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }

    /// Makes it unusable while `disabled`.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }
}

/// A labelled native select.
#[component]
pub fn Select(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The value of the chosen option.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// The form name.
    #[prop(optional)]
    name: Option<&'static str>,
    /// A sentence below the field, unless the chosen option has its own.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Something must be chosen.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// It cannot be used; the hint then says why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What is shown while `value` is empty, such as `Choose a template`.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
    /// Called with each choice the reader makes, after `value` has it.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let hint = Signal::derive(move || {
        // The hint of a field that is off says why, which no option can know.
        if let Some(reason) = hint.get().filter(|_| disabled.get()) {
            return Some(reason);
        }
        let detail = options.with(|options| {
            let chosen = value.read();
            options
                .iter()
                .find(|option| option.value == *chosen)
                .and_then(|o| o.detail.clone())
        });
        detail.or_else(|| hint.get())
    });
    let choices = move || {
        options
            .get()
            .into_iter()
            .map(|option| {
                let own = option.value.clone();
                view! {
                    <option
                        value=option.value
                        disabled=option.disabled
                        prop:selected=move || *value.read() == own
                    >
                        {option.label}
                    </option>
                }
            })
            .collect_view()
    };
    let control = view! {
        <div class="input" data-kind="select">
            <select
                {..ids.attributes(hint, error, required, disabled)}
                name=name
                on:change:target=move |event| {
                    let chosen = event.target().value();
                    value.set(chosen.clone());
                    if let Some(on_change) = on_change {
                        on_change.run(chosen);
                    }
                }
            >
                {move || {
                    placeholder
                        .get()
                        .map(|words| {
                            view! {
                                <option
                                    value=""
                                    disabled
                                    hidden
                                    prop:selected=move || value.read().is_empty()
                                >
                                    {words}
                                </option>
                            }
                        })
                }}
                {choices}
            </select>
            <Icon name=IconName::ChevronDown />
        </div>
    };
    let frame = FieldFrameProps::builder()
        .ids(ids)
        .label(label)
        .hint(hint)
        .error(error)
        .label_hidden(label_hidden)
        .children(Box::new(move || control.into_any()))
        .build();
    FieldFrame(frame).into_any()
}
