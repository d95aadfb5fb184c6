//! Connecting with keys, or without where the backend allows it, to this or another backend.

mod address;
mod look;
mod needs;
mod problem;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Access, typed};

use super::{
    form::{KeepSignedIn, SignInForm, go_on_when_signed_in, keeping_next},
    text,
};
use crate::{
    effect::effect,
    features::shared::key_name,
    routes::Route,
    state::{
        drafts::ask_while_typed,
        heading::use_heading,
        session::{KeyRing, use_session},
    },
    ui::{
        AuthLayout, Button, ButtonKind, ButtonSize, ButtonTone, InputKind, Notice, State,
        StateMark, TextField,
    },
};

use address::{address, backend_now};
use look::{Look, use_look};
use needs::{Needs, needs};
use problem::{Problem, Said};

/// `/connect`.
#[component]
pub fn ConnectPage() -> impl IntoView {
    use_heading(text::connect::TITLE.to_owned(), None);
    go_on_when_signed_in();
    let session = use_session();
    let login = keeping_next(Route::Login);
    let has_accounts = Memo::new(move |_| session.has_accounts());
    let foot = move || {
        view! {
            <Show when=move || has_accounts.get()>
                <p>
                    {text::connect::LOGIN_BEFORE}
                    <A href=move || login.get()>{text::connect::LOGIN}</A>
                </p>
            </Show>
        }
    };
    view! {
        <AuthLayout
            title=text::connect::TITLE
            intro=text::connect::INTRO.to_owned()
            foot
        >
            <ConnectForm />
        </AuthLayout>
    }
}

/// What is typed, and what became of it.
#[derive(Clone, Copy)]
struct Connecting {
    form: SignInForm,
    look: Look,
    backend: RwSignal<String>,
    api_key: RwSignal<String>,
    cache_key: RwSignal<String>,
    problem: RwSignal<Option<Problem>>,
    needs: Memo<Option<Needs>>,
}

impl Connecting {
    fn new() -> Self {
        let form = SignInForm::new();
        let backend = RwSignal::new(backend_now(&form.session.base().get_untracked()));
        let look = use_look(backend);
        let problem = RwSignal::new(None::<Problem>);
        effect(move |before: Option<()>| {
            backend.track();
            let is_of_address = problem
                .with_untracked(|it| it.as_ref().is_some_and(|it| it.at_address().is_some()));
            if before.is_some() && is_of_address {
                problem.set(None);
            }
        });
        let (api_key, cache_key) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        ask_while_typed([api_key, cache_key]);
        Self {
            form,
            look,
            backend,
            api_key,
            cache_key,
            problem,
            needs: Memo::new(move |_| look.found()?.ok().as_ref().map(needs)),
        }
    }

    fn send(self) {
        self.problem.set(None);
        match address(&self.backend.get_untracked()) {
            Ok(address) => self.form.run(async move || {
                let outcome = self.attempt(address).await;
                let _ = self.problem.try_set(outcome.err());
                Ok(())
            }),
            Err(problem) => self.problem.set(Some(Problem::NoAddress(problem))),
        }
    }

    async fn attempt(self, address: String) -> Result<(), Problem> {
        let typed = |access, key: RwSignal<String>| match typed::key(&key.get_untracked()) {
            Ok(key) => Ok((!key.is_empty()).then_some(key)),
            Err(problem) => Err(Problem::Unusable(access, problem)),
        };
        let api = typed(Access::Session, self.api_key)?;
        let session = self.form.session;
        let asker = session.asker();
        let known = self
            .look
            .at(address.clone())
            .await
            .map_err(|error| Problem::Away(address.clone(), error))?;
        let needs = needs(&known);
        let cache = match needs.cache_key {
            Some(_) => typed(Access::CacheKey, self.cache_key)?,
            // Typed for another backend: its field is not there.
            None => None,
        };
        let keys = KeyRing { api, cache };
        if needs.is_foreign {
            return Err(Problem::Foreign);
        }
        if keys.api.is_none() && needs.api_key_required {
            return Err(Problem::KeyMissing);
        }
        let mut user = None;
        for (access, key) in [
            (Access::Session, &keys.api),
            (Access::CacheKey, &keys.cache),
        ] {
            let Some(key) = key.clone() else { continue };
            let proved = session
                .prove(&address, &known.capabilities, access, key)
                .await
                .map_err(|error| Problem::Unproved(access, error))?;
            user = user.or(proved);
        }
        let scope = self.form.storage_scope();
        // Where somebody signed in meanwhile, this page is left anyway.
        let _ = session.connect(asker, address, known, keys, user, scope);
        Ok(())
    }

    fn key_problem(self, key: Access) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref()?.at_key(key)))
    }
}

#[component]
fn ConnectForm() -> impl IntoView {
    let it = Connecting::new();
    let at_address =
        Signal::derive(move || it.problem.with(|problem| problem.as_ref()?.at_address()));
    let api_hint = Signal::derive(move || {
        it.needs
            .with(|needs| Some(needs.as_ref()?.api_key.clone()).filter(|it| !it.is_empty()))
    });
    // Until it is known, it is asked for: most backends want it.
    let required = Signal::derive(move || {
        it.needs
            .with(|needs| needs.as_ref().is_none_or(|needs| needs.api_key_required))
    });
    let cache_hint =
        Signal::derive(move || it.needs.with(|needs| needs.as_ref()?.cache_key.clone()));
    let has_cache_key = Memo::new(move |_| cache_hint.read().is_some());
    view! {
        <form
            class="sign-in-form"
            on:submit=move |event| {
                event.prevent_default();
                it.send();
            }
            novalidate
        >
            <WhatWentWrong it />
            <TextField
                label=text::connect::URL
                kind=InputKind::Url
                value=it.backend
                name="backend"
                autocomplete="url"
                required=true
                hint=text::connect::URL_HINT.to_owned()
                error=at_address
                on_blur=Callback::new(move |()| it.look.now())
            />
            <WhatAnswers it />
            <TextField
                label=text::fields::API_KEY
                kind=InputKind::Password
                value=it.api_key
                name="api-key"
                autocomplete="off"
                required
                mono=true
                hint=api_hint
                error=it.key_problem(Access::Session)
                aside=move || view! { <Optional when=Signal::derive(move || !required.get()) /> }
            />
            <Show when=move || has_cache_key.get()>
                <TextField
                    label=text::fields::CACHE_KEY
                    kind=InputKind::Password
                    value=it.cache_key
                    name="cache-key"
                    autocomplete="off"
                    mono=true
                    hint=cache_hint
                    error=it.key_problem(Access::CacheKey)
                    aside=|| view! { <Optional when=Signal::stored(true) /> }
                />
            </Show>
            <KeepSignedIn form=it.form />
            <Button
                tone=ButtonTone::Primary
                size=ButtonSize::Large
                kind=ButtonKind::Submit
                pending=it.form.pending
                wide=true
            >
                {text::connect::SUBMIT}
            </Button>
        </form>
    }
    .into_any()
}

#[component]
fn Optional(when: Signal<bool>) -> impl IntoView {
    view! {
        <Show when=move || when.get()>
            <span class="sign-in-optional">{text::connect::OPTIONAL}</span>
        </Show>
    }
}

/// What answers at the address, as long as nothing went wrong with it.
#[component]
fn WhatAnswers(it: Connecting) -> impl IntoView {
    let text = move || {
        if it
            .problem
            .with(|it| it.as_ref().is_some_and(|it| it.at_address().is_some()))
        {
            return None;
        }
        if it.look.is_looking() {
            return Some(
                view! {
                    <StateMark state=State::Busy />
                    <span>{text::connect::CHECKING}</span>
                }
                .into_any(),
            );
        }
        let (state, words) = match it.look.found()? {
            Ok(_) => it.needs.with(|needs| {
                let needs = needs.clone().unwrap_or_default();
                let state = if needs.is_foreign {
                    State::Bad
                } else {
                    State::Good
                };
                (state, needs.summary)
            }),
            Err(_) => (State::Warn, text::connect::NO_RESPONSE.to_owned()),
        };
        Some(
            view! {
                <StateMark state />
                <span>{words}</span>
            }
            .into_any(),
        )
    };
    view! {
        <p class="connect-answers" role="status">
            {text}
        </p>
    }
}

#[component]
fn WhatWentWrong(it: Connecting) -> impl IntoView {
    let go_without = move |key: Access| {
        match key {
            Access::CacheKey => it.cache_key,
            Access::Session | Access::Public => it.api_key,
        }
        .set(String::new());
        it.send();
    };
    move || {
        let Said {
            title,
            detail,
            without,
        } = it.problem.with(|problem| problem.as_ref()?.said())?;
        let without = without.filter(|key| {
            let required = it
                .needs
                .with(|needs| needs.as_ref().is_none_or(|needs| needs.api_key_required));
            *key == Access::CacheKey || !required
        });
        let actions = move || {
            without.map(|key| {
                view! {
                    <Button
                        size=ButtonSize::Small
                        pending=it.form.pending
                        on_click=move |()| go_without(key)
                    >
                        {text::errors::continue_without(key_name(key))}
                    </Button>
                }
            })
        };
        Some(view! {
            <Notice state=State::Bad title actions>
                {detail}
            </Notice>
        })
    }
}
