//! What conditions, connections and themes are called.

use super::super::{condition::SystemCondition, live::ConnectionStatus, theme::Theme};

impl SystemCondition {
    /// The condition in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Operational => "All systems operational",
            Self::Degraded => "Degraded performance",
            Self::ComponentsFailing | Self::RequestsFailing => "Partial outage",
            Self::Unknown | Self::Unreachable | Self::SignedOut => "Status unknown",
        }
    }

    /// What stands before the tab's title; `None` where the tab needs no look.
    pub fn title_prefix(self) -> Option<&'static str> {
        match self {
            Self::ComponentsFailing | Self::RequestsFailing => Some("Outage"),
            Self::Unreachable => Some("Offline"),
            Self::SignedOut => Some("Signed out"),
            Self::Operational | Self::Degraded | Self::Unknown => None,
        }
    }
}

impl ConnectionStatus {
    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Live => "Live",
            Self::Reconnecting => "Reconnecting",
            Self::Polling => "Polling",
            Self::Offline => "Offline",
        }
    }
}

impl Theme {
    /// The choice's name on a screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}
