//! The search over everything, and the list of shortcuts.

mod results;
mod server;

use leptos::prelude::*;

use crate::{
    state::{
        actions::{Action, use_actions},
        session::use_session,
    },
    ui::Palette,
};

use super::{
    commands::{Commands, use_follow, use_run},
    shortcut_list::ShortcutList,
};
use results::{action_id, results};
use server::search_server;

/// Before the label of a group that is to be asked for again.
const RETRY: &str = "retry:";

/// The search. It needs no module, so that no letter is lost that is typed while
/// [`CommandModule`] is on its way.
#[component]
pub fn Search() -> impl IntoView {
    let commands = Commands::find();
    let session = use_session();
    let actions = use_actions();
    let run = use_run(commands);
    let retry = RwSignal::new(None);
    let run_by_id = move |id: String| {
        if let Some(label) = id.strip_prefix(RETRY) {
            retry.set(Some(label.to_owned()));
            return;
        }
        let found = Action::ALL
            .into_iter()
            .find(|action| action_id(*action) == id);
        if let Some(action) = found {
            run.run(action);
        }
    };
    view! {
        <Palette
            open=commands.search
            source=move |text| results(session, actions, commands, text, retry)
            on_follow=use_follow()
            on_run=run_by_id
        />
    }
}

/// What is fetched once the search or the list of shortcuts is opened.
#[component]
pub fn CommandModule() -> impl IntoView {
    let commands = Commands::find();
    commands.search_server.set(Some(search_server));
    view! { <ShortcutList listed=commands.shortcuts /> }
}
