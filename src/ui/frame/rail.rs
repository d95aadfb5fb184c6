//! The one navigation, drawn as a rail or as the phone's bar by its style.

use leptos::prelude::*;
use leptos_router::components::A;

use super::{NavGroup, NavItem};
use crate::ui::{Icon, IconName, Wordmark, text::frame as text};

/// The id of the button that opens the rest of the pages on a phone.
pub(super) const MORE_ID: &str = "nav-more";

#[component]
pub(super) fn Rail(
    groups: Vec<NavGroup>,
    phone_primary: Vec<String>,
    collapsed: RwSignal<bool>,
    more: RwSignal<bool>,
) -> impl IntoView {
    let all = groups.iter().map(|group| group.items.len()).sum::<usize>();
    let primary = groups.iter().flat_map(|group| &group.items);
    let primary = primary
        .filter(|item| phone_primary.contains(&item.href))
        .count();
    let has_rest = primary < all;
    let groups = groups
        .into_iter()
        .map(|group| {
            let items = group
                .items
                .into_iter()
                .map(|item| {
                    let primary = phone_primary.contains(&item.href);
                    view! { <RailLink item primary more /> }
                })
                .collect_view();
            view! {
                <li class="nav-group">
                    <span class="nav-group-label">{group.label}</span>
                    <ul role="list">{items}</ul>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav
            class="rail"
            aria-label=text::MAIN
            style=("--bar-items", (primary + usize::from(has_rest)).to_string())
        >
            <div class="rail-head">
                <Wordmark />
            </div>
            <ul class="nav-groups" role="list">
                {groups}
            </ul>
            {has_rest
                .then(|| {
                    view! {
                        <button
                            class="nav-more nav-link"
                            type="button"
                            id=MORE_ID
                            aria-expanded=move || more.get().to_string()
                            on:click=move |_| more.update(|more| *more = !*more)
                        >
                            <Icon name=IconName::More />
                            <span class="nav-label">{text::MORE}</span>
                        </button>
                    }
                })}
            <button
                class="rail-toggle nav-link"
                type="button"
                aria-expanded=move || (!collapsed.get()).to_string()
                aria-label=move || {
                    if collapsed.get() { text::EXPAND_LABEL } else { text::COLLAPSE_LABEL }
                }
                on:click=move |_| collapsed.update(|collapsed| *collapsed = !*collapsed)
            >
                <Icon name=IconName::Rail />
                <span class="nav-label">
                    {move || if collapsed.get() { text::EXPAND } else { text::COLLAPSE }}
                </span>
            </button>
        </nav>
    }
    .into_any()
}

#[component]
fn RailLink(item: NavItem, primary: bool, more: RwSignal<bool>) -> impl IntoView {
    // Every address is below that of the start page, so that one must match whole.
    let exact = item.href.ends_with('/');
    view! {
        <li class="nav-item" data-primary=primary.then_some("")>
            <A
                href=item.href
                exact=exact
                attr:class="nav-link"
                on:click=move |_| more.set(false)
            >
                <Icon name=item.icon />
                <span class="nav-label">{item.label}</span>
            </A>
        </li>
    }
}
