//! Says what keeps the whole page from working, once.

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{loads::Loads, trouble::Trouble};
use crate::{
    features::shared::ServerWords,
    routes::Route,
    state::session::use_session,
    ui::{Button, ButtonSize, LinkButton, Notice, State},
};

/// Says it, with what can be done.
#[component]
pub fn TroubleNotice(loads: Loads) -> impl IntoView {
    let session = use_session();
    let released = Memo::new(move |_| session.is_shipped(Capability::CacheStats));
    let pending = Signal::derive(move || loads.stats.is_fetching() || loads.history.is_fetching());
    move || match loads.trouble.get()? {
        Trouble::Failing => {
            let actions = move || {
                view! {
                    <Button
                        size=ButtonSize::Small
                        pending
                        on_click=move |()| loads.again()
                    >
                        "Try again"
                    </Button>
                }
            };
            let known = released.get().then_some(
                "The released backend does so with any key, because its cache manager is never \
                 started. So it cannot be told here whether your key is right.",
            );
            Some(
                view! {
                    <Notice
                        state=State::Warn
                        title="This backend fails on all of its cache routes"
                        actions
                    >
                        <p>
                            "It failed on every question about its caches, while it answers others. \
                             Nothing can be seen or emptied from here until that is repaired; the \
                             backend's log says why."
                        </p>
                        {known.map(|words| view! { <p>{words}</p> })}
                    </Notice>
                }
                .into_any(),
            )
        }
        Trouble::KeyRefused(words) => Some(
            view! {
                <Notice
                    state=State::Bad
                    title="The backend refuses the cache key"
                    actions=|| {
                        view! {
                            <LinkButton href=Route::Connection.path() size=ButtonSize::Small>
                                "Change the key"
                            </LinkButton>
                        }
                    }
                >
                    <ServerWords text=words />
                </Notice>
            }
            .into_any(),
        ),
    }
}
