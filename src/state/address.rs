//! Page state synchronised with the URL query.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_location};
use wire::Query;

use super::navigation::use_navigate;
use crate::effect::effect;

/// What a page's address holds: filters, the order, the tab, the selection.
pub trait UrlState: Clone + PartialEq + Send + Sync + 'static {
    /// Reads an address, given a way to look up its parameters.
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self;

    /// The parameters of the address; what is as usual is left out.
    fn query(&self) -> Query;
}

/// A page's parameters, and how to change them.
///
/// The signal leads, so that typing never waits for the router; the address
/// follows it, and leads when somebody goes back or forward.
#[derive(Debug)]
pub struct Address<W: 'static> {
    /// The parameters.
    pub params: ReadSignal<W>,
    set: Callback<(W, bool)>,
}

impl<W> Clone for Address<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for Address<W> {}

impl<W: UrlState> Address<W> {
    /// The parameters now.
    pub fn current(self) -> W {
        self.params.get_untracked()
    }

    /// Changes them, as a step that one can go back from.
    pub fn push(self, change: impl FnOnce(&mut W)) {
        self.change(change, false);
    }

    /// Changes them in place of the last step, as while typing.
    pub fn replace(self, change: impl FnOnce(&mut W)) {
        self.change(change, true);
    }

    fn change(self, change: impl FnOnce(&mut W), replace: bool) {
        let mut params = self.current();
        change(&mut params);
        self.set.run((params, replace));
    }
}

/// Reads the address of the page at `path`, and follows it.
pub fn use_address<W: UrlState>(path: String) -> Address<W> {
    let location = use_location();
    let navigate = use_navigate();
    let path = StoredValue::new(path);
    let read = move || location.search.with(|search| W::read(look_up(search)));
    let (params, set_params) = signal(untrack(read));
    // On the way to another page the address is no longer this page's.
    let is_here = move || path.with_value(|path| location.pathname.read_untracked() == *path);
    let set = Callback::new(move |(next, replace): (W, bool)| {
        if params.with_untracked(|params| *params == next) {
            return;
        }
        let query = next.query().encoded();
        let mark = if query.is_empty() { "" } else { "?" };
        let address = path.with_value(|path| format!("{path}{mark}{query}"));
        set_params.set(next);
        if !is_here() {
            return;
        }
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..Default::default()
        };
        navigate(&address, options);
    });
    effect(move |_| {
        let there = read();
        if is_here() && params.with_untracked(|params| params.query() != there.query()) {
            set_params.set(there);
        }
    });
    Address { params, set }
}

/// Looks up parameters, decoded once: the router's own map decodes them twice, which spoils a
/// typed `%41`.
fn look_up(search: &str) -> impl Fn(&str) -> Option<String> {
    let parameters = web_sys::UrlSearchParams::new_with_str(search).ok();
    move |name| parameters.as_ref()?.get(name)
}
