//! What is wanted of the list, kept in its address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use wire::Query;

use crate::routes::Route;

/// What is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Text in a template.
    pub q: String,
    /// The channel's word; empty for all.
    pub channel: String,
}

impl Wanted {
    /// The address of it.
    pub fn address(&self) -> String {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let query = Query::new()
            .maybe("q", given(&self.q))
            .maybe("channel", given(&self.channel));
        Route::Templates.with(&query)
    }
}

/// The address of the list, read and written.
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
    let location = use_location();
    let navigate = use_navigate();
    let wanted = Memo::new(move |_| {
        // The router's own map would decode what people typed twice.
        let search = location.search.get();
        let parameters = web_sys::UrlSearchParams::new_with_str(&search).ok();
        let read = |name| parameters.as_ref().and_then(|all| all.get(name));
        Wanted {
            q: read("q").unwrap_or_default(),
            channel: read("channel").unwrap_or_default(),
        }
    });
    let go = Callback::new(move |(wanted, replace): (Wanted, bool)| {
        // On the way to another page the address is no longer this list's.
        if location.pathname.get_untracked() != Route::Templates.path() {
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
