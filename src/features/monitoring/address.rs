//! The page's parameters, kept in its address.

use wire::Query;

use crate::state::address::{self, UrlState};

/// The metrics.
pub const METRICS: &str = "metrics";

/// The live sessions.
pub const SESSIONS: &str = "sessions";

/// The page's parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonitoringParams {
    /// Whether the live sessions are shown, and not the metrics.
    pub sessions: bool,
    /// Text in a metric's name, help or labels.
    pub search: String,
    /// The session that is looked at.
    pub session: Option<String>,
}

/// The address of the page, read and written.
pub type Address = address::Address<MonitoringParams>;

impl UrlState for MonitoringParams {
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            sessions: parameter("tab").is_some_and(|tab| tab == SESSIONS),
            search: parameter("q").unwrap_or_default(),
            session: parameter("session").filter(|id| !id.is_empty()),
        }
    }

    fn query(&self) -> Query {
        Query::new()
            .maybe("tab", self.sessions.then_some(SESSIONS))
            .maybe("q", Some(&self.search).filter(|text| !text.is_empty()))
            .maybe("session", self.session.as_ref())
    }
}

impl MonitoringParams {
    /// The tab's id.
    pub fn tab(&self) -> &'static str {
        if self.sessions { SESSIONS } else { METRICS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leaves_out_what_is_as_usual() {
        assert_eq!(MonitoringParams::default().query().encoded(), "");
        let params = MonitoringParams {
            sessions: true,
            search: String::new(),
            session: Some("room 1".to_owned()),
        };
        assert_eq!(params.query().encoded(), "tab=sessions&session=room%201");
    }
}
