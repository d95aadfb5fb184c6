//! The key that was just made: shown once, copied, proved, and ready to be used.

use leptos::prelude::*;
use wire::auth;

use super::{
    super::text,
    create_key_form::CreateKeyForm,
    key_test::KeyTest,
    snippets::{LANGUAGES, snippet},
};
use crate::{
    state::session::use_session,
    ui::{Button, ButtonSize, ButtonTone, Code, CopyText, IconName, Notice, State, TabItem, Tabs},
};

/// The key.
#[component]
pub fn CreatedKey(
    /// The key that is being created.
    create_key: CreateKeyForm,
) -> impl IntoView {
    let text = move |in_full: bool| {
        create_key
            .fresh
            .with(|fresh| fresh.as_ref().map(|key| key.text(in_full)))
            .unwrap_or_default()
    };
    let seen = Signal::derive(move || text(create_key.shown.get()));
    let whole = Signal::derive(move || text(true));
    let reveal = Signal::derive(move || {
        if create_key.shown.get() {
            text::api_keys::fresh::HIDE
        } else {
            text::api_keys::fresh::SHOW
        }
    });
    let eye = Signal::derive(move || {
        Some(if create_key.shown.get() {
            IconName::EyeOff
        } else {
            IconName::Eye
        })
    });
    view! {
        <div class="key-fresh">
            <p>
                {text::api_keys::fresh::INTRO}
            </p>
            <div class="key-secret" role="group" aria-label=text::api_keys::fresh::KEY>
                <code>{seen}</code>
                <div class="key-secret-actions">
                    <Button
                        size=ButtonSize::Small
                        tone=ButtonTone::Quiet
                        icon=eye
                        on_click=move |()| create_key.shown.update(|shown| *shown = !*shown)
                    >
                        {reveal}
                    </Button>
                    <CopyText text=whole words=text::api_keys::fresh::COPY />
                </div>
            </div>
            <KeyTest create_key />
            <Warning create_key />
            <Snippets seen whole />
        </div>
    }
    .into_any()
}

#[component]
fn Snippets(seen: Signal<String>, whole: Signal<String>) -> impl IntoView {
    let session = use_session();
    let language = RwSignal::new("curl".to_owned());
    let base = Memo::new(move |_| {
        let base = session.base().get();
        if base.is_empty() {
            window().location().origin().unwrap_or_default()
        } else {
            base
        }
    });
    let path = StoredValue::new(auth::whoami().target());
    let items: Vec<_> = LANGUAGES
        .iter()
        .map(|(id, label)| TabItem::new(*id, *label))
        .collect();
    let panel = move |language: String| {
        let language = StoredValue::new(language);
        let with = move |key: Signal<String>| {
            Signal::derive(move || {
                language.with_value(|language| {
                    path.with_value(|path| snippet(language, &base.read(), path, &key.read()))
                })
            })
        };
        view! {
            <Code text=with(seen) copied=with(whole) label=text::api_keys::example::LABEL />
        }
        .into_any()
    };
    view! {
        <div class="key-snippets">
            <Tabs
                label=text::api_keys::example::LABEL
                items
                selected=language
                on_select=move |id| language.set(id)
                panel
            />
            <p class="settings-aside">{text::api_keys::example::COPIES_FULL_KEY}</p>
        </div>
    }
}

/// What closing would lose.
#[component]
fn Warning(create_key: CreateKeyForm) -> impl IntoView {
    let is_needed = Memo::new(move |_| create_key.warned.get() && create_key.is_at_risk());
    let actions = move || {
        view! {
            <Button size=ButtonSize::Small on_click=move |()| create_key.warned.set(false)>
                {text::api_keys::fresh::KEEP_OPEN}
            </Button>
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Danger
                on_click=move |()| create_key.close()
            >
                {text::api_keys::fresh::CLOSE_ANYWAY}
            </Button>
        }
    };
    view! {
        <Show when=move || is_needed.get()>
            <Notice state=State::Bad title=text::api_keys::fresh::UNTESTED_TITLE actions>
                {text::api_keys::fresh::UNTESTED}
            </Notice>
        </Show>
    }
}

/// The way out.
#[component]
pub fn CreatedKeyActions(
    /// The key that is being created.
    create_key: CreateKeyForm,
) -> impl IntoView {
    move || {
        let tone = if create_key.is_at_risk() {
            ButtonTone::Plain
        } else {
            ButtonTone::Primary
        };
        view! {
            <Button tone on_click=move |()| create_key.leave()>
                {text::api_keys::fresh::DONE}
            </Button>
        }
    }
}
