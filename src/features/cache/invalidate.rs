//! The form that invalidates entries.

use leptos::prelude::*;
use wire::{
    cache::{self, CacheTarget, InvalidateRequest, Invalidation, InvalidationStatus},
    capabilities::Capability,
};

use crate::{
    features::cache::text,
    state::{
        drafts::DraftName,
        mutation::use_mutation,
        session::{Session, use_session},
    },
    ui::{
        Button, ButtonKind, ButtonTone, Checkbox, ErrorNotice, FieldError, ForEach, Notice, Panel,
        State, TextArea, TextField, unique_id,
    },
};

use super::{
    form::Typed,
    loads::Loads,
    outcome::{LastInvalidation, Outcome},
    trial::{Counted, Trial},
};

/// What is typed survives a reload and an expired session.
const DRAFT: DraftName = DraftName::new("toombos.draft.cache");

/// The form.
#[component]
pub fn Invalidate(loads: Loads, last: LastInvalidation) -> impl IntoView {
    let session = use_session();
    let before: Typed = DRAFT.own().load().unwrap_or_default();
    let chosen = RwSignal::new(before.targets);
    let (keys, patterns) = (RwSignal::new(before.keys), RwSignal::new(before.patterns));
    let (tags, why) = (RwSignal::new(before.tags), RwSignal::new(before.reason));
    let force = RwSignal::new(before.force);
    let typed = Memo::new(move |_| Typed {
        targets: chosen.get(),
        keys: keys.get(),
        patterns: patterns.get(),
        tags: tags.get(),
        force: force.get(),
        reason: why.get(),
    });
    DRAFT.own().follow(Signal::<Typed>::from(typed));
    // Tags and dry runs came with the contract.
    let tries = Memo::new(move |_| {
        session.capabilities().is_some()
            && session.offers(Capability::CacheInvalidate)
            && !session.is_shipped(Capability::CacheInvalidate)
    });
    let request = move || typed.with(|typed| typed.request(tries.get()));
    let send = use_mutation(
        |request: &InvalidateRequest| cache::invalidate(request),
        move |_, answer: Invalidation| {
            if answer.outcome() == InvalidationStatus::Success {
                for field in [keys, patterns, tags, why] {
                    field.set(String::new());
                }
                force.set(false);
            }
            last.set(text::INVALIDATE, answer);
            loads.again();
        },
    );
    let blocked = loads.reason(Capability::CacheInvalidate);
    // Why it is asked for changes nothing of what would be hit.
    let trial_request = Memo::new(move |_| {
        let may = tries.get() && blocked.with(Option::is_none);
        let request = request().ok().filter(|_| may)?;
        Some(InvalidateRequest {
            reason: None,
            ..request
        })
    });
    let trial = Trial::new(trial_request);
    let reason = Signal::derive(move || {
        let incomplete = || request().err().map(str::to_owned);
        let counting = || trial.is_counting().then(|| text::WAIT_FOR_COUNT.to_owned());
        blocked.get().or_else(incomplete).or_else(counting)
    });
    let submit = move || {
        if untrack(move || reason.get()).is_none()
            && let Ok(request) = untrack(request)
        {
            send.run(request);
        }
    };
    let problem = move |name: &'static str| {
        Signal::derive(move || {
            let counted = trial.error().and_then(|error| error.field(name));
            let sent = send.error().with(|error| error.as_ref()?.field(name));
            sent.or(counted)
        })
    };
    let targets = Memo::new(move |_| {
        let remote = loads.stats.remote();
        let listed: Vec<_> = remote.with(|it| {
            let stats = it.data.as_ref();
            stats
                .map(|stats| {
                    stats
                        .targets
                        .keys()
                        .map(|name| name.as_str().into())
                        .collect()
                })
                .unwrap_or_default()
        });
        if listed.is_empty() {
            CacheTarget::KNOWN.to_vec()
        } else {
            listed
        }
    });
    let choice = move |target: CacheTarget| {
        let label = target.label().to_owned();
        let own = target.clone();
        let shown = Signal::derive(move || chosen.read().contains(&own));
        let set = Callback::new(move |on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|it| *it != target);
                if on {
                    chosen.push(target.clone());
                }
            });
        });
        view! { <Checkbox label checked=(shown, set) /> }
    };
    let asks = move || request().err();
    let wrong = unique_id("cache-targets");
    view! {
        <Panel heading=text::INVALIDATE_TITLE>
            <Show when=move || !session.may_write()>
                <Notice state=State::Off title=text::VIEW_ONLY>
                    {text::VIEW_ONLY_ASK}
                </Notice>
            </Show>
            <form
                class="cache-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <fieldset class="cache-choice" aria-describedby=wrong.clone()>
                    <legend>{text::CACHES}</legend>
                    <ForEach each=move || targets.get() key=Clone::clone children=choice />
                    <FieldError id=wrong.clone() error=problem("targets") />
                </fieldset>
                <TextArea
                    label=text::KEYS
                    value=keys
                    rows=2
                    mono=true
                    hint=text::KEYS_HINT
                    error=problem("keys")
                />
                <TextArea
                    label=text::PATTERNS
                    value=patterns
                    rows=2
                    mono=true
                    placeholder="preview/*"
                    hint=text::PATTERNS_HINT
                    error=problem("patterns")
                />
                <Show when=move || tries.get() fallback=move || awaited_tags(session)>
                    <TextArea
                        label=text::TAGS
                        value=tags
                        rows=2
                        mono=true
                        placeholder="channel:web"
                        hint=text::TAGS_HINT
                        error=problem("tags")
                    />
                </Show>
                <Checkbox
                    label=text::ALL
                    checked=force
                    detail=text::ALL_DETAIL
                />
                <TextField
                    label=text::REASON
                    value=why
                    hint=text::REASON_HINT
                    error=problem("reason")
                />
                <div class="cache-asks" role="status">
                    <p>{asks}</p>
                    <Counted trial loads />
                </div>
                <ErrorNotice
                    error=send.error()
                    title=text::INVALIDATE_FAILED
                />
                <div class="cache-actions">
                    <Button
                        tone=ButtonTone::Primary
                        kind=ButtonKind::Submit
                        reason
                        pending=send.pending()
                    >
                        {text::INVALIDATE}
                    </Button>
                </div>
            </form>
            <Outcome last />
        </Panel>
    }
    .into_any()
}

/// Takes the room of the tags until it is known whether there is such a field.
fn awaited_tags(session: Session) -> impl IntoView {
    move || {
        let is_known = session.capabilities().is_some();
        (!is_known).then(|| view! { <div class="cache-tags-awaited"></div> })
    }
}
