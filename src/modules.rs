//! The parts of the app that are fetched on their own, by the names of their files.
//!
//! What every page needs is in the main module and not in this list. In development and in tests
//! all of them are linked into the program.

// The splitting tool ties a module to the program by an exported and an imported function.
#![cfg_attr(feature = "split", allow(unsafe_code))]

use leptos::prelude::*;

use crate::{
    base::below_base,
    features::{
        analytics::AnalyticsPage,
        cache::CachePage,
        content::{ContentPage, ContentsPage},
        generate::{BatchPage, ComparePage, GeneratePage},
        health::{AlertWatch, HealthPage},
        jobs::{JobDetailPage, JobsPage},
        monitoring::MonitoringPage,
        overview::OverviewPage,
        plan::PlanPage,
        settings::{AccountPage, ApiKeysPage, ConnectionPage, SettingsIndex},
        sign_in::{ConnectPage, LoginPage, RegisterPage, SessionEnded},
        templates::{EditTemplatePage, NewTemplatePage, TemplatePage, TemplatesPage},
    },
    shell::{CommandModule, NotFound, Shell},
    state::lazy_module::LazyModule,
    text::headings,
};

/// Declares modules: the constant, the name of the file, the component, and the heading while it
/// is on its way.
macro_rules! modules {
    ($($(#[$doc:meta])* $constant:ident = $name:ident: $component:ident, $title:expr;)*) => {
        $(
            #[cfg(feature = "split")]
            #[wasm_split_helpers::wasm_split($name, fallible)]
            fn $name() -> Result<
                crate::state::lazy_module::ModuleView,
                crate::state::lazy_module::ModuleError,
            > {
                Ok(|| view! { <$component /> }.into_any())
            }

            $(#[$doc])*
            #[cfg(feature = "split")]
            pub static $constant: LazyModule =
                LazyModule::fetched(stringify!($name), $title, || Box::pin($name()));

            $(#[$doc])*
            #[cfg(not(feature = "split"))]
            pub static $constant: LazyModule =
                LazyModule::linked($title, || view! { <$component /> }.into_any());
        )*

        /// Every module.
        pub static ALL: &[&LazyModule] = &[$(&$constant),*];

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

modules! {
    /// The frame around every signed-in page.
    SHELL = shell: Shell, "";
    /// Asks for the password when a session has ended.
    SESSION_ENDED = session_ended: SessionEnded, "";
    /// Searching what the server has, and the list of shortcuts.
    COMMANDS = commands: CommandModule, "";
    /// Looks after the alerts while notifications are on.
    ALERT_WATCH = alert_watch: AlertWatch, "";
    /// The overview.
    OVERVIEW = overview: OverviewPage, headings::OVERVIEW;
    /// Generating from one document.
    GENERATE = generate: GeneratePage, headings::GENERATE;
    /// Generating from several documents.
    BATCH = batch: BatchPage, headings::GENERATE;
    /// Comparing tones by channels.
    COMPARE = compare: ComparePage, headings::GENERATE;
    /// Planned generation on the backend as shipped.
    PLAN = plan: PlanPage, headings::GENERATE;
    /// The list of jobs.
    JOBS = jobs: JobsPage, headings::JOBS;
    /// One job.
    JOB = job: JobDetailPage, headings::JOB;
    /// The list of content.
    CONTENTS = contents: ContentsPage, headings::CONTENT;
    /// One piece of content.
    CONTENT = content: ContentPage, headings::CONTENT;
    /// The list of templates.
    TEMPLATES = templates: TemplatesPage, headings::TEMPLATES;
    /// One template.
    TEMPLATE = template: TemplatePage, headings::TEMPLATE;
    /// A new template.
    NEW_TEMPLATE = new_template: NewTemplatePage, headings::NEW_TEMPLATE;
    /// A template that is edited.
    EDIT_TEMPLATE = edit_template: EditTemplatePage, headings::EDIT_TEMPLATE;
    /// System health.
    HEALTH = health: HealthPage, headings::HEALTH;
    /// Caches.
    CACHE = cache: CachePage, headings::CACHE;
    /// Analytics.
    ANALYTICS = analytics: AnalyticsPage, headings::ANALYTICS;
    /// Metrics and live sessions.
    MONITORING = monitoring: MonitoringPage, headings::MONITORING;
    /// The person's account.
    ACCOUNT = account: AccountPage, headings::SETTINGS;
    /// API keys.
    API_KEYS = api_keys: ApiKeysPage, headings::SETTINGS;
    /// The connection to the server.
    CONNECTION = connection: ConnectionPage, headings::SETTINGS;
    /// Leads to one of the settings.
    SETTINGS = settings: SettingsIndex, headings::SETTINGS;
    /// Logging in.
    LOGIN = login: LoginPage, headings::LOGIN;
    /// Creating an account.
    REGISTER = register: RegisterPage, headings::REGISTER;
    /// Connecting with keys.
    CONNECT = connect: ConnectPage, headings::CONNECT;
    /// Where there is no page.
    NOT_FOUND = not_found: NotFound, headings::NOT_FOUND;
}

/// The module of the page at a path.
pub fn module_at(path: &str) -> Option<&'static LazyModule> {
    let path = below_base(path)?;
    let parts: Vec<_> = path.trim_matches('/').split('/').collect();
    let module = match parts.as_slice() {
        [""] => &OVERVIEW,
        ["generate"] => &GENERATE,
        ["generate", "batch"] => &BATCH,
        ["generate", "preflight"] => &COMPARE,
        ["generate", "plan"] => &PLAN,
        ["jobs"] => &JOBS,
        ["jobs", _] => &JOB,
        ["content"] => &CONTENTS,
        ["content", _] => &CONTENT,
        ["templates"] => &TEMPLATES,
        ["templates", "new"] => &NEW_TEMPLATE,
        ["templates", _] => &TEMPLATE,
        ["templates", _, "edit"] => &EDIT_TEMPLATE,
        ["health"] => &HEALTH,
        ["cache"] => &CACHE,
        ["analytics"] => &ANALYTICS,
        ["monitoring"] => &MONITORING,
        ["settings"] => &SETTINGS,
        ["settings", "account"] => &ACCOUNT,
        ["settings", "api-keys"] => &API_KEYS,
        ["settings", "connection"] => &CONNECTION,
        ["login"] => &LOGIN,
        ["register"] => &REGISTER,
        ["connect"] => &CONNECT,
        _ => return None,
    };
    Some(module)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::routes::Route;

    /// `cargo xtask dist` reads from this file which modules the page at an address needs.
    #[test]
    fn modules_json_names_every_module_and_every_page() {
        let table: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            serde_json::from_str(include_str!("modules.json")).unwrap();
        let table: BTreeMap<_, _> = table.into_values().flatten().collect();
        let names: BTreeSet<_> = table.keys().map(String::as_str).collect();
        assert_eq!(names, NAMES.iter().copied().collect());

        let pages = [
            Route::Overview,
            Route::Generate,
            Route::Jobs,
            Route::Job("x".into()),
            Route::Content("x".into()),
            Route::Contents,
            Route::Plan,
            Route::Batch,
            Route::Compare,
            Route::Templates,
            Route::Template("x".into()),
            Route::NewTemplate,
            Route::EditTemplate("x".into()),
            Route::Health,
            Route::Cache,
            Route::Analytics,
            Route::Monitoring,
            Route::Connection,
            Route::Account,
            Route::ApiKeys,
            Route::Settings,
            Route::Login,
            Route::Register,
            Route::Connect,
        ];
        let pages: BTreeSet<_> = pages.iter().map(Route::path).collect();
        let listed = table.values().flatten();
        let listed: BTreeSet<_> = listed.map(|path| path.replace(":id", "x")).collect();
        assert_eq!(listed, pages);
        assert!(pages.iter().all(|path| module_at(path).is_some()));
    }
}
