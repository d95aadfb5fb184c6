//! The open list of a menu.

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::components::A;

use super::{End, MenuItem};
use crate::effect::effect;
use crate::ui::{
    Icon, IconName, dom,
    popover_position::{PopoverAlign, use_popover_position},
    pressed_key,
};

#[component]
pub(super) fn List(
    label: Signal<String>,
    items: Signal<Vec<MenuItem>>,
    button_id: StoredValue<String>,
    menu_id: StoredValue<String>,
    focus: End,
    /// Closes the list; says whether the button takes the focus back.
    leave: Callback<bool>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let place = use_popover_position(
        Signal::stored(true),
        button_id.get_value(),
        menu_id.get_value(),
        PopoverAlign::End,
    );
    let item_id = move |index: usize| format!("{}-{index}", menu_id.get_value());
    let usable = move || {
        items.with_untracked(|items| {
            let usable = items.iter().enumerate().filter(|(_, item)| !item.disabled);
            usable.map(|(index, _)| index).collect::<Vec<_>>()
        })
    };
    // After the effect that shows the list, which was there first.
    effect(move |_| {
        let usable = usable();
        let target = match focus {
            End::First => usable.first(),
            End::Last => usable.last(),
        };
        if let Some(target) = target {
            dom::focus_id(&item_id(*target));
        }
    });
    dom::capture_on_window("pointerdown", move |event| {
        if !dom::is_within(&event, &menu_id.get_value())
            && !dom::is_within(&event, &button_id.get_value())
        {
            leave.run(false);
        }
    });
    let choose = move |id: String| {
        leave.run(true);
        on_choose.run(id);
    };
    let on_key = move |event: KeyboardEvent, index: usize| {
        let Some(key) = pressed_key(&event) else {
            return;
        };
        let usable = usable();
        let at = usable
            .iter()
            .position(|entry| *entry == index)
            .unwrap_or_default();
        let target = match key.as_str() {
            "ArrowDown" => usable.get(at + 1).or(usable.first()),
            "ArrowUp" => at.checked_sub(1).map_or(usable.last(), |at| usable.get(at)),
            "Home" => usable.first(),
            "End" => usable.last(),
            "Escape" => {
                event.prevent_default();
                // Only the menu closes, not the dialog around it.
                event.stop_propagation();
                return leave.run(true);
            }
            "Tab" => return leave.run(true),
            _ => return,
        };
        event.prevent_default();
        if let Some(target) = target {
            dom::focus_id(&item_id(*target));
        }
    };
    let entry = move |(index, item): (usize, MenuItem)| {
        let on_key = move |event| on_key(event, index);
        view! { <Entry id=item_id(index) item on_choose=choose on_key /> }
    };
    view! {
        <div
            class="menu-list"
            popover="manual"
            id=menu_id.get_value()
            role="menu"
            aria-label=move || label.get()
            style:left=move || format!("{}px", place.get().left)
            style:top=move || format!("{}px", place.get().top)
        >
            {move || items.get().into_iter().enumerate().map(entry).collect_view()}
        </div>
    }
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
