//! Light or dark.

use leptos::prelude::*;

use super::storage::{self, StorageScope};
use crate::effect::effect;

/// Read by the script in `index.html` before the first paint.
const KEY: &str = "toombos.theme";

/// The look that was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// The reverse.
    Dark,
}

impl Theme {
    /// All of them, in the order of a menu.
    pub const ALL: [Theme; 3] = [Self::System, Self::Light, Self::Dark];

    /// The choice as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Makes the chosen theme known to everything below, applies and stores it; follows a choice
/// that is made in another tab.
pub fn provide_theme() {
    let theme = RwSignal::new(stored());
    effect(move |before: Option<Theme>| {
        let theme = theme.get();
        if before.is_some() {
            store(theme);
            apply(theme);
        }
        theme
    });
    storage::on_change_elsewhere(KEY, move || theme.set(stored()));
    provide_context(theme);
}

fn stored() -> Theme {
    let stored = storage::load_text(StorageScope::Local, KEY);
    let chosen = Theme::ALL
        .into_iter()
        .find(|theme| stored.as_deref() == Some(theme.as_str()));
    chosen.unwrap_or_default()
}

fn store(theme: Theme) {
    // What another tab has chosen is stored already; to store it again could undo its next choice.
    if theme == stored() {
        return;
    }
    if theme == Theme::System {
        storage::remove(StorageScope::Local, KEY);
    } else {
        storage::save_text(StorageScope::Local, KEY, theme.as_str());
    }
}

fn apply(theme: Theme) {
    let Some(root) = document().document_element() else {
        return;
    };
    let _ = if theme == Theme::System {
        root.remove_attribute("data-theme")
    } else {
        root.set_attribute("data-theme", theme.as_str())
    };
}

/// The chosen theme.
pub fn use_theme() -> RwSignal<Theme> {
    use_context().unwrap_or_else(|| RwSignal::new(Theme::System))
}
