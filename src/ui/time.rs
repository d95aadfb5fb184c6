//! A moment, said from where the reader stands.

use leptos::prelude::*;

use super::{
    format::{format_absolute, format_ago, format_full, format_relative},
    text,
};

/// A moment: relative in words, absolute in its tooltip. One that has happened, unless it is
/// `planned`, is never shown as ahead.
#[component]
pub fn Time(
    /// The moment in epoch milliseconds; `None` shows a dash.
    #[prop(into)]
    at: Signal<Option<f64>>,
    /// The present in epoch milliseconds, ticking as often as it should look
    /// alive.
    #[prop(into)]
    now: Signal<f64>,
    /// Shows the absolute time as text, not only as a tooltip.
    #[prop(optional)]
    absolute: bool,
    /// It may be ahead, such as the end of a key.
    #[prop(optional)]
    planned: bool,
) -> impl IntoView {
    // A memo, so that a tick which changes no word touches nothing.
    let words = Memo::new(move |_| match at.get() {
        None => text::figures::UNKNOWN.to_owned(),
        Some(at) if absolute => format_absolute(at),
        Some(at) if planned => format_relative(at, now.get()),
        Some(at) => format_ago(at, now.get()),
    });
    view! {
        <time
            class="time"
            datetime=move || at.get().and_then(iso)
            title=move || at.get().map(format_full)
        >
            {words}
        </time>
    }
}

fn iso(ms: f64) -> Option<String> {
    let date = chrono::DateTime::from_timestamp_millis(ms as i64)?;
    Some(date.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}
