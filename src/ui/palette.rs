//! The command palette: every page and action, by typing.

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
};

use super::{
    Icon, IconName, Kbd,
    dialog::Modality,
    dom,
    field::{ComboOption, matching},
    unique_id,
};

/// One thing that can be run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteItem {
    /// What `on_run` is told.
    pub id: String,
    /// The words.
    pub label: String,
    /// Where it belongs or what it does, in a few words.
    pub hint: Option<String>,
    /// Its shortcut, such as `Ctrl K`.
    pub keys: Option<String>,
    /// Its icon.
    pub icon: Option<IconName>,
    /// Further words it is found by.
    pub keywords: String,
}

/// A button that looks like a search field and opens the palette.
#[component]
pub fn PaletteButton(
    /// The shortcut it mentions.
    #[prop(default = "Ctrl K".into(), into)]
    keys: Signal<String>,
    /// Opens the palette.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="palette-button"
            type="button"
            on:click=move |_| on_click.run(())
        >
            <Icon name=IconName::Search />
            <span class="palette-button-words">"Search or jump to"</span>
            <span aria-hidden="true">
                <Kbd keys />
            </span>
        </button>
    }
}

/// A dialog that finds commands by typing; arrows choose and Enter runs.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What can be run.
    #[prop(into)]
    commands: Signal<Vec<PaletteItem>>,
    /// Called with the id of what is run, after the palette has closed.
    #[prop(into)]
    on_run: Callback<String>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| open.get());
    view! {
        <dialog
            class="palette"
            node_ref=dialog
            aria-label="Commands"
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
            {move || is_open.get().then(|| view! { <Search dialog open commands on_run /> })}
        </dialog>
    }
}

#[component]
fn Search(
    dialog: NodeRef<html::Dialog>,
    open: RwSignal<bool>,
    commands: Signal<Vec<PaletteItem>>,
    on_run: Callback<String>,
) -> impl IntoView {
    let list_id = StoredValue::new(unique_id("palette"));
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let found = Memo::new(move |_| commands.with(|commands| search(commands, &query.read())));
    let option_id = move |index: usize| format!("{}-{index}", list_id.get_value());
    let run = move |id: String| {
        open.set(false);
        on_run.run(id);
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let at = active.get_untracked();
        let target = match event.key().as_str() {
            "ArrowDown" if count > 0 => (at + 1) % count,
            "ArrowUp" if count > 0 => (at + count - 1) % count,
            "Enter" => {
                event.prevent_default();
                if let Some(item) = found.with_untracked(|found| found.get(at).cloned()) {
                    run(item.id);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(target);
        dom::reveal(&option_id(target));
    };
    let entries = move || {
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, item)| {
                let PaletteItem {
                    id,
                    label,
                    hint,
                    keys,
                    icon,
                    ..
                } = item;
                view! {
                    <div
                        class="palette-item"
                        role="option"
                        id=option_id(index)
                        aria-selected=move || (active.get() == index).to_string()
                        on:pointermove=move |_| {
                            if active.get_untracked() != index {
                                active.set(index);
                            }
                        }
                        on:click=move |_| run(id.clone())
                    >
                        <Icon name=icon.unwrap_or(IconName::ChevronRight) />
                        <span class="palette-label">{label}</span>
                        <span class="palette-hint">{hint}</span>
                        {keys.map(|keys| view! { <Kbd keys /> })}
                    </div>
                }
            })
            .collect_view()
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
                    placeholder="Type a page or a command"
                    aria-label="Search commands"
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=list_id.get_value()
                    aria-activedescendant=move || {
                        (!found.with(Vec::is_empty)).then(|| option_id(active.get()))
                    }
                    prop:value=move || query.get()
                    on:input:target=move |event| {
                        query.set(event.target().value());
                        active.set(0);
                    }
                    on:keydown=on_key
                />
                <Kbd keys="Esc" />
            </div>
            <div class="palette-list" role="listbox" aria-label="Commands" id=list_id.get_value()>
                {entries}
                <Show when=move || found.with(Vec::is_empty)>
                    <div class="palette-empty" role="option" aria-disabled="true">
                        "No page or command is named like this"
                    </div>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

fn search(commands: &[PaletteItem], query: &str) -> Vec<PaletteItem> {
    let options: Vec<ComboOption> = commands
        .iter()
        .map(|item| ComboOption {
            value: item.id.clone(),
            label: item.label.clone(),
            detail: item.hint.clone(),
            keywords: item.keywords.clone(),
        })
        .collect();
    matching(&options, query)
        .into_iter()
        .filter_map(|option| {
            commands
                .iter()
                .find(|item| item.id == option.value)
                .cloned()
        })
        .collect()
}
