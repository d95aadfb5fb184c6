//! Line icons on a 16-pixel grid, drawn with a stroke of 1.5.

use leptos::prelude::*;

mod paths;

/// An icon; it says nothing to a screen reader, so put words beside it.
#[component]
pub fn Icon(
    /// Which icon.
    #[prop(into)]
    name: Signal<IconName>,
) -> impl IntoView {
    // One effect for all of it: tables draw icons by the hundred.
    move || {
        let name = name.get();
        view! {
            <svg
                class="icon"
                data-icon=name.as_str()
                viewBox="0 0 16 16"
                aria-hidden="true"
                focusable="false"
            >
                <path d=name.path() />
            </svg>
        }
    }
}

macro_rules! icons {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// The icons of the kit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum IconName {
            $($(#[$doc])* $variant),*
        }

        impl IconName {
            /// Every icon, in the order of the gallery.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The icon's name in kebab-case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),*
                }
            }
        }
    };
}

icons! {
    /// The start page.
    Overview = "overview",
    /// Making content.
    Generate = "generate",
    /// The queue of jobs.
    Jobs = "jobs",
    /// Finished content.
    Content = "content",
    /// Templates.
    Templates = "templates",
    /// Figures over time.
    Analytics = "analytics",
    /// Metrics and dashboards.
    Monitoring = "monitoring",
    /// Is the system up.
    Health = "health",
    /// Caches.
    Cache = "cache",
    /// Settings.
    Settings = "settings",
    /// Searching.
    Search = "search",
    /// Closing, dismissing.
    Close = "close",
    /// Done, chosen.
    Check = "check",
    /// Take care.
    Warning = "warning",
    /// It failed.
    Error = "error",
    /// For your information.
    Info = "info",
    /// Time, waiting.
    Clock = "clock",
    /// Start, resume.
    Play = "play",
    /// Pause.
    Pause = "pause",
    /// Stop, cancel.
    Stop = "stop",
    /// Try again.
    Retry = "retry",
    /// Copy to the clipboard.
    Copy = "copy",
    /// A link.
    Link = "link",
    /// Leads outside.
    External = "external",
    /// Email.
    Mail = "mail",
    /// The web.
    Globe = "globe",
    /// Social posts.
    Share = "share",
    /// Up.
    ChevronUp = "chevron-up",
    /// Down, opens.
    ChevronDown = "chevron-down",
    /// Back.
    ChevronLeft = "chevron-left",
    /// Forward.
    ChevronRight = "chevron-right",
    /// Add.
    Plus = "plus",
    /// Remove one.
    Minus = "minus",
    /// More actions.
    More = "more",
    /// A person.
    User = "user",
    /// Leave.
    Logout = "logout",
    /// Light theme.
    Sun = "sun",
    /// Dark theme.
    Moon = "moon",
    /// Filtering.
    Filter = "filter",
    /// Sorted upwards.
    SortUp = "sort-up",
    /// Sorted downwards.
    SortDown = "sort-down",
    /// Sortable.
    Sort = "sort",
    /// Delete.
    Trash = "trash",
    /// Edit.
    Edit = "edit",
    /// Save to a file.
    Download = "download",
    /// From a file.
    Upload = "upload",
    /// Show.
    Eye = "eye",
    /// Hide.
    EyeOff = "eye-off",
    /// Desktop width.
    Desktop = "desktop",
    /// Phone width.
    Phone = "phone",
    /// API keys.
    Key = "key",
    /// No network.
    WifiOff = "wifi-off",
    /// Work in progress; turns.
    Spinner = "spinner",
    /// A small mark.
    Dot = "dot",
    /// Dates.
    Calendar = "calendar",
    /// A document.
    Document = "document",
    /// Menu.
    Menu = "menu",
    /// Collapse or expand the rail.
    Rail = "rail",
    /// Earlier versions.
    History = "history",
    /// Webhooks.
    Webhook = "webhook",
    /// Plugins.
    Plugin = "plugin",
    /// Notifications.
    Bell = "bell",
}
