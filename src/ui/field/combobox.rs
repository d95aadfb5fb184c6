//! A choice among many, found by typing (WAI-ARIA 1.2 combobox).

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{FieldFrame, FieldFrameProps, FieldIds};
use crate::ui::{
    Icon, IconName, LONG_LINE, dom,
    popover_position::{PopoverAlign, use_popover_position},
    pressed_key, shorten_text,
    text::field as text,
};

pub(in crate::ui) mod filter;

/// More options than this nobody reads; typing narrows them down.
const SHOWN: usize = 100;

/// One thing that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComboOption {
    /// What `value` becomes.
    pub value: String,
    /// The words, also shown in the field when it is chosen.
    pub label: String,
    /// A line below the words.
    pub detail: Option<String>,
    /// Further words it is found by.
    pub keywords: String,
}

impl ComboOption {
    /// An option with its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// Adds a line below the words.
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }

    /// Adds words it is found by.
    pub fn keywords(self, keywords: impl Into<String>) -> Self {
        Self {
            keywords: keywords.into(),
            ..self
        }
    }
}

/// A labelled field that opens a list on click; arrows and Enter choose.
#[component]
pub fn Combobox(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<ComboOption>>,
    /// The value of the chosen option.
    value: RwSignal<Option<String>>,
    /// Called with what is typed, where the server searches; the options are
    /// then shown as given, unfiltered.
    #[prop(optional, into)]
    on_query: Option<Callback<String>>,
    /// More options are on their way.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A sentence below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is said when nothing is found.
    #[prop(default = text::NO_MATCHES.into(), into)]
    empty_text: Signal<String>,
    /// An example, while nothing is chosen.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Something must be chosen.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Offers a button that takes the choice back.
    #[prop(optional)]
    clearable: bool,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let ids = FieldIds::new();
    let list_id = StoredValue::new(format!("{}-list", ids.control));
    let box_id = StoredValue::new(format!("{}-box", ids.control));
    let open = RwSignal::new(false);
    // What is typed since it opened; `None` shows the chosen label.
    let query = RwSignal::new(None::<String>);
    let active = RwSignal::new(None::<usize>);

    // A choice stays named even when the options it came from are gone.
    let chosen_label = Memo::new(move |known: Option<&String>| {
        let Some(chosen) = value.get() else {
            return String::new();
        };
        options.with(|options| {
            let found = options.iter().find(|option| option.value == chosen);
            let label = found.map(|option| option.label.clone());
            label
                .or_else(|| known.filter(|known| !known.is_empty()).cloned())
                .unwrap_or(chosen)
        })
    });
    let found = Memo::new(move |_| {
        options.with(|options| match query.get() {
            Some(query) if on_query.is_none() => filter::matching(options, &query),
            _ => options.clone(),
        })
    });
    let shown = Memo::new(move |_| {
        found.with(|found| found.iter().take(SHOWN).cloned().collect::<Vec<_>>())
    });
    let option_id = move |index: usize| format!("{}-{index}", list_id.get_value());

    let show = move || {
        if disabled.get_untracked() || open.get_untracked() {
            return;
        }
        open.set(true);
        let chosen = value.get_untracked();
        let at = shown.with_untracked(|shown| {
            chosen.and_then(|chosen| shown.iter().position(|option| option.value == chosen))
        });
        active.set(at);
        if let Some(at) = at {
            request_animation_frame(move || dom::reveal(&option_id(at)));
        }
    };
    let hide = move || {
        // A field that goes away with the focus in it, as in a dialog, hears of that too late.
        let Some(asked) = query.try_get_untracked() else {
            return;
        };
        open.set(false);
        // The next search starts afresh, also on the server.
        if asked.is_some()
            && let Some(on_query) = on_query
        {
            on_query.run(String::new());
        }
        query.set(None);
        active.set(None);
    };
    let choose = move |option: &ComboOption| {
        value.set(Some(option.value.clone()));
        hide();
    };
    let move_to = move |target: usize| {
        active.set(Some(target));
        request_animation_frame(move || dom::reveal(&option_id(target)));
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(key) = pressed_key(&event) else {
            return;
        };
        let last = shown.with_untracked(Vec::len).checked_sub(1);
        let at = active.get_untracked();
        match key.as_str() {
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => {
                event.prevent_default();
                show();
                if active.get_untracked().is_none()
                    && let Some(last) = last
                {
                    move_to(if key == "ArrowDown" { 0 } else { last });
                }
            }
            "ArrowDown" => {
                event.prevent_default();
                if let Some(last) = last {
                    move_to(at.map_or(0, |at| if at >= last { 0 } else { at + 1 }));
                }
            }
            "ArrowUp" => {
                event.prevent_default();
                if let Some(last) = last {
                    move_to(at.and_then(|at| at.checked_sub(1)).unwrap_or(last));
                }
            }
            "Enter" if open.get_untracked() => {
                // Enter chooses and does not send the form.
                event.prevent_default();
                // What was typed stands for the best match until an arrow is pressed.
                let typed =
                    query.with_untracked(|query| query.as_ref().is_some_and(|q| !q.is_empty()));
                let at = at.or(typed.then_some(0));
                let option = shown.with_untracked(|shown| at.and_then(|at| shown.get(at).cloned()));
                if let Some(option) = option {
                    choose(&option);
                }
            }
            "Escape" if open.get_untracked() => {
                // Only the list closes, not the dialog around it.
                event.prevent_default();
                event.stop_propagation();
                hide();
            }
            _ => {}
        }
    };
    let on_input = move |text: String| {
        open.set(true);
        query.set(Some(text.clone()));
        active.set(None);
        if let Some(on_query) = on_query {
            on_query.run(text);
        }
    };
    let place = use_popover_position(
        open.into(),
        box_id.get_value(),
        list_id.get_value(),
        PopoverAlign::Start,
    );
    let entries = move || {
        shown
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, option)| {
                let is_chosen = value.with_untracked(|value| value.as_ref() == Some(&option.value));
                let label = shorten_text(&option.label, LONG_LINE);
                let detail = option.detail.as_ref().map(|it| shorten_text(it, LONG_LINE));
                view! {
                    <div
                        class="combobox-option"
                        role="option"
                        id=option_id(index)
                        aria-selected=is_chosen.to_string()
                        data-active=move || (active.get() == Some(index)).then_some("")
                        on:pointermove=move |_| {
                            if active.get_untracked() != Some(index) {
                                active.set(Some(index));
                            }
                        }
                        // Before the field loses the focus.
                        on:mousedown=move |event| event.prevent_default()
                        on:click=move |_| choose(&option)
                    >
                        <span class="combobox-label">{label}</span>
                        {detail
                            .map(|detail| view! { <span class="combobox-detail">{detail}</span> })}
                        {is_chosen.then(|| view! { <Icon name=IconName::Check /> })}
                    </div>
                }
            })
            .collect_view()
    };
    let more = move || found.with(|found| found.len().saturating_sub(SHOWN));
    let status = move || {
        if !open.get() {
            String::new()
        } else if loading.get() {
            text::LOADING.to_owned()
        } else {
            match found.with(Vec::len) {
                0 => empty_text.get(),
                1 => text::ONE_RESULT.to_owned(),
                count => text::results(count),
            }
        }
    };
    let control = view! {
        <div class="combobox">
            <div class="input" data-kind="combobox" id=box_id.get_value()>
                <input
                    id=ids.control.clone()
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || placeholder.get()
                    aria-autocomplete="list"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=list_id.get_value()
                    aria-activedescendant=move || {
                        let count = shown.with(Vec::len);
                        active.get().filter(|at| open.get() && *at < count).map(option_id)
                    }
                    aria-required=move || required.get().then_some("true")
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=ids.described(hint, error)
                    disabled=move || disabled.get()
                    prop:value=move || query.get().unwrap_or_else(|| chosen_label.get())
                    on:click=move |_| show()
                    on:focus:target=move |event| event.target().select()
                    on:blur=move |_| hide()
                    on:input:target=move |event| on_input(event.target().value())
                    on:keydown=on_key
                />
                <Show when=move || clearable && value.read().is_some() && !disabled.get()>
                    <button
                        class="input-button"
                        type="button"
                        aria-label=text::CLEAR_CHOICE
                        on:mousedown=move |event| event.prevent_default()
                        on:click=move |_| {
                            value.set(None);
                            hide();
                        }
                    >
                        <Icon name=IconName::Close />
                    </button>
                </Show>
                <Icon name=IconName::ChevronDown />
            </div>
            <div
                class="combobox-list"
                popover="manual"
                id=list_id.get_value()
                role="listbox"
                // Not the field's own label: whoever looks for that finds one control.
                aria-label=text::CHOICES
                style:left=move || format!("{}px", place.get().left)
                style:top=move || format!("{}px", place.get().top)
                style:width=move || format!("{}px", place.get().width)
                style:max-height=move || format!("{}px", place.get().room.min(320.0))
                on:mousedown=move |event| event.prevent_default()
            >
                {move || open.get().then(entries)}
                <Show when=move || { loading.get() || found.with(Vec::is_empty) || more() > 0 }>
                    <div
                        class="combobox-note"
                        role=move || found.with(Vec::is_empty).then_some("option")
                        aria-disabled=move || found.with(Vec::is_empty).then_some("true")
                        aria-hidden=move || (!found.with(Vec::is_empty)).then_some("true")
                    >
                        {move || {
                            if loading.get() {
                                text::LOADING.to_owned()
                            } else if more() > 0 {
                                text::more(more())
                            } else {
                                empty_text.get()
                            }
                        }}
                    </div>
                </Show>
            </div>
            <span class="visually-hidden" role="status">
                {status}
            </span>
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
