//! The overview: is the system up, what runs, what failed, what to do next.

mod health;
mod recent;

use leptos::prelude::*;

use crate::{
    routes::Route,
    state::{heading::use_heading, session::use_session},
    ui::{ButtonTone, IconName, LinkButton},
};

use health::HealthLine;
use recent::{Attention, Finished, Running};

/// `/`.
#[component]
pub fn OverviewPage() -> impl IntoView {
    use_heading("Overview".to_owned(), None);
    let session = use_session();
    let greeting = move || match session.user() {
        Some(user) => format!("Signed in as {}, {}.", user.name, user.role.label()),
        None => "Connected with an API key.".to_owned(),
    };
    view! {
        <div class="overview">
            <div class="overview-head">
                <div class="overview-words">
                    <HealthLine />
                    <p class="overview-greeting">{greeting}</p>
                </div>
                <Show when=move || session.may_write()>
                    <LinkButton
                        href=Route::Generate.path()
                        tone=ButtonTone::Primary
                        icon=IconName::Generate
                    >
                        "Generate content"
                    </LinkButton>
                </Show>
            </div>
            <Attention />
            <Running />
            <Finished />
        </div>
    }
}
