//! The registry of actions: their names, shortcuts and conditions.
//!
//! The search, the list of shortcuts and the buttons' `aria-keyshortcuts` all come from here, so
//! that they cannot differ.

mod keys;

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{
    session::Session,
    storage::{self, StorageScope},
    text::actions as text,
};

pub use keys::{Keystroke, Shortcut, ShortcutMatcher};

/// Everything that the search offers and that a shortcut can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens or closes the search.
    Search,
    /// Lists the shortcuts.
    ListShortcuts,
    /// Opens Overview.
    OpenOverview,
    /// Opens Generate.
    OpenGenerate,
    /// Opens Jobs.
    OpenJobs,
    /// Opens Content.
    OpenContent,
    /// Opens Templates.
    OpenTemplates,
    /// Opens Analytics.
    OpenAnalytics,
    /// Opens Monitoring.
    OpenMonitoring,
    /// Opens System health.
    OpenHealth,
    /// Opens Cache.
    OpenCache,
    /// Opens Settings.
    OpenSettings,
    /// Opens the settings of one's own account.
    OpenAccount,
    /// Opens the API keys.
    OpenApiKeys,
    /// Opens what is known of the server.
    OpenConnection,
    /// Opens the form for many documents.
    OpenBatch,
    /// Opens the comparison of tones and channels.
    OpenCompare,
    /// Opens the plan for a period.
    OpenPlan,
    /// Opens the form for a new template.
    NewTemplate,
    /// Opens the form for a new API key.
    CreateApiKey,
    /// Opens the form that invalidates cache entries.
    InvalidateCaches,
    /// Renders what the form on Generate says.
    Preview,
    /// Light colours.
    LightTheme,
    /// Dark colours.
    DarkTheme,
    /// The system's colours.
    SystemTheme,
    /// Signs out.
    LogOut,
}

/// Where an action stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Opens a page.
    Page,
    /// Does something, wherever one is.
    General,
    /// Does something on the page that registers it, and is absent elsewhere.
    OnGenerate,
}

/// What the registry knows of an action.
struct ActionEntry {
    label: &'static str,
    kind: ActionKind,
    /// Further words that it is found by.
    keywords: &'static str,
    shortcut: Option<Shortcut>,
    needs: Option<Capability>,
    /// Whether it takes a role that may write.
    writes: bool,
}

impl ActionEntry {
    const fn page(label: &'static str) -> Self {
        Self {
            label,
            kind: ActionKind::Page,
            keywords: "",
            shortcut: None,
            needs: None,
            writes: false,
        }
    }

    const fn general(label: &'static str) -> Self {
        Self {
            kind: ActionKind::General,
            ..Self::page(label)
        }
    }

    const fn words(self, keywords: &'static str) -> Self {
        Self { keywords, ..self }
    }

    const fn keys(self, shortcut: Shortcut) -> Self {
        Self {
            shortcut: Some(shortcut),
            ..self
        }
    }

    /// `G`, then the letter.
    const fn go(self, letter: &'static str) -> Self {
        self.keys(Shortcut::Sequence("G", letter))
    }

    const fn needs(self, capability: Capability) -> Self {
        Self {
            needs: Some(capability),
            ..self
        }
    }

    const fn writes(self) -> Self {
        Self {
            writes: true,
            ..self
        }
    }
}

impl Action {
    /// Every action, in the order of the lists.
    pub const ALL: [Self; 26] = [
        Self::Search,
        Self::ListShortcuts,
        Self::OpenOverview,
        Self::OpenGenerate,
        Self::OpenJobs,
        Self::OpenContent,
        Self::OpenTemplates,
        Self::OpenAnalytics,
        Self::OpenMonitoring,
        Self::OpenHealth,
        Self::OpenCache,
        Self::OpenSettings,
        Self::OpenAccount,
        Self::OpenApiKeys,
        Self::OpenConnection,
        Self::OpenBatch,
        Self::OpenCompare,
        Self::OpenPlan,
        Self::NewTemplate,
        Self::CreateApiKey,
        Self::InvalidateCaches,
        Self::Preview,
        Self::LightTheme,
        Self::DarkTheme,
        Self::SystemTheme,
        Self::LogOut,
    ];

    const fn entry(self) -> ActionEntry {
        use ActionEntry as Entry;
        match self {
            Self::Search => Entry::general(text::SEARCH).keys(Shortcut::Command("K")),
            Self::ListShortcuts => Entry::general(text::LIST_SHORTCUTS)
                .words(text::LIST_SHORTCUTS_KEYWORDS)
                .keys(Shortcut::Plain("?")),
            Self::OpenOverview => Entry::page(text::OVERVIEW)
                .words(text::OVERVIEW_KEYWORDS)
                .go("O"),
            Self::OpenGenerate => Entry::page(text::GENERATE)
                .words(text::GENERATE_KEYWORDS)
                .go("G"),
            Self::OpenJobs => Entry::page(text::JOBS).words(text::JOBS_KEYWORDS).go("J"),
            Self::OpenContent => Entry::page(text::CONTENT)
                .words(text::CONTENT_KEYWORDS)
                .go("C"),
            Self::OpenTemplates => Entry::page(text::TEMPLATES).go("T"),
            Self::OpenAnalytics => Entry::page(text::ANALYTICS)
                .words(text::ANALYTICS_KEYWORDS)
                .go("A"),
            Self::OpenMonitoring => Entry::page(text::MONITORING)
                .words(text::MONITORING_KEYWORDS)
                .go("M"),
            Self::OpenHealth => Entry::page(text::HEALTH)
                .words(text::HEALTH_KEYWORDS)
                .go("H"),
            Self::OpenCache => Entry::page(text::CACHE).words(text::CACHE_KEYWORDS).go("E"),
            Self::OpenSettings => Entry::page(text::SETTINGS)
                .words(text::SETTINGS_KEYWORDS)
                .go("S"),
            Self::OpenAccount => Entry::page(text::ACCOUNT)
                .words(text::ACCOUNT_KEYWORDS)
                .needs(Capability::AuthLogin),
            Self::OpenApiKeys => Entry::page(text::API_KEYS)
                .words(text::API_KEYS_KEYWORDS)
                .go("K")
                .needs(Capability::ApiKeysRead),
            Self::OpenConnection => Entry::page(text::CONNECTION).words(text::CONNECTION_KEYWORDS),
            Self::OpenBatch => Entry::page(text::BATCH)
                .words(text::BATCH_KEYWORDS)
                .go("B")
                .needs(Capability::ContentGenerate)
                .writes(),
            Self::OpenCompare => Entry::page(text::COMPARE)
                .words(text::COMPARE_KEYWORDS)
                .needs(Capability::ContentPreview),
            Self::OpenPlan => Entry::page(text::PLAN).words(text::PLAN_KEYWORDS),
            Self::NewTemplate => Entry::general(text::NEW_TEMPLATE)
                .words(text::NEW_TEMPLATE_KEYWORDS)
                .keys(Shortcut::Sequence("N", "T"))
                .needs(Capability::TemplatesCreate)
                .writes(),
            Self::CreateApiKey => Entry::general(text::CREATE_API_KEY)
                .words(text::CREATE_API_KEY_KEYWORDS)
                .keys(Shortcut::Sequence("N", "K"))
                .needs(Capability::ApiKeysWrite),
            Self::InvalidateCaches => Entry::general(text::INVALIDATE_CACHES)
                .words(text::INVALIDATE_CACHES_KEYWORDS)
                .needs(Capability::CacheInvalidate)
                .writes(),
            Self::Preview => ActionEntry {
                kind: ActionKind::OnGenerate,
                ..Entry::general(text::PREVIEW)
            }
            .keys(Shortcut::Command("Enter")),
            Self::LightTheme => Entry::general(text::LIGHT_THEME).words(text::LIGHT_THEME_KEYWORDS),
            Self::DarkTheme => Entry::general(text::DARK_THEME).words(text::DARK_THEME_KEYWORDS),
            Self::SystemTheme => {
                Entry::general(text::SYSTEM_THEME).words(text::SYSTEM_THEME_KEYWORDS)
            }
            Self::LogOut => Entry::general(text::LOG_OUT).words(text::LOG_OUT_KEYWORDS),
        }
    }

    /// What it is called everywhere.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// Where it stands in a list.
    pub fn kind(self) -> ActionKind {
        self.entry().kind
    }

    /// Further words that it is found by.
    pub fn keywords(self) -> &'static str {
        self.entry().keywords
    }

    /// How it is run from the keyboard.
    pub fn shortcut(self) -> Option<Shortcut> {
        self.entry().shortcut
    }

    /// The value of its button's `aria-keyshortcuts`.
    pub fn aria_keys(self) -> Option<String> {
        self.shortcut()?.aria()
    }

    /// Why it cannot be used in this session; `None` where it can.
    pub fn refusal(self, session: Session) -> Option<String> {
        let entry = self.entry();
        if let Some(capability) = entry.needs.filter(|needed| !session.offers(*needed)) {
            return Some(capability.missing().to_owned());
        }
        if entry.writes && !session.may_write() {
            return Some(text::VIEW_ONLY.to_owned());
        }
        None
    }
}

/// Where it is kept that shortcuts without Ctrl or ⌘ are off.
const PLAIN_OFF: &str = "toombos.shortcuts.off";

/// What the pages at hand can do, and whether plain keys are shortcuts.
#[derive(Clone, Copy)]
pub struct Actions {
    registered: RwSignal<Vec<(u32, Action, Callback<()>)>>,
    count: StoredValue<u32>,
    /// Whether keys without Ctrl or ⌘ count: they get in the way of speech input.
    pub plain_keys: RwSignal<bool>,
}

impl Actions {
    /// Makes the actions known to everything below.
    pub fn provide() -> Self {
        let actions = Self::new();
        provide_context(actions);
        actions
    }

    fn new() -> Self {
        let is_off = storage::load(StorageScope::Local, PLAIN_OFF).unwrap_or(false);
        Self {
            registered: RwSignal::default(),
            count: StoredValue::default(),
            plain_keys: RwSignal::new(!is_off),
        }
    }

    /// Turns shortcuts without Ctrl or ⌘ on or off, in this browser.
    pub fn set_plain_keys(self, on: bool) {
        self.plain_keys.set(on);
        storage::save(StorageScope::Local, PLAIN_OFF, &!on);
    }

    /// Whether a page at hand does this.
    pub fn is_registered(self, action: Action) -> bool {
        self.registered
            .with(|registered| registered.iter().any(|(_, known, _)| *known == action))
    }

    /// Runs what a page at hand registered last; `false` where none did.
    pub fn run(self, action: Action) -> bool {
        let found = self.registered.with_untracked(|registered| {
            let mut newest = registered.iter().rev();
            newest.find_map(|(_, known, run)| (*known == action).then_some(*run))
        });
        if let Some(run) = found {
            run.run(());
        }
        found.is_some()
    }
}

/// Does `run` for an action as long as the page lives.
pub fn use_action(action: Action, run: impl Fn() + Send + Sync + 'static) {
    let Some(actions) = use_context::<Actions>() else {
        return;
    };
    let id = actions.count.get_value().wrapping_add(1);
    actions.count.set_value(id);
    let run = Callback::new(move |()| run());
    actions
        .registered
        .update(|registered| registered.push((id, action, run)));
    on_cleanup(move || {
        let _ = actions
            .registered
            .try_update(|registered| registered.retain(|(known, ..)| *known != id));
    });
}

/// The actions of this app.
pub fn use_actions() -> Actions {
    use_context().unwrap_or_else(Actions::provide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_listed_once_and_no_two_share_a_label_or_a_shortcut() {
        for (at, action) in Action::ALL.into_iter().enumerate() {
            for other in Action::ALL.into_iter().skip(at + 1) {
                assert_ne!(action, other);
                assert_ne!(action.label(), other.label());
                let (mine, theirs) = (action.shortcut(), other.shortcut());
                assert!(mine.is_none() || mine != theirs, "{action:?} {other:?}");
            }
        }
    }

    #[test]
    fn no_plain_shortcut_begins_a_sequence() {
        let starts: Vec<_> = Action::ALL
            .into_iter()
            .filter_map(|action| match action.shortcut()? {
                Shortcut::Sequence(first, _) => Some(first),
                _ => None,
            })
            .collect();
        for action in Action::ALL {
            if let Some(Shortcut::Plain(key)) = action.shortcut() {
                assert!(!starts.contains(&key), "{action:?}");
            }
        }
    }
}
