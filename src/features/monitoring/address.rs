//! What is wanted of the page, kept in its address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use wire::Query;

use crate::routes::Route;

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

impl Wanted {
    /// The address of it.
    pub fn address(&self) -> String {
        let query = Query::new()
            .maybe("tab", self.sessions.then_some(SESSIONS))
            .maybe("q", Some(&self.search).filter(|text| !text.is_empty()))
            .maybe("session", self.session.as_ref());
        Route::Monitoring.with(&query)
    }

    /// The tab's id.
    pub fn tab(&self) -> &'static str {
        if self.sessions { SESSIONS } else { METRICS }
    }
}

/// The address of the page, read and written.
#[derive(Clone, Copy)]
pub struct Address {
    /// What is wanted.
    pub wanted: Memo<Wanted>,
    go: Callback<(Wanted, bool)>,
}

impl Address {
    /// Wants something else, as a step that one can go back from.
    pub fn push(self, change: impl FnOnce(&mut Wanted)) {
        self.change(change, false);
    }

    /// Wants something else in place of the last wish, as while typing.
    pub fn replace(self, change: impl FnOnce(&mut Wanted)) {
        self.change(change, true);
    }

    fn change(self, change: impl FnOnce(&mut Wanted), replace: bool) {
        let before = self.wanted.get_untracked();
        let mut wanted = before.clone();
        change(&mut wanted);
        if wanted != before {
            self.go.run((wanted, replace));
        }
    }
}

/// Reads the address, and follows it.
pub fn use_address() -> Address {
    let query = use_query_map();
    let location = use_location();
    let navigate = use_navigate();
    let wanted = Memo::new(move |_| {
        let query = query.read();
        Wanted {
            sessions: query.get_str("tab") == Some(SESSIONS),
            search: query.get("q").unwrap_or_default(),
            session: query.get("session").filter(|id| !id.is_empty()),
        }
    });
    let go = Callback::new(move |(wanted, replace): (Wanted, bool)| {
        // On the way to another page the address is no longer this page's.
        if location.pathname.get_untracked() != Route::Monitoring.path() {
            return;
        }
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..Default::default()
        };
        navigate(&wanted.address(), options);
    });
    Address { wanted, go }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_no_more_than_is_wanted() {
        assert_eq!(Wanted::default().address(), "/monitoring");
        let wanted = Wanted {
            sessions: true,
            search: String::new(),
            session: Some("room 1".to_owned()),
        };
        assert_eq!(
            wanted.address(),
            "/monitoring?tab=sessions&session=room%201"
        );
    }
}
