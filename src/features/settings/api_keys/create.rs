//! The form of a new key: its name, what it may do, and how long.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::api_keys::Scope;

use super::{
    super::{form_error::FormError, text},
    api_key_draft::{ApiKeyDraft, CUSTOM, EXPIRIES, NEVER},
    create_key_form::CreateKeyForm,
    scopes::groups,
};
use crate::{
    effect::effect,
    state::{
        clock::{self, use_clock},
        session::use_session,
    },
    ui::{
        Button, ButtonKind, ButtonTone, CardRadio, Checkbox, ChoiceOption, FieldError, MomentField,
        RadioGroup, TextField, format_absolute, format_date, read_moment, unique_id,
    },
};

/// The form.
#[component]
pub fn CreateForm(
    /// The key that is being created.
    create_key: CreateKeyForm,
) -> impl IntoView {
    // What is missing is told once somebody has tried, and from then on as it is.
    let tried = RwSignal::new(false);
    let typed = create_key.typed;
    let missing = move |field: &'static str| {
        let request = typed.with(|typed| typed.request(clock::server_now(), read_moment));
        let missing = request.err()?.into_iter().find(|it| it.field == field)?;
        tried.get().then_some(missing.words)
    };
    let error = move |field: &'static str| {
        Signal::derive(move || {
            missing(field).or_else(|| {
                create_key
                    .create
                    .error()
                    .with(|error| error.as_ref()?.field(field))
            })
        })
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let request = typed.with_untracked(|typed| typed.request(clock::server_now(), read_moment));
        if let Ok(request) = request {
            create_key.create.run(request);
        }
    };
    let name = part(
        typed,
        |typed| typed.name.clone(),
        |typed, name| typed.name = name,
    );
    view! {
        <form class="key-form" on:submit=send novalidate>
            <TextField
                label=text::api_keys::create::NAME
                value=name
                name="key-name"
                autocomplete="off"
                autofocus=true
                required=true
                hint=text::api_keys::create::NAME_HINT.to_owned()
                error=error("name")
            />
            <Allowed typed error=error("scopes") />
            <ExpiryField typed error=error("expires_at") />
            <FormError
                error=create_key.create.error()
                title=text::api_keys::create::FAILED
                fields=&["name", "scopes", "expires_at"]
                undecided=text::api_keys::create::UNDECIDED
            />
            <div class="settings-actions" data-end="">
                <Button on_click=move |()| create_key.leave()>{text::api_keys::CANCEL}</Button>
                <Button
                    tone=ButtonTone::Primary
                    kind=ButtonKind::Submit
                    pending=create_key.create.pending()
                >
                    {text::api_keys::create::SUBMIT}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// One part of what is typed, as a signal of its own that a field can write.
fn part<T>(
    typed: RwSignal<ApiKeyDraft>,
    read: impl Fn(&ApiKeyDraft) -> T + Copy + Send + Sync + 'static,
    write: impl Fn(&mut ApiKeyDraft, T) + Copy + Send + Sync + 'static,
) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let value = RwSignal::new(typed.with_untracked(read));
    effect(move |before: Option<()>| {
        let now = value.get();
        if before.is_some() && typed.with_untracked(read) != now {
            typed.update(|typed| write(typed, now));
        }
    });
    value
}

#[component]
fn Allowed(typed: RwSignal<ApiKeyDraft>, error: Signal<Option<String>>) -> impl IntoView {
    let session = use_session();
    let role = untrack(|| session.role());
    let everything = match &role {
        Some(role) if !role.may_write() => text::api_keys::create::EVERYTHING,
        _ => text::api_keys::create::EVERYTHING_OF_ROLE,
    };
    let limited = part(
        typed,
        |typed| if typed.limited { "some" } else { "all" }.to_owned(),
        |typed, word| typed.limited = word == "some",
    );
    let options = vec![
        ChoiceOption::new("all", text::api_keys::FULL_ACCESS).detail(everything),
        ChoiceOption::new("some", text::api_keys::create::RESTRICTED)
            .detail(text::api_keys::create::RESTRICTED_DETAIL),
    ];
    let choices = move || {
        groups()
            .into_iter()
            .map(|(subject, scopes)| {
                let boxes = scopes
                    .into_iter()
                    .map(|scope| view! { <ScopeBox scope typed /> })
                    .collect_view();
                view! {
                    <fieldset class="key-scopes">
                        <legend class="field-label">{subject}</legend>
                        {boxes}
                    </fieldset>
                }
            })
            .collect_view()
    };
    let error_id = unique_id("scopes-error");
    view! {
        <CardRadio label=text::api_keys::PERMISSIONS value=limited options />
        <Show when=move || typed.read().limited>
            <div class="key-scope-groups">{choices()}</div>
        </Show>
        <FieldError id=error_id error />
    }
    .into_any()
}

#[component]
fn ScopeBox(scope: Scope, typed: RwSignal<ApiKeyDraft>) -> impl IntoView {
    let session = use_session();
    let role = untrack(|| session.role());
    let is_open = role.as_ref().is_none_or(|role| scope.is_open_to(role));
    let detail = if is_open {
        scope.detail.to_owned()
    } else {
        let role = role.map(|role| role.label().to_lowercase());
        text::api_keys::create::not_for_role(&role.unwrap_or_default())
    };
    let checked = Signal::derive(move || typed.with(|typed| typed.scopes.contains(scope.word)));
    let set = Callback::new(move |on: bool| {
        typed.update(|typed| {
            if on {
                typed.scopes.insert(scope.word.to_owned());
            } else {
                typed.scopes.remove(scope.word);
            }
        });
    });
    view! {
        <Checkbox
            label=scope.label.to_owned()
            checked=(checked, set)
            detail=Some(detail)
            disabled=!is_open
        />
    }
}

#[component]
fn ExpiryField(typed: RwSignal<ApiKeyDraft>, error: Signal<Option<String>>) -> impl IntoView {
    let now = use_clock().now();
    let expiry = part(
        typed,
        |typed| typed.expiry.clone(),
        |typed, expiry| typed.expiry = expiry,
    );
    let end = part(
        typed,
        |typed| typed.end.clone(),
        |typed, end| typed.end = end,
    );
    let mut options: Vec<_> = EXPIRIES
        .iter()
        .map(|(word, label, _)| ChoiceOption::new(*word, *label))
        .collect();
    options.push(ChoiceOption::new(NEVER, text::api_keys::NEVER));
    options.push(ChoiceOption::new(CUSTOM, text::api_keys::create::CUSTOM));
    let is_custom = Memo::new(move |_| typed.read().expiry == CUSTOM);
    let words = move || {
        if typed.read().expiry == NEVER {
            return Some(text::api_keys::create::NEVER_EXPIRES.to_owned());
        }
        let end = typed.with(|typed| typed.ends_at(now.get(), read_moment));
        let at = end.shown().and_then(wire::Stamp::epoch_millis)?;
        let end = if typed.read().expiry == CUSTOM {
            format_absolute(at)
        } else {
            format_date(at)
        };
        Some(text::api_keys::create::expires(&end))
    };
    let own = Signal::derive(move || error.get().filter(|_| is_custom.get()));
    view! {
        <div class="key-expiry">
            <RadioGroup label=text::api_keys::EXPIRES value=expiry options />
            <Show when=move || is_custom.get()>
                <MomentField label=text::api_keys::create::EXPIRES_AT value=end error=own />
            </Show>
            <p class="settings-aside">{words}</p>
        </div>
    }
    .into_any()
}
