//! Deletes a template, and brings it back under the id that it had.

use std::sync::Arc;

use leptos_router::NavigateOptions;
use wire::templates::{self, Held};

use super::text;
use crate::{
    routes::Route,
    state::{
        mutation::{Mutation, detach, use_mutation},
        navigation::use_navigate,
        notices::{Mood, Notices, use_notices},
        query::send_once,
        session::{Session, use_session},
    },
};

/// Goes to an address, also when the page that asked for it is gone.
type Go = Arc<dyn Fn(&str) + Send + Sync>;

/// Deletes at once, and offers to undo that.
///
/// Undoing stores it again under the same id, so links and recipes that name it hold.
pub fn use_delete() -> Mutation<Held> {
    let session = use_session();
    let notices = use_notices();
    let navigate = use_navigate();
    let go: Go = Arc::new(move |address| navigate(address, NavigateOptions::default()));
    use_mutation(
        |held: &Held| templates::delete(&held.template.id, held.etag.as_deref()),
        move |held, ()| {
            go(&Route::Templates.path());
            let title = text::detail::deleted(&held.template.name);
            offer(session, notices, go.clone(), held, title);
        },
    )
}

fn offer(session: Session, notices: Notices, go: Go, held: Held, title: String) {
    notices.offer(Mood::Plain, title.clone(), text::detail::UNDO, move || {
        let (go, held, title) = (go.clone(), held.clone(), title.clone());
        detach(async move {
            let template = &held.template;
            let call = templates::restore(&template.id, &template.draft());
            let name = template.name.clone();
            match send_once(session, &call).await {
                Ok(back) => {
                    notices.good(text::detail::restored(&name));
                    go(&Route::Template(back.template.id).path());
                }
                Err(error) => {
                    notices.failed(&text::detail::restore_failed(&name), &error);
                    // All of it is still here, so it can be tried for as long as the tab lives.
                    offer(session, notices, go, held, title);
                }
            }
        });
    });
}
