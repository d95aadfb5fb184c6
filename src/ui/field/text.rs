//! A field of one line.

use leptos::prelude::*;

use super::{FieldFrame, FieldFrameProps, FieldIds};
use crate::effect::effect;
use crate::ui::{Icon, IconName, text::field as text};

/// What a one-line field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// An email address.
    Email,
    /// A secret; it can be made visible.
    Password,
    /// Words to search for; it can be cleared.
    Search,
    /// An address.
    Url,
}

impl InputKind {
    /// The value of `type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Search => "search",
            Self::Url => "url",
        }
    }

    /// Whether it holds names of machines, which no dictionary knows.
    fn is_literal(self) -> bool {
        matches!(self, Self::Email | Self::Password | Self::Url)
    }
}

/// A labelled field of one line.
#[component]
pub fn TextField(
    /// Its label, exactly the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// What it takes.
    #[prop(optional)]
    kind: InputKind,
    /// The form name, by which password managers know it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What the browser may fill in, as `autocomplete` names it.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// A sentence below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It must be filled in.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// It can be read and copied, not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// An example, while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Keeps the label for screen readers only, as in a bar of filters.
    #[prop(optional)]
    label_hidden: bool,
    /// Monospace, for keys and ids.
    #[prop(optional)]
    mono: bool,
    /// The keyboard that a phone shows, as `inputmode` names it.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// What stands at the end of the label's line, such as a link.
    #[prop(optional, into)]
    aside: ViewFn,
    /// Called when the reader leaves the field; a good time to check it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let shown = RwSignal::new(false);
    let input_type = move || {
        if shown.get() {
            InputKind::Text.as_str()
        } else {
            kind.as_str()
        }
    };
    let set = move |text: String| {
        // Browsers that fill a form in fire input and change for one value.
        if value.with_untracked(|value| *value != text) {
            value.set(text);
        }
    };
    let input = NodeRef::<leptos::html::Input>::new();
    if autofocus {
        effect(move |_| {
            if let Some(input) = input.get() {
                _ = input.focus();
            }
        });
    }
    let control = view! {
        <div class="input" data-kind=kind.as_str() data-mono=mono.then_some("")>
            {(kind == InputKind::Search).then(|| view! { <Icon name=IconName::Search /> })}
            <input
                {..ids.attributes(hint, error, required, disabled)}
                node_ref=input
                type=input_type
                name=name
                autocomplete=autocomplete
                autocapitalize=kind.is_literal().then_some("none")
                spellcheck=kind.is_literal().then_some("false")
                placeholder=move || placeholder.get()
                readonly=move || readonly.get()
                inputmode=inputmode
                prop:value=move || value.get()
                on:input:target=move |event| set(event.target().value())
                on:change:target=move |event| set(event.target().value())
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            />
            {(kind == InputKind::Password)
                .then(|| view! { <Reveal shown /> })}
            {(kind == InputKind::Search)
                .then(|| {
                    view! {
                        <Show when=move || !value.read().is_empty()>
                            <button
                                class="input-button"
                                type="button"
                                aria-label=text::CLEAR
                                on:click=move |_| {
                                    value.set(String::new());
                                    if let Some(input) = input.get_untracked() {
                                        _ = input.focus();
                                    }
                                }
                            >
                                <Icon name=IconName::Close />
                            </button>
                        </Show>
                    }
                })}
        </div>
    };
    let frame = FieldFrameProps::builder()
        .ids(ids)
        .label(label)
        .hint(hint)
        .error(error)
        .label_hidden(label_hidden)
        .aside(aside)
        .children(Box::new(move || control.into_any()))
        .build();
    FieldFrame(frame).into_any()
}

/// Shows and hides what is typed. Its name leaves the field's own label out,
/// so that whoever looks for the label finds one control.
#[component]
fn Reveal(shown: RwSignal<bool>) -> impl IntoView {
    let icon = Signal::derive(move || {
        if shown.get() {
            IconName::EyeOff
        } else {
            IconName::Eye
        }
    });
    view! {
        <button
            class="input-button"
            type="button"
            aria-label=text::SHOW_CHARACTERS
            aria-pressed=move || shown.get().to_string()
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            <Icon name=icon />
        </button>
    }
}
