//! What happens next: in words, and the buttons that do it.

use super::{
    super::text, compose_state::ComposeState, finding_list::focus_field,
    publish_dialog::PublishDialog, send_errors::SendErrors,
};
use crate::{
    features::shared::HoldNotice,
    state::actions::{Action, use_action},
    ui::{Button, ButtonTone, IconName, State, StateMark},
};
use leptos::prelude::*;

/// The bar with the buttons; it stays in sight.
#[component]
pub fn ActionBar(
    /// The page's state.
    compose: ComposeState,
    /// Empties the form.
    #[prop(into)]
    on_clear: Callback<()>,
    /// Whether the browser keeps the draft.
    kept: Signal<bool>,
) -> impl IntoView {
    let preview_reason = Signal::derive(move || compose.preview_reason());
    let reason = Signal::derive(move || compose.generate_reason());
    let covered = RwSignal::new(false);
    let busy = Memo::new(move |_| compose.is_busy());
    let looking = Memo::new(move |_| compose.rendering.is_pending() && !compose.is_busy());
    use_action(Action::Preview, move || {
        if untrack(|| preview_reason.get()).is_none() && !looking.get_untracked() {
            compose.preview();
        }
    });
    let summary = move || match reason.get() {
        Some(reason) => view! {
            <StateMark state=if compose.is_publishing() { State::Busy } else { State::Warn } />
            <span>{reason}</span>
        }
        .into_any(),
        None => {
            let mode = compose.mode.get();
            let words = compose.form.recipe.with(|recipe| mode.summary(recipe));
            view! { <span>{words}</span> }.into_any()
        }
    };
    // A button that cannot be used now still leads to what is missing.
    let show_problem = move |_| {
        if preview_reason.read_untracked().is_none() && reason.read_untracked().is_none() {
            return;
        }
        compose.attempted.set(true);
        let first = compose
            .problems
            .with_untracked(|found| found.first().map(|problem| problem.field.clone()));
        if let Some(field) = first {
            focus_field(&field);
        }
    };
    view! {
        <div class="generate-draft">
            <span>
                {move || {
                    if kept.get() {
                        text::compose::SAVED
                    } else {
                        text::compose::NOT_SAVED
                    }
                }}
            </span>
            <Button tone=ButtonTone::Quiet on_click=on_clear>
                {text::compose::START_OVER}
            </Button>
        </div>
        <div class="generate-actions">
            <SendErrors compose />
            <HoldNotice
                until=compose.hold.until()
                note=text::shared::NOT_PUBLISHED_YET
                on_undo=move |()| {
                    compose.hold.undo();
                }
                on_now=move |()| compose.hold.finish()
            />
            <p class="generate-summary" aria-live="polite">
                {summary}
            </p>
            <div
                class="generate-buttons"
                // The dialog has a button of the same name.
                aria-hidden=move || covered.get().then_some("true")
                on:click:capture=show_problem
            >
                <Button
                    tone=ButtonTone::Plain
                    icon=Some(IconName::Eye)
                    reason=preview_reason
                    pending=looking
                    aria_keys=Action::Preview.aria_keys()
                    on_click=move |()| compose.preview()
                >
                    {text::compose::PREVIEW}
                </Button>
                <Button
                    tone=ButtonTone::Primary
                    icon=Some(IconName::Generate)
                    reason
                    pending=busy
                    on_click=move |()| compose.generate()
                >
                    {text::shared::GENERATE}
                </Button>
            </div>
        </div>
        <PublishDialog compose covered />
    }
    .into_any()
}
