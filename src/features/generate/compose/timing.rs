//! When it starts, and whether anything goes out at all.

use chrono::DateTime;
use leptos::prelude::*;
use wire::Stamp;

use super::{
    super::{recipe::field::Field, text},
    compose_state::ComposeState,
};
use crate::{
    state::clock::use_clock,
    ui::{
        Button, ButtonSize, ButtonTone, FieldValue, MomentField, Panel, Switch, TypedMoment,
        format_relative, typed_moment,
    },
};

/// When it starts.
#[component]
pub fn Timing(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let zone = zone();
    let clock = use_clock().now();
    let form = compose.form;
    let ignored = Memo::new(move |_| compose.mode.get().ignores(&Field::Schedule));
    let hint = Signal::derive(move || {
        if let Some(reason) = ignored.get() {
            return Some(reason.to_owned());
        }
        let zone = zone.as_deref().unwrap_or(text::compose::THIS_ZONE);
        let at = form
            .recipe
            .with(|recipe| recipe.schedule.shown().and_then(Stamp::epoch_millis));
        Some(match at {
            None => text::compose::leave_empty(zone),
            Some(at) => {
                let utc = form.recipe.with(|recipe| {
                    let utc = recipe.schedule.shown().and_then(Stamp::utc);
                    utc.map(|utc| utc.format("%Y-%m-%d %H:%M").to_string())
                });
                let relative = format_relative(at, clock.get());
                text::compose::moment(&relative, zone, &utc.unwrap_or_default())
            }
        })
    });
    // The field itself offers nothing that is over.
    let least = Signal::derive(move || Some(local_text(clock.get_untracked())));
    let now_button = move || {
        (!form.schedule.read().is_empty()).then(|| {
            view! {
                <Button
                    size=ButtonSize::Small
                    tone=ButtonTone::Quiet
                    on_click=move |()| form.schedule.set(TypedMoment::default())
                >
                    {text::compose::CLEAR_TIME}
                </Button>
            }
        })
    };
    let dry_run = Signal::derive(move || {
        let usual = text::compose::DRY_RUN_DETAIL;
        Some(compose.mode.get().no_dry_run().unwrap_or(usual).to_owned())
    });
    view! {
        <Panel heading=text::compose::TIMING bare=true>
            <div class="stack">
                <div class="schedule-field" id=Field::Schedule.anchor()>
                    <MomentField
                        label=text::compose::SCHEDULE
                        value=form.schedule
                        hint
                        min=least
                        error=compose.error(Field::Schedule)
                        disabled=Signal::derive(move || ignored.read().is_some())
                    />
                    {now_button}
                </div>
                <Switch
                    label=text::compose::DRY_RUN
                    detail=dry_run
                    checked=form.dry_run
                />
            </div>
        </Panel>
    }
}

/// The local text of a moment in epoch milliseconds, as a date field writes it to the minute.
fn local_text(at: f64) -> String {
    let minute = (at / 60_000.0).floor() * 60_000.0;
    DateTime::from_timestamp_millis(minute as i64)
        .map(|at| typed_moment(&FieldValue::Value(Stamp::from_utc(at))).text)
        .unwrap_or_default()
}

/// The name of the browser's zone, such as `Europe/Berlin`.
fn zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()?
        .as_string()
}
