//! The form that replaces a key: for how long the old one goes on working.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::api_keys::{ApiKey, Rotation};

use super::{super::failure::Failure, create_key_form::CreateKeyForm};
use crate::{
    state::clock::use_clock,
    ui::{Button, ButtonKind, ButtonTone, CardRadio, ChoiceOption, Time},
};

const HOUR: u64 = 60 * 60;

/// How long the old key may go on, in seconds, with its words.
const GRACES: [(u64, &str, &str); 4] = [
    (0, "Revoke now", "For a leaked key."),
    (HOUR, "1 hour", "Replace the key right away."),
    (24 * HOUR, "1 day", "Deploy within a day."),
    (7 * 24 * HOUR, "7 days", "Someone else has to deploy."),
];

/// The form.
#[component]
pub fn RotateForm(
    /// The key that is being created.
    create_key: CreateKeyForm,
    /// The key that it replaces.
    old: ApiKey,
) -> impl IntoView {
    let now = use_clock().now();
    let grace = RwSignal::new((24 * HOUR).to_string());
    let options: Vec<_> = GRACES
        .iter()
        .map(|(seconds, label, detail)| {
            ChoiceOption::new(seconds.to_string(), *label).detail(*detail)
        })
        .collect();
    let id = old.id.clone();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let seconds = grace.read_untracked().parse().unwrap_or_default();
        let rotation = Rotation {
            grace_period_seconds: seconds,
        };
        create_key.rotate.run((id.clone(), rotation));
    };
    let used = match &old.last_used_at {
        None => view! { "Never used." }.into_any(),
        Some(at) => {
            let at = at.epoch_millis();
            view! { "Last used " <Time at now /> "." }.into_any()
        }
    };
    view! {
        <form class="key-form" on:submit=send>
            <p>
                "Creates a new key with the same permissions. "
                {used}
            </p>
            <CardRadio label="Keep the old key active for" value=grace options />
            <Failure
                error=create_key.rotate.error()
                title="Couldn't rotate the key"
                fields=&[]
                kept="The old key wasn't changed."
                undecided="A new key may have been created anyway. If it's in the list, revoke it and try again."
            />
            <div class="settings-actions" data-end="">
                <Button on_click=move |()| create_key.leave()>"Cancel"</Button>
                <Button
                    tone=ButtonTone::Primary
                    kind=ButtonKind::Submit
                    pending=create_key.rotate.pending()
                >
                    "Rotate key"
                </Button>
            </div>
        </form>
    }
    .into_any()
}
