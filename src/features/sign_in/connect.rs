//! Connecting with keys, or without where the backend allows it, to this or another backend.

mod address;
mod probe;
mod problem;
mod requirements;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{Access, typed};

use super::{
    form::{KeepSignedIn, SignInForm, link_with_next, redirect_when_signed_in},
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

use address::{address, current_backend};
use probe::{AddressProbe, use_address_probe};
use problem::{ConnectProblem, ProblemNotice};
use requirements::{Requirements, requirements};

/// `/connect`.
#[component]
pub fn ConnectPage() -> impl IntoView {
    use_heading(text::connect::TITLE.to_owned(), None);
    redirect_when_signed_in();
    let session = use_session();
    let login = link_with_next(Route::Login);
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
struct ConnectFormState {
    form: SignInForm,
    probe: AddressProbe,
    backend: RwSignal<String>,
    api_key: RwSignal<String>,
    cache_key: RwSignal<String>,
    problem: RwSignal<Option<ConnectProblem>>,
    requirements: Memo<Option<Requirements>>,
}

impl ConnectFormState {
    fn new() -> Self {
        let form = SignInForm::new();
        let backend = RwSignal::new(current_backend(&form.session.base().get_untracked()));
        let probe = use_address_probe(backend);
        let problem = RwSignal::new(None::<ConnectProblem>);
        effect(move |before: Option<()>| {
            backend.track();
            let is_of_address = problem
                .with_untracked(|it| it.as_ref().is_some_and(|it| it.address_error().is_some()));
            if before.is_some() && is_of_address {
                problem.set(None);
            }
        });
        let (api_key, cache_key) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        ask_while_typed([api_key, cache_key]);
        Self {
            form,
            probe,
            backend,
            api_key,
            cache_key,
            problem,
            requirements: Memo::new(move |_| probe.result()?.ok().as_ref().map(requirements)),
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
            Err(problem) => self
                .problem
                .set(Some(ConnectProblem::InvalidAddress(problem))),
        }
    }

    async fn attempt(self, address: String) -> Result<(), ConnectProblem> {
        let typed = |access, key: RwSignal<String>| match typed::key(&key.get_untracked()) {
            Ok(key) => Ok((!key.is_empty()).then_some(key)),
            Err(problem) => Err(ConnectProblem::Unusable(access, problem)),
        };
        let api = typed(Access::Session, self.api_key)?;
        let session = self.form.session;
        let asker = session.asker();
        let known = self
            .probe
            .probe(address.clone())
            .await
            .map_err(|error| ConnectProblem::Unreachable(address.clone(), error))?;
        let requirements = requirements(&known);
        let cache = match requirements.cache_key {
            Some(_) => typed(Access::CacheKey, self.cache_key)?,
            // Typed for another backend: its field is not there.
            None => None,
        };
        let keys = KeyRing { api, cache };
        if requirements.is_foreign {
            return Err(ConnectProblem::Foreign);
        }
        if keys.api.is_none() && requirements.api_key_required {
            return Err(ConnectProblem::KeyMissing);
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
                .map_err(|error| ConnectProblem::Unproved(access, error))?;
            user = user.or(proved);
        }
        let scope = self.form.storage_scope();
        // Where somebody signed in meanwhile, this page is left anyway.
        let _ = session.connect(asker, address, known, keys, user, scope);
        Ok(())
    }

    fn key_problem(self, key: Access) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.problem
                .with(|problem| problem.as_ref()?.key_error(key))
        })
    }
}

#[component]
fn ConnectForm() -> impl IntoView {
    let it = ConnectFormState::new();
    let address_error =
        Signal::derive(move || it.problem.with(|problem| problem.as_ref()?.address_error()));
    let api_hint = Signal::derive(move || {
        it.requirements.with(|requirements| {
            Some(requirements.as_ref()?.api_key.clone()).filter(|it| !it.is_empty())
        })
    });
    // Until it is known, it is asked for: most backends want it.
    let required = Signal::derive(move || {
        it.requirements.with(|requirements| {
            requirements
                .as_ref()
                .is_none_or(|requirements| requirements.api_key_required)
        })
    });
    let cache_hint = Signal::derive(move || {
        it.requirements
            .with(|requirements| requirements.as_ref()?.cache_key.clone())
    });
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
            <ConnectProblemNotice it />
            <TextField
                label=text::connect::URL
                kind=InputKind::Url
                value=it.backend
                name="backend"
                autocomplete="url"
                required=true
                hint=text::connect::URL_HINT.to_owned()
                error=address_error
                on_blur=Callback::new(move |()| it.probe.probe_now())
            />
            <ProbeStatus it />
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
fn ProbeStatus(it: ConnectFormState) -> impl IntoView {
    let text = move || {
        if it
            .problem
            .with(|it| it.as_ref().is_some_and(|it| it.address_error().is_some()))
        {
            return None;
        }
        if it.probe.is_probing() {
            return Some(
                view! {
                    <StateMark state=State::Busy />
                    <span>{text::connect::CHECKING}</span>
                }
                .into_any(),
            );
        }
        let (state, words) = match it.probe.result()? {
            Ok(_) => it.requirements.with(|requirements| {
                let requirements = requirements.clone().unwrap_or_default();
                let state = if requirements.is_foreign {
                    State::Bad
                } else {
                    State::Good
                };
                (state, requirements.summary)
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
fn ConnectProblemNotice(it: ConnectFormState) -> impl IntoView {
    let go_without = move |key: Access| {
        match key {
            Access::CacheKey => it.cache_key,
            Access::Session | Access::Public => it.api_key,
        }
        .set(String::new());
        it.send();
    };
    move || {
        let ProblemNotice {
            title,
            detail,
            without,
        } = it.problem.with(|problem| problem.as_ref()?.notice())?;
        let without = without.filter(|key| {
            let required = it.requirements.with(|requirements| {
                requirements
                    .as_ref()
                    .is_none_or(|requirements| requirements.api_key_required)
            });
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
