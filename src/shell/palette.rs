//! The search over everything, and the list of shortcuts.

mod results;

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
use results::results;

/// The dialogs that list actions.
#[component]
pub fn CommandDialogs() -> impl IntoView {
    let commands = Commands::find();
    let session = use_session();
    let actions = use_actions();
    let run = use_run(commands);
    let retry = RwSignal::new(None);
    let run_by_id = move |id: String| {
        if let Some(label) = id.strip_prefix(results::RETRY) {
            retry.set(Some(label.to_owned()));
            return;
        }
        let found = Action::ALL
            .into_iter()
            .find(|action| results::action_id(*action) == id);
        if let Some(action) = found {
            run.run(action);
        }
    };
    view! {
        <Palette
            open=commands.search
            source=move |text| results(session, actions, text, retry)
            on_follow=use_follow()
            on_run=run_by_id
        />
        <ShortcutList listed=commands.shortcuts />
    }
}
