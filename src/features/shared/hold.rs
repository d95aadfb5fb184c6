//! The time in which something can still be undone, counted down.

use leptos::prelude::*;

use crate::{
    features::shared::text,
    state::{clock::use_clock, publish_hold::hold_preference, session::use_session},
    ui::{Button, ButtonSize, ButtonTone, State, StateMark, format_time},
};

/// Counts down to a publication, with "Undo" and "Publish now".
#[component]
pub fn HoldNotice(
    /// Until when it is held, in epoch milliseconds; nothing is shown for `None`.
    #[prop(into)]
    until: Signal<Option<f64>>,
    /// What holds it, and what that means for whoever leaves.
    #[prop(into)]
    note: Signal<String>,
    /// The server is being asked for one of the two.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Why nothing can be done about it; `None` where it can.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    /// Called to undo it.
    #[prop(into)]
    on_undo: Callback<()>,
    /// Called to publish at once.
    #[prop(into)]
    on_now: Callback<()>,
) -> impl IntoView {
    let now = use_clock().now();
    let session = use_session();
    let is_held = Memo::new(move |_| until.read().is_some());
    let left = Memo::new(move |_| {
        let most = f64::from(hold_preference(session).max(1));
        until
            .get()
            .map(|until| seconds_left(until, now.get(), most))
    });
    let words = move || match left.get().unwrap_or_default() {
        0 => text::PUBLISHING.to_owned(),
        left => text::publishing_in(left),
    };
    // Read once: a countdown read aloud would drown everything else.
    let spoken = move || {
        until
            .get()
            .map(|until| text::publishing_at(&format_time(until)))
    };
    view! {
        <Show when=move || is_held.get()>
            <section class="notice" data-state=State::Busy.as_str() aria-label=text::UNDO_PUBLISHING>
                <StateMark state=State::Busy />
                <div class="notice-text">
                    <p class="notice-title" aria-hidden="true">
                        {words}
                    </p>
                    <p class="visually-hidden" role="status">
                        {spoken}
                    </p>
                    <div class="notice-detail">{move || note.get()}</div>
                </div>
                <div class="notice-actions">
                    <Button size=ButtonSize::Small reason pending on_click=on_undo>
                        {text::UNDO}
                    </Button>
                    <Button
                        size=ButtonSize::Small
                        tone=ButtonTone::Quiet
                        reason
                        pending
                        on_click=on_now
                    >
                        {text::PUBLISH_NOW}
                    </Button>
                </div>
            </section>
        </Show>
    }
    .into_any()
}

/// Whole seconds until `until`. The server's clock may differ from this one, so never more than
/// were asked for.
fn seconds_left(until: f64, now: f64, most: f64) -> u32 {
    ((until - now) / 1000.0).ceil().clamp(0.0, most) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_never_shows_more_than_was_asked_for_nor_less_than_nothing() {
        assert_eq!(seconds_left(10_000.0, 0.0, 10.0), 10);
        assert_eq!(seconds_left(10_000.0, 9_001.0, 10.0), 1);
        assert_eq!(seconds_left(10_000.0, 60_000.0, 10.0), 0);
        assert_eq!(seconds_left(900_000.0, 0.0, 10.0), 10);
        assert_eq!(seconds_left(f64::NAN, 0.0, 10.0), 0);
    }
}
