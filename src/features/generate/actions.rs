//! What happens next: in words, and the buttons that do it.

use leptos::prelude::*;
use wire::channel::Channel;

use super::{desk::Desk, findings::go_to, recipe::Recipe};
use crate::ui::{Button, ButtonTone, ErrorNotice, IconName, State, StateMark, format_absolute};

/// The bar with the buttons; it stays in sight.
#[component]
pub fn Actions(
    /// The page's state.
    desk: Desk,
    /// Empties the form.
    #[prop(into)]
    on_clear: Callback<()>,
    /// Whether the browser keeps the draft.
    kept: Signal<bool>,
) -> impl IntoView {
    let preview_reason = Signal::derive(move || desk.preview_reason());
    let reason = Signal::derive(move || desk.generate_reason());
    let busy = Memo::new(move |_| desk.is_busy());
    let looking = Memo::new(move |_| desk.rendering.is_pending() && !desk.is_busy());
    let summary = move || match reason.get() {
        Some(reason) => view! {
            <StateMark state=State::Warn />
            <span>{reason}</span>
        }
        .into_any(),
        None => {
            let words = desk.form.recipe.with(summary);
            view! { <span>{words}</span> }.into_any()
        }
    };
    let failed = Signal::derive(move || {
        let error = desk.start.error();
        let answered = error.with(|error| error.as_ref().is_some_and(|it| it.status().is_some()));
        if answered {
            "The job was not started".to_owned()
        } else {
            "Nobody knows yet whether the job was started".to_owned()
        }
    });
    // A button that cannot be used now still leads to what is missing.
    let show_problem = move |_| {
        if preview_reason.read_untracked().is_none() && reason.read_untracked().is_none() {
            return;
        }
        desk.attempted.set(true);
        let first = desk
            .problems
            .with_untracked(|found| found.first().map(|problem| problem.field.clone()));
        if let Some(field) = first {
            go_to(&field);
        }
    };
    view! {
        <div class="generate-draft">
            <span>
                {move || {
                    if kept.get() {
                        "Kept as a draft in this browser."
                    } else {
                        "This browser does not keep the draft; its storage is full or blocked."
                    }
                }}
            </span>
            <Button tone=ButtonTone::Quiet on_click=on_clear>
                "Start over"
            </Button>
        </div>
        <div class="generate-actions">
        <ErrorNotice
            error=desk.start.error()
            title=failed
            kept="The form is kept. Trying again never starts a second job."
            on_retry=move |()| desk.generate()
            pending=desk.start.pending()
        />
            <p class="generate-summary" aria-live="polite">
                {summary}
            </p>
            <div class="generate-buttons" on:click:capture=show_problem>
                <Button
                    tone=ButtonTone::Plain
                    icon=Some(IconName::Eye)
                    reason=preview_reason
                    pending=looking
                    on_click=move |()| desk.preview()
                >
                    "Preview"
                </Button>
                <Button
                    tone=ButtonTone::Primary
                    icon=Some(IconName::Generate)
                    reason
                    pending=busy
                    on_click=move |()| desk.generate()
                >
                    "Generate"
                </Button>
            </div>
        </div>
    }
    .into_any()
}

/// What a click on Generate will do.
fn summary(recipe: &Recipe) -> String {
    if recipe.dry_run {
        return "Dry run: renders only, nothing is published.".to_owned();
    }
    let places = recipe
        .channels
        .iter()
        .map(|channel| match channel {
            Channel::Social => {
                let platforms: Vec<_> = recipe.platforms.iter().map(|it| it.label()).collect();
                format!("Social ({})", platforms.join(", "))
            }
            other => other.label(),
        })
        .collect::<Vec<_>>()
        .join(", ");
    let at = recipe.schedule.as_ref().and_then(wire::Stamp::epoch_millis);
    match at {
        Some(at) => format!("Goes out on {}: {places}.", format_absolute(at)),
        None => format!("Goes out at once: {places}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_happen_is_said_before_it_does() {
        let recipe = Recipe {
            channels: vec![Channel::Email, Channel::Social],
            ..Recipe::default()
        };
        assert_eq!(
            summary(&recipe),
            "Goes out at once: Email, Social (X, LinkedIn)."
        );
        let dry = Recipe {
            dry_run: true,
            ..recipe
        };
        assert!(summary(&dry).contains("nothing is published"));
    }
}
