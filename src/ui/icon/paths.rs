//! What each icon draws.

use super::IconName;

impl IconName {
    /// The icon as one SVG path, to be stroked and not filled.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Overview => {
                "M2.5 2.5h4.5v6h-4.5zM9 2.5h4.5v3.5h-4.5zM9 8.5h4.5v5h-4.5zM2.5 11h4.5v2.5h-4.5z"
            }
            Self::Generate => {
                "M2 4.5h4M2 8h3M2 11.5h4M8 8h1M9 8c2 0 1.5-4.5 5-4.5M9 8h5M9 8c2 0 1.5 4.5 5 4.5"
            }
            Self::Jobs => "M2.5 4h7M2.5 8h11M2.5 12h4M12.5 4h1M9.5 12h4",
            Self::Content => "M3 2.5h10v11h-10zM5.5 5.5h5M5.5 8h5M5.5 10.5h2.5",
            Self::Templates => "M2.5 2.5h11v11h-11zM2.5 6h11M6.5 6v7.5",
            Self::Analytics => "M2.5 13.5h11M4 11v-3M8 11v-8M12 11v-5",
            Self::Monitoring => "M2.5 2.5v11h11M5 9.5l2.5-3 2 2 3.5-4.5",
            Self::Health => "M1.5 8h3l2-4.5 3 9 2-4.5h3",
            Self::Cache => {
                "M2.5 4c0-2.2 11-2.2 11 0s-11 2.2-11 0zM2.5 4v8c0 2.2 11 2.2 11 0v-8M2.5 8c0 2.2 11 2.2 11 0"
            }
            Self::Settings => "M2 4.5h5M11 4.5h3M9 2.75v3.5M2 11.5h2M8 11.5h6M6 9.75v3.5",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Check => "M3 8.5l3.25 3.25L13 5",
            Self::Warning => "M8 2.5l6 10.5h-12zM8 6.5v3M8 11.25v.01",
            Self::Error => "M5.5 2h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5zM8 5v3.5M8 10.75v.01",
            Self::Info => "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM8 7.5v3.5M8 5.1v.01",
            Self::Clock => "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM8 5v3.25l2 1.5",
            Self::Play => "M5 3.2v9.6l7.5-4.8z",
            Self::Pause => "M5.5 3.5v9M10.5 3.5v9",
            Self::Stop => "M4 4h8v8h-8z",
            Self::Retry => "M13 8a5 5 0 1 1-1.6-3.7M13.2 2.2v2.6h-2.6",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Link => {
                "M6.5 9.5l3-3M7.5 4.8l1.2-1.2a2.6 2.6 0 0 1 3.7 3.7l-1.2 1.2M8.5 11.2l-1.2 1.2a2.6 2.6 0 0 1-3.7-3.7l1.2-1.2"
            }
            Self::External => "M9.5 2.5h4v4M13.5 2.5l-6 6M6.5 3.5h-4v10h10v-4",
            Self::Mail => "M2 3.5h12v9h-12zM2.2 4.2l5.8 4.6 5.8-4.6",
            Self::Globe => {
                "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM2 8h12M8 2c4.2 4 4.2 8 0 12M8 2c-4.2 4-4.2 8 0 12"
            }
            Self::Share => {
                "M12 2.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6zM4 6.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6zM12 10.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6zM5.6 7.2l4.8-2.4M5.6 8.8l4.8 2.4"
            }
            Self::ChevronUp => "M4 10l4-4 4 4",
            Self::ChevronDown => "M4 6l4 4 4-4",
            Self::ChevronLeft => "M10 4l-4 4 4 4",
            Self::ChevronRight => "M6 4l4 4-4 4",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::More => "M3.5 8v.01M8 8v.01M12.5 8v.01",
            Self::User => {
                "M8 2.5a2.75 2.75 0 1 0 0 5.5a2.75 2.75 0 0 0 0-5.5zM2.75 13.5c.6-4.2 9.9-4.2 10.5 0"
            }
            Self::Logout => "M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8h-7",
            Self::Sun => {
                "M8 5.25a2.75 2.75 0 1 0 0 5.5a2.75 2.75 0 0 0 0-5.5zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.85.85M11.75 11.75l.85.85M12.6 3.4l-.85.85M4.25 11.75l-.85.85"
            }
            Self::Moon => "M13.5 9.6a5.8 5.8 0 1 1-7.1-7.1a4.7 4.7 0 0 0 7.1 7.1z",
            Self::Filter => "M2.5 4h11M4.5 8h7M6.5 12h3",
            Self::SortUp => "M8 12.5v-9M4.5 7l3.5-3.5 3.5 3.5",
            Self::SortDown => "M8 3.5v9M4.5 9l3.5 3.5 3.5-3.5",
            Self::Sort => "M5 6l3-3 3 3M5 10l3 3 3-3",
            Self::Trash => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9",
            Self::Edit => "M10.5 3l2.5 2.5-7.5 7.5-3 .5.5-3z",
            Self::Download => "M8 2.5v7.5M4.75 7l3.25 3.25L11.25 7M2.5 13.5h11",
            Self::Upload => "M8 10.5v-8M4.75 5.5l3.25-3 3.25 3M2.5 13.5h11",
            Self::Eye => {
                "M1.5 8c3-5.6 10-5.6 13 0c-3 5.6-10 5.6-13 0zM8 6a2 2 0 1 0 0 4a2 2 0 0 0 0-4z"
            }
            Self::EyeOff => {
                "M3.6 5.4C2.8 6.1 2 7 1.5 8c2.2 4.1 6.6 5.2 9.8 3.3M6.4 4.1C9.5 3.3 12.8 4.6 14.5 8c-.4.75-.9 1.4-1.45 1.95M2.5 2.5l11 11"
            }
            Self::Desktop => "M2 3h12v8h-12zM5.5 13.5h5",
            Self::Phone => "M4.5 1.75h7v12.5h-7zM7.25 11.75h1.5",
            Self::Key => "M5.25 7.25a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM7.5 8.25L13.5 2.5M11 5l2 2",
            Self::WifiOff => {
                "M2.5 2.5l11 11M1.75 6.4c.8-.7 1.7-1.25 2.65-1.65M7 3.95c2.7-.2 5.3.7 7.25 2.45M4.25 9.2c.7-.6 1.5-1.05 2.35-1.25M8 12.6v.01"
            }
            Self::Spinner => "M8 2a6 6 0 1 1-6 6",
            Self::Dot => "M8 8v.01",
            Self::Calendar => "M2.5 3.5h11v10h-11zM2.5 6.75h11M5.5 2v2.5M10.5 2v2.5",
            Self::Document => "M3.5 2h6l3 3v9h-9zM9.5 2v3h3M6 8.5h4M6 11h2.5",
            Self::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
            Self::Rail => "M2.5 3h11v10h-11zM6.25 3v10",
            Self::History => "M3 8a5 5 0 1 0 1.6-3.7M2.8 2.2v2.6h2.6M8 5.5v2.75l1.75 1.25",
            Self::Webhook => {
                "M5.5 8L8 4.2M8 1.9a1.9 1.9 0 1 1 1.3 3.2L11.5 9M9 11.5h-4.5a1.9 1.9 0 1 1-1.7-2.6M11.9 9.6a1.9 1.9 0 1 1-1.5 3"
            }
            Self::Plugin => "M6 2v3M10 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2",
            Self::Bell => {
                "M3 11.5c1.2-1 1.25-2 1.25-4a3.75 3.75 0 0 1 7.5 0c0 2 .05 3 1.25 4zM6.75 13.75h2.5"
            }
        }
    }
}
