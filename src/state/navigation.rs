//! Going to another page of this app.

use leptos_router::{NavigateOptions, hooks};

/// A function that goes to an address as `Route` writes it: whole, with the path that the app is
/// served below.
///
/// The router itself would put that path before it once more, and panics where an address leads to
/// another site. Such an address is left alone.
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Clone {
    let navigate = hooks::use_navigate();
    move |address, options| {
        if is_of_this_site(address) {
            let options = NavigateOptions {
                resolve: false,
                ..options
            };
            navigate(address, options);
        }
    }
}

/// Whether the browser takes it for a path of this site: `//host` and `/\host` are none.
fn is_of_this_site(address: &str) -> bool {
    let Ok(origin) = leptos::prelude::location().origin() else {
        return false;
    };
    address.starts_with('/')
        && !address.starts_with("//")
        && web_sys::Url::new_with_base(address, &origin).is_ok_and(|url| url.origin() == origin)
}
