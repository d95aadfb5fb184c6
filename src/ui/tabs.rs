//! Tabs: one of several panels at a time.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{ChannelMarker, ChannelTone, ForEach, State, StateMark, dom, pressed_key, unique_id};

/// What a tab carries besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabMark {
    /// The marker of a channel.
    Channel(ChannelTone),
    /// The shape of a state; the panel says it in words.
    State(State),
    /// How many things are in the panel.
    Count(usize),
}

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabItem {
    /// What `selected` becomes.
    pub id: String,
    /// The words.
    pub label: String,
    /// What it carries besides.
    pub mark: Option<TabMark>,
}

impl TabItem {
    /// A tab with its words.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            mark: None,
        }
    }

    /// Gives it a mark.
    pub fn mark(self, mark: TabMark) -> Self {
        Self {
            mark: Some(mark),
            ..self
        }
    }
}

/// A row of tabs and the panel of the selected one; arrow keys move.
#[component]
pub fn Tabs<P>(
    /// The accessible name of the row.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    items: Signal<Vec<TabItem>>,
    /// The id of the selected tab.
    #[prop(into)]
    selected: Signal<String>,
    /// Called with the id of the tab that is asked for.
    #[prop(into)]
    on_select: Callback<String>,
    /// Draws the panel of a tab, given its id: `move |id| view! { … }.into_any()`.
    panel: P,
) -> impl IntoView
where
    P: Fn(String) -> AnyView + Send + Sync + 'static,
{
    // A memo, so that the panel stays when the same tab is selected again.
    let selected = Memo::new(move |_| selected.get());
    let stem = StoredValue::new(unique_id("tabs"));
    let tab_id = move |id: &str| stem.with_value(|stem| format!("{stem}-tab-{id}"));
    let panel_id = stem.with_value(|stem| format!("{stem}-panel"));
    let controlled = StoredValue::new(panel_id.clone());
    let on_key = move |event: KeyboardEvent| {
        let Some(key) = pressed_key(&event) else {
            return;
        };
        let items = items.get_untracked();
        let now = selected.get_untracked();
        let at = items
            .iter()
            .position(|item| item.id == now)
            .unwrap_or_default();
        let target = match key.as_str() {
            "ArrowRight" => items.get(at + 1).or(items.first()),
            "ArrowLeft" => at.checked_sub(1).map_or(items.last(), |at| items.get(at)),
            "Home" => items.first(),
            "End" => items.last(),
            _ => return,
        };
        if let Some(target) = target {
            event.prevent_default();
            on_select.run(target.id.clone());
            dom::focus_id(&tab_id(&target.id));
        }
    };
    let tab = move |item: TabItem| {
        let id = StoredValue::new(item.id.clone());
        let is_selected = move || id.with_value(|id| *selected.read() == *id);
        let mark = item.mark.map(|mark| match mark {
            TabMark::Channel(channel) => view! { <ChannelMarker channel /> }.into_any(),
            TabMark::State(state) => view! { <StateMark state /> }.into_any(),
            TabMark::Count(count) => {
                view! { <span class="tab-count">{count.to_string()}</span> }.into_any()
            }
        });
        let channel = match item.mark {
            Some(TabMark::Channel(channel)) => Some(channel.as_str()),
            _ => None,
        };
        view! {
            <button
                class="tab"
                type="button"
                role="tab"
                id=tab_id(&item.id)
                data-channel=channel
                aria-selected=move || is_selected().to_string()
                aria-controls=move || is_selected().then(|| controlled.get_value())
                tabindex=move || if is_selected() { "0" } else { "-1" }
                on:click=move |_| on_select.run(id.get_value())
                on:keydown=on_key
            >
                {mark}
                <span>{item.label}</span>
            </button>
        }
    };
    view! {
        <div class="tabs">
            <div class="tab-list" role="tablist" aria-label=move || label.get()>
                <ForEach
                    each=move || items.get()
                    key=|item| (item.id.clone(), item.label.clone(), format!("{:?}", item.mark))
                    children=tab
                />
            </div>
            <div
                class="tab-panel"
                role="tabpanel"
                id=panel_id
                tabindex="0"
                aria-labelledby=move || tab_id(&selected.read())
            >
                {move || panel(selected.get())}
            </div>
        </div>
    }
    .into_any()
}
