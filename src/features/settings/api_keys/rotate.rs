//! The form that replaces a key: for how long the old one goes on working.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::api_keys::{ApiKey, Rotation};

use super::{
    super::{form_error::FormError, text},
    create_key_form::CreateKeyForm,
};
use crate::{
    state::clock::use_clock,
    ui::{Button, ButtonKind, ButtonTone, CardRadio, ChoiceOption, Time},
};

const HOUR: u64 = 60 * 60;

/// How long the old key may go on, in seconds, with its words.
const GRACES: [(u64, &str, &str); 4] = [
    (
        0,
        text::api_keys::rotate::NOW,
        text::api_keys::rotate::NOW_DETAIL,
    ),
    (
        HOUR,
        text::api_keys::rotate::HOUR,
        text::api_keys::rotate::HOUR_DETAIL,
    ),
    (
        24 * HOUR,
        text::api_keys::rotate::DAY,
        text::api_keys::rotate::DAY_DETAIL,
    ),
    (
        7 * 24 * HOUR,
        text::api_keys::rotate::WEEK,
        text::api_keys::rotate::WEEK_DETAIL,
    ),
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
        None => view! { {text::api_keys::rotate::NEVER_USED} }.into_any(),
        Some(at) => {
            let at = at.epoch_millis();
            view! {
                {text::api_keys::rotate::LAST_USED_BEFORE}
                <Time at now />
                {text::api_keys::rotate::LAST_USED_AFTER}
            }
            .into_any()
        }
    };
    view! {
        <form class="key-form" on:submit=send>
            <p>
                {text::api_keys::rotate::INTRO_BEFORE}
                {used}
            </p>
            <CardRadio label=text::api_keys::rotate::GRACE value=grace options />
            <FormError
                error=create_key.rotate.error()
                title=text::api_keys::rotate::FAILED
                fields=&[]
                kept=text::api_keys::rotate::NOT_CHANGED
                undecided=text::api_keys::rotate::UNDECIDED
            />
            <div class="settings-actions" data-end="">
                <Button on_click=move |()| create_key.leave()>{text::api_keys::CANCEL}</Button>
                <Button
                    tone=ButtonTone::Primary
                    kind=ButtonKind::Submit
                    pending=create_key.rotate.pending()
                >
                    {text::api_keys::rotate::SUBMIT}
                </Button>
            </div>
        </form>
    }
    .into_any()
}
