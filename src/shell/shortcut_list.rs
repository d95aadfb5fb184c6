//! The list of shortcuts, from the registry of actions.

use leptos::prelude::*;

use crate::{
    state::{
        actions::{Action, ActionKind, use_actions},
        session::use_session,
    },
    ui::{Dialog, Kbd, Switch},
};

use super::{shortcuts::is_apple, text::shortcuts as text};

/// The shortcuts of what can be used here.
#[component]
pub fn ShortcutList(listed: RwSignal<bool>) -> impl IntoView {
    let actions = use_actions();
    let session = use_session();
    let plain_keys = (
        Signal::from(actions.plain_keys),
        Callback::new(move |on| actions.set_plain_keys(on)),
    );
    let group = move |heading: &'static str, kind: ActionKind| {
        let rows = Action::ALL
            .into_iter()
            .filter(move |action| action.kind() == kind && action.refusal(session).is_none())
            .filter_map(|action| Some((action.label(), action.shortcut()?)))
            .map(|(label, shortcut)| {
                let keys = shortcut.words(is_apple());
                view! {
                    <div class="shortcut">
                        <dt>{label}</dt>
                        <dd>
                            <Kbd keys />
                        </dd>
                    </div>
                }
            })
            .collect_view();
        view! {
            <section class="shortcut-group">
                <h3>{heading}</h3>
                <dl>{rows}</dl>
            </section>
        }
    };
    view! {
        <Dialog
            open=listed
            on_close=move |()| listed.set(false)
            title=text::TITLE
        >
            <div class="shortcuts">
                {move || group(text::EVERYWHERE, ActionKind::General)}
                {move || group(text::GO_TO, ActionKind::Page)}
                {move || group(text::ON_GENERATE, ActionKind::OnGenerate)}
                <Switch
                    label=text::PLAIN_KEYS
                    detail=Some(text::PLAIN_KEYS_HINT.to_owned())
                    checked=plain_keys
                    trailing=true
                />
            </div>
        </Dialog>
    }
}
