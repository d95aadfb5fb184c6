//! The first steps of somebody new, each ticked by what is true, until all are.

mod steps;

use leptos::prelude::*;
use leptos_router::components::A;
use wire::{
    api_keys,
    capabilities::Capability,
    jobs::{self, Job, JobFilter},
    templates,
};

use crate::{
    effect::effect,
    features::overview::text,
    state::{
        live_query::{LiveRules, Relation, use_live_query},
        notices::{Mood, use_notices},
        onboarding::Onboarding,
        query::{Query, use_query},
        remote::Remote,
        session::{Session, use_session},
    },
    ui::{Button, ButtonSize, ButtonTone, Icon, IconName, Panel, Skeleton, SkeletonShape},
};

use super::publications::use_publications;
use steps::{Known, Step, Tick, count, steps};

/// One's own job is among the newest, unless it was seen before.
const NEWEST: u32 = 100;

/// Below the heading until it is known how many steps are done.
const LOADING: &str = text::LOADING;

/// The first steps; nothing once they are done, or not wanted.
#[component]
pub fn FirstSteps() -> impl IntoView {
    let session = use_session();
    // Read anew for whoever signs in.
    let onboarding = RwSignal::new(Onboarding::load(session));
    effect(move |_| {
        session.epoch().track();
        onboarding.set(Onboarding::load(session));
    });
    let is_wanted = Memo::new(move |_| {
        let Onboarding { hidden, done, .. } = onboarding.get();
        !hidden && !done && session.is_signed_in()
    });
    let is_told = Memo::new(move |_| session.capabilities().is_some());
    let note = move |change: fn(&mut Onboarding)| {
        let after = Onboarding::note(session, change);
        // A change that changes nothing must not run the effects that note it again.
        if onboarding.get_untracked() != after {
            onboarding.set(after);
        }
    };
    view! {
        <Show when=move || is_wanted.get()>
            <Show when=move || is_told.get() fallback=|| view! { <Awaited /> }>
                <List onboarding note=Callback::new(note) />
            </Show>
        </Show>
    }
}

/// The panel before it is known what the server offers.
#[component]
fn Awaited() -> impl IntoView {
    view! {
        <Panel heading=text::GET_STARTED intro=Signal::stored(Some(LOADING.to_owned()))>
            <Bones />
        </Panel>
    }
}

/// Takes the room of what comes, so that nothing below moves.
#[component]
fn Bones() -> impl IntoView {
    view! {
        <div class="first-steps-awaited">
            <Skeleton shape=SkeletonShape::Rows count=5 />
        </div>
    }
}

#[component]
fn List(onboarding: RwSignal<Onboarding>, note: Callback<fn(&mut Onboarding)>) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let known = known(session, onboarding);
    let steps = Memo::new(move |_| known.get().map(steps));
    // Everything that was asked for has come: what is kept then need not be asked for again.
    effect(move |_| {
        if known.get().and_then(|known| known.job) == Some(Tick::Done) && !onboarding.get().started
        {
            note.run(|onboarding| onboarding.started = true);
        }
    });
    effect(move |_| {
        let is_done = steps.with(|steps| {
            steps.as_ref().is_some_and(|steps| {
                let (done, all) = count(steps);
                done == all
            })
        });
        if is_done {
            note.run(|onboarding| onboarding.done = true);
        }
    });
    let hide = move |()| {
        note.run(|onboarding| onboarding.hidden = true);
        let undo = move || {
            let after = Onboarding::note(session, |onboarding| onboarding.hidden = false);
            // The page may have been left since.
            let _ = onboarding.try_set(after);
        };
        let title = text::HIDDEN;
        notices.offer(Mood::Good, title, text::UNDO, undo);
    };
    let actions = move || {
        view! {
            <Button tone=ButtonTone::Quiet size=ButtonSize::Small on_click=hide>
                {text::DISMISS}
            </Button>
        }
    };
    let intro = Signal::derive(move || {
        steps.with(|steps| {
            let Some(steps) = steps else {
                return Some(LOADING.to_owned());
            };
            let (done, all) = count(steps);
            Some(text::complete(done, all))
        })
    });
    view! {
        <Panel heading=text::GET_STARTED intro actions>
            {move || match steps.get() {
                None => view! { <Bones /> }.into_any(),
                Some(list) => {
                    view! {
                        <ol class="first-steps" role="list">
                            {list.into_iter().map(|step| view! { <Line step /> }).collect_view()}
                        </ol>
                    }
                    .into_any()
                }
            }}
        </Panel>
    }
}

#[component]
fn Line(step: Step) -> impl IntoView {
    let (mark, said) = match step.tick {
        Tick::Done => (Some(IconName::Check), text::DONE),
        Tick::Open => (None, text::OPEN),
        Tick::Unknown => (Some(IconName::Warning), text::UNKNOWN_STEP),
    };
    let title = match step.tick {
        Tick::Done => view! { <span>{step.title}</span> }.into_any(),
        Tick::Open | Tick::Unknown => {
            view! { <A href=step.route.path()>{step.title}</A> }.into_any()
        }
    };
    let words = match step.tick {
        Tick::Done => None,
        Tick::Open => Some(step.words),
        Tick::Unknown => Some(text::NOT_CHECKED),
    };
    let state = match step.tick {
        Tick::Done => "done",
        Tick::Open => "open",
        Tick::Unknown => "unknown",
    };
    view! {
        <li class="first-step" data-tick=state>
            <span class="first-step-mark">
                {mark.map(|name| view! { <Icon name /> })}
            </span>
            <div class="first-step-words">
                <p class="first-step-title">
                    <span class="visually-hidden">{said}</span>
                    {title}
                </p>
                {words.map(|words| view! { <p class="first-step-why">{words}</p> })}
            </div>
        </li>
    }
}

/// What is known of whoever is signed in; `None` until all that was asked for has come.
fn known(session: Session, onboarding: RwSignal<Onboarding>) -> Signal<Option<Known>> {
    let can = move |capability| session.offers(capability) && session.has_key_for(capability);
    let may_write = Memo::new(move |_| session.may_write());
    let keys = use_query(move || can(Capability::ApiKeysWrite).then(api_keys::list));
    // A publication is a first job as well, though the server lists none.
    let publications = use_publications();
    let has_started = Memo::new(move |_| onboarding.get().started || publications.is_any());
    let asks_jobs = Memo::new(move |_| {
        let is_of_use = may_write.get() && can(Capability::JobsList);
        is_of_use && !has_started.get()
    });
    // A job that is started in another tab ticks its step here.
    let is_own = move |job: &Job| {
        let name = untrack(|| session.user()).map(|user| user.name);
        asks_jobs.get_untracked() && job.created_by == name
    };
    let jobs = use_live_query(
        move || {
            let filter = JobFilter {
                limit: Some(NEWEST),
                ..JobFilter::default()
            };
            asks_jobs.get().then(|| jobs::list(&filter))
        },
        LiveRules {
            relation: Box::new(move |_, job| {
                if is_own(job) {
                    Relation::Refetch
                } else {
                    Relation::Unrelated
                }
            }),
            update: Box::new(|_, _| {}),
            is_polled: Signal::stored(false),
        },
    );
    let makes_templates = Memo::new(move |_| may_write.get() && can(Capability::TemplatesWrite));
    let templates = use_query(move || makes_templates.get().then(templates::list));
    Signal::derive(move || {
        let name = session.user().map(|user| user.name);
        Some(Known {
            may_write: may_write.get(),
            key: asked(can(Capability::ApiKeysWrite), keys, |page| {
                !page.items.is_empty()
            })?,
            preview: can(Capability::ContentPreview).then(|| onboarding.get().previewed),
            job: if has_started.get() {
                Some(Tick::Done)
            } else {
                asked(asks_jobs.get(), jobs, |page| {
                    steps::has_started(page, name.as_deref())
                })?
            },
            template: asked(makes_templates.get(), templates, |page| {
                page.items.iter().any(|template| !template.builtin)
            })?,
        })
    })
}

/// The tick of what was asked for; outer `None` while that is on its way.
fn asked<T: Clone + Send + Sync + 'static>(
    is_asked: bool,
    query: Query<T>,
    is_done: impl Fn(&T) -> bool,
) -> Option<Option<Tick>> {
    if !is_asked {
        return Some(None);
    }
    query
        .remote()
        .with(|remote: &Remote<T>| match (&remote.data, &remote.error) {
            (Some(data), _) => Some(Some(Tick::of(Some(is_done(data))))),
            (None, Some(_)) => Some(Some(Tick::Unknown)),
            (None, None) => None,
        })
}
