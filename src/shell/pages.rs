//! The pages that the navigation knows, in their groups, and where each action leads.

use crate::{
    routes::{self, Route},
    state::actions::Action,
    ui::IconName,
};

use super::text::navigation as text;

/// The groups, in the order of the navigation.
pub const GROUPS: [(&str, &[Action]); 3] = [
    (
        text::WORK,
        &[
            Action::OpenOverview,
            Action::OpenGenerate,
            Action::OpenJobs,
            Action::OpenContent,
            Action::OpenTemplates,
        ],
    ),
    (
        text::INSIGHT,
        &[
            Action::OpenAnalytics,
            Action::OpenMonitoring,
            Action::OpenHealth,
        ],
    ),
    (text::SYSTEM, &[Action::OpenCache, Action::OpenSettings]),
];

/// The address that an action opens; `None` where it does something else.
pub fn address(action: Action) -> Option<String> {
    let route = match action {
        Action::OpenOverview => Route::Overview,
        Action::OpenGenerate => Route::Generate,
        Action::OpenJobs => Route::Jobs,
        Action::OpenContent => Route::Contents,
        Action::OpenTemplates => Route::Templates,
        Action::OpenAnalytics => Route::Analytics,
        Action::OpenMonitoring => Route::Monitoring,
        Action::OpenHealth => Route::Health,
        Action::OpenCache | Action::InvalidateCaches => Route::Cache,
        Action::OpenSettings => Route::Settings,
        Action::OpenAccount => Route::Account,
        Action::OpenApiKeys => Route::ApiKeys,
        Action::OpenConnection => Route::Connection,
        Action::OpenBatch => Route::Batch,
        Action::OpenCompare => Route::Compare,
        Action::OpenPlan => Route::Plan,
        Action::NewTemplate => Route::NewTemplate,
        Action::CreateApiKey => return Some(routes::create_api_key()),
        Action::Search
        | Action::ListShortcuts
        | Action::Preview
        | Action::LightTheme
        | Action::DarkTheme
        | Action::SystemTheme
        | Action::LogOut => return None,
    };
    Some(route.path())
}

/// The icon of an action.
pub fn icon(action: Action) -> IconName {
    match action {
        Action::Search => IconName::Search,
        Action::ListShortcuts => IconName::Info,
        Action::OpenOverview => IconName::Overview,
        Action::OpenGenerate => IconName::Generate,
        Action::OpenJobs => IconName::Jobs,
        Action::OpenContent => IconName::Content,
        Action::OpenTemplates => IconName::Templates,
        Action::OpenAnalytics => IconName::Analytics,
        Action::OpenMonitoring => IconName::Monitoring,
        Action::OpenHealth => IconName::Health,
        Action::OpenCache | Action::InvalidateCaches => IconName::Cache,
        Action::OpenSettings => IconName::Settings,
        Action::OpenAccount => IconName::User,
        Action::OpenApiKeys => IconName::Key,
        Action::OpenConnection => IconName::Link,
        Action::OpenBatch | Action::OpenCompare | Action::OpenPlan => IconName::Generate,
        Action::NewTemplate | Action::CreateApiKey => IconName::Plus,
        Action::Preview => IconName::Eye,
        Action::LightTheme => IconName::Sun,
        Action::DarkTheme => IconName::Moon,
        Action::SystemTheme => IconName::Desktop,
        Action::LogOut => IconName::Logout,
    }
}
