//! The alerts: what stands, who knows of it, and what is over.

mod control;

use leptos::prelude::*;
use wire::{
    alerts::{self, Alert, AlertId, Severity},
    capabilities::Capability,
};

use crate::{
    features::{
        health::text,
        shared::{Offered, ServerWords, StampTime},
    },
    state::{clock::use_clock, mutation::use_mutation, session::use_session},
    ui::{
        Badge, Button, ButtonSize, ErrorNotice, ForEach, IconName, Panel, RemoteView, Skeleton,
        State, Time, format_count, format_duration,
    },
};

use super::{alarm::Alarm, disclosure::Folded, facts::words_of};
use control::{FlapControl, Notify};

/// The alerts.
#[component]
pub fn Alerts(alarm: Alarm) -> impl IntoView {
    let session = use_session();
    let served = Memo::new(move |_| session.offers(Capability::Alerts));
    view! {
        <Panel heading=text::ALERTS actions=move || view! { <Notify alarm /> }>
            {move || match served.get() {
                true => {
                    view! {
                        <Offered capability=Capability::Alerts icon=IconName::Bell>
                            <Served alarm />
                        </Offered>
                    }
                    .into_any()
                }
                false => view! { <Observed alarm /> }.into_any(),
            }}
        </Panel>
        // Said once, and only where nothing else says it.
        <p class="visually-hidden" role="status">
            {move || alarm.said().get()}
        </p>
    }
}

/// The alerts that the server raises.
#[component]
fn Served(alarm: Alarm) -> impl IntoView {
    let query = alarm.query();
    view! {
        <RemoteView
            remote=query.remote()
            failed=text::ALERTS_FAILED
            skeleton=|| view! { <Skeleton count=1 label=text::ALERTS_LOADING /> }
            on_retry=move |()| query.refetch()
            let:page
        >
            <Lists
                alarm
                alerts=Signal::derive(move || page.with(|page| page.items.clone()))
                own=true
            />
        </RemoteView>
    }
}

/// The alerts that this browser has raised itself.
#[component]
fn Observed(alarm: Alarm) -> impl IntoView {
    view! {
        <Lists alarm alerts=Signal::derive(move || alarm.log().with(|log| log.alerts())) />
        <p class="health-source">
            {text::ALERTS_OBSERVED}
        </p>
        <Folded summary=text::WHEN_TO_ALERT>
            <FlapControl alarm />
        </Folded>
    }
}

/// What stands, and what is over.
#[component]
fn Lists(
    alarm: Alarm,
    alerts: Signal<Vec<Alert>>,
    /// They are the server's own, so that one may acknowledge them.
    #[prop(optional)]
    own: bool,
) -> impl IntoView {
    let part = move |active: bool| {
        Memo::new(move |_| {
            let alerts = alerts.get().into_iter();
            alerts
                .filter(|alert| alert.is_active() == active)
                .collect::<Vec<_>>()
        })
    };
    let (active, past) = (part(true), part(false));
    let count = move || past.read().len();
    view! {
        <Show
            when=move || !active.read().is_empty()
            fallback=|| view! { <p class="health-none">{text::NO_ALERTS}</p> }
        >
            <ul class="alerts" aria-label=text::ACTIVE_ALERTS role="list">
                <ForEach each=move || active.get() key=key let:alert>
                    <ActiveAlert alarm alert own />
                </ForEach>
            </ul>
        </Show>
        <Show when=move || { count() > 0 }>
            <Folded summary=Signal::derive(move || {
                format_count(count(), text::PAST_ALERT, text::PAST_ALERTS_COUNT)
            })>
                <ul class="alerts" aria-label=text::PAST_ALERTS role="list">
                    <ForEach each=move || past.get() key=key let:alert>
                        <Past alert />
                    </ForEach>
                </ul>
            </Folded>
        </Show>
    }
}

/// What makes an alert's entry another one: not only which, but how it stands.
fn key(alert: &Alert) -> (AlertId, Severity, Option<String>, bool) {
    (
        alert.id.clone(),
        alert.severity.clone(),
        alert.acknowledged_by.clone(),
        alert.is_active(),
    )
}

fn state_of(severity: &Severity) -> State {
    match severity {
        Severity::Critical => State::Bad,
        Severity::Warning => State::Warn,
        Severity::Info => State::Busy,
        Severity::Other(_) => State::Off,
    }
}

#[component]
fn ActiveAlert(alarm: Alarm, alert: Alert, own: bool) -> impl IntoView {
    let session = use_session();
    let now = use_clock().now();
    let name = words_of(&alert.component);
    let reason = Signal::derive(move || {
        if !session.may_write() {
            return Some(text::VIEW_ONLY.to_owned());
        }
        (!session.offers(Capability::AlertsAcknowledge))
            .then(|| Capability::AlertsAcknowledge.missing().to_owned())
    });
    let acknowledge = use_mutation(
        |id: &AlertId| alerts::acknowledge(id),
        move |_, seen: Alert| alarm.acknowledged(seen),
    );
    let id = alert.id.clone();
    let seen = match alert.acknowledged_by {
        Some(who) => {
            view! { <p class="component-meta">{text::acknowledged_by(&who)}</p> }.into_any()
        }
        None if own => view! {
            <Button
                size=ButtonSize::Small
                reason
                pending=acknowledge.pending()
                label=Some(text::acknowledge_of(&name))
                on_click=move |()| acknowledge.run(id.clone())
            >
                {text::ACKNOWLEDGE}
            </Button>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <li class="alert">
            <div class="alert-words">
                <p class="alert-name">
                    <Badge state=state_of(&alert.severity)>{alert.severity.label().to_owned()}</Badge>
                    <strong>{name}</strong>
                </p>
                {alert.message.map(|text| view! { <ServerWords text /> })}
                <p class="component-meta">
                    {text::SINCE} <StampTime stamp=alert.raised_at.clone() />
                    {alert
                        .raised_at
                        .epoch_millis()
                        .map(|at| view! { ", " <Time at=Some(at) now /> })}
                </p>
            </div>
            {seen}
            <ErrorNotice
                error=acknowledge.error()
                title=text::ACKNOWLEDGE_FAILED
                kept=text::ALERT_NOT_CHANGED
            />
        </li>
    }
    .into_any()
}

#[component]
fn Past(alert: Alert) -> impl IntoView {
    let lasted = alert
        .resolved_at
        .as_ref()
        .and_then(|end| end.since(&alert.raised_at))
        .map(|lasted| {
            let millis = lasted.num_milliseconds() as f64;
            text::lasted(&format_duration(millis))
        });
    view! {
        <li class="alert">
            <div class="alert-words">
                <p class="alert-name">
                    <Badge state=state_of(&alert.severity) bare=true>
                        {alert.severity.label().to_owned()}
                    </Badge>
                    <strong>{words_of(&alert.component)}</strong>
                </p>
                {alert.message.map(|text| view! { <ServerWords text /> })}
                <p class="component-meta">
                    <StampTime stamp=alert.raised_at /> {lasted}
                    {alert.acknowledged_by.map(|who| text::and_acknowledged_by(&who))}
                </p>
            </div>
        </li>
    }
    .into_any()
}
