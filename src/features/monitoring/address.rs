//! What is wanted of the page, kept in its address.

use wire::Query;

use crate::state::address::{self, Wish};

/// The metrics.
pub const METRICS: &str = "metrics";

/// The live sessions.
pub const SESSIONS: &str = "sessions";

/// What is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Whether the live sessions are shown, and not the metrics.
    pub sessions: bool,
    /// Text in a metric's name, help or labels.
    pub search: String,
    /// The session that is looked at.
    pub session: Option<String>,
}

/// The address of the page, read and written.
pub type Address = address::Address<Wanted>;

impl Wish for Wanted {
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

impl Wanted {
    /// The tab's id.
    pub fn tab(&self) -> &'static str {
        if self.sessions { SESSIONS } else { METRICS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_no_more_than_is_wanted() {
        assert_eq!(Wanted::default().query().encoded(), "");
        let wanted = Wanted {
            sessions: true,
            search: String::new(),
            session: Some("room 1".to_owned()),
        };
        assert_eq!(wanted.query().encoded(), "tab=sessions&session=room%201");
    }
}
