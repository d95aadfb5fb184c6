//! A button that opens a list of actions.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{ButtonSize, ButtonTone, Icon, IconName, dom, pressed_key, unique_id};

mod list;

use list::List;

/// One entry of a menu.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MenuItem {
    /// What `on_choose` is told.
    pub id: String,
    /// The words.
    pub label: String,
    /// An icon before the words.
    pub icon: Option<IconName>,
    /// Where it leads, for an entry that is a link.
    pub href: Option<String>,
    /// It destroys something.
    pub danger: bool,
    /// It cannot be used now.
    pub disabled: bool,
    /// Whether it is ticked, for an entry that switches; `None` for one that
    /// does not.
    pub checked: Option<bool>,
}

impl MenuItem {
    /// An entry with its words.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// Puts an icon before the words.
    pub fn icon(self, icon: IconName) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// Makes it a link.
    pub fn href(self, href: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..self
        }
    }

    /// Marks it as destroying something.
    pub fn danger(self) -> Self {
        Self {
            danger: true,
            ..self
        }
    }

    /// Makes it unusable while `disabled`.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// Makes it an entry that switches.
    pub fn checked(self, checked: bool) -> Self {
        Self {
            checked: Some(checked),
            ..self
        }
    }
}

/// A button with a menu: arrows move, Enter chooses, Escape leaves.
#[component]
pub fn Menu(
    /// The accessible name of the button and of the menu.
    #[prop(into)]
    label: Signal<String>,
    /// The entries.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Called with the id of the chosen entry.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Shown on the button instead of an icon: words, an avatar. The label is
    /// then read aloud before it.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    /// The icon of a button without a face.
    #[prop(default = IconName::More)]
    icon: IconName,
    /// How much the button asks for attention.
    #[prop(default = ButtonTone::Quiet)]
    tone: ButtonTone,
    /// How tall the button is.
    #[prop(optional)]
    size: ButtonSize,
) -> impl IntoView {
    // Which end of the list takes the focus; `None` while it is closed.
    let open = RwSignal::new(None::<End>);
    let is_open = Memo::new(move |_| open.read().is_some());
    let button_id = StoredValue::new(unique_id("menu-button"));
    let menu_id = StoredValue::new(unique_id("menu"));
    let leave = Callback::new(move |refocus: bool| {
        open.set(None);
        if refocus {
            dom::focus_id(&button_id.get_value());
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let end = match pressed_key(&event).as_deref() {
            Some("ArrowDown") => End::First,
            Some("ArrowUp") => End::Last,
            _ => return,
        };
        event.prevent_default();
        open.set(Some(end));
    };
    let on_click = move |_| {
        let next = if is_open.get_untracked() {
            None
        } else {
            Some(End::First)
        };
        open.set(next);
    };
    let has_face = face.is_some();
    let class = if has_face { "button" } else { "icon-button" };
    view! {
        <span class="menu">
            <button
                class=class
                type="button"
                id=button_id.get_value()
                data-tone=tone.as_str()
                data-size=size.as_str()
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=move || is_open.get().then(|| menu_id.get_value())
                aria-label=move || (!has_face).then(|| label.get())
                on:click=on_click
                on:keydown=on_key
            >
                {match face {
                    Some(face) => {
                        view! {
                            <span class="visually-hidden">{move || label.get()}</span>
                            {face.run()}
                            <Icon name=IconName::ChevronDown />
                        }
                            .into_any()
                    }
                    None => view! { <Icon name=icon /> }.into_any(),
                }}
            </button>
            // Only while it is open: tables have menus by the hundred.
            {move || {
                open.get()
                    .map(|focus| {
                        view! { <List label items button_id menu_id focus leave on_choose /> }
                    })
            }}
        </span>
    }
    .into_any()
}

/// An end of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    First,
    Last,
}
