//! The form that invalidates entries.

use leptos::prelude::*;
use wire::{
    cache::{self, CacheTarget, InvalidateRequest, Invalidation, InvalidationStatus},
    capabilities::Capability,
};

use crate::{
    state::{mutation::use_mutation, session::use_session},
    ui::{Button, ButtonKind, ButtonTone, Checkbox, ErrorNotice, Panel, TextArea, TextField},
};

use super::{
    form::{Typed, sentence},
    loads::Loads,
    outcome::{Last, Outcome},
};

/// The form.
#[component]
pub fn Invalidate(loads: Loads, last: Last) -> impl IntoView {
    let session = use_session();
    let chosen = RwSignal::new(Vec::<CacheTarget>::new());
    let (keys, patterns) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (force, why) = (RwSignal::new(false), RwSignal::new(String::new()));
    let typed = Memo::new(move |_| Typed {
        targets: chosen.get(),
        keys: keys.get(),
        patterns: patterns.get(),
        force: force.get(),
        reason: why.get(),
    });
    let send = use_mutation(
        |request: &InvalidateRequest| cache::invalidate(request),
        move |_, answer: Invalidation| {
            if answer.outcome() == InvalidationStatus::Success {
                for field in [keys, patterns, why] {
                    field.set(String::new());
                }
                force.set(false);
            }
            last.set("Invalidate", answer);
            loads.again();
        },
    );
    let trial = use_mutation(
        |request: &InvalidateRequest| cache::try_invalidate(request),
        move |_, answer: Invalidation| last.set("Dry run", answer),
    );
    let tries = Memo::new(move |_| {
        session.capabilities().is_some()
            && session.offers(Capability::CacheInvalidate)
            && !session.is_shipped(Capability::CacheInvalidate)
    });
    let blocked = loads.reason(Capability::CacheInvalidate);
    let reason = Signal::derive(move || {
        let incomplete = || typed.with(|typed| typed.request().err().map(str::to_owned));
        blocked.get().or_else(incomplete)
    });
    let ask = move |mutation: crate::state::mutation::Mutation<InvalidateRequest>| {
        if reason.get_untracked().is_none()
            && let Ok(request) = typed.get_untracked().request()
        {
            mutation.run(request);
        }
    };
    let problem = move |name: &'static str| {
        Signal::derive(move || send.error().with(|error| error.as_ref()?.field(name)))
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
    let asks = move || {
        typed.with(|typed| match typed.request() {
            Ok(request) => sentence(&request),
            Err(missing) => missing.to_owned(),
        })
    };
    view! {
        <Panel heading="Invalidate entries">
            <form
                class="cache-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    ask(send);
                }
            >
                <fieldset class="cache-choice">
                    <legend>"In which caches"</legend>
                    <For each=move || targets.get() key=Clone::clone children=choice />
                </fieldset>
                <TextArea
                    label="Keys"
                    value=keys
                    rows=2
                    mono=true
                    hint="One a line, or separated by commas."
                    error=problem("keys")
                />
                <TextArea
                    label="Patterns"
                    value=patterns
                    rows=2
                    mono=true
                    placeholder="api/*"
                    hint="One a line, or separated by commas."
                    error=problem("patterns")
                />
                <Checkbox
                    label="Force"
                    checked=force
                    detail="Asks to drop everything in the chosen caches."
                />
                <TextField label="Reason" value=why hint="Optional; for whoever reads the log." />
                <p class="cache-asks" role="status">{asks}</p>
                <ErrorNotice
                    error=send.error()
                    title="Nothing was invalidated, as far as is known"
                    kept="What you typed is kept."
                />
                <ErrorNotice error=trial.error() title="The dry run failed" />
                <div class="cache-actions">
                    <Show when=move || tries.get()>
                        <Button reason pending=trial.pending() on_click=move |()| ask(trial)>
                            "Dry run"
                        </Button>
                    </Show>
                    <Button
                        tone=ButtonTone::Primary
                        kind=ButtonKind::Submit
                        reason
                        pending=send.pending()
                    >
                        "Invalidate"
                    </Button>
                </div>
            </form>
            <Outcome last />
        </Panel>
    }
    .into_any()
}
