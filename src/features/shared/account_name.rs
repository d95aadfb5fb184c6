//! Whose password a form asks for, said to password managers.

use leptos::prelude::*;

/// A field that people neither see nor reach: the form shows the account in its own words.
///
/// Without it a password manager does not know which of several accounts to fill in, and keeps a
/// new password under none.
#[component]
pub fn AccountName(
    /// The account's email address.
    #[prop(into)]
    email: Signal<String>,
) -> impl IntoView {
    view! {
        <input
            class="visually-hidden"
            type="email"
            name="username"
            autocomplete="username"
            aria-hidden="true"
            tabindex="-1"
            readonly=true
            value=move || email.get()
            prop:value=move || email.get()
        />
    }
}
