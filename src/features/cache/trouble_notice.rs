//! Says what keeps the whole page from working, once.

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{loads::Loads, trouble::Trouble};
use crate::{
    features::{cache::text, shared::ServerWords},
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
                        {text::TRY_AGAIN}
                    </Button>
                }
            };
            let known = released.get().then_some(text::KEY_UNCHECKED);
            Some(
                view! {
                    <Notice
                        state=State::Warn
                        title=text::API_UNAVAILABLE_TITLE
                        actions
                    >
                        <p>
                            {text::ALL_FAILED}
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
                    title=text::KEY_REFUSED_TITLE
                    actions=|| {
                        view! {
                            <LinkButton href=Route::Connection.path() size=ButtonSize::Small>
                                {text::REPLACE_KEY}
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
