//! Settings: one page per subject, under one heading.

mod connection;

pub use connection::ConnectionPage;

use leptos::prelude::*;

use crate::state::heading::use_heading;

/// The frame of every page of the settings: which one it is, and its parts.
#[component]
fn SettingsPage(
    /// The subject.
    #[prop(into)]
    heading: String,
    /// What the subject is, in a sentence.
    #[prop(into)]
    intro: String,
    /// Its parts.
    children: Children,
) -> impl IntoView {
    use_heading("Settings".to_owned(), None);
    view! {
        <div class="settings">
            <div class="settings-head">
                <h2>{heading}</h2>
                <p>{intro}</p>
            </div>
            {children()}
        </div>
    }
    .into_any()
}
