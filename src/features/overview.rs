//! The overview: is the system up, what runs, what failed, what to do next.

mod first_steps;
mod health;
mod publications;
mod recent;
mod text;

use leptos::prelude::*;

use wire::capabilities::Capability;

use crate::{
    features::shared::Offered,
    routes::Route,
    state::{
        heading::use_heading, scroll_restoration::use_scroll_restoration, session::use_session,
    },
    ui::{ButtonTone, IconName, LinkButton},
};

use first_steps::FirstSteps;
use health::HealthLine;
use publications::PublicationsAlone;
use recent::Recent;

/// `/`.
#[component]
pub fn OverviewPage() -> impl IntoView {
    use_heading(text::TITLE.to_owned(), None);
    use_scroll_restoration(Route::Overview.path());
    let session = use_session();
    let greeting = move || match session.user() {
        Some(user) => text::signed_in(&user.name, user.role.label()),
        // Nobody is known by name, so the backend is.
        None => {
            let keys = session.key_ring();
            let has_key = keys.is_some_and(|keys| keys.api.is_some() || keys.cache.is_some());
            text::connected(
                session.base().get(),
                if has_key { text::WITH } else { text::WITHOUT },
            )
        }
    };
    view! {
        <div class="overview">
            <div class="overview-head">
                <div class="overview-words">
                    <HealthLine />
                    <p class="overview-greeting">{greeting}</p>
                </div>
                // Whoever may only look is told so there, over the form.
                <LinkButton
                    href=Route::Generate.path()
                    tone=ButtonTone::Primary
                    icon=IconName::Generate
                >
                    {text::GENERATE}
                </LinkButton>
            </div>
            <FirstSteps />
            <PublicationsAlone />
            <Offered capability=Capability::JobsList icon=IconName::Jobs>
                <Recent />
            </Offered>
        </div>
    }
}
