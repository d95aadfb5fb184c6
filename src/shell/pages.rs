//! The pages that the navigation and the palette know, in their groups.

use crate::{routes::Route, ui::IconName};

/// A page: its address, its name, its icon.
pub type Page = (Route, &'static str, IconName);

/// The groups, in the order of the navigation.
pub const GROUPS: [(&str, &[Page]); 3] = [
    (
        "Work",
        &[
            (Route::Overview, "Overview", IconName::Overview),
            (Route::Generate, "Generate", IconName::Generate),
            (Route::Jobs, "Jobs", IconName::Jobs),
            (Route::Contents, "Content", IconName::Content),
            (Route::Templates, "Templates", IconName::Templates),
        ],
    ),
    (
        "Insight",
        &[
            (Route::Analytics, "Analytics", IconName::Analytics),
            (Route::Monitoring, "Monitoring", IconName::Monitoring),
            (Route::Health, "System health", IconName::Health),
        ],
    ),
    (
        "System",
        &[
            (Route::Cache, "Cache", IconName::Cache),
            (Route::Settings, "Settings", IconName::Settings),
        ],
    ),
];
