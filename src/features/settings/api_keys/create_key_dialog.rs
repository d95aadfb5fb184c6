//! Creating a key, or another in its place: the form, and then the key itself, shown once.

use leptos::prelude::*;

use super::{
    super::text,
    create::CreateForm,
    create_key_form::{CreateKeyForm, Purpose},
    created_key::{CreatedKey, CreatedKeyActions},
    rotate::RotateForm,
};
use crate::{state::notices::use_notices, ui::Dialog};

/// The dialog, from the form to the key.
#[component]
pub fn CreateKeyDialog(
    /// The key that is being created.
    create_key: CreateKeyForm,
) -> impl IntoView {
    let has_key = Memo::new(move |_| create_key.fresh.read().is_some());
    let title = Signal::derive(move || {
        let purpose = create_key.purpose.get();
        match (has_key.get(), purpose) {
            (true, Some(Purpose::Replace(old))) => text::api_keys::fresh::title_for(&old.name),
            (true, _) => text::api_keys::fresh::TITLE.to_owned(),
            (false, Some(Purpose::Replace(old))) => text::api_keys::rotate::title(&old.name),
            (false, _) => text::api_keys::create::TITLE.to_owned(),
        }
    });
    // A tab that is closed or reloaded would lose the key, so the browser asks first.
    let guard = window_event_listener_untyped("beforeunload", move |event| {
        if untrack(|| create_key.is_at_risk()) {
            event.prevent_default();
        }
    });
    let notices = use_notices();
    on_cleanup(move || {
        guard.remove();
        // Back leads away without a question, so at least it is said what is left behind.
        let unproved = create_key.proof.try_get_untracked().flatten().is_none();
        let key = create_key.fresh.try_get_untracked().flatten();
        if let Some(key) = key.filter(|_| unproved) {
            notices.plain(
                text::api_keys::fresh::lost(&key.facts().name),
                text::api_keys::fresh::LOST_HINT,
            );
        }
    });
    view! {
        <Dialog
            open=Signal::derive(move || create_key.purpose.read().is_some())
            on_close=move |()| create_key.leave()
            title
            dismissible=Signal::derive(move || !create_key.is_asking())
            actions=move || {
                view! {
                    <Show when=move || has_key.get()>
                        <CreatedKeyActions create_key />
                    </Show>
                }
            }
        >
            {move || match (has_key.get(), create_key.purpose.get_untracked()) {
                (true, _) => view! { <CreatedKey create_key /> }.into_any(),
                (false, Some(Purpose::Replace(old))) => {
                    view! { <RotateForm create_key old=*old /> }.into_any()
                }
                (false, _) => view! { <CreateForm create_key /> }.into_any(),
            }}
        </Dialog>
    }
    .into_any()
}
