//! Why a form of the settings was not taken, where no field of it says so already.

use leptos::prelude::*;
use wire::ApiError;

use crate::ui::ErrorNotice;

/// A failure that belongs to no field of the form; those that do stand at their fields.
#[component]
pub fn FormError(
    /// The failure; `None` draws nothing.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// What was attempted.
    #[prop(into)]
    title: Signal<String>,
    /// The names of the form's fields.
    fields: &'static [&'static str],
    /// What was kept where the server surely did nothing.
    #[prop(optional)]
    kept: &'static str,
    /// What to look at where nobody knows whether it did.
    undecided: &'static str,
) -> impl IntoView {
    let uncovered = Signal::derive(move || {
        let error = error.get()?;
        let is_at_field = fields.iter().any(|name| error.field(name).is_some());
        (!is_at_field).then_some(error)
    });
    let kept = Signal::derive(move || {
        let is_undecided =
            uncovered.with(|error| error.as_ref().is_some_and(ApiError::is_undecided));
        if is_undecided { undecided } else { kept }.to_owned()
    });
    view! { <ErrorNotice error=uncovered title kept /> }
}
