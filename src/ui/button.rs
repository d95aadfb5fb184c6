//! Buttons, and links that look like them.

use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::components::A;

use super::{Icon, IconName, unique_id};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonTone {
    /// The one thing to do here; solid ink.
    Primary,
    /// An ordinary action, outlined.
    #[default]
    Plain,
    /// An action in passing, without an outline.
    Quiet,
    /// Destroys something.
    Danger,
}

impl ButtonTone {
    /// The value of `data-tone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// How tall a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// In rows and panel headings.
    Small,
    /// Everywhere else.
    #[default]
    Medium,
    /// The one button of a page, as on the sign-in pages.
    Large,
}

impl ButtonSize {
    /// The value of `data-size`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// What a button does in a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Only what `on_click` says.
    #[default]
    Button,
    /// Submits its form.
    Submit,
}

impl ButtonKind {
    /// The value of `type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Submit => "submit",
        }
    }
}

/// A button with words on it.
///
/// It never fires, and never submits, while it is pending or disabled.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    tone: ButtonTone,
    /// How tall it is.
    #[prop(optional)]
    size: ButtonSize,
    /// Whether it submits a form.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its action is on its way: it keeps its width and focus, and turns.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// It cannot be used, for an obvious reason.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it cannot be used now; `None` when it can. It stays focusable, so
    /// that everybody can find the reason.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Signal<Option<IconName>>,
    /// An accessible name that says more than the words; it must begin with
    /// them.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// Its shortcut, as `aria-keyshortcuts` wants it.
    #[prop(optional_no_strip)]
    aria_keys: Option<String>,
    /// Spreads over the width it is given.
    #[prop(optional)]
    wide: bool,
    /// Called on a click that counts.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let reason_id = unique_id("reason");
    let describes = reason_id.clone();
    let blocked = Signal::derive(move || pending.get() || reason.read().is_some());
    let click = move |event: MouseEvent| {
        if blocked.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            class="button"
            type=kind.as_str()
            data-tone=tone.as_str()
            data-size=size.as_str()
            data-wide=wide.then_some("")
            data-reason=move || reason.get()
            disabled=move || disabled.get() && reason.read().is_none()
            aria-disabled=move || blocked.get().then_some("true")
            aria-busy=move || pending.get().then_some("true")
            aria-label=move || label.get()
            aria-keyshortcuts=aria_keys
            aria-describedby=move || reason.read().is_some().then(|| describes.clone())
            on:click=click
        >
            {move || icon.get().map(|name| view! { <Icon name /> })}
            <span class="button-label">{children()}</span>
        </button>
        <span hidden id=reason_id>
            {move || reason.get()}
        </span>
    }
}

/// A link that looks like a button, because following it is the thing to do.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    tone: ButtonTone,
    /// How tall it is.
    #[prop(optional)]
    size: ButtonSize,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// An accessible name that says more than the words.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// Opens a new tab; for addresses outside the app.
    #[prop(optional)]
    external: bool,
    /// Spreads over the width it is given.
    #[prop(optional)]
    wide: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let content = view! {
        {icon.map(|name| view! { <Icon name /> })}
        <span class="button-label">{children()}</span>
    };
    if external {
        view! {
            <a
                class="button"
                data-tone=tone.as_str()
                data-size=size.as_str()
                data-wide=wide.then_some("")
                href=move || href.get()
                target="_blank"
                rel="noopener noreferrer"
                aria-label=move || label.get()
            >
                {content}
                <Icon name=IconName::External />
            </a>
        }
        .into_any()
    } else {
        view! {
            <A
                href=move || href.get()
                attr:class="button"
                attr:data-tone=tone.as_str()
                attr:data-size=size.as_str()
                attr:data-wide=wide.then_some("")
                attr:aria-label=move || label.get()
            >
                {content}
            </A>
        }
        .into_any()
    }
}

/// A button that is only an icon; its label is its name and its tooltip.
#[component]
pub fn IconButton(
    /// What it shows.
    #[prop(into)]
    icon: Signal<IconName>,
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for attention.
    #[prop(default = ButtonTone::Quiet)]
    tone: ButtonTone,
    /// How tall it is.
    #[prop(optional)]
    size: ButtonSize,
    /// Its action is on its way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// It cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it is pressed in, for a button that switches; `None` for one
    /// that does not.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// Called on a click that counts.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    let click = move |event: MouseEvent| {
        if pending.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
        } else {
            on_click.run(());
        }
    };
    view! {
        <button
            class="icon-button"
            type="button"
            data-tone=tone.as_str()
            data-size=size.as_str()
            disabled=move || disabled.get()
            aria-disabled=move || pending.get().then_some("true")
            aria-busy=move || pending.get().then_some("true")
            aria-pressed=move || pressed.get().map(|on| on.to_string())
            aria-label=move || label.get()
            on:click=click
        >
            <Icon name=icon />
        </button>
    }
}
