//! The document on a backend that makes content from one of its own.

use leptos::prelude::*;
use wire::{capabilities::Capability, typed::visible, unicode::search_key};

use super::{
    super::{recipe::field::Field, text},
    compose_state::ComposeState,
};
use crate::{
    effect::effect,
    state::session::use_session,
    ui::{ComboOption, Combobox},
};

/// What the list has for the server's own document; no id can be typed that is the same.
const LIVING: &str = "\u{0}living";

const NAME: &str = text::compose::LIVING;

/// The living document, or any other by its id.
#[component]
pub fn LivingDocumentField(
    /// The page's state.
    compose: ComposeState,
) -> impl IntoView {
    let session = use_session();
    let document = compose.form.document;
    let takes_ids = Memo::new(move |_| session.offers(Capability::JobsCreate));
    let choice = RwSignal::new(Some(to_choice(document.get_untracked())));
    let typed = RwSignal::new(String::new());
    effect(move |_| {
        let wanted = Some(to_choice(document.get()));
        if choice.get_untracked() != wanted {
            choice.set(wanted);
        }
        typed.set(String::new());
    });
    effect(move |_| {
        let wanted = choice.get().filter(|chosen| chosen != LIVING);
        if document.get_untracked() != wanted {
            document.set(wanted);
        }
    });
    let options = Signal::derive(move || {
        let chosen = document.get();
        choices(&typed.read(), chosen.as_deref(), takes_ids.get())
    });
    let hint = Signal::derive(move || {
        Some(match (document.read().is_some(), takes_ids.get()) {
            (true, _) => text::compose::ID_STARTS_JOB.to_owned(),
            (false, true) => text::compose::LIVING_OR_ID.to_owned(),
            (false, false) => text::compose::LIVING_ONLY.to_owned(),
        })
    });
    view! {
        <Combobox
            label=text::shared::DOCUMENT
            options
            value=choice
            on_query=move |words: String| typed.set(words)
            error=compose.error(Field::Document)
            hint
            empty_text=text::compose::ENTER_ID
            required=true
        />
    }
}

fn to_choice(document: Option<String>) -> String {
    document.unwrap_or_else(|| LIVING.to_owned())
}

/// What can be chosen while this is typed.
fn choices(typed: &str, chosen: Option<&str>, takes_ids: bool) -> Vec<ComboOption> {
    let typed: &str = &visible(typed);
    let living = ComboOption::new(LIVING, NAME).detail(text::compose::IMMEDIATELY);
    let by_id = |id: &str| {
        ComboOption::new(id, text::compose::document(id)).detail(text::compose::ID_DETAIL)
    };
    let mut options = Vec::new();
    let names_living = search_key(NAME).contains(&search_key(typed));
    // What is typed comes first unless it is the other's name, for Enter takes the first.
    if takes_ids && !typed.is_empty() {
        options.push(by_id(typed));
    }
    if names_living {
        options.insert(0, living);
    } else {
        options.push(living);
    }
    if let Some(chosen) = chosen
        && chosen != typed
    {
        options.push(by_id(chosen));
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, chosen: Option<&str>, takes_ids: bool, expected: &[&str]) {
        let options = choices(typed, chosen, takes_ids);
        let labels: Vec<_> = options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn the_living_document_is_the_choice_and_whatever_is_typed_another() {
        check("", None, true, &[NAME]);
        check(" gdocs:1 ", None, true, &["Document gdocs:1", NAME]);
        check(
            "g\u{200b}docs:\u{ad}1\u{feff}",
            None,
            true,
            &["Document gdocs:1", NAME],
        );
        check("living", None, true, &[NAME, "Document living"]);
        check("", Some("notion:2"), true, &[NAME, "Document notion:2"]);
        check(
            "notion:2",
            Some("notion:2"),
            true,
            &["Document notion:2", NAME],
        );
        check("gdocs:1", None, false, &[NAME]);
    }
}
