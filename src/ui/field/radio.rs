//! One of a few, all of them in sight.

use leptos::prelude::*;

use super::{FieldError, FieldIds};
use crate::ui::{ChannelMarker, ChannelTone, Icon, IconName};

/// One thing that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What `value` becomes.
    pub value: String,
    /// The words, exactly the accessible name.
    pub label: String,
    /// A sentence below the words.
    pub detail: Option<String>,
    /// An icon before the words.
    pub icon: Option<IconName>,
    /// The channel it belongs to.
    pub channel: Option<ChannelTone>,
    /// It cannot be chosen now.
    pub disabled: bool,
}

impl ChoiceOption {
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

    /// Puts an icon before the words.
    pub fn icon(self, icon: IconName) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// Says which channel it belongs to.
    pub fn channel(self, channel: ChannelTone) -> Self {
        Self {
            channel: Some(channel),
            ..self
        }
    }
}

/// Radio buttons in a line, as one segmented control.
#[component]
pub fn RadioGroup(
    /// The question; the accessible name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// The value of the chosen option.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<ChoiceOption>>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    view! { <Choices class="radio-group" label value options error disabled label_hidden /> }
}

/// Radio buttons as cards, for choices that need explaining.
#[component]
pub fn CardRadio(
    /// The question; the accessible name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// The value of the chosen option.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<ChoiceOption>>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    view! { <Choices class="card-radio" label value options error disabled label_hidden /> }
}

#[component]
fn Choices(
    class: &'static str,
    label: Signal<String>,
    value: RwSignal<String>,
    options: Signal<Vec<ChoiceOption>>,
    error: Signal<Option<String>>,
    disabled: Signal<bool>,
    label_hidden: bool,
) -> impl IntoView {
    let ids = FieldIds::new();
    let group = StoredValue::new(ids.control.clone());
    let choices = move || {
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, option)| {
                let id = format!("{}-{index}", group.get_value());
                view! { <Choice id group=group.get_value() option value disabled /> }
            })
            .collect_view()
    };
    view! {
        <fieldset
            class=class
            aria-describedby=move || error.read().is_some().then(|| ids.error.clone())
        >
            <legend class="field-label" class:visually-hidden=label_hidden>
                {move || label.get()}
            </legend>
            <div class="choices">{choices}</div>
            <FieldError id=format!("{}-error", group.get_value()) error />
        </fieldset>
    }
    .into_any()
}

#[component]
fn Choice(
    id: String,
    group: String,
    option: ChoiceOption,
    value: RwSignal<String>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let ChoiceOption {
        value: own,
        label,
        detail,
        icon,
        channel,
        disabled: never,
    } = option;
    let detail_id = format!("{id}-detail");
    let chosen = own.clone();
    view! {
        <div class="choice" data-channel=channel.map(ChannelTone::as_str)>
            <input
                type="radio"
                id=id.clone()
                name=group
                value=own.clone()
                disabled=move || never || disabled.get()
                aria-describedby=detail.is_some().then(|| detail_id.clone())
                prop:checked=move || *value.read() == own
                on:change=move |_| value.set(chosen.clone())
            />
            <label for=id>
                {icon.map(|name| view! { <Icon name /> })}
                {channel.map(|channel| view! { <ChannelMarker channel /> })}
                <span>{label}</span>
            </label>
            {detail
                .map(|detail| {
                    view! {
                        <div class="check-detail" id=detail_id.clone()>
                            {detail}
                        </div>
                    }
                })}
        </div>
    }
}
