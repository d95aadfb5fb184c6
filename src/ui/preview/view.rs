//! The switch between the ways to look at a preview.

use leptos::prelude::*;

use crate::ui::text::preview as text;
use crate::ui::{ChoiceOption, RadioGroup};

/// Its word for a wide screen.
const DESKTOP: &str = "desktop";
/// Its word for a narrow one.
pub const PHONE: &str = "phone";
/// Its word for the text without its looks.
pub const SOURCE: &str = "source";

/// The view to begin with: on a phone, what phones show.
pub fn usual() -> String {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    if width.is_some_and(|width| width < 640.0) {
        PHONE.to_owned()
    } else {
        DESKTOP.to_owned()
    }
}

/// Wide, narrow, or the text alone.
#[component]
pub fn ViewSwitch(
    /// The chosen word.
    value: RwSignal<String>,
    /// What the text alone is called; `None` where there is none.
    #[prop(into)]
    source: Signal<Option<&'static str>>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let mut options = vec![
            ChoiceOption::new(DESKTOP, text::DESKTOP),
            ChoiceOption::new(PHONE, text::PHONE),
        ];
        options.extend(source.get().map(|label| ChoiceOption::new(SOURCE, label)));
        options
    });
    view! { <RadioGroup label=text::VIEW label_hidden=true value options /> }
}
