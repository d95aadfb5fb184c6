//! A button that opens a list of actions.

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::components::A;

use super::{
    ButtonSize, ButtonTone, Icon, IconName, dom,
    float::{FloatAlign, use_float},
    unique_id,
};

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
    let open = RwSignal::new(false);
    let button_id = StoredValue::new(unique_id("menu-button"));
    let menu_id = StoredValue::new(unique_id("menu"));
    let place = use_float(
        open.into(),
        button_id.get_value(),
        menu_id.get_value(),
        FloatAlign::End,
    );
    let item_id = move |index: usize| format!("{}-{index}", menu_id.get_value());
    let focus = move |index: usize| dom::focus_id(&item_id(index));
    let usable = move || {
        items.with_untracked(|items| {
            items
                .iter()
                .enumerate()
                .filter(|(_, item)| !item.disabled)
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        })
    };
    let show = move |last: bool| {
        open.set(true);
        let usable = usable();
        let target = if last { usable.last() } else { usable.first() };
        if let Some(target) = target.copied() {
            request_animation_frame(move || focus(target));
        }
    };
    let leave = move || {
        open.set(false);
        dom::focus_id(&button_id.get_value());
    };
    let choose = move |id: String| {
        leave();
        on_choose.run(id);
    };
    let on_button_key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            show(false);
        }
        "ArrowUp" => {
            event.prevent_default();
            show(true);
        }
        _ => {}
    };
    let on_item_key = move |event: KeyboardEvent, index: usize| {
        let usable = usable();
        let at = usable
            .iter()
            .position(|entry| *entry == index)
            .unwrap_or_default();
        let target = match event.key().as_str() {
            "ArrowDown" => usable.get(at + 1).or(usable.first()),
            "ArrowUp" => at.checked_sub(1).map_or(usable.last(), |at| usable.get(at)),
            "Home" => usable.first(),
            "End" => usable.last(),
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                return leave();
            }
            "Tab" => return open.set(false),
            _ => return,
        };
        event.prevent_default();
        if let Some(target) = target {
            focus(*target);
        }
    };
    Effect::new(move |_| {
        if open.get() {
            dom::capture_on_window("pointerdown", move |event| {
                if !dom::is_within(&event, &menu_id.get_value())
                    && !dom::is_within(&event, &button_id.get_value())
                {
                    open.set(false);
                }
            });
        }
    });

    let entries = move || {
        items
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, item)| {
                view! { <Entry id=item_id(index) item on_choose=choose on_key=move |event| on_item_key(event, index) /> }
            })
            .collect_view()
    };
    let class = if face.is_some() {
        "button"
    } else {
        "icon-button"
    };
    let has_face = face.is_some();
    view! {
        <span class="menu">
            <button
                class=class
                type="button"
                id=button_id.get_value()
                data-tone=tone.as_str()
                data-size=size.as_str()
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-controls=move || open.get().then(|| menu_id.get_value())
                aria-label=move || (!has_face).then(|| label.get())
                on:click=move |_| if open.get_untracked() { leave() } else { show(false) }
                on:keydown=on_button_key
            >
                {match face {
                    Some(face) => {
                        view! {
                            <span class="visually-hidden">{move || label.get()}</span>
                            {face.run()}
                        }
                            .into_any()
                    }
                    None => view! { <Icon name=icon /> }.into_any(),
                }}
                {has_face.then(|| view! { <Icon name=IconName::ChevronDown /> })}
            </button>
            <div
                class="menu-list"
                popover="manual"
                id=menu_id.get_value()
                role="menu"
                aria-label=move || label.get()
                style:left=move || format!("{}px", place.get().left)
                style:top=move || format!("{}px", place.get().top)
            >
                {move || open.get().then(entries)}
            </div>
        </span>
    }
    .into_any()
}

#[component]
fn Entry(
    id: String,
    item: MenuItem,
    #[prop(into)] on_choose: Callback<String>,
    on_key: impl Fn(KeyboardEvent) + 'static,
) -> impl IntoView {
    let role = if item.checked.is_some() {
        "menuitemcheckbox"
    } else {
        "menuitem"
    };
    let icon = match item.checked {
        Some(true) => Some(IconName::Check),
        Some(false) => None,
        None => item.icon,
    };
    let danger = item.danger.then_some("");
    let content = view! {
        <span class="menu-icon">{icon.map(|name| view! { <Icon name /> })}</span>
        <span>{item.label}</span>
    };
    let chosen = item.id;
    match item.href {
        Some(href) => view! {
            <A
                href=href
                attr:class="menu-item"
                attr:id=id
                attr:role=role
                attr:tabindex="-1"
                attr:data-danger=danger
                on:keydown=on_key
                on:click=move |_| on_choose.run(chosen.clone())
            >
                {content}
            </A>
        }
        .into_any(),
        None => view! {
            <button
                class="menu-item"
                type="button"
                id=id
                role=role
                tabindex="-1"
                data-danger=danger
                disabled=item.disabled
                aria-checked=item.checked.map(|on| on.to_string())
                on:keydown=on_key
                on:click=move |_| on_choose.run(chosen.clone())
            >
                {content}
            </button>
        }
        .into_any(),
    }
}
