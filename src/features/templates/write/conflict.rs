//! Somebody else has changed the template meanwhile: both versions, and neither is lost.

use leptos::prelude::*;
use wire::templates::{Held, TemplateDraft};

use crate::{
    features::shared::StampTime,
    ui::{Button, ButtonSize, Editor, Notice, State},
};

use super::{super::text, initial_template::differences};

/// Offers both versions.
#[component]
pub fn ConflictNotice(
    /// What the server holds; `None` while there is no conflict.
    theirs: RwSignal<Option<Held>>,
    /// What is written here.
    mine: Memo<TemplateDraft>,
    /// Keeps what is written here, and stores it over theirs.
    #[prop(into)]
    on_mine: Callback<Held>,
    /// Takes theirs into the form.
    #[prop(into)]
    on_theirs: Callback<Held>,
    /// Why nothing can be saved.
    #[prop(into)]
    reason: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let held = theirs.get()?;
        let template = held.template.clone();
        let differing = move || {
            let fields = mine.with(|mine| differences(mine, &template.draft()));
            match fields.as_slice() {
                [] => text::write::SAME.to_owned(),
                fields => text::write::different(&fields.join(", ")),
            }
        };
        let by = held
            .template
            .updated_by
            .clone()
            .unwrap_or_else(|| text::write::SOMEONE.to_owned());
        let at = held.template.updated_at.clone();
        let source = RwSignal::new(held.template.source.clone().unwrap_or_default());
        let (for_mine, for_theirs) = (held.clone(), held);
        let actions = move || {
            let (mine, theirs) = (for_mine.clone(), for_theirs.clone());
            view! {
                <Button
                    size=ButtonSize::Small
                    reason
                    on_click=move |()| on_mine.run(mine.clone())
                >
                    {text::write::OVERWRITE}
                </Button>
                <Button size=ButtonSize::Small on_click=move |()| on_theirs.run(theirs.clone())>
                    {text::write::TAKE_THEIRS}
                </Button>
            }
        };
        Some(view! {
            <Notice
                state=State::Warn
                urgent=Some(true)
                title=text::write::edited(&by)
                actions
            >
                <p>
                    {at
                        .map(|stamp| {
                            view! {
                                <StampTime stamp />
                                {text::write::TIME_AFTER}
                            }
                        })} {differing}
                </p>
            </Notice>
            <details class="template-theirs">
                <summary>{text::write::SHOW_THEIR_SOURCE}</summary>
                <Editor label=text::write::THEIR_SOURCE value=source readonly=true />
            </details>
        })
    }
}
