//! Whether the new key works: asked of the backend with that key, and told in its words.

use leptos::prelude::*;
use wire::{Access, auth::Whoami};

use super::{super::text, create_key_form::CreateKeyForm, scopes::sentence};
use crate::{
    features::shared::{ServerWords, unproved},
    ui::{Button, ButtonSize, ButtonTone, Description, DescriptionList, IconName, Notice, State},
};

/// The check and its outcome.
#[component]
pub fn KeyTest(
    /// The key that is being created.
    create_key: CreateKeyForm,
) -> impl IntoView {
    let prove = move |()| {
        if let Some(key) = create_key.fresh.get_untracked() {
            create_key.prove.run(key);
        }
    };
    let failed = move || {
        let words = create_key
            .prove
            .error()
            .with(|error| Some(unproved(Access::Session, error.as_ref()?)))?;
        Some(view! {
            <Notice state=State::Bad title=words.title>
                <ServerWords text=words.detail />
            </Notice>
        })
    };
    view! {
        <section class="key-proof" aria-label=text::api_keys::fresh::TEST>
            {move || match create_key.proof.get() {
                Some(told) => view! { <KeyTestResult told create_key /> }.into_any(),
                None => {
                    view! {
                        <div class="key-proof-ask">
                            <p>
                                {text::api_keys::fresh::TEST_HINT}
                            </p>
                            <Button
                                size=ButtonSize::Small
                                tone=ButtonTone::Primary
                                icon=Some(IconName::Check)
                                pending=create_key.prove.pending()
                                on_click=prove
                            >
                                {text::api_keys::fresh::TEST}
                            </Button>
                        </div>
                        {failed}
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn KeyTestResult(told: Whoami, create_key: CreateKeyForm) -> impl IntoView {
    let who = text::api_keys::fresh::account(&told.user.name, told.user.role.label());
    let asked = create_key
        .fresh
        .with_untracked(|fresh| fresh.as_ref().map(|key| key.facts().scopes.clone()));
    let (may, is_other) = match told.key {
        Some(key) => {
            let is_other = asked.is_some_and(|asked| asked != key.scopes);
            (sentence(&key.scopes), is_other)
        }
        None => (text::api_keys::fresh::NOT_REPORTED.to_owned(), false),
    };
    let account = view! { {who} " " <span class="settings-aside">{told.user.email}</span> };
    let items = vec![
        Description::new(text::api_keys::fresh::ACCOUNT, account),
        Description::new(text::api_keys::PERMISSIONS, may),
    ];
    view! {
        <Notice state=State::Good title=text::api_keys::fresh::WORKS>
            <DescriptionList items />
            {is_other.then(|| view! { <p>{text::api_keys::fresh::OTHER_PERMISSIONS}</p> })}
        </Notice>
    }
}
