//! Fields for a date, and for a date and time, in the browser's own form.
//!
//! The browser gives the empty text for what is typed in part. So it is asked whether that is so,
//! and what is typed is never written over because it cannot be read.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use wire::Stamp;

use super::{
    ChoiceOption, FieldFrame, FieldFrameProps, FieldIds, FieldValue, RadioGroup, Unreadable,
    error_after_leaving::ErrorAfterLeaving,
    moment::{INCOMPLETE_DATE, MomentChoice, TypedMoment, browser_offset, read_date},
};
use crate::effect::effect;

use crate::ui::text::field as text;

/// What an element of the browser's own form tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct NativeText {
    text: String,
    is_incomplete: bool,
}

impl NativeText {
    fn of(input: &HtmlInputElement) -> Self {
        // Reached by name: the type would cost a feature of its own.
        let validity = js_sys::Reflect::get(input, &JsValue::from_str("validity"));
        let bad = validity.and_then(|it| js_sys::Reflect::get(&it, &JsValue::from_str("badInput")));
        Self {
            text: input.value(),
            is_incomplete: bad.is_ok_and(|bad| bad.is_truthy()),
        }
    }
}

/// The moment that is typed, by the browser's own zone.
pub fn read_moment(typed: &TypedMoment) -> FieldValue<Stamp> {
    typed.read(browser_offset)
}

/// What a field shows for a moment, by the browser's own zone.
pub fn typed_moment(value: &FieldValue<Stamp>) -> TypedMoment {
    TypedMoment::of(value, browser_offset)
}

/// A labelled field for a local date and time; read it with [`read_moment`].
///
/// It says itself why it cannot be read, and asks which moment is meant where one comes twice.
#[component]
pub fn MomentField(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<TypedMoment>,
    /// A sentence below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What else is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
    /// The least it may be, as the browser writes it.
    #[prop(optional, into)]
    min: Signal<Option<String>>,
    /// Called when the reader leaves the field, and when they choose which moment is meant.
    #[prop(optional, into)]
    on_settle: Option<Callback<()>>,
) -> impl IntoView {
    let own = ErrorAfterLeaving::new(!value.read_untracked().is_empty(), on_settle);
    let unreadable = own.error(
        move || read_moment(&value.read()).unreadable().cloned(),
        Unreadable::is_incomplete,
    );
    let error = Signal::derive(move || unreadable.get().or_else(|| error.get()));
    let shown = Signal::derive(move || {
        value.with(|typed| NativeText {
            text: typed.text.clone(),
            is_incomplete: typed.is_incomplete,
        })
    });
    let set = move |native: NativeText| {
        value.set(TypedMoment {
            text: native.text,
            is_incomplete: native.is_incomplete,
            offset: None,
        });
    };
    view! {
        <TemporalInput
            kind="datetime-local"
            label
            shown
            on_input=set
            hint
            error
            disabled
            label_hidden
            min
            on_blur=move |()| own.leave()
        />
        <WhichMoment value on_choice=on_settle />
    }
    .into_any()
}

/// Asks which moment is meant where the clock shows one time twice.
#[component]
fn WhichMoment(value: RwSignal<TypedMoment>, on_choice: Option<Callback<()>>) -> impl IntoView {
    let choices = Memo::new(move |_| value.read().choices(browser_offset));
    move || {
        let choices = choices.get();
        (!choices.is_empty()).then(|| {
            let chosen = value.with_untracked(|typed| typed.offset);
            let word = RwSignal::new(chosen.map(|it| it.to_string()).unwrap_or_default());
            effect(move |before: Option<()>| {
                let offset = word.read().parse().ok();
                if before.is_some() && value.with_untracked(|typed| typed.offset != offset) {
                    value.update(|typed| typed.offset = offset);
                    if let Some(on_choice) = on_choice {
                        on_choice.run(());
                    }
                }
            });
            let option = |(index, choice): (usize, &MomentChoice)| {
                let label = if index == 0 {
                    text::before_clocks_go_back(&choice.label())
                } else {
                    text::after_clocks_go_back(&choice.label())
                };
                ChoiceOption::new(choice.offset.to_string(), label)
            };
            let options: Vec<_> = choices.iter().enumerate().map(option).collect();
            view! { <RadioGroup label=text::WHICH_TIME value=word options /> }
        })
    }
}

/// A labelled field for a date, as `2026-11-23`; read it with [`read_date`].
///
/// It says itself why it cannot be read.
#[component]
pub fn DateField(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// A sentence below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What else is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It must be filled in.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// Called when the reader leaves the field.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let own = ErrorAfterLeaving::new(!value.read_untracked().is_empty(), on_blur);
    let unreadable = own.error(
        move || read_date(&value.read()).unreadable().cloned(),
        Unreadable::is_incomplete,
    );
    let error = Signal::derive(move || unreadable.get().or_else(|| error.get()));
    let shown = Signal::derive(move || {
        let text = value.get();
        let is_incomplete = text == INCOMPLETE_DATE;
        NativeText {
            text: if is_incomplete { String::new() } else { text },
            is_incomplete,
        }
    });
    let set = move |native: NativeText| {
        value.set(if native.is_incomplete {
            INCOMPLETE_DATE.to_owned()
        } else {
            native.text
        });
    };
    view! {
        <TemporalInput
            kind="date"
            label
            shown
            on_input=set
            hint
            error
            required
            on_blur=move |()| own.leave()
        />
    }
    .into_any()
}

#[component]
fn TemporalInput(
    kind: &'static str,
    label: Signal<String>,
    shown: Signal<NativeText>,
    #[prop(into)] on_input: Callback<NativeText>,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
    #[prop(optional, into)] required: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] label_hidden: bool,
    #[prop(optional, into)] min: Signal<Option<String>>,
    #[prop(into)] on_blur: Callback<()>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let input = NodeRef::<leptos::html::Input>::new();
    // What the element told last: only what somebody has changed in it since is heard.
    let told = StoredValue::new(None::<NativeText>);
    let hear = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let now = NativeText::of(&input);
        if told.with_value(|told| told.as_ref() != Some(&now)) {
            told.set_value(Some(now.clone()));
            on_input.run(now);
        }
    };
    effect(move |_| {
        let shown = shown.get();
        let Some(input) = input.get() else {
            return;
        };
        if told.with_value(|told| told.as_ref() != Some(&shown)) {
            input.set_value(&shown.text);
            told.set_value(Some(NativeText::of(&input)));
        }
    });
    let control = view! {
        <div class="input" data-kind=kind>
            <input
                {..ids.attributes(hint, error, required, disabled)}
                node_ref=input
                type=kind
                min=move || min.get()
                // Typing one part of several is no input yet, so the keys are heard as well.
                on:input=move |_| hear()
                on:change=move |_| hear()
                on:keyup=move |_| hear()
                on:click=move |_| hear()
                on:blur=move |_| {
                    hear();
                    on_blur.run(());
                }
            />
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
