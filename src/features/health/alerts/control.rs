//! What the reader decides about alerts: whether to be notified, and when a component is down.

use leptos::prelude::*;

use crate::{
    features::health::{
        alarm::{Alarm, MOST, Thresholds},
        text,
    },
    state::desktop::Permission,
    ui::{Button, ButtonSize, IconName, Select, SelectOption, format_count},
};

/// The button that asks for notifications, or says why there can be none.
#[component]
pub fn Notify(alarm: Alarm) -> impl IntoView {
    let desktop = alarm.desktop();
    let reason = Signal::derive(move || match desktop.permission() {
        Permission::Unsupported => Some(text::NOTIFY_UNSUPPORTED.to_owned()),
        Permission::Blocked => Some(text::NOTIFY_BLOCKED.to_owned()),
        Permission::NotAsked | Permission::Allowed => None,
    });
    view! {
        {move || match desktop.is_on() {
            true => {
                view! {
                    <Button
                        size=ButtonSize::Small
                        icon=Some(IconName::Bell)
                        on_click=move |()| desktop.stop()
                    >
                        {text::NOTIFY_STOP}
                    </Button>
                }
                .into_any()
            }
            false => {
                view! {
                    <Button
                        size=ButtonSize::Small
                        icon=Some(IconName::Bell)
                        reason
                        on_click=move |()| desktop.want()
                    >
                        {text::NOTIFY}
                    </Button>
                }
                .into_any()
            }
        }}
    }
}

/// How many checks in a row it takes.
#[component]
pub fn FlapControl(alarm: Alarm) -> impl IntoView {
    let options = || {
        let all = (1..=MOST).map(|count| {
            let words = format_count(usize::from(count), text::CHECK, text::CHECKS);
            SelectOption::new(count.to_string(), words)
        });
        Signal::stored(all.collect::<Vec<_>>())
    };
    let known = alarm.thresholds().get_untracked();
    let failures = RwSignal::new(known.failures.to_string());
    let successes = RwSignal::new(known.successes.to_string());
    let keep = Callback::new(move |_: String| {
        let read = |text: RwSignal<String>| text.get_untracked().parse().unwrap_or(1);
        alarm.set_thresholds(Thresholds {
            failures: read(failures),
            successes: read(successes),
        });
    });
    view! {
        <div class="health-flap">
            <Select label=text::CHECKS_TO_ALERT value=failures options=options() on_change=keep />
            <Select label=text::CHECKS_TO_RESOLVE value=successes options=options() on_change=keep />
        </div>
    }
}
