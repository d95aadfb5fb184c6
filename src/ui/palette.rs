//! The search over everything: a combobox whose list is in groups.

use leptos::{
    ev::{Event, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};

use super::{
    Icon, IconName, Kbd, VisuallyHidden,
    dialog::Modality,
    dom,
    field::{ComboOption, matching},
    format_count, pressed_key,
    text::palette as text,
    unique_id,
};
use crate::effect::effect;

/// One result: a link, or something that is run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteItem {
    /// What `on_run` is told; unique in the whole list.
    pub id: String,
    /// The words.
    pub label: String,
    /// Where it belongs or what it does, in a few words.
    pub hint: Option<String>,
    /// Where it leads, for a result that is a link.
    pub href: Option<String>,
    /// Why it cannot be used now; it is then listed and does nothing.
    pub reason: Option<String>,
    /// Its shortcut, such as `Ctrl K`.
    pub keys: Option<String>,
    /// Its icon.
    pub icon: Option<IconName>,
    /// Further words it is found by.
    pub keywords: String,
    /// Whether the palette stays open when it is run.
    pub stays: bool,
}

/// How far a group of results is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PaletteStatus {
    /// Its items are all there is.
    #[default]
    Ready,
    /// More is asked for.
    Loading,
    /// It could not be asked for, and why.
    Failed(String),
}

/// Results of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteGroup {
    /// What they are.
    pub label: String,
    /// How far the group is.
    pub status: PaletteStatus,
    /// The results, the best first.
    pub items: Vec<PaletteItem>,
}

impl PaletteGroup {
    /// A group that is complete.
    pub fn ready(label: &str, items: Vec<PaletteItem>) -> Self {
        Self {
            label: label.to_owned(),
            status: PaletteStatus::Ready,
            items,
        }
    }

    /// What is said of it beside its name.
    fn remark(&self) -> String {
        match &self.status {
            PaletteStatus::Ready if self.items.is_empty() => text::NONE.to_owned(),
            PaletteStatus::Ready => String::new(),
            PaletteStatus::Loading => text::SEARCHING.to_owned(),
            PaletteStatus::Failed(why) => why.clone(),
        }
    }
}

/// A button that looks like a search field and opens the palette.
#[component]
pub fn PaletteButton(
    /// The shortcut it mentions.
    #[prop(default = text::OPEN_KEYS.into(), into)]
    keys: Signal<String>,
    /// The shortcut, as `aria-keyshortcuts` wants it.
    #[prop(optional_no_strip)]
    aria_keys: Option<String>,
    /// Opens the palette.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="palette-button"
            type="button"
            aria-keyshortcuts=aria_keys
            on:click=move |_| on_click.run(())
        >
            <Icon name=IconName::Search />
            <span class="palette-button-words">{text::LABEL}</span>
            <span aria-hidden="true">
                <Kbd keys />
            </span>
        </button>
    }
}

/// A dialog that finds things by typing; arrows choose and Enter opens.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Makes the groups for what is typed. Called each time it opens, so that whatever is asked
    /// for ends when it closes.
    #[prop(into)]
    source: Callback<Signal<String>, Signal<Vec<PaletteGroup>>>,
    /// Called with the address of a link that is followed here, after the palette has closed.
    #[prop(into)]
    on_follow: Callback<String>,
    /// Called with the id of what is run, after the palette has closed unless the item stays.
    #[prop(into)]
    on_run: Callback<String>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| open.get());
    view! {
        <dialog
            class="palette"
            node_ref=dialog
            aria-label=text::LABEL
            on:cancel=move |event: Event| {
                event.prevent_default();
                open.set(false);
            }
            on:close=move |_| open.set(false)
            on:pointerdown=move |event| {
                if event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            {move || {
                is_open
                    .get()
                    .then(|| view! { <Search dialog open source on_follow on_run /> })
            }}
        </dialog>
    }
}

#[component]
fn Search(
    dialog: NodeRef<html::Dialog>,
    open: RwSignal<bool>,
    source: Callback<Signal<String>, Signal<Vec<PaletteGroup>>>,
    on_follow: Callback<String>,
    on_run: Callback<String>,
) -> impl IntoView {
    let list_id = StoredValue::new(unique_id("palette"));
    let text = RwSignal::new(String::new());
    // Compared, so that a group that has not changed is not drawn anew under the pointer.
    let groups = {
        let groups = source.run(text.into());
        Memo::new(move |_| groups.get())
    };
    let items = Memo::new(move |_| {
        groups.with(|groups| {
            let items = groups.iter().flat_map(|group| group.items.iter().cloned());
            items.collect::<Vec<_>>()
        })
    });
    // The first one, until the reader moves; then by id, so that what arrives later puts nothing
    // else under the Enter key.
    let active = RwSignal::new(None::<String>);
    let moved = RwSignal::new(false);
    effect(move |_| {
        let first = items.with(|items| {
            let now = active.get();
            let is_kept = moved.get() && items.iter().any(|item| Some(&item.id) == now.as_ref());
            let first = items.first().map(|item| item.id.clone());
            first.filter(|first| !is_kept && Some(first) != now.as_ref())
        });
        if first.is_some() {
            active.set(first);
        }
    });
    let is_active = move |id: &str| active.with(|active| active.as_deref() == Some(id));
    let option_id = move |index: usize| format!("{}-{index}", list_id.get_value());
    let active_at =
        Memo::new(move |_| items.with(|items| items.iter().position(|item| is_active(&item.id))));
    let choose = Callback::new(move |item: PaletteItem| {
        if item.reason.is_some() {
            return;
        }
        if !item.stays {
            open.set(false);
        }
        match item.href {
            Some(href) => on_follow.run(href),
            None => on_run.run(item.id),
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let Some(key) = pressed_key(&event) else {
            return;
        };
        let count = items.with_untracked(Vec::len);
        let at = active_at.get_untracked().unwrap_or_default();
        let target = match key.as_str() {
            "ArrowDown" if count > 0 => (at + 1) % count,
            "ArrowUp" if count > 0 => (at + count - 1) % count,
            "Enter" => {
                event.prevent_default();
                let Some(item) = items.with_untracked(|items| items.get(at).cloned()) else {
                    return;
                };
                let href = item.href.clone().filter(|_| item.reason.is_none());
                match href.filter(|_| event.ctrl_key() || event.meta_key()) {
                    Some(href) => dom::open_tab(&href),
                    None => choose.run(item),
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let id = items.with_untracked(|items| items.get(target).map(|item| item.id.clone()));
        moved.set(true);
        active.set(id);
        dom::reveal(&option_id(target));
    };
    let lists = move || {
        let mut start = 0;
        groups
            .get()
            .into_iter()
            .enumerate()
            .map(|(number, group)| {
                let first = start;
                start += group.items.len();
                let heading = format!("{}-group-{number}", list_id.get_value());
                let remark = group.remark();
                let is_failed = matches!(group.status, PaletteStatus::Failed(_));
                let options = group.items.into_iter().enumerate().map(|(index, item)| {
                    view! { <Row item id=option_id(first + index) active moved choose /> }
                });
                view! {
                    <div role="group" aria-labelledby=heading>
                        <div class="palette-group" id=heading.clone() role="presentation">
                            <span>{group.label}</span>
                            <span class="palette-remark" data-failed=is_failed.then_some("")>
                                {remark}
                            </span>
                        </div>
                        {options.collect_view()}
                    </div>
                }
            })
            .collect_view()
    };
    let is_settled = move || {
        groups.with(|groups| {
            groups
                .iter()
                .all(|group| group.status != PaletteStatus::Loading)
        })
    };
    let nothing = Memo::new(move |_| items.with(Vec::is_empty) && is_settled());
    let said = move || {
        let count = items.with(Vec::len);
        (!text.with(|text| text.trim().is_empty()) && is_settled())
            .then(|| format_count(count, text::RESULT, text::RESULTS))
    };
    view! {
        <div class="palette-box">
            <Modality dialog />
            <div class="palette-search">
                <Icon name=IconName::Search />
                <input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=text::PLACEHOLDER
                    aria-label=text::LABEL
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=list_id.get_value()
                    aria-activedescendant=move || active_at.get().map(option_id)
                    prop:value=move || text.get()
                    on:input:target=move |event| {
                        moved.set(false);
                        text.set(event.target().value());
                    }
                    on:keydown=on_key
                />
                <Kbd keys=text::CLOSE_KEY />
            </div>
            <VisuallyHidden>
                <span role="status">{said}</span>
            </VisuallyHidden>
            <div
                class="palette-list"
                role="listbox"
                aria-label=text::RESULT_LIST
                aria-busy=move || (!is_settled()).then_some("true")
                id=list_id.get_value()
            >
                {lists}
                <Show when=move || nothing.get()>
                    <div class="palette-empty" role="option" aria-disabled="true" aria-selected="false">
                        {move || text::no_results(text.read().trim())}
                    </div>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// A result. A link is a real one: the browser opens it in a new tab as any other.
#[component]
fn Row(
    item: PaletteItem,
    id: String,
    active: RwSignal<Option<String>>,
    moved: RwSignal<bool>,
    choose: Callback<PaletteItem>,
) -> impl IntoView {
    let is_active = {
        let id = item.id.clone();
        move || active.with(|active| active.as_ref() == Some(&id))
    };
    let selected = {
        let is_active = is_active.clone();
        move || is_active().to_string()
    };
    let point = {
        let id = item.id.clone();
        move |_| {
            moved.set(true);
            if !untrack(&is_active) {
                active.set(Some(id.clone()));
            }
        }
    };
    let inside = view! {
        <Icon name=item.icon.unwrap_or(IconName::ChevronRight) />
        <span class="palette-label">{item.label.clone()}</span>
        <span class="palette-hint">{item.reason.clone().or_else(|| item.hint.clone())}</span>
        {item.keys.clone().map(|keys| view! { <Kbd keys /> })}
    };
    // The focus stays in the field, where the keys are heard.
    let keep_focus = |event: MouseEvent| {
        if event.button() == 0 {
            event.prevent_default();
        }
    };
    let disabled = item.reason.is_some().then_some("true");
    match item.href.clone().filter(|_| item.reason.is_none()) {
        Some(href) => {
            let click = move |event: MouseEvent| {
                let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
                if is_plain && event.button() == 0 {
                    event.prevent_default();
                    choose.run(item.clone());
                }
            };
            view! {
                <a
                    class="palette-item"
                    role="option"
                    tabindex="-1"
                    id=id
                    href=href
                    aria-selected=selected
                    on:pointermove=point
                    on:mousedown=keep_focus
                    on:click=click
                >
                    {inside}
                </a>
            }
            .into_any()
        }
        None => view! {
            <div
                class="palette-item"
                role="option"
                id=id
                aria-selected=selected
                aria-disabled=disabled
                on:pointermove=point
                on:mousedown=keep_focus
                on:click=move |_| choose.run(item.clone())
            >
                {inside}
            </div>
        }
        .into_any(),
    }
}

/// The items that a text finds, the best first; all of them for no text.
pub fn matching_items(items: &[PaletteItem], text: &str) -> Vec<PaletteItem> {
    let options: Vec<ComboOption> = items
        .iter()
        .map(|item| ComboOption {
            value: item.id.clone(),
            label: item.label.clone(),
            detail: item.hint.clone(),
            keywords: item.keywords.clone(),
        })
        .collect();
    matching(&options, text)
        .into_iter()
        .filter_map(|option| items.iter().find(|item| item.id == option.value).cloned())
        .collect()
}
